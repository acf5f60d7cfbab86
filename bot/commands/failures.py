"""The errors that are told to an operator in one sentence instead of a traceback."""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Iterator

__all__ = ["one_sentence"]

_UNUSABLE = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}
)
"""What a data folder fails with that may not, or cannot, be written to."""


@contextlib.contextmanager
def one_sentence() -> Iterator[None]:
    """Turns a foreseen failure into its sentence on stderr and exit status 1."""
    from bot.channels.platforms import PlatformError
    from bot.dialogue.training import TrainingError
    from bot.dialogue.turn import ModelError
    from bot.download import DownloadError
    from bot.knowledge.problem import KnowledgeError
    from bot.learning.signing import SigningKeyError
    from bot.models import ModelFileError
    from bot.speech.espeak import SpeechError
    from bot.store.database import DatabaseError
    from bot.store.valkey import ValkeyError

    try:
        yield
    except KnowledgeError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        sys.exit(f"bot: {len(error.problems)} mistakes in the knowledge folder; see above")
    except (
        ModelError,
        ModelFileError,
        DownloadError,
        TrainingError,
        SigningKeyError,
        SpeechError,
        DatabaseError,
        ValkeyError,
        PlatformError,
    ) as error:
        sys.exit(f"bot: {error}")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.exit(f"bot: no space left on the disk ({error.filename or 'data folder'})")
        if error.errno in _UNUSABLE:
            reason = f"{error.filename} cannot be used: {error.strerror}"
            sys.exit(f"bot: {reason}; choose another BOT_DATA_DIR")
        raise
