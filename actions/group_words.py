"""What the actions about families and classes share: words, and the values of their buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions import onboarding
from actions.turn import Choice, Turn
from bot.learning.groups import CLASS, FAMILY, Group
from bot.vietnamese.diacritics import strip_diacritics

__all__ = [
    "Wanted",
    "ask_consent",
    "choose",
    "kind_in",
    "kind_of",
    "led_group",
    "value_of",
    "wanted",
]

_KINDS = {CLASS: "lớp", FAMILY: "nhóm gia đình"}
_FAMILY = re.compile(
    r"\b(?:gia dinh|nha|bo|me|ba me|cha me|ong ba|vo chong|anh chi em|con chau|ba con)\b"
)
_CLASS = re.compile(r"\b(?:lop|to cong nghe|to dan pho|thon|xom|ap|ban|hoi|doan|khu pho|truong)\b")
_VALUE = re.compile(r"g(\d{1,18})(?:-([\w-]+))?", re.ASCII)

Wanted = tuple[int, str | None]
"""The number of a group, and what is wanted of it."""


def kind_of(group: Group) -> str:
    """What its members call the group: “lớp”, “nhóm gia đình”."""
    return _KINDS[group.kind]


def kind_in(turn: Turn) -> str | None:
    """The kind of group that a button or the words name."""
    if turn.value is not None:
        return turn.value if turn.value in _KINDS else None
    bare = strip_diacritics(turn.text.lower())
    if _CLASS.search(bare):
        return CLASS
    return FAMILY if _FAMILY.search(bare) else None


def value_of(group: Group, what: str | None = None) -> str:
    """The value of a button about this group; the inverse of `wanted`."""
    return f"g{group.id}" if what is None else f"g{group.id}-{what}"


def wanted(turn: Turn) -> Wanted | None:
    """The group that a button is about, and what is wanted of it."""
    found = _VALUE.fullmatch(turn.value or "")
    return (int(found[1]), found[2]) if found else None


def led_group(turn: Turn, group_id: int) -> Group | None:
    """The group with this number, where the person leads it."""
    group = turn.services.groups.find(group_id)
    return group if group and group.leader == turn.person else None


def choose(turn: Turn, intent: str, groups: Sequence[Group]) -> None:
    """Asks which of several groups is meant."""
    choices = [
        Choice(f"{kind_of(each).capitalize()} “{each.name}”", intent, value_of(each))
        for each in groups
    ]
    turn.say("utter_group_which", choices, numbered=True)


def ask_consent(turn: Turn) -> None:
    """A group belongs to people who are known: asks whether anything may be stored."""
    onboarding.ask_consent_first(turn, "utter_group_needs_consent", turn.value or turn.module)
