"""Finding out what somebody knows before they learn, so that they begin at the right place."""

from __future__ import annotations

from actions import place, placement_round
from actions.base import BotAction
from actions.lessons import estimated
from actions.proposing import proposed, say_proposal
from actions.turn import Choice, Turn
from bot.learning import quiz as quizzes
from bot.learning.curriculum import Module
from bot.learning.learner import Attempt
from bot.learning.placement import (
    KIND,
    Placement,
    begin_placement,
    next_placement,
    placement_result,
)

__all__ = ["END", "offer", "take_answer"]

END = "end"
"""The value of the button that ends a placement with what was answered."""

_MOST_NAMED = 4


def offer() -> Choice:
    """The choice to be asked."""
    return Choice("Xem mình biết tới đâu", "start_placement")


class StartPlacement(BotAction):
    """Asks a few questions and says where to begin."""

    intent = "start_placement"

    def reply(self, turn: Turn) -> None:
        """The first question, or the one that is open; the result where the person has enough."""
        running = placement_round.placement_of(turn)
        if place.exam_of(turn) and place.is_at_work(turn):
            turn.say("utter_answer_first")
            place.show(turn)
        elif turn.value == END:
            if running:
                _finish(turn, running)
            else:
                place.show(turn)
        elif running and running.over:
            _go_on(turn, running)
        elif running:
            place.take_up(turn)
            place.show(turn)
        else:
            _begin(turn)


def take_answer(turn: Turn, chosen: int | None) -> None:
    """Takes a choice, without saying yet whether it was right, and goes on."""
    placement = placement_round.placement_of(turn)
    found = placement_round.open_question(turn)
    assert placement is not None
    if found:
        question, seed = found
        marked = quizzes.mark(question, seed, chosen)
        turn.record.add(
            turn.message_id,
            Attempt(
                question_id=question.id,
                lesson_id=question.lesson_id,
                kind=KIND,
                chosen=marked.chosen.text if marked.chosen else None,
                correct=marked.correct,
                hinted=False,
                exam_id=None,
                at=turn.now,
            ),
        )
        placement = placement.answered_with(marked.correct)
    _go_on(turn, placement)


def _begin(turn: Turn) -> None:
    rule = turn.library.framework.placement
    seed = f"{turn.person}/{turn.message_id}"
    placement = begin_placement(estimated(turn), rule, seed, _answered(turn))
    turn["activity"] = placement_round.at(placement, turn["activity"])
    turn["pending"] = None
    turn.say("utter_placement_begin", least=rule.least_questions, most=rule.most_questions)
    place.show(turn)


def _go_on(turn: Turn, placement: Placement) -> None:
    rule = turn.library.framework.placement
    placement = next_placement(placement, estimated(turn), rule, _answered(turn))
    if placement.over:
        _finish(turn, placement)
    else:
        turn["activity"] = placement_round.at(placement, turn["activity"]["before"])
        place.show(turn)


def _finish(turn: Turn, placement: Placement) -> None:
    """What is known, where to begin and why; another lesson can always be chosen."""
    before = turn["activity"]["before"]
    turn["activity"] = {**before, "paused": True} if before else None
    if placement.answered == 0:
        turn.say("utter_placement_nothing")
        turn.follow("action_start_learning")
        return
    rule = turn.library.framework.placement
    lessons = turn.library.curriculum.lessons
    result = placement_result(placement, estimated(turn), rule, lessons)
    turn.say("utter_placement_done", right=result.right, asked=result.asked)
    if result.known and result.begin:
        turn.say("utter_placement_known", modules=_named(result.known))
    proposal = proposed(turn)
    if proposal:
        say_proposal(turn, proposal, (_others(),))
    else:
        choices = (Choice("Thi lấy giấy chứng nhận", "take_exam"), _others())
        turn.say("utter_placement_all_known", choices, numbered=True)


def _others() -> Choice:
    return Choice("Chọn bài khác", "choose_module", "all")


def _named(modules: tuple[Module, ...]) -> str:
    named = [f"“{module.title}”" for module in modules[:_MOST_NAMED]]
    more = len(modules) - len(named)
    return ", ".join(named) + (f" và {more} phần nữa" if more else "")


def _answered(turn: Turn) -> frozenset[str]:
    return frozenset(each.question_id for each in turn.record.attempts())
