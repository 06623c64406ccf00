"""Logs as one JSON object a line, joined to traces by trace_id."""

from __future__ import annotations

import logging
import sys
from contextvars import ContextVar

import orjson

from headrace_chassis import clock, trace

SERVICE: ContextVar[str] = ContextVar("service", default="")
_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": clock.wall().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "service": SERVICE.get(),
            "trace_id": trace.trace_id(),
        }
        line |= {k: v for k, v in vars(record).items() if k not in _STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps({k: v for k, v in line.items() if v not in ("", None)}, default=str).decode()


def set_up(level: str = "INFO", stream: object = None) -> None:
    handler = logging.StreamHandler(stream or sys.stderr)  # type: ignore[arg-type]
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "alembic", "uvicorn.access", "pymodbus"):
        logging.getLogger(noisy).setLevel("WARNING")
