"""PLT-6: what follows a stream outlives faults that pass and errors in our own code, and stops when it is told to."""

from __future__ import annotations

import asyncio
import logging

from headrace_chassis.events import patience
from headrace_chassis.events.patience import Patient
from headrace_testkit import waiting


async def test_an_error_that_does_not_pass_by_itself_ends_nothing_for_good(monkeypatch, caplog):
    monkeypatch.setattr(patience, "LONGEST_PAUSE", 0.01)
    patient, lives = Patient("orders on a stream"), []

    async def work():
        lives.append(1)
        if len(lives) < 3:
            raise AssertionError("a fault of ours")
        patient.stop()

    async with waiting.patience():
        await patient.again_and_again(work)
    assert len(lives) == 3
    assert [record.message for record in caplog.records] == ["orders on a stream begins again"] * 2


async def test_work_that_fails_while_it_is_told_to_stop_is_not_begun_again():
    patient, lives = Patient("x"), []

    async def work():
        lives.append(1)
        patient.stopping = True
        raise AssertionError

    await patient.again_and_again(work)
    assert lives == [1]


async def test_stopping_cuts_the_pause_short(monkeypatch):
    monkeypatch.setattr(patience, "LONGEST_PAUSE", 3600)
    patient = Patient("x")

    async def work():
        raise AssertionError

    task = asyncio.create_task(patient.again_and_again(work))
    await asyncio.sleep(0.05)
    patient.stop()
    async with waiting.patience():
        await asyncio.gather(task, return_exceptions=True)


async def test_a_wait_that_begins_after_it_was_told_to_stop_is_none(monkeypatch):
    patient = Patient("x")

    async def work():
        patient.stop()
        await patient.idle(asyncio.sleep(3600))

    async with waiting.patience():
        task = asyncio.create_task(patient.again_and_again(work))
        await asyncio.wait([task])
    assert task.cancelled()


def test_what_a_lost_broker_makes_the_client_library_say_is_not_logged_by_whichever_order_of_imports():
    import headrace_chassis.events.kafka  # noqa: F401
    from headrace_chassis import logs

    logs.set_up()
    assert not logging.getLogger("aiokafka").isEnabledFor(logging.ERROR)
