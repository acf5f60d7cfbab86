"""Questions that nothing is known about: noted once, without anybody in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.answers.unanswered import KEPT, Unanswered, for_operators
from bot.store.database import open_engine, reading
from bot.store.migrate import migrate
from bot.store.tables import unanswered

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)


@pytest.fixture(name="notes")
def _notes(tmp_path: Path) -> Iterator[Unanswered]:
    engine = open_engine(f"sqlite:///{tmp_path}/bot.db")
    migrate(engine)
    yield Unanswered(engine, b"k" * 32)
    engine.dispose()


def test_a_message_handled_again_is_noted_once(notes: Unanswered) -> None:
    for message, question in (("zalo:an/m1", "Nấu phở?"), ("zalo:an/m1", "Nấu phở?")):
        notes.note(question, message, NOW)
    notes.note("nau pho", "zalo:an/m2", NOW + timedelta(minutes=1))
    notes.note("giá vàng hôm nay", "rest:ba/m1", NOW)
    first, second = notes.most_asked()
    assert (first.question, first.times, first.last - first.first) == (
        "nau pho",
        2,
        timedelta(minutes=1),
    )
    assert (second.question, second.times) == ("giá vàng hôm nay", 1)


def test_nobody_is_named(notes: Unanswered) -> None:
    notes.note("nấu phở", "telegram:77001122/m1", NOW)
    with reading(notes.engine) as connection:
        row = connection.execute(select(unanswered)).one()
    assert "77001122" not in str(tuple(row))


def test_old_notes_go(notes: Unanswered) -> None:
    notes.note("cũ", "a/1", NOW - KEPT - timedelta(seconds=1))
    notes.note("mới", "a/2", NOW)
    assert [each.question for each in notes.most_asked()] == ["mới"]


@pytest.mark.parametrize(
    ("typed", "noted"),
    [
        ("mã otp là 483920 thì nấu phở sao", "mã otp là ••• thì nấu phở sao"),
        ("gọi số 0912 345 678 hỏi giá vàng", "gọi số ••• hỏi giá vàng"),
        ("thư an.ba@thu.vn hỏng", "thư ••• hỏng"),
        ("mở https://a.vn/x?toi=7 không được", "mở ••• không được"),
        ("tôi tên là Trần Thị Bưởi muốn đổi ga", "tôi tên là ••• muốn đổi ga"),
        ("cô Nguyễn Thị Mít bán gì", "cô ••• bán gì"),
        ("tên tôi Mít Na hỏi giá gạo", "tên tôi ••• hỏi giá gạo"),
        ("ở Hà Nội\nmấy giờ thì mưa", "ở Hà Nội mấy giờ thì mưa"),
        ("năm 24 giá bao nhiêu", "năm 24 giá bao nhiêu"),
    ],
)
def test_what_could_name_somebody_is_blanked_out(typed: str, noted: str) -> None:
    assert for_operators(typed) == noted


def test_long_questions_are_cut() -> None:
    assert len(for_operators("phở " * 200)) == 300
