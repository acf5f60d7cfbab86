"""How a log record becomes a line: for people who read along, or JSON for programs.

No line says what people wrote or who they are: a `Person` becomes a keyed hash, an error that was
not foreseen is told by its type and place (its own words may quote anything), and secrets are
blanked out.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Collection, Iterator
from datetime import datetime, timezone
from typing import Any

from bot.delivery.naming import masked_id
from bot.message import Inbound, Person

__all__ = ["JsonLine", "TextLine"]

HIDDEN = "***"

_OF_EVERY_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""All but tab and line feed: what could steer a terminal, or is no text at all."""


class _Line(logging.Formatter):
    """What both forms have in common; `key` is for `masked_id`, `secrets` are never written."""

    def __init__(self, key: bytes, secrets: Collection[str] = ()) -> None:
        super().__init__()
        self._key = key
        # The longest first: one may be the beginning of another.
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def event(self, record: logging.LogRecord) -> str:
        """What happened, in words."""
        arguments = record.args
        if isinstance(arguments, tuple):
            named: Any = tuple(self._named(each) for each in arguments)
        else:
            named = {name: self._named(each) for name, each in (arguments or {}).items()}
        return self._without_secrets(str(record.msg) % named if named else str(record.msg))

    def fields(self, record: logging.LogRecord) -> dict[str, Any]:
        """What else was told of it (`extra`): numbers, and the rest as text."""
        return {
            name: self._plain(value)
            for name, value in vars(record).items()
            if name not in _OF_EVERY_RECORD
        }

    def _named(self, value: object) -> object:
        if isinstance(value, Person):
            return masked_id(value, self._key)
        if isinstance(value, Inbound):
            return f"{value.id} of {masked_id(value.person, self._key)}"
        return value

    def _plain(self, value: object) -> object:
        if value is None or isinstance(value, (bool, int, float)):
            return value
        return self._without_secrets(str(self._named(value)))

    def _without_secrets(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


class JsonLine(_Line):
    """One JSON object a record: time (UTC), level, logger, event, its fields, error and place."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = datetime.fromtimestamp(record.created, timezone.utc)
        told: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self.event(record),
        }
        told.update((name, each) for name, each in self.fields(record).items() if name not in told)
        error = record.exc_info and record.exc_info[1]
        if error:
            told["error"] = [type(each).__name__ for each in _chain(error)]
            told["place"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
        return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace").decode()


class TextLine(_Line):
    """One line a record; further ones (the way to an error) are indented."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        lines = [f"{record.levelname} {record.name}: {self.event(record)}"]
        lines += [f"{name}={each}" for name, each in self.fields(record).items()]
        error = record.exc_info and record.exc_info[1]
        if error:
            names = [type(each).__name__ for each in _chain(error)]
            where = "".join(traceback.format_tb(error.__traceback__)).rstrip()
            lines.append(f"{' from '.join(names)}\n{where}")
        text = _CONTROL.sub(lambda found: ascii(found[0])[1:-1], " ".join(lines))
        # Nothing inside a record can pass for the beginning of another one.
        return f"{self.formatTime(record)} " + text.replace("\n", "\n    ")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__
