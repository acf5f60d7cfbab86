"""GIFT files as Moodle and people write them: what is read from each, or why it is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.learning.exchange.gift import GiftError, GiftQuestion
from bot.learning.exchange.gift_reader import parse_gift, read_gift
from bot.learning.exchange.gift_writer import write_gift

FOLDER = Path(__file__).parent / "gift"
WRONG = sorted(FOLDER.glob("error_*.gift"))
GOOD = sorted(set(FOLDER.glob("*.gift")) - set(WRONG))


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def as_written(question: GiftQuestion) -> dict[str, Any]:
    """What a file of expected questions says; each option is what it is, line, text, feedback."""
    values = {
        **vars(question),
        "tags": list(question.tags),
        "comments": list(question.comments),
        "options": [
            [
                "right" if option.weight == 100 else "wrong",
                option.line,
                option.text,
                option.feedback,
            ]
            for option in question.options
        ],
    }
    return {name: value for name, value in values.items() if value not in ("", [])}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_what_is_read(path: Path) -> None:
    expected = yaml.safe_load(path.with_suffix(".yml").read_text())
    assert [as_written(question) for question in read_gift(text_of(path))] == expected


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_written_again_it_says_the_same(path: Path) -> None:
    questions = read_gift(text_of(path))
    assert read_gift(write_gift(questions)) == questions


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_what_is_wrong(path: Path) -> None:
    with pytest.raises(GiftError) as caught:
        read_gift(text_of(path))
    assert f"{caught.value}\n" == path.with_suffix(".txt").read_text()


def test_good_questions_beside_bad_ones() -> None:
    problems: list[Any] = []
    questions = parse_gift("Câu một?{}\n\nCâu hai?{=a ~b}", problems)
    assert [question.text for question in questions] == ["Câu hai?"]
    assert [problem.line for problem in problems] == [1]
