"""The guided way to the official confirmation, which is not ours, and how far one is on it."""

from __future__ import annotations

from actions import place
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.learning.confirmation import ConfirmationStep

__all__ = ["ask_back", "done", "not_yet"]

_PENDING = "confirmation"


class AskVneidConfirmation(BotAction):
    """The official confirmation is not ours: how to get it, step by step."""

    intent = "ask_vneid_confirmation"

    def reply(self, turn: Turn) -> None:
        """All steps to choose from, or the one that was chosen."""
        step = _step(turn, turn.value)
        if step:
            _show(turn, step)
            return
        if turn.consented:
            turn.services.confirmation.begin(turn.person, turn.now)
        turn.say("utter_vneid_confirmation")
        _list(turn)


def done(turn: Turn) -> None:
    """Keeps that the step asked about is done, and goes on to the next."""
    step = _asked_about(turn)
    if step is None:
        place.show_again(turn)
        return
    if turn.consented:
        turn.services.confirmation.mark(turn.person, step.id, turn.now)
    steps = turn.library.confirmation
    known = _done(turn) | {step.id}
    following = [each for each in steps[steps.index(step) + 1 :] if each.id not in known]
    if following:
        turn.say("utter_confirmation_step_done")
        _show(turn, following[0])
    elif known.issuperset(each.id for each in steps) or not turn.consented:
        turn.say("utter_confirmation_all_done")
        place.show_again(turn)
    else:
        _list(turn)


def not_yet(turn: Turn) -> None:
    """What helps with the step that did not work yet; it will be asked about again."""
    step = _asked_about(turn)
    if step:
        turn.tell(step.stuck)
        turn.say("utter_confirmation_later" if turn.consented else "utter_confirmation_not_kept")
    place.show_again(turn)


def ask_back(turn: Turn) -> bool:
    """Asks at a visit how far the person is who wanted the confirmation; False where not due."""
    if not turn.consented:
        return False
    steps = [step.id for step in turn.library.confirmation]
    progress = turn.services.confirmation
    step = _step(turn, progress.next_to_ask(turn.person, steps, turn.message_id, turn.now))
    if step is None:
        return False
    _ask(turn, step, step.question)
    return True


def _list(turn: Turn) -> None:
    known = _done(turn)
    choices = [
        Choice(
            f"{step.title} (đã xong)" if step.id in known else step.title,
            "ask_vneid_confirmation",
            step.id,
        )
        for step in turn.library.confirmation
    ]
    back = "resume" if place.is_at_work(turn) else "start_learning"
    choices.append(Choice("Quay lại bài" if back == "resume" else "Học bài", back))
    turn.say("utter_confirmation_steps", choices, numbered=True)


def _show(turn: Turn, step: ConfirmationStep) -> None:
    turn.tell(step.text)
    if step.unsure:
        turn.tell(step.unsure)
    _ask(turn, step, step.question)


def _ask(turn: Turn, step: ConfirmationStep, question: str) -> None:
    turn["pending"] = {"kind": _PENDING, "step": step.id}
    choices = (
        Choice("Rồi", "affirm", _PENDING),
        Choice("Chưa", "deny", _PENDING),
        Choice("Xem hết các bước", "ask_vneid_confirmation"),
    )
    turn.tell(question, choices, numbered=True)


def _asked_about(turn: Turn) -> ConfirmationStep | None:
    asked = turn["pending"]["step"]
    turn["pending"] = None
    return _step(turn, asked)


def _step(turn: Turn, step_id: str | None) -> ConfirmationStep | None:
    return next((step for step in turn.library.confirmation if step.id == step_id), None)


def _done(turn: Turn) -> frozenset[str]:
    return turn.services.confirmation.done(turn.person) if turn.consented else frozenset()
