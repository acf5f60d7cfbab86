"""Which lesson is proposed to a person, and why."""

from __future__ import annotations

from collections.abc import Sequence

from actions.lessons import estimated
from actions.turn import Choice, Turn
from actions.wishing import wishes_of
from bot.learning.placement import KIND
from bot.learning.proposals import Proposal, Reason, Wishes, propose
from bot.learning.routes import find_part

__all__ = ["proposed", "say_proposal"]

_SAID: dict[Reason, str] = {
    "wish": "utter_proposed_by_wish",
    "asked": "utter_proposed_by_questions",
    "people": "utter_proposed_by_group",
    "age": "utter_proposed_by_age",
    "skipped": "utter_proposed_after_known",
    "next": "utter_proposed_next",
}


def proposed(turn: Turn) -> Proposal | None:
    """The lesson that suits the person best; None where all are read or known.

    None as well where nothing is known of the person by which to propose one.
    """
    library, record, wishes = turn.library, turn.record, wishes_of(turn)
    placed = any(each.kind == KIND for each in record.attempts())
    if not placed and wishes == Wishes():
        return None
    rule = library.framework.placement
    found = propose(estimated(turn), library.routes, wishes, record.reads(), rule)
    return found[0] if found else None


def say_proposal(turn: Turn, proposal: Proposal, others: Sequence[Choice]) -> None:
    """Proposes the lesson with the reason; `others` can be chosen instead."""
    lesson = proposal.lesson
    part = find_part(turn.library.routes, proposal.part)
    turn.say(
        _SAID[proposal.reason],
        (Choice("Học bài này", "choose_module", proposal.part or lesson.id), *others),
        numbered=True,
        lesson=lesson.title,
        module=turn.library.curriculum.module(lesson.module_id).title,
        part=part[1].title if part else "",
    )
