"""The table for spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest

from bot.learning.exchange.csv_table import COLUMNS, write_csv
from bot.learning.files import QuestionEntry, SituationEntry

VALUES = {
    "id": "M01-L1-Q1",
    "outcome": "M01-O1",
    "difficulty": 3,
    "stem": "{Ban} bấm “nút” nào,\nở đâu?",
    "hint": "Nhìn xem.",
    "options": [
        {"text": "Một", "feedback": 'Chưa; "gần" đúng.'},
        {"text": "Hai", "feedback": "Phải.", "correct": True},
    ],
}


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_question_and_a_situation() -> None:
    question = QuestionEntry.parse_obj(VALUES)
    situation = SituationEntry.parse_obj({**VALUES, "id": "M01-S1", "lesson": "M01-L2"})
    text = write_csv([question, situation])
    assert text.startswith("\ufeff" + ",".join(COLUMNS) + "\r\n")
    first, second = rows_of(text)
    assert first == {
        **{"id": "M01-L1-Q1", "lesson": "M01-L1", "outcome": "M01-O1", "difficulty": "3"},
        **{"stem": VALUES["stem"], "hint": "Nhìn xem.", "correct": "2"},
        **{"option_1": "Một", "option_2": "Hai", "option_3": "", "option_4": ""},
        **{"feedback_1": 'Chưa; "gần" đúng.', "feedback_2": "Phải."},
        **{"feedback_3": "", "feedback_4": ""},
    }
    assert (second["id"], second["lesson"]) == ("M01-S1", "M01-L2")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "＝1", "= HYPERLINK(1)"])
def test_no_text_becomes_a_formula(text: str) -> None:
    (row,) = rows_of(write_csv([QuestionEntry.parse_obj({**VALUES, "stem": text})]))
    assert row["stem"] == f"'{text}"
