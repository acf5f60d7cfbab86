"""Figures of found entities, against ones worked out by hand."""

from __future__ import annotations

from made_up import answer

from bot.evaluation.answer import Answer
from bot.evaluation.entity_scores import by_place, by_value, micro
from bot.evaluation.scores import Marks
from bot.evaluation.sentences import Entity


def found_in(meant: tuple[Entity, ...] | None, *found: Entity) -> Answer:
    """The answer to a sentence with these entities in which those were found."""
    return answer("ask_task", ("ask_task", 1.0), meant_entities=meant, entities=found)


JUNE = Entity("month", "2025-06", 10, 22)
ANSWERS = [
    found_in((JUNE,), JUNE),
    found_in((JUNE,), Entity("month", "06", 16, 22)),
    found_in((JUNE,), Entity("date", "2025-06", 10, 22)),
    found_in((), Entity("month", "2025-06", 0, 4)),
    found_in(None, Entity("month", "2025-06", 0, 4)),
]


def test_a_hit_has_the_same_value() -> None:
    assert by_value(ANSWERS) == {"date": Marks(0, 0, 1), "month": Marks(1, 3, 3)}


def test_by_place_a_hit_overlaps() -> None:
    assert by_place(ANSWERS) == {"date": Marks(0, 0, 1), "month": Marks(2, 3, 3)}


def test_places_that_only_touch_do_not_overlap() -> None:
    assert by_place([found_in((JUNE,), Entity("month", "2025-06", 22, 30))])["month"].hits == 0


def test_one_entity_found_twice_is_one_hit() -> None:
    twice = [found_in((JUNE,), JUNE, JUNE)]
    assert by_value(twice)["month"] == by_place(twice)["month"] == Marks(1, 1, 2)


def test_two_of_one_type_are_matched_one_to_one() -> None:
    first, second = Entity("unit", "Bộ Công an", 0, 10), Entity("unit", "Bộ Y tế", 14, 21)
    both = [found_in((first, second), second, first)]
    assert by_value(both)["unit"] == by_place(both)["unit"] == Marks(2, 2, 2)


def test_micro_takes_all_types_as_one() -> None:
    assert micro(by_value(ANSWERS).values()) == Marks(1, 3, 4)
    assert micro(()) == Marks(0, 0, 0)
