"""What this process writes about itself: one line a thing, never what people wrote."""

from __future__ import annotations

import logging
import os

__all__ = ["set_up_logs"]


def set_up_logs(level: str) -> None:
    """Logs of the bot from `level` on, of libraries from WARNING on; Rasa's telemetry off.

    Call it before Rasa is imported: without it Rasa's structlog prints every event of every
    turn, the people's texts among them.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["TQDM_DISABLE"] = "1"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    logging.captureWarnings(True)
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("bot").setLevel(level.upper())
    logging.getLogger("py.warnings").setLevel(logging.ERROR)

    import structlog

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
