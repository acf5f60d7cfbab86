"""How the members of a group are doing, from what is stored about them."""

from __future__ import annotations

from collections.abc import Mapping

from actions.turn import Turn
from bot.learning.evidence import evidence_of
from bot.learning.groups import Group, Member
from bot.learning.mastery import overview
from bot.learning.standing import Standing, by_need, standing

__all__ = ["standing_of", "standings"]


def standings(turn: Turn, group: Group) -> list[Standing]:
    """Every member of a group that the person leads, who needs help first."""
    difficulties = turn.services.difficulties.all()
    members = turn.services.groups.members(turn.person, group.id)
    return by_need(_standing(turn, member, difficulties) for member in members)


def standing_of(turn: Turn, member: Member) -> Standing:
    """One member of a group that the person leads."""
    return _standing(turn, member, turn.services.difficulties.all())


def _standing(turn: Turn, member: Member, difficulties: Mapping[str, float]) -> Standing:
    library, learners = turn.library, turn.services.learners
    attempts = learners.attempts(member.person)
    report = overview(
        library.curriculum,
        evidence_of(attempts),
        learners.read_lessons(member.person),
        library.framework,
        difficulties,
    )
    return standing(member, report, attempts, library.framework.groups)
