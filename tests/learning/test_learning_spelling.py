"""knowledge/spelling.yml with the dictionary: what editors add, and what is found without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import read_yaml
from bot.learning.spelling import read_spelling
from bot.settings import ROOT
from bot.vietnamese.spelling import Spelling

FILE = """\
words: [VNeID, khoăn]
confusions:
  - {wrong: xử dụng, right: sử dụng}
"""


def read(path: Path) -> Spelling:
    problems: list[Problem] = []
    spelling = read_spelling(path, problems)
    assert problems == []
    assert spelling is not None
    return spelling


@pytest.fixture(name="spelling")
def _spelling(tmp_path: Path) -> Spelling:
    path = tmp_path / "spelling.yml"
    path.write_text(FILE)
    return read(path)


@pytest.mark.parametrize(
    "text",
    [
        "Bấm nút nguồn ở cạnh máy, màn hình sáng lên.",
        "Mở VNeID, đừng khoăn nữa.",
    ],
)
def test_right(spelling: Spelling, text: str) -> None:
    assert list(spelling.mistakes(text)) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Mở Zalo.", "“Zalo”"),
        ("Bấm nút nguông.", "“nguông”"),
        ("Bấm nút thoại kihn.", "“kihn”"),
        ("Giữ sức khoẻ.", "“khỏe”"),
        ("Xử dụng máy.", "“sử dụng”"),
    ],
)
def test_wrong(spelling: Spelling, text: str, word: str) -> None:
    (message,) = spelling.mistakes(text)
    assert word in message


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("right:", "richt:", 3, "confusions[1].richt"),
        ("VNeID", "5", 1, "words[1]"),
        ("words", "word", 1, "word"),
    ],
)
def test_problems(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    path = tmp_path / "spelling.yml"
    path.write_text(FILE.replace(old, new))
    problems: list[Problem] = []
    assert read_spelling(path, problems) is None
    assert (line, field) in [(each.line, each.field) for each in problems]


def test_no_file(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_spelling(tmp_path / "spelling.yml", problems) is None
    assert len(problems) == 1


SHIPPED = read(ROOT / "knowledge" / "spelling.yml")


def test_shipped_words_are_single_words_and_there_once() -> None:
    words = list(read_yaml(ROOT / "knowledge" / "spelling.yml").value["words"])
    assert sorted(words) == sorted(SHIPPED.words)
    assert [word for word in words if " " in word or list(SHIPPED.mistakes(word))] == []


@pytest.mark.parametrize(("wrong", "right"), sorted(SHIPPED.confusions.items()))
def test_shipped_confusions(wrong: str, right: str) -> None:
    """Each is found, and what is proposed instead is itself right."""
    assert any(f"“{right}”" in message for message in SHIPPED.mistakes(f"Đã {wrong}."))
    assert list(SHIPPED.mistakes(f"Đã {right}.")) == []
