"""Whether a build may start on a database: not when a later one has begun to store forms that this one can't read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headrace_chassis.forms.stored import StoredForm
from headrace_chassis.migrations.revisions import NewerDatabase
from headrace_chassis.tx import Tx

KNOWN = "SELECT name, form FROM stored_form WHERE name = ANY($1) ORDER BY name"
NOTE = """
    INSERT INTO stored_form (name, form) SELECT * FROM unnest($1::text[], $2::int[])
        ON CONFLICT (name) DO UPDATE SET form = excluded.form WHERE stored_form.form < excluded.form
"""


async def begin_to_store(tx: Tx, forms: Mapping[str, StoredForm[Any]]) -> None:
    """Note the forms that are stored from now on. Raises NewerDatabase, and then has changed nothing."""
    for name, number in await tx.raw.fetch(KNOWN, list(forms)):
        known = forms[name]
        if number > known.number:
            database = await tx.raw.fetchval("SELECT current_database()")
            raise NewerDatabase(
                f"{database} is newer than this build: a later version stores each {known.kind} in form {number}, and "
                f"this build knows forms up to {known.number}. Nothing was changed. Start the version that stored them "
                "or a later one, or restore a backup that was made before (headrace restore)."
            )
    if forms:
        await tx.raw.execute(NOTE, list(forms), [form.number for form in forms.values()])
