"""Sections by their numbers, whole or without the part they stand in."""

from __future__ import annotations

import pytest

from bot.plans.places import is_exactly, is_in


@pytest.mark.parametrize("wanted", ["iv.2.3", "2.3"])
def test_a_section_is_meant_with_and_without_its_part(wanted: str) -> None:
    assert is_exactly("IV.2.3", (wanted,))


def test_the_last_figure_alone_is_another_section() -> None:
    assert not is_exactly("2.4", ("4",))
    assert not is_in("2.4", ("4",))


@pytest.mark.parametrize(("section", "wanted"), [("2.14", "2"), ("IV.4.1", "iv"), ("III.4.2", "4")])
def test_what_a_section_holds(section: str, wanted: str) -> None:
    assert is_in(section, (wanted,))
    assert not is_exactly(section, (wanted,))


def test_figures_are_whole() -> None:
    assert not is_in("2.14", ("2.1",))
