"""Greetings, thanks, yes and no."""

from __future__ import annotations

from actions import (
    certificate,
    confirmation,
    contest_round,
    deadlines,
    exam,
    groups,
    joining,
    leading,
    linking,
    onboarding,
    people,
    place,
    reviews,
    study_reminders,
)
from actions.base import BotAction
from actions.lessons import go_on
from actions.turn import Choice, Turn


class Greet(BotAction):
    """Hello again."""

    intent = "greet"

    def reply(self, turn: Turn) -> None:
        """Greets; offers a review, the lesson of the week, what was left open, or the place."""
        turn.say("utter_greet")
        asked = reviews.offer(turn) or leading.offer_week_lesson(turn)
        if not (asked or confirmation.ask_back(turn)):
            place.show(turn)


class Goodbye(BotAction):
    """Until next time; the place is kept."""

    intent = "goodbye"

    def reply(self, turn: Turn) -> None:
        """Says what to write to come back."""
        if turn["activity"]:
            place.pause(turn)
        turn.say("utter_goodbye", (Choice("Học tiếp", "resume"),))


class Thank(BotAction):
    """You are welcome."""

    intent = "thank"
    aside = True

    def reply(self, turn: Turn) -> None:
        """A word, then back."""
        turn.say("utter_welcome_thanks")


class Help(BotAction):
    """What can be said here."""

    intent = "help"
    aside = True
    always = True

    def reply(self, turn: Turn) -> None:
        """In a quiz, how to answer; elsewhere, what there is."""
        in_quiz = place.quiz_of(turn) or place.exam_of(turn) or contest_round.contest_of(turn)
        turn.say("utter_help_in_quiz" if in_quiz else "utter_help")


class BotChallenge(BotAction):
    """A machine, and it says so."""

    intent = "bot_challenge"
    aside = True
    always = True

    def reply(self, turn: Turn) -> None:
        """Law 134/2025/QH15: people must know that they talk to a machine."""
        turn.say("utter_machine")


class TalkToHuman(BotAction):
    """Whom to turn to."""

    intent = "talk_to_human"
    aside = True
    always = True

    def reply(self, turn: Turn) -> None:
        """There is nobody behind the bot; there are people nearby."""
        turn.say("utter_human")


class Affirm(BotAction):
    """Yes to whatever was asked; in a lesson, the next step."""

    intent = "affirm"
    settles = True
    matters = frozenset(
        {
            *("consent", "consent_for_exam", "consent_to_follow", "consent_to_link"),
            *(onboarding.CONSENT_FIRST, "join_group", "close_group", "remove_member"),
            "consent_to_remind",
            *("delete", "exam", "name"),
        }
    )

    def reply(self, turn: Turn) -> None:
        """Does what was agreed to."""
        pending = turn.pending
        if _answers_another(turn):
            place.show_again(turn)
        elif pending == "bank":
            turn.follow("action_scam_victim")
        elif pending == "delete":
            people.delete(turn)
        elif pending == "name":
            certificate.issue(turn)
        elif pending == "exam":
            exam.start(turn)
        elif pending == "confirmation":
            confirmation.done(turn)
        elif pending == "review":
            if not reviews.begin(turn):
                go_on(turn)
        elif pending == "consent_to_remind":
            study_reminders.set_after_consent(turn)
        elif pending == "consent_to_follow":
            deadlines.follow_after_consent(turn)
        elif pending == "join_group":
            joining.ask_name(turn)
        elif pending == "close_group":
            groups.close(turn)
        elif pending == "remove_member":
            groups.remove(turn)
        elif pending == onboarding.CONSENT_FIRST:
            onboarding.go_on_after_consent(turn)
        elif pending == "consent_to_link":
            linking.show_code_after_consent(turn)
        elif pending == "consent_for_exam":
            onboarding.enrol(turn)
            turn["pending"] = None
            turn.follow("action_take_exam")
        else:
            go_on(turn)


class Deny(BotAction):
    """No to whatever was asked."""

    intent = "deny"
    settles = True
    matters = frozenset({"consent"})

    def reply(self, turn: Turn) -> None:
        """Leaves it, and says what else there is."""
        if _answers_another(turn):
            place.show_again(turn)
            return
        pending = turn.pending
        if pending == "bank":
            turn.follow("action_scam_victim")
            return
        if pending == "name":
            certificate.keep_asking_name(turn)
            return
        if pending == "confirmation":
            confirmation.not_yet(turn)
            return
        turn["pending"] = None
        turn.say("utter_not_deleted" if pending == "delete" else "utter_all_right")
        if onboarding.is_over(turn):
            place.show_again(turn)
        else:
            onboarding.ask(turn)


def _answers_another(turn: Turn) -> bool:
    """Whether a button was pressed under a question that is no longer open.

    An old “Đồng ý” further up must not agree to a deletion that was asked for meanwhile.
    """
    return turn.value is not None and turn.value != turn.pending
