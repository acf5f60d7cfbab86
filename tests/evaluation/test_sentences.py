"""Files of labelled sentences, right ones and wrong ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.dialogue.training import DIALOGUE
from bot.evaluation.sentences import Entity, Sentence, intents_of, read_sentences
from bot.knowledge.problem import KnowledgeError
from bot.settings import ROOT

INTENTS = frozenset({"greet", "ask_deadline"})
GOOD = """\
today: 2026-11-22
sentences:
  - {text: "xin chào", intent: greet, kind: standard}
  - text: "tháng 6 rồi tháng 6 nữa"
    intent: ask_deadline
    kind: voice
    entities:
      - {entity: month, value: "06", text: "tháng 6"}
      - {entity: month, value: "06", text: "tháng 6"}
"""


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    return tmp_path / "sentences.yml"


def test_a_file_is_read(file: Path) -> None:
    file.write_text(GOOD)
    today = date(2026, 11, 22)
    both = (Entity("month", "06", 0, 7), Entity("month", "06", 12, 19))
    assert read_sentences([file], INTENTS) == [
        Sentence("xin chào", "greet", "standard", (), today, "sentences.yml"),
        Sentence("tháng 6 rồi tháng 6 nữa", "ask_deadline", "voice", both, today, "sentences.yml"),
    ]


def test_a_file_without_any_entities_labels_none(file: Path) -> None:
    file.write_text("sentences:\n  - {text: chào, intent: greet, kind: nodia}\n")
    assert read_sentences([file], INTENTS) == [
        Sentence("chào", "greet", "nodia", None, None, "sentences.yml")
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "place"),
    [
        ("kind: voice", "kind: voices", ":6: sentences[2].kind: Chỉ được là: standard, nodia"),
        ("    kind: voice\n", "", ":4: sentences[2].kind: Thiếu trường này"),
        ("intent: ask_deadline", "intent: ask_deadlin", ":5: sentences[2].intent: Không có ý định"),
        ("entities:", "entites:", ":7: sentences[2].entites: Không có trường tên này"),
        ('value: "06", text: "tháng 6"', 'value: 6, text: "tháng 6"', ".entities[1].value: "),
        ("entity: month", "entity: moth", ":8: sentences[2].entities[1].entity: Chỉ được là"),
        ('text: "tháng 6"}', 'text: "tháng 7"}', ":8: sentences[2].entities[1].text: Trong câu"),
        ("today: 2026-11-22", "today: hôm nay", ":1: today: Phải là ngày"),
        ('"xin chào"', "", ":3: sentences[1].text: Trường này để trống"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_field(
    file: Path, wrong: str, right: str, place: str
) -> None:
    assert wrong in GOOD
    file.write_text(GOOD.replace(wrong, right, 1))
    with pytest.raises(KnowledgeError) as error:
        read_sentences([file], INTENTS)
    assert len(error.value.problems) == 1
    assert f"{file}" in str(error.value)
    assert place in str(error.value)


def test_a_text_labelled_more_often_than_it_is_there_is_a_mistake(file: Path) -> None:
    file.write_text(GOOD.replace("rồi tháng 6 nữa", "rồi"))
    with pytest.raises(KnowledgeError, match=r":9: sentences\[2\].entities\[2\].text: Trong câu"):
        read_sentences([file], INTENTS)


def test_the_mistakes_of_all_files_are_told_at_once(file: Path, tmp_path: Path) -> None:
    file.write_text(GOOD.replace("kind: voice", "kind: x"))
    with pytest.raises(KnowledgeError) as error:
        read_sentences([file, tmp_path / "none.yml"], INTENTS)
    assert [problem.file.name for problem in error.value.problems] == ["sentences.yml", "none.yml"]


def test_our_own_sentences_can_be_read() -> None:
    intents = intents_of(DIALOGUE / "domain")
    assert {"greet", "out_of_scope", "scam_victim"} <= intents
    files = sorted((ROOT / "tests" / "evaluation").glob("*.yml"))
    sentences = read_sentences(files, intents)
    assert {sentence.file for sentence in sentences} == {file.name for file in files}
    assert len(sentences) >= 500
