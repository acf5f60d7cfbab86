"""What the organising part gives to each unit: duties, reports, difficulties, whole sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.plans.importing.clauses import Told, is_when, told_behind
from bot.plans.importing.drafts import DraftOwnership, DraftTask, Placed
from bot.plans.importing.fields import trimmed
from bot.plans.importing.folding import fold
from bot.plans.importing.references import references
from bot.plans.importing.sections import is_organisation, is_task_section, organisation_of, within
from bot.plans.importing.sentences import (
    deadline_phrase,
    further_deadline,
    is_escalation,
    is_report,
    sentences,
    without_deadline,
)
from bot.plans.importing.structure import Node, walk
from bot.plans.importing.unit_reading import assignment, cut_at_verb, is_unit, leading_unit

__all__ = ["Given", "Organised", "organised"]

_READ, _GUESSED = 0.85, 0.6
_WITH = re.compile(r"phoi hop\s*(?:chat che\s+)?(?:voi|cung)?\s+")
_ORDERED = re.compile(
    r"(?:yêu cầu|đề nghị|giao)\s+((?:các|thủ trưởng|UBND|Sở)\s[^.;]*)", re.IGNORECASE
)
_FORCE = re.compile(r"chiu trach nhiem thi hanh|co hieu luc")
_CHARGED = re.compile(r"có trách nhiệm|chủ động (?:xây dựng|bố trí|lập|cân đối)")
_LEADS = re.compile(r"(?:là đơn vị |làm )?(?:đầu mối|chủ trì)", re.IGNORECASE)
_CLAUSE_END = re.compile(r"(?<=[.;])\s+")
_SHORTEST = 12
_FEWEST_WORDS = 3
_NEAR_START = 60


@dataclass(frozen=True)
class Given:
    """Sections that a sentence gives to a unit, with whom, and by when."""

    unit: Placed
    section: str
    owns: tuple[str, ...]
    coordinating: Placed | None
    deadline: Placed | None


@dataclass(frozen=True)
class Organised:
    """What the organising part says."""

    duties: tuple[DraftTask, ...]
    given: tuple[Given, ...]
    unplaced: tuple[Placed, ...]

    @property
    def ownership(self) -> tuple[DraftOwnership, ...]:
        """The sections given to units, as the register keeps them."""
        return tuple(DraftOwnership(each.unit, each.section, each.owns) for each in self.given)


@dataclass(frozen=True)
class _Item:
    """One paragraph of the organising part, and the unit it is for."""

    node: Node
    unit: Placed | None
    text: str
    section: str


def organised(root: Node, sections: Sequence[str]) -> Organised:
    """The duties under “Tổ chức thực hiện” and the closing words; `sections` are the tasks'."""
    duties: list[DraftTask] = []
    given: list[Given] = []
    unplaced: list[Placed] = []
    counts: dict[str, int] = {}
    for item in _items(root):
        owning, item = _parted(item, sections)
        owned = _given(owning, sections) if owning else None
        if owned is not None:
            given.append(owned)
            if not item.text:
                _numbered(item, counts)  # it is counted among the items of its list
                continue
        made = list(_duties(item, counts))
        duties += made
        if not made and len(item.text) >= _SHORTEST and item.unit is None:
            unplaced.append(Placed(trimmed(item.text), item.node.line, 0.3))
    duties += _closing(root)
    duties += _elsewhere(root, counts)
    return Organised(tuple(duties), tuple(given), tuple(unplaced))


def _items(root: Node) -> Iterator[_Item]:
    for node in walk(root):
        if is_organisation(node) and organisation_of(node.parent or root) is None:
            for child in node.children:
                yield from _below(child, None, node.section)


def _below(node: Node, unit: Placed | None, section: str) -> Iterator[_Item]:
    """The items of one paragraph and of those under it, each with the unit that heads it."""
    text = node.text
    own_section = node.section or section
    named = leading_unit(text)
    heads = node.kind not in ("plus",) and named is not None and not _is_object(text)
    if (
        named is not None
        and heads
        and (unit is None or not named[1] or node.children or _is_called(text))
    ):
        unit = Placed(named[0], node.line, _READ)
        if named[1]:
            yield _Item(node, unit, named[1], own_section)
            if node.children and _announces(named[1]):
                yield from _each(node, unit, own_section)
            return
        yield from _each(node, unit, own_section)
        return
    if node.children and (text.endswith(":") or unit is None) and node.kind != "bullet":
        yield from _each(node, unit, own_section)
        return
    yield _Item(node, unit, text, own_section)


