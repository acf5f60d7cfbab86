"""Passages found, ranked and believed or not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from some_passages import PASSAGES, passage, small_index, whole_index

from bot.answers.index import Index


@pytest.fixture(name="small", scope="module")
def _small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return small_index(tmp_path_factory.mktemp("answers"))


@pytest.fixture(name="whole", scope="module")
def _whole() -> Index:
    return whole_index()


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("chuyển tiền nhầm cho người lạ", "M01-F2"),
        ("chuyen tien nham cho nguoi la", "M01-F2"),
        ("ck nhầm ng r đòi lại đc k", "M01-F2"),
        ("quen ma mo may thi mần răng", "M01-F1"),
        ("mạng di động 4g mua gói", "M01-L1.2"),
    ],
)
def test_a_passage_is_found_however_it_is_asked_for(small: Index, question: str, id: str) -> None:
    assert small.search(question).hits[0].passage.id == id


def test_of_a_lesson_only_the_best_bubble_is_a_hit(small: Index) -> None:
    ids = [hit.passage.id for hit in small.search("wifi hay 4g").hits]
    assert len({id.partition(".")[0] for id in ids}) == len(ids) == 4


def test_hits_are_ordered_and_no_more_than_asked_for(small: Index) -> None:
    found = small.search("hết pin", most=2)
    assert len(found.hits) == 2
    assert found.sure == found.hits[0].score >= found.hits[1].score


@pytest.mark.parametrize("nothing", ["", "   ", "?!…", "🙂"])
def test_what_has_no_words_finds_nothing(small: Index, nothing: str) -> None:
    found = small.search(nothing)
    assert found.hits == ()
    assert not found.known


@given(st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_no_message_breaks_it(small: Index, text: str) -> None:
    found = small.search(text)
    assert 0 <= found.sure <= 1
    assert found.known is (found.sure > small.judge.enough)


def test_both_rankings_count(small: Index) -> None:
    looked = small.look("chuyển khoản nhầm")
    best = int(np.argmax(looked.fused))
    assert best == int(np.argmax(looked.words)) == int(np.argmax(looked.near.asks))
    assert looked.fused[best] == pytest.approx(2 / 10)


def test_what_is_kept_is_used_until_something_changes(tmp_path: Path) -> None:
    small_index(tmp_path)
    kept = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    small_index(tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == kept
    more = (*PASSAGES, passage("M01-F9", "Mất điện thoại thì khóa VNeID ở đâu?"))
    found = small_index(tmp_path, more).search("mất máy khóa VNeID").hits[0].passage
    assert found.id == "M01-F9"
    (tmp_path / "words.pickle").write_bytes(b"damaged")
    assert small_index(tmp_path).search("chuyển nhầm tiền").hits[0].passage.id == "M01-F2"


def test_the_whole_knowledge_is_found_again_as_it_was(whole: Index) -> None:
    assert len(whole.passages) > 500
    again = whole_index()
    assert again.search("quên mã mở máy").hits == whole.search("quên mã mở máy").hits
    assert again.search("quên mã mở máy").hits[0].passage.id == "M01-F2"


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("tong dai vneid so may", "vneid_hotline"),
        ("mã otp là gì vậy", "M05-L3"),
        ("toi vua bi lua chuyen het tien roi", "first_hour"),
        ("trúng thưởng xe máy mà bắt đóng phí trước", "M09-F10"),
    ],
)
def test_every_kind_of_passage_is_found(whole: Index, question: str, subject: str) -> None:
    found = whole.search(question)
    assert found.known
    assert subject in [hit.passage.subject for hit in found.hits[:3]]


@pytest.mark.parametrize(
    "question",
    [
        "giá xăng hôm nay bao nhiêu",
        "cach nau bun bo hue ngon",
        "đá bóng tối nay ai thắng vậy",
        "mã bưu điện Hà Nội là gì",
        "sổ đỏ sang tên mất bao nhiêu thuế",
    ],
)
def test_what_we_know_nothing_of_is_declined(whole: Index, question: str) -> None:
    assert not whole.search(question).known


def test_a_judge_that_is_never_sure_declines_everything(small: Index) -> None:
    index = replace(small, judge=replace(small.judge, enough=1.0))
    assert not index.search("quên mã khóa màn hình thì làm sao").known


def test_of_a_lesson_another_bubble_is_added_where_both_answer(small: Index) -> None:
    found = small.search("wifi voi 4g khac nhau cho nao")
    said = {found.hits[0].passage.id, found.also.id if found.also else ""}
    assert said == {"M01-L1.1", "M01-L1.2"}
    assert small.search("quen ma mo may").also is None


def test_how_likely_the_hits_are_leaves_room_for_nothing_of_ours(small: Index) -> None:
    for question in ("quen ma mo may", "giá vàng hôm nay bao nhiêu"):
        assert 0 < sum(hit.score for hit in small.search(question, most=20).hits) <= 1.0
