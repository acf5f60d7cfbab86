"""What the actions work with: knowledge, learners, certificates; opened once, when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.learning.certificate import Certificates
from bot.learning.learner import Learners
from bot.learning.library import Library
from bot.learning.signing import load_or_make_key
from bot.learning.watched import Watched
from bot.settings import Settings
from bot.store.database import open_engine
from bot.store.migrate import migrate

__all__ = ["Services", "services"]


@dataclass(frozen=True)
class Services:
    """Everything an action may call."""

    settings: Settings
    watched: Watched
    learners: Learners
    certificates: Certificates

    @property
    def library(self) -> Library:
        """The knowledge as it is on disk now, or as it was when it was last whole."""
        return self.watched.library


def open_services(settings: Settings) -> Services:
    """Opens them by the settings; applies migrations first.

    Raises KnowledgeError, and the one-sentence errors of the store and the signing key.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database)
    migrate(engine)
    key = load_or_make_key(settings.data_dir / "signing-key.pem")
    return Services(
        settings, Watched(settings.knowledge_dir), Learners(engine), Certificates(engine, key)
    )


@lru_cache(maxsize=1)
def services() -> Services:
    """The services of this process, by the settings of its environment."""
    return open_services(Settings())
