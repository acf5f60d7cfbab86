"""The passages that are made of the knowledge folder."""

from __future__ import annotations

import pytest

from bot.answers.passage import Passage
from bot.answers.passages import LONGEST, passages_of
from bot.learning.library import Library, load_library
from bot.plans.register import load_register
from bot.settings import ROOT


@pytest.fixture(name="passages", scope="module")
def _passages() -> dict[str, Passage]:
    library = load_library(ROOT / "knowledge")
    made = passages_of(library, load_register(ROOT / "knowledge" / "plans"))
    by_id = {each.id: each for each in made}
    assert len(by_id) == len(made), "no id twice"
    return by_id


def test_everything_is_a_passage(passages: dict[str, Passage], library: Library) -> None:
    register = load_register(ROOT / "knowledge" / "plans")
    ids = {
        *(entry.id for entry in library.faq),
        *(scam.id for scam in library.scams),
        *(task.id for task in register.tasks),
        *(target.id for target in register.targets),
        *(lesson.id for lesson in library.curriculum.lessons),
        "first_hour",
        "vneid_hotline",
    }
    subjects = {each.subject for each in passages.values()}
    assert ids <= subjects
    assert not {"menu_settings", "store_android"} & subjects


def test_every_text_is_short_and_can_be_filled(
    passages: dict[str, Passage], library: Library
) -> None:
    for form in (*library.address_forms.all, library.address_forms.default):
        for each in passages.values():
            assert 0 < len(library.fill(each.text, form)) <= LONGEST, each.id
            for step in each.steps:
                assert library.fill(step, form)


def test_what_is_said_has_a_source_or_our_own_day(passages: dict[str, Passage]) -> None:
    for each in passages.values():
        assert each.sources or each.checked, each.id
        assert each.kind in ("task", "target") or each.checked, each.id


def test_a_fact_says_its_value_and_whether_it_is_sure(
    passages: dict[str, Passage], library: Library
) -> None:
    def said(id: str) -> str:
        return library.fill(passages[id].text, library.address_forms.default)

    assert "1900.0368" in said("vneid_hotline")
    assert "mới thấy ở một nguồn" not in said("vneid_hotline")
    assert "mới thấy ở một nguồn" in said("dvc_hotline")


def test_a_lessons_bubble_has_the_steps_that_follow_it(passages: dict[str, Passage]) -> None:
    assert passages["M01-L2.1"].steps[0].startswith("Mở {fact_store_android}")
    assert passages["M01-L2.2"].steps == (), "its own text is the steps"
    assert passages["M01-L2.2"].subject == passages["M01-L2.2"].lesson == "M01-L2"


def test_documents_that_disagree_know_of_each_other(passages: dict[str, Passage]) -> None:
    assert {"QD1143-2.4", "KHHP-III.4.2"} <= {*passages["QD550-2.5"].disputed}
    for each in passages.values():
        assert each.id not in each.disputed
        for other in each.disputed:
            assert each.id in passages[other].disputed
