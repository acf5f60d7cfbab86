"""What this process writes about itself: one line a thing, never what people wrote."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Collection, MutableMapping
from pathlib import Path
from typing import Any, Literal

from bot.commands.log_lines import JsonLine, TextLine
from bot.store.naming_key import KEY_BYTES, naming_key

__all__ = ["set_up_logs"]

SHORTEST_SECRET = 6
"""A shorter one would blank out words that are none."""


def set_up_logs(
    level: str,
    log_format: Literal["text", "json"] = "text",
    data_dir: Path | None = None,
    hidden: Collection[str] = (),
) -> None:
    """Logs of the bot from `level` on, of libraries from WARNING on; Rasa's telemetry off.

    People are called by hashes with the key in `data_dir`, without one with a key of this process
    alone; what is in `hidden` is never written. Call it before Rasa is imported: without it Rasa's
    structlog prints every event of every turn, the people's texts among them.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["TQDM_DISABLE"] = "1"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    logging.captureWarnings(True)
    line = JsonLine if log_format == "json" else TextLine
    handler = logging.StreamHandler()
    handler.setFormatter(line(_key(data_dir), [s for s in hidden if len(s) >= SHORTEST_SECRET]))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("bot").setLevel(level.upper())
    logging.getLogger("py.warnings").setLevel(logging.ERROR)

    import structlog

    structlog.configure(
        processors=[_event_alone],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _key(data_dir: Path | None) -> bytes:
    """The key in the data folder; where that cannot be used, which others will say, a new one."""
    try:
        return naming_key(data_dir) if data_dir else secrets.token_bytes(KEY_BYTES)
    except OSError:
        return secrets.token_bytes(KEY_BYTES)


def _event_alone(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    """What Rasa says happened, without the values: people's texts are among them."""
    return f"{event['event']} {event.get('event_info', '')}".rstrip()
