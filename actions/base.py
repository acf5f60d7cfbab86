"""What all actions share: the gates before the answer, and the way back after it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import asking, hearing, onboarding, place
from actions.services import services
from actions.turn import Turn
from bot.answers.answering import Answer
from bot.learning.learner import NotEnrolledError

__all__ = ["BotAction"]


class BotAction(Action, ABC):
    """An action for one intent; a subclass says what to reply.

    `aside`: an answer after which the person is shown again where they were.
    `always`: answered even before consent was asked for, because it cannot wait.
    `alone`: nothing else is asked of a person who has no mind for it now.
    `settles`: an answer to what the bot asked last, or something that leaves it open. Any other
    message drops that question, so that a later “ừ” never agrees to something long forgotten.
    `reads_masked`: what is left of a message whose secrets were blanked out is still answered.
    `matters`: the questions to which this is an answer for good (see `hearing`): one that was not
    heard surely is asked back.
    """

    intent: ClassVar[str]
    aside: ClassVar[bool] = False
    always: ClassVar[bool] = False
    alone: ClassVar[bool] = False
    settles: ClassVar[bool] = False
    reads_masked: ClassVar[bool] = False
    matters: ClassVar[frozenset[str]] = frozenset()

    def name(self) -> str:
        """The name in the domain: ``action_<intent>``."""
        return f"action_{self.intent}"

    def cannot_wait(self, turn: Turn) -> bool:
        """Whether this message is answered even before consent was asked for."""
        return self.always

    @abstractmethod
    def reply(self, turn: Turn) -> None:
        """Says what there is to say."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Rasa's entry: one turn, and what it changed."""
        try:
            turn = Turn(services(), dispatcher, tracker)
            self._answer(turn)
            return turn.events()
        except NotEnrolledError:
            # Deleted behind this conversation's back (by an operator, or a restored backup).
            dispatcher.messages.clear()
            turn = Turn(services(), dispatcher, tracker)
            turn.start_over()
            hearing.begin(turn)
            onboarding.receive(turn, self.intent)
            return turn.events()

    def _answer(self, turn: Turn) -> None:
        unread = "masked" if turn.metadata.get("masked") else turn.metadata.get("refused")
        hearing.begin(turn)
        if unread:
            onboarding.introduce(turn)
            turn.say(f"utter_{unread}", passing=True)
            if unread != "masked" or not self.reads_masked:
                self._way_back(turn)
                return
        if hearing.settles(turn) or hearing.asks_back(turn, self.matters):
            return
        if found := asking.mistaken(turn, self.intent):
            self._tell_instead(turn, found)
        elif onboarding.is_over(turn) or self._settles_urgent(turn):
            if not self.settles:
                turn["pending"] = turn["awaiting"] = None
            turn["topic"] = None
            self.reply(turn)
            if self.aside:
                self._way_back(turn)
        elif self.cannot_wait(turn):
            onboarding.introduce(turn)
            self.reply(turn)
            if turn.pending != "delete" and not self.alone and not onboarding.is_over(turn):
                onboarding.ask(turn)
        else:
            onboarding.receive(turn, self.intent)

    @staticmethod
    def _tell_instead(turn: Turn, found: Answer) -> None:
        """The answer to a question that was taken for something else."""
        if onboarding.is_over(turn):
            turn["pending"] = turn["awaiting"] = turn["topic"] = None
            asking.tell(turn, found)
        else:
            onboarding.receive(turn, "ask_howto")

    def _settles_urgent(self, turn: Turn) -> bool:
        """Whether this answers a question that may be asked before onboarding is over."""
        return turn.pending in ("delete", "bank") and self.intent in ("affirm", "deny")

    @staticmethod
    def _way_back(turn: Turn) -> None:
        if onboarding.is_over(turn):
            turn["pending"] = turn["awaiting"] = None
            place.show_again(turn)
        else:
            onboarding.ask(turn)
