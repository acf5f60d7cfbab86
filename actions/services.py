"""What the actions work with: knowledge, learners, certificates; opened once, when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from bot.answers.unanswered import Unanswered
from bot.knowledge.remade import Remade
from bot.knowledge.watched import Watched
from bot.learning.certificate import Certificates
from bot.learning.confirmation_progress import ConfirmationProgress
from bot.learning.contest_book import Contests
from bot.learning.groups import Groups
from bot.learning.identities import Identities
from bot.learning.item_difficulty import ItemDifficulties
from bot.learning.learner import Learners
from bot.learning.library import Library, load_library
from bot.learning.signing import load_or_make_key
from bot.learning.study_reminders import StudyReminders
from bot.plans.register import Register
from bot.plans.subscriptions import Subscriptions
from bot.settings import ROOT, Settings
from bot.store.database import open_engine
from bot.store.migrate import migrate
from bot.store.naming_key import naming_key

if TYPE_CHECKING:
    from bot.answers.index import Index
    from bot.answers.scams.judging import ScamCheck

__all__ = ["Services", "services"]


@dataclass(frozen=True)
class Services:
    """Everything an action may call.

    Knowledge is read when it is first asked for, which raises KnowledgeError where it has mistakes.
    """

    settings: Settings
    learners: Learners
    difficulties: ItemDifficulties
    identities: Identities
    certificates: Certificates
    confirmation: ConfirmationProgress
    contests: Contests
    groups: Groups
    study_reminders: StudyReminders
    subscriptions: Subscriptions
    unanswered: Unanswered

    @property
    def library(self) -> Library:
        """The knowledge as it is on disk now, or as it was when it was last whole."""
        return self._library.value

    @property
    def plans(self) -> Register:
        """The register of plans, in the same way."""
        return self._plans.value

    @cached_property
    def answers(self) -> Remade[tuple[Library, Register], Index]:
        """All that questions are answered from; made beside, from when it is first asked for."""
        return Remade("answers", lambda: (self.library, self.plans), self._index)

    def _index(self, knowledge: tuple[Library, Register]) -> Index:
        from bot.answers.index import index_of  # 16 MB that not every process needs

        folder = self.settings.knowledge_dir / "language"
        return index_of(*knowledge, folder, ROOT / ".cache" / "answers")

    @property
    def scams(self) -> ScamCheck:
        """What messages are judged by, in the same way."""
        return self._scams.value

    @cached_property
    def _scams(self) -> Watched[ScamCheck]:
        from bot.answers.scams.judging import load_scam_check  # a second, and only where asked

        folder = self.settings.knowledge_dir
        return Watched(folder / "safety", lambda _: load_scam_check(folder))

    @cached_property
    def _library(self) -> Watched[Library]:
        return Watched(self.settings.knowledge_dir, load_library)

    @cached_property
    def _plans(self) -> Watched[Register]:
        from bot.plans.answering import load_warm  # 16 MB that not every process needs

        return Watched(self.settings.knowledge_dir / "plans", load_warm)


def open_services(settings: Settings) -> Services:
    """Opens them by the settings; applies migrations first.

    Raises the one-sentence errors of the store and the signing key.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database)
    migrate(engine)
    key = load_or_make_key(settings.data_dir / "signing-key.pem")
    return Services(
        settings,
        Learners(engine),
        ItemDifficulties(engine),
        Identities(engine),
        Certificates(engine, key),
        ConfirmationProgress(engine),
        Contests(engine),
        Groups(engine),
        StudyReminders(engine),
        Subscriptions(engine),
        Unanswered(engine, naming_key(settings.data_dir)),
    )


@lru_cache(maxsize=1)
def services() -> Services:
    """The services of this process, by the settings of its environment."""
    return open_services(Settings())
