"""Logs as one JSON object a line, joined to traces by trace_id. Secrets are blotted out, wherever they come from."""

from __future__ import annotations

import json
import logging
import re
import sys
from contextvars import ContextVar
from typing import TYPE_CHECKING, TextIO

import orjson

from headrace_chassis import clock, trace

if TYPE_CHECKING:
    from headrace_chassis.events.envelope import Envelope

SERVICE: ContextVar[str] = ContextVar("service", default="")
TENANT: ContextVar[str] = ContextVar("tenant", default="")
EVENT: ContextVar[Envelope | None] = ContextVar("event", default=None)
NOISY = ("httpx", "httpcore", "alembic", "uvicorn.access", "pymodbus", "opentelemetry")
_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
_ACCESS = logging.getLogger("headrace.access")
_QUOTE = r"""\\?["']?"""
_SECRETS = (
    (re.compile(r"(?i)\b(bearer|basic)(\s+)[\w.~+/=-]{8,}"), r"\1\2***"),
    (re.compile(r"""(://[^\s:/@"']*:)[^\s/@"']+(?=@)"""), r"\1***"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), "***"),
    (
        re.compile(
            rf"(?i)((?:password|passwd|secret|token|api[_-]?key|private[_-]?key){_QUOTE}\s*[:=]\s*{_QUOTE})"
            r"""[^\s"',;&)}\\]+"""
        ),
        r"\1***",
    ),
)


# what steers a terminal or breaks a line though JSON lets it stand: DEL and C1, line separators, marks of direction
_UNSEEN = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))}


class JsonLines(logging.Formatter):
    """`member` tells replicas apart."""

    def __init__(self, member: str = "") -> None:
        super().__init__()
        self._member = member

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": clock.wall().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "service": SERVICE.get(),
            "member": self._member,
            "trace_id": trace.trace_id(),
            "span_id": trace.span_id(),
            "tenant": TENANT.get(),
        }
        event = EVENT.get()
        line |= facts_of(event) if event is not None else {}
        line |= {k: v for k, v in vars(record).items() if k not in _STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        shown = {name: value for name, value in line.items() if value not in ("", None)}
        return without_secrets(_one_line(shown))


def _one_line(facts: dict[str, object]) -> str:
    """Whatever is told can't begin another line, and is told: half a surrogate pair and endless numbers too."""
    try:
        text = orjson.dumps(facts, default=str).decode()
    except TypeError:
        text = json.dumps(facts, default=str)
    return text.translate(_UNSEEN)


def without_secrets(text: str) -> str:
    """Passwords in URLs and settings, tokens and keys become ***. JSON stays JSON: no quote is taken away."""
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    return text


def facts_of(event: Envelope) -> dict[str, str]:
    return {"event_id": event.id, "event_type": event.type, "tenant": event.tenant}


def access(method: str, path: str, status: int, seconds: float) -> None:
    """One line a request, without its query: that may carry what nobody should read."""
    if _ACCESS.isEnabledFor(logging.INFO):
        facts = {"method": method, "path": path, "status": status, "milliseconds": round(seconds * 1000, 1)}
        _ACCESS.info("%s %s %s", method, path, status, extra=facts)


def set_up(level: str = "INFO", stream: TextIO | None = None, *, member: str = "", each_request: bool = False) -> None:
    """`each_request` tells every request at INFO."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines(member))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel("WARNING")
    _ACCESS.setLevel("INFO" if each_request else "WARNING")
