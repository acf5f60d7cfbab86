"""What the actions work with: knowledge, learners, certificates; opened once, when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge.watched import Watched
from bot.learning.certificate import Certificates
from bot.learning.identities import Identities
from bot.learning.learner import Learners
from bot.learning.library import Library, load_library
from bot.learning.signing import load_or_make_key
from bot.plans.answering import load_warm
from bot.plans.register import Register
from bot.plans.subscriptions import Subscriptions
from bot.settings import Settings
from bot.store.database import open_engine
from bot.store.migrate import migrate

__all__ = ["Services", "services"]


@dataclass(frozen=True)
class Services:
    """Everything an action may call."""

    settings: Settings
    watched_library: Watched[Library]
    watched_plans: Watched[Register]
    learners: Learners
    identities: Identities
    certificates: Certificates
    subscriptions: Subscriptions

    @property
    def library(self) -> Library:
        """The knowledge as it is on disk now, or as it was when it was last whole."""
        return self.watched_library.value

    @property
    def plans(self) -> Register:
        """The register of plans, in the same way."""
        return self.watched_plans.value


def open_services(settings: Settings) -> Services:
    """Opens them by the settings; applies migrations first.

    Raises KnowledgeError, and the one-sentence errors of the store and the signing key.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database)
    migrate(engine)
    key = load_or_make_key(settings.data_dir / "signing-key.pem")
    folder = settings.knowledge_dir
    return Services(
        settings,
        Watched(folder, load_library),
        Watched(folder / "plans", load_warm),
        Learners(engine),
        Identities(engine),
        Certificates(engine, key),
        Subscriptions(engine),
    )


@lru_cache(maxsize=1)
def services() -> Services:
    """The services of this process, by the settings of its environment."""
    return open_services(Settings())
