"""Questions answered from the real knowledge, and from one that contradicts itself."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers.answering import LONGEST, answer, answer_from, wants_steps
from bot.answers.contradictions import contradicting
from bot.answers.index import Index, build_index, index_of
from bot.answers.knowing import load_judge
from bot.answers.passage import Passage
from bot.answers.passages import passages_of
from bot.knowledge.facts import Fact
from bot.learning.library import Library, load_library
from bot.plans.register import load_register
from bot.settings import ROOT

KNOWLEDGE = ROOT / "knowledge"
LANGUAGE = KNOWLEDGE / "language"
CACHE = ROOT / ".cache" / "answers"


@pytest.fixture(scope="module", name="library")
def _library() -> Library:
    return load_library(KNOWLEDGE)


@pytest.fixture(scope="module", name="index")
def _index(library: Library) -> Index:
    return index_of(library, load_register(KNOWLEDGE / "plans"), LANGUAGE, CACHE)


def index_with(library: Library, passages: Sequence[Passage], cache: Path) -> Index:
    """The knowledge with further passages."""
    known = passages_of(library, load_register(KNOWLEDGE / "plans"))
    values = library.values(library.address_forms.default)
    return build_index([*known, *passages], values, cache, LANGUAGE, load_judge())


def test_every_passage_is_short_enough_in_every_form_and_has_a_source(
    index: Index, library: Library
) -> None:
    for form in (*library.address_forms.all, library.address_forms.default):
        for passage in index.passages:
            said = answer_from(passage, library, form)
            assert 0 < len(said.text) <= LONGEST, passage.id
            assert "{" not in "".join(said.texts), passage.id
            assert all(len(text) <= LONGEST for text in said.step_texts), passage.id
            assert said.source.startswith(("(Theo ", "(Bạn Học Số soạn"))
            assert len(said.source) <= 130


def test_an_answer_has_source_day_and_lesson(index: Index, library: Library) -> None:
    form = library.address_forms.get("bac")
    found = answer("quen ma khoa man hinh thi lam sao", index, library, form)
    assert found.passage is index.passage("M01-F2")
    assert "Bác bình tĩnh" in found.text
    assert found.source == "(Bạn Học Số soạn, kiểm tra ngày 22/11/2026)"
    assert found.lesson == "M01-L3"
    assert found.asked_how
    assert found.texts[1].startswith("Bước 1: ")
    assert found.contradiction is None


def test_two_bubbles_are_said_with_one_source(index: Index, library: Library) -> None:
    form = library.address_forms.get("bac")
    found = answer("ra đường xài mạng gì, khác mạng trong nhà chỗ nào", index, library, form)
    assert found.passage is not None
    assert found.passage.subject == "M02-L1"
    assert found.also
    assert found.texts[:2] == (found.text, f"{found.also}\n{found.source}")


def test_a_fact_is_a_sentence_of_its_kind_and_honest(index: Index, library: Library) -> None:
    form = library.address_forms.get("co")
    hotline = answer_from(index.passage("dvc_hotline"), library, form)
    assert hotline.text == (
        "Số cần tìm là 18001096: Tổng đài Cổng Dịch vụ công quốc gia. "
        "Tin này mới thấy ở một nguồn, cô nên hỏi lại trước khi làm theo."
    )
    assert hotline.source.endswith("kiểm tra tháng 11/2026)")
    day = answer_from(index.passage("law_ai_from"), library, form)
    assert day.text.startswith("Mốc thời gian là 01/3/2026: ")


def test_a_scam_is_told_with_what_to_do(index: Index, library: Library) -> None:
    form = library.address_forms.get("bac")
    for passage in index.passages:
        if passage.kind == "scam":
            act = library.fill(passage.steps[0], form)
            assert answer_from(passage, library, form).text.endswith(act)


def test_what_is_not_known_is_not_answered(index: Index, library: Library) -> None:
    found = answer("kho cá với riềng cho thơm", index, library, library.address_forms.default)
    assert not found.known
    assert found.texts == ()
    assert len(found.nearest) <= 3


@pytest.mark.parametrize(
    ("question", "asked_how"),
    [
        ("rút lại tin nhắn kiểu gì", True),
        ("gửi ảnh ntn v", True),
        ("muon doi mat khau thi man rang", True),
        ("chỉ cho bác từng bước", True),
        ("thẻ cứng để ở nhà được không", False),
        ("OTP là gì", False),
        ("bao giờ luật có hiệu lực", False),
    ],
)
def test_whether_steps_are_wanted(index: Index, question: str, asked_how: bool) -> None:
    assert wants_steps(question, index) is asked_how


def faq(id: str, question: str, fact: str, checked: str) -> Passage:
    """A frequent question whose answer names a fact."""
    text = f"Làm lại trong vòng {{fact_{fact}}}."
    return Passage(id, "faq", question, (), text, (), (f"Nguồn {id}",), checked, None)


def period(id: str, value: str) -> Fact:
    """A fact that is a time."""
    return Fact(id, "period", value, "Thời hạn", "confirmed", "Nguồn", "2026-11", 90)


def test_two_passages_that_name_different_values_are_both_said(
    index: Index, library: Library, tmp_path: Path
) -> None:
    assert index.passages
    shutil.copy(CACHE / "meanings.npz", tmp_path)  # written with the index: few are embedded now
    facts = {"first": period("first", "7 ngày"), "second": period("second", "30 ngày")}
    both = replace(library, facts={**library.facts, **facts})
    older = faq("X-F1", "Mất thẻ xe buýt thì mấy ngày làm lại?", "first", "2026-10-01")
    newer = faq("X-F2", "Mất thẻ xe buýt mấy ngày thì làm lại?", "second", "2026-11-20")
    more = index_with(both, (older, newer), tmp_path)
    form = both.address_forms.get("bac")
    found = answer("mất thẻ xe buýt thì mấy ngày làm lại", more, both, form)
    other = found.contradiction
    assert found.passage is not None
    assert other is not None
    assert {found.passage.id, other.passage.id} == {"X-F1", "X-F2"}
    assert other.later is (other.passage is newer)
    said = "\n".join(found.texts)
    for words in ("7 ngày", "30 ngày", "ngày 01/10/2026", "ngày 20/11/2026", "kiểm tra"):
        assert words in said

    agreed = {**library.facts, **facts, "second": period("second", "7 ngày")}
    same = replace(library, facts=agreed)
    assert answer("mất thẻ xe buýt thì mấy ngày làm lại", more, same, form).contradiction is None


def test_a_conflict_of_plans_is_said(index: Index, library: Library) -> None:
    task = index.passage("QD550-2.5")
    other = contradicting(task, (), index, library.facts)
    assert other is not None
    assert other.id in task.disputed
    assert contradicting(replace(task, disputed=()), (), index, library.facts) is None


def test_our_own_knowledge_does_not_contradict_itself(index: Index, library: Library) -> None:
    named = [each for each in index.passages if each.kind in ("faq", "fact")]
    for place, passage in enumerate(named):
        other = contradicting(passage, named[place + 1 :], index, library.facts)
        assert other is None, (passage.id, other and other.id)
