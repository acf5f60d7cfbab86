"""Questions: how something is done, what something is, and whatever no rule answers."""

from __future__ import annotations

from actions import asking, place
from actions.base import BotAction
from actions.turn import Turn


class AskHowto(BotAction):
    """How do I …, what is …: answered from the knowledge."""

    intent = "ask_howto"
    unknown = "utter_no_answer"
    """What is said where nothing is known."""

    def reply(self, turn: Turn) -> None:
        """The passage that answers it, its source, the way back; or who else may know."""
        if asking.in_exam(turn):
            turn.say("utter_no_answers_in_exam")
            place.show_again(turn)
        elif turn.value in (asking.STEPS, asking.TOPIC) and turn.place:
            if not asking.tell_passage(turn, turn.place, steps=turn.value == asking.STEPS):
                turn.say("utter_no_answer")
                place.show_again(turn)
        else:
            self._look_up(turn)

    def _look_up(self, turn: Turn) -> None:
        if self._may_be_an_answer(turn):
            turn.say("utter_fallback")
            place.show_again(turn)
            return
        found = asking.look_up(turn)
        if found is None:
            turn.say("utter_answers_not_ready")
            place.show_again(turn)
        elif found.known:
            asking.tell(turn, found)
        else:
            asking.say_not_known(turn, found.nearest, self.unknown)

    def _may_be_an_answer(self, turn: Turn) -> bool:
        """Whether, in a quiz, the message may be an option in somebody's own words."""
        if self.intent == AskHowto.intent or not place.quiz_of(turn) or not place.is_at_work(turn):
            return False
        index = turn.services.answers.get(asking.WAIT_SECONDS)
        return index is not None and not asking.is_question(turn, index)


class OutOfScope(AskHowto):
    """Something else entirely, as far as was understood; perhaps we know it all the same."""

    intent = "out_of_scope"
    unknown = "utter_out_of_scope"


class Fallback(AskHowto):
    """Not understood; perhaps it is a question all the same."""

    intent = "fallback"
    unknown = "utter_fallback"
