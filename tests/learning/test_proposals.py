"""Which lesson is proposed, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest

from bot.learning.estimate import Estimate, estimate
from bot.learning.evidence import Evidence
from bot.learning.library import load_library
from bot.learning.proposals import Proposal, Wishes, age_band, propose
from bot.learning.routes import wished_part
from bot.settings import ROOT

LIBRARY = load_library(ROOT / "knowledge")
CURRICULUM = LIBRARY.curriculum
RULE = LIBRARY.framework.placement
AT = datetime(2026, 11, 22, tzinfo=timezone.utc)
NEWCOMER = estimate(CURRICULUM, [], {})


def first(wishes: Wishes, known: Estimate = NEWCOMER, reads: tuple[str, ...] = ()) -> Proposal:
    return propose(known, LIBRARY.routes, wishes, reads, RULE)[0]


@pytest.mark.parametrize(
    ("wishes", "lesson", "reason", "part"),
    [
        (Wishes(), "M01-L1", "next", None),
        (Wishes(part="cho_so_4t-2", asked=("M09",)), "M07-L3", "wish", "cho_so_4t-2"),
        (Wishes(people="cbcc", asked=("M09", "M05")), "M09-L1", "asked", None),
        (Wishes(people="nong_dan"), "M01-L1", "people", "cho_so_4t-1"),
        (Wishes(people="cbcc"), "M03-L1", "people", None),
        (Wishes(age="pupil"), "M03-L1", "age", None),
        (Wishes(people="nguoi_cao_tuoi", age="elder"), "M01-L1", "age", None),
        (Wishes(age="adult"), "M01-L1", "next", None),
        (Wishes(part="gone-9"), "M01-L1", "next", None),
    ],
)
def test_what_comes_first(wishes: Wishes, lesson: str, reason: str, part: str | None) -> None:
    assert first(wishes) == Proposal(CURRICULUM.lesson(lesson), reason, part)  # type: ignore[arg-type]


def test_what_was_read_or_is_known_is_left_out() -> None:
    asked = [
        Evidence(question.id, lesson.id, id == "M01", AT)
        for id in ("M01", "M02")
        for lesson in CURRICULUM.module(id).lessons
        for question in lesson.questions
    ]
    known = estimate(CURRICULUM, asked, {})
    found = first(Wishes(), known)
    assert found == Proposal(CURRICULUM.lesson("M02-L1"), "skipped")
    assert first(Wishes(), reads=("M01-L1",)) == Proposal(CURRICULUM.lesson("M01-L2"), "next")
    everything = [lesson.id for lesson in CURRICULUM.lessons]
    assert propose(NEWCOMER, LIBRARY.routes, Wishes(), everything, RULE) == []


def test_each_lesson_is_proposed_once() -> None:
    wishes = Wishes("tieu_thuong", "elder", "cho_so_4t-3", ("M05", "M07"))
    ids = [each.lesson.id for each in propose(NEWCOMER, LIBRARY.routes, wishes, (), RULE)]
    assert sorted(ids) == sorted(lesson.id for lesson in CURRICULUM.lessons)


def test_wishes_are_kept_as_json_and_joined() -> None:
    older = Wishes("dan", "elder", None, ("M01", "M02"))
    newer = Wishes(None, "adult", "cho_so_4t-2", ("M02", "M07"))
    assert Wishes.from_dict(newer.to_dict()) == newer
    assert Wishes.from_dict(None) == Wishes()
    assert newer.over(older) == Wishes("dan", "adult", "cho_so_4t-2", ("M02", "M07", "M01"))
    asked = older.having_asked("M09").having_asked("M02").having_asked("M05")
    assert asked == replace(older, asked=("M05", "M02", "M09"))


def test_of_an_age_only_the_band_is_kept() -> None:
    ages = [0, 17, 18, 29, 30, 59, 60, 101]
    bands = ["pupil", "pupil", "young", "young", "adult", "adult", "elder", "elder"]
    assert [age_band(age) for age in ages] == bands


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("tôi muốn bán hàng trên mạng", "cho_so_4t-2"),
        ("toi muon hoc ban hang online", "cho_so_4t-2"),
        ("Học để gọi video cho cháu ở xa", "gia_dinh_so-1"),
        ("muốn nộp hồ sơ qua mạng, khỏi phải lên xã", "danh_tinh_so-3"),
        ("học dùng AI", "ai_cong_vu-3"),
        ("tôi muốn học", None),
        ("học về mạng", None),
        ("", None),
    ],
)
def test_a_wish_in_words(text: str, part: str | None) -> None:
    found = wished_part(LIBRARY.routes, text)
    assert (found.id if found else None) == part