def _each(node: Node, unit: Placed | None, section: str) -> Iterator[_Item]:
    for child in node.children:
        yield from _below(child, unit, section)


def _announces(text: str) -> bool:
    return text.endswith(":")


def _is_called(text: str) -> bool:
    """Whether the text names its unit as the one that acts: “Sở A chủ trì …”, “Sở A: …”."""
    folded = fold(text)
    named = leading_unit(text)
    rest = fold(named[1]) if named else folded
    return rest.startswith(("chu tri", "co trach nhiem", "chiu trach nhiem")) or (
        named is not None and text[len(named[0]) :].lstrip().startswith(":")
    )


def _is_object(text: str) -> bool:
    return bool(_FORCE.search(fold(text)))


def _parted(item: _Item, sections: Sequence[str]) -> tuple[_Item | None, _Item]:
    """What gives sections to the unit, None if nothing does, and the rest of what it is to do."""
    if item.unit is None or not references(item.text, sections):
        return None, item
    owning: list[str] = []
    rest: list[str] = []
    for clause in _CLAUSE_END.split(item.text):
        own = references(clause, sections) or not owning
        more = len(clause.split()) > _FEWEST_WORDS and not is_when(trimmed(clause))
        does = more and not _WITH.match(fold(clause))
        (rest if does and not own else owning).append(clause)
    return replace(item, text="; ".join(owning)), replace(item, text=" ".join(rest))


def _given(item: _Item, sections: Sequence[str]) -> Given | None:
    owns = references(item.text, sections)
    if item.unit is None or not owns:
        return None
    helped = _coordinating(item.text)
    phrase = deadline_phrase(item.text)
    return Given(
        unit=item.unit,
        section=item.section,
        owns=owns,
        coordinating=Placed(helped, item.node.line, _READ) if helped else None,
        deadline=Placed(phrase, item.node.line, _READ) if phrase else None,
    )


def _coordinating(text: str) -> str | None:
    """The units after “phối hợp với” at the start of what a unit is to do."""
    folded = fold(text)
    found = _WITH.search(folded)
    if found is None or found.start() > _NEAR_START or not is_unit(text[found.end() :]):
        return None
    return trimmed(cut_at_verb(text[found.end() :])) or None


def _duties(item: _Item, counts: dict[str, int]) -> Iterator[DraftTask]:
    """The item as a duty; reports and difficulties in it apart where it says more than that."""
    if len(item.text) < _SHORTEST or _is_object(item.text):
        return
    said = sentences(item.text)
    apart = [each for each in said if len(said) > 1 and (is_escalation(each) or is_report(each))]
    rest = " ".join(each for each in said if each not in apart)
    for text in (rest, *apart):
        if text:
            made = _duty(item, text, counts)
            if made is not None:
                yield made
                yield from _further(made, text)


def _further(made: DraftTask, text: str) -> Iterator[DraftTask]:
    """The same report once more, where it has a second rule of when it is due."""
    if made.kind == "reporting" and made.deadline is not None:
        due = further_deadline(text, made.deadline.value)
        if due is not None:
            yield replace(made, deadline=replace(made.deadline, value=due))


