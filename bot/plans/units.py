"""Who works for whom: units in their tree and in groups, and what they lead or help with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.plans.bare_words import bare_words
from bot.plans.register import Register, Task, Unit

__all__ = [
    "Share",
    "groups_with",
    "is_under",
    "led_by",
    "receives",
    "shares_of",
    "unit_in",
    "units_meant",
    "warnings_of",
]

_WORDS_TO_TELL = 3
"""A shorter part of a unit's name is part of many."""

_UP = 12
"""No tree of units is higher: a file that goes in a circle is not followed for ever."""


@dataclass(frozen=True)
class Share:
    """What a unit has to do with a task.

    `leads`: it or the unit `through` which it is meant leads it, else helps. `through` is what the
    plan names in its place, None where it names the unit itself. `distance` is 0 then, 1 for a
    group that has the unit, 2 for a unit below it.
    """

    task: Task
    leads: bool
    through: str | None
    distance: int


def is_under(register: Register, unit: str, other: str) -> bool:
    """Whether `unit` is `other` or stands somewhere below it; a name that is unknown is below none.

    Both are names of units.
    """
    above: str | None = unit
    for _ in range(_UP):
        if above == other:
            return True
        known = _known(register, above)
        above = known.of if known else None
    return False


def groups_with(register: Register, unit: str) -> tuple[str, ...]:
    """The groups that have `unit` as a member, directly or through another group."""
    found: list[str] = []
    wanted = [unit]
    while wanted:
        name = wanted.pop()
        for group in register.units:
            if group.name not in found and group.name != unit and _has(register, group, name):
                found.append(group.name)
                wanted.append(group.name)
    return tuple(found)


def units_meant(register: Register, name: str, provinces: Iterable[str]) -> tuple[str, ...]:
    """The units of the register that `name` may stand for; those of `provinces` if there are any.

    A department's name is that of one in every province, and the name of an organisation that of
    its branch in a province.
    """
    words = bare_words(name)
    meant = [
        unit
        for unit in register.units
        if unit.name == name or words in map(bare_words, (unit.name, *unit.aliases))
    ]
    if not meant and len(words) >= _WORDS_TO_TELL:
        text = f" {' '.join(words)} "
        meant = [each for each in register.units if text in f" {' '.join(bare_words(each.name))} "]
    there = [unit for unit in meant if unit.province in tuple(provinces)]
    return tuple(unit.name for unit in there or meant)


def unit_in(register: Register, name: str, provinces: Iterable[str]) -> str | None:
    """The unit `name`, or the one called so in `provinces`; None if it is one of another province.

    A name that the register does not have, and a unit of no province, stay as they are.
    """
    places = tuple(provinces)
    unit = _known(register, name)
    if unit is None or unit.province is None or not places or unit.province in places:
        return name
    shared = {*map(bare_words, unit.aliases)}
    for other in register.units:
        if other.province in places and shared & {*map(bare_words, other.aliases)}:
            return other.name
    return None


def shares_of(register: Register, unit: str) -> tuple[Share, ...]:
    """What `unit`, its groups and the units below it lead or help with, in the order of the plans.

    Where a task names several of them the nearest counts: itself, its group, a unit below.
    """
    groups = groups_with(register, unit)
    below = tuple(
        each.name
        for each in register.units
        if each.name != unit and is_under(register, each.name, unit)
    )
    own = _standing_for(register, unit)
    found = []
    for task in register.tasks:
        shares = []
        for names, leads in ((task.lead, True), (task.coordinating, False)):
            near = next((name for name in (*own, *groups, *below) if name in names), None)
            if near is not None:
                distance = 0 if near in own else 1 if near in groups else 2
                shares.append(Share(task, leads, near if distance else None, distance))
        if shares:
            found.append(min(shares, key=lambda share: share.distance))
    return tuple(found)


def _standing_for(register: Register, unit: str) -> tuple[str, ...]:
    """The unit; of a group that no task names, its members."""
    known = _known(register, unit)
    named = any(unit in (*task.lead, *task.coordinating) for task in register.tasks)
    return (unit,) if named or known is None or known.level != "nhom" else (unit, *known.members)


def receives(register: Register, task: Task, name: str) -> bool:
    """Whether what comes of `task` is sent to the unit, or the units, that `name` stands for."""
    if not task.recipient:
        return False
    sent = f" {' '.join(bare_words(task.recipient))} "
    meant = map(register.unit, units_meant(register, name, ()))
    ways = {bare_words(way) for unit in meant for way in (unit.name, *unit.aliases)}
    return any(f" {' '.join(way)} " in sent for way in ways | {bare_words(name)})


def led_by(register: Register, unit: str) -> tuple[Task, ...]:
    """The tasks that `unit` leads: itself, as a member of a group, or through units below it."""
    return tuple(share.task for share in shares_of(register, unit) if share.leads)


def warnings_of(register: Register, units: Iterable[str]) -> tuple[str, ...]:
    """What has become of `units` since, one sentence each, none twice."""
    known = (_known(register, name) for name in units)
    return tuple(dict.fromkeys(unit.now for unit in known if unit and unit.now))


def _has(register: Register, group: Unit, name: str) -> bool:
    if name in group.members:
        return True
    # “Các Sở, ban, ngành” has every department, also one that no plan names.
    if group.level != "nhom" or not _is_alone(register, name):
        return False
    head, words = bare_words(name)[:1], bare_words(group.name)
    return words[:1] == head or (words[:1] == ("cac",) and words[1:2] == head)


def _is_alone(register: Register, name: str) -> bool:
    """Whether the register does not have the unit: it may be in groups by its kind only."""
    return _known(register, name) is None


def _known(register: Register, name: str | None) -> Unit | None:
    try:
        return register.unit(name) if name else None
    except KeyError:
        return None
