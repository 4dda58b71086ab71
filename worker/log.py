"""Logs: a constant message and fields, JSON or text, with secrets masked.

Webhook URLs, passwords in URLs and tokens never reach a log: they are masked here, whatever logged them.
"""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

_MASKS = (
    (re.compile(r"(://[^/\s:@]*):[^/\s@]+@"), r"\1:***@"),  # password in a URL
    (re.compile(r"(https://hooks\.slack\.com/)\S+"), r"\1***"),
    (re.compile(r"(https?://[^/\s]+/(?:services|webhook|workflows|hooks?))/\S+"), r"\1/***"),
    (re.compile(r"\bxox[abps]-[\w-]+"), "xox***"),
    (re.compile(r"(/bot)\d+:[\w-]+"), r"\1***"),
    (re.compile(r"\b([\w.+-])[\w.+-]*@([\w-]+\.)"), r"\1***@\2"),  # mail addresses
)


def mask(text: str) -> str:
    """The text without secrets and mail addresses."""
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


def _masked(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: mask(value) if isinstance(value, str) else value for key, value in event.items()}


def set_up(level: str = "INFO", form: str = "auto") -> None:
    """Configure structlog and the standard library's logging, once for a process. Logs go to stderr."""
    text = form == "text" or (form == "auto" and sys.stderr.isatty())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _masked,
    ]
    end = structlog.dev.ConsoleRenderer() if text else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, end]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in (
        "celery.redirected",
        "kombu",
        "amqp",
        "celery.beat",
        "celery.worker.strategy",
        "celery.app.trace",
        "trafilatura",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING if level != "DEBUG" else logging.DEBUG)