def _duty(item: _Item, text: str, counts: dict[str, int]) -> DraftTask | None:
    named = leading_unit(text)
    own = named is not None and bool(named[1]) and not text[0].islower()
    unit = Placed(named[0], item.node.line, _READ) if named and own else item.unit
    kind = "escalation" if is_escalation(text) else "reporting" if is_report(text) else "duty"
    if unit is None and kind != "duty":
        unit = _subject(text, item.node.line)
    if unit is None and kind != "escalation":
        return None
    said = named[1] if named and own else text
    told = told_behind(said) if kind != "reporting" else Told(said)
    name, helping = _led(told.task if told.coordinating or told.deadline else said, unit)
    helping = helping or told.coordinating
    phrase = told.deadline or deadline_phrase(
        " ".join((text, *(each.text for each in walk(item.node))))
    )
    if phrase and kind != "reporting":  # a report's round is part of its name
        name = without_deadline(name, phrase)
    if kind == "duty" and within(item.node, is_task_section):
        kind = "task"
    return DraftTask(
        section=Placed(_numbered(item, counts), item.node.line, 0.7),
        name=Placed(trimmed(name[0].upper() + name[1:]), item.node.line, _READ),
        lead=unit,
        coordinating=_placed(helping or _coordinating(said), item.node.line),
        deadline=_placed(phrase, item.node.line),
        result=None,
        kind=kind,
        last_line=item.node.end,
    )


def _led(said: str, unit: Placed | None) -> tuple[str, str | None]:
    """What is to be done and with whom: “Chủ trì, phối hợp với Sở A xây dựng …” is the former's."""
    if unit is None or not _LEADS.match(said):
        return said, None
    assigned = assignment(f"{unit.value} {said[0].lower()}{said[1:]}")
    if assigned is None or len(assigned.rest.split()) < _FEWEST_WORDS:
        return said, None
    return assigned.rest, assigned.coordinating


def _placed(value: str | None, line: int) -> Placed | None:
    return Placed(value, line, _GUESSED) if value else None


def _numbered(item: _Item, counts: dict[str, int]) -> str:
    """The item's number; several under one number are counted: “VI.1-1”, “VI.1-2”."""
    letters = item.node.kind in (
        "letter",
        "arabic",
        "bracket",
        "small",
    ) or item.node.kind.startswith("decimal")
    only = item.node.kind == "text" and item.node.parent is not None
    alone = only and len(item.node.parent.children) == 1 if item.node.parent else False
    number = counts[item.section] = counts.get(item.section, 0) + 1
    if (letters or alone) and number == 1:
        return item.section
    return f"{item.section}-{number}" if item.section else str(number)


def _subject(text: str, line: int) -> Placed | None:
    """Who is to report, in a sentence that does not start with a unit."""
    for part in re.split(r",\s+(?=các|Các|[A-ZĐ])", text):
        named = leading_unit(part)
        if named is not None and named[1]:
            return Placed(named[0], line, _GUESSED)
    ordered = _ORDERED.search(text)
    if ordered:
        return Placed(trimmed(cut_at_verb(ordered[1])), line, _GUESSED)
    return None


def _elsewhere(root: Node, counts: dict[str, int]) -> Iterator[DraftTask]:
    """Duties outside the organising part, where a sentence says “các đơn vị có trách nhiệm …”."""
    for node in walk(root):
        if organisation_of(node) or within(node, is_task_section) or node.parent is root:
            continue
        for text in sentences(node.text):
            charged = _CHARGED.search(text)
            unit = _subject(text, node.line) if charged and not node.parts.fields else None
            if charged and unit is not None:
                section = next(
                    (each.section for each in (node, *node.ancestors()) if each.section), ""
                )
                made = _duty(_Item(node, unit, text, section), text, counts)
                if made is not None:
                    yield replace(made, lead=unit)


def _closing(root: Node) -> Iterator[DraftTask]:
    """Difficulties and reports in the closing paragraph, section KET."""
    for node in root.children:
        if node.kind != "text" or organisation_of(node) is not None:
            continue
        for text in sentences(node.text):
            kind = "escalation" if is_escalation(text) else "reporting" if is_report(text) else ""
            unit = _subject(text, node.line) or _subject(node.text, node.line)
            if kind == "escalation" or (kind and unit is not None):
                phrase = deadline_phrase(text)
                yield DraftTask(
                    section=Placed("KET", node.line, 0.6),
                    name=Placed(trimmed(text), node.line, 0.7),
                    lead=unit,
                    coordinating=None,
                    deadline=_placed(phrase, node.line),
                    result=None,
                    kind=kind,
                    last_line=node.last_line,
                )
