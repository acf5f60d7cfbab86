"""What the trained model understands."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import structlog
import yaml
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.engine import load_agent
from bot.dialogue.processor import InProcessAgent
from bot.evaluation.answer import Answer
from bot.evaluation.entity_scores import by_value, micro
from bot.evaluation.measuring import measure
from bot.evaluation.sentences import intents_of, read_sentences
from bot.settings import ROOT
from bot.vietnamese.diacritics import strip_diacritics

# Else Rasa prints every event of every turn.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

FLOOR = 0.93
FLOORS = {"nodia": 0.93, "teencode": 0.88, "telex": 0.85, "dialect": 0.85, "voice": 0.9}


@pytest.fixture(scope="module", name="agent")
def _agent() -> InProcessAgent:
    return load_agent(ROOT / "models" / "bot.tar.gz")


def parse(agent: InProcessAgent, text: str) -> dict[str, Any]:
    """Rasa's parse result."""
    parsed: dict[str, Any] = asyncio.run(agent.parse_message(text))
    return parsed


@pytest.fixture(scope="module", name="answers")
def _answers(agent: InProcessAgent) -> list[Answer]:
    files = sorted((ROOT / "tests" / "evaluation").glob("*.yml"))
    sentences = read_sentences(files, intents_of(ROOT / "bot" / "dialogue" / "domain"))
    return asyncio.run(measure(agent, sentences))


def share(marks: Iterable[bool]) -> float:
    """How many of these are true."""
    marks = list(marks)
    return sum(marks) / len(marks)


def test_held_out_sentences_are_understood(answers: list[Answer]) -> None:
    by_kind = defaultdict(list)
    for answer in answers:
        by_kind[answer.sentence.kind].append(answer.right)
    accuracy = {kind: share(right) for kind, right in by_kind.items()}
    assert share(mark for right in by_kind.values() for mark in right) >= FLOOR, accuracy
    assert {kind for kind, floor in FLOORS.items() if accuracy[kind] < floor} == set(), accuracy


def test_what_the_bot_is_not_for_is_declined_and_the_rest_is_not(answers: list[Answer]) -> None:
    refused = {
        scope: share(
            answer.refused
            for answer in answers
            if (answer.sentence.intent == "out_of_scope") == scope
        )
        for scope in (True, False)
    }
    assert refused[True] >= 0.85
    assert refused[False] <= 0.04


def test_hardly_anyone_who_was_robbed_is_missed(answers: list[Answer]) -> None:
    victims = [each for each in answers if each.sentence.intent == "scam_victim"]
    assert share(each.right for each in victims) >= 0.95


def test_entities_are_found(answers: list[Answer]) -> None:
    found = micro(by_value(answers).values()).f1
    assert found
    assert found >= 0.9


def advertised() -> list[str]:
    """What the bot's own texts tell people to write."""
    texts = [
        variant["text"]
        for file in sorted((ROOT / "bot" / "dialogue" / "domain").glob("*.yml"))
        for response in (
            yaml.safe_load(Path(file).read_text(encoding="utf-8")).get("responses") or {}
        ).values()
        for variant in response
    ]
    quoted = {
        phrase
        for text in texts
        for phrase in re.findall(r"[Nn]hắn[^“.]*((?:“[^”{]*”(?:, | hay |, hoặc )?)+)", text)
    }
    return sorted({phrase for group in quoted for phrase in re.findall(r"“([^”]*)”", group)})


MEANT = {
    "bỏ qua": "next",
    "dừng lại": "stop",
    "gợi ý": "hint",
    "học bài": "start_learning",
    "học tiếp": "resume",
    "học về VNeID": "choose_module",
    "học đến đâu rồi": "ask_progress",
    "không biết": "dont_know",
    "mã tre sen voi mít": "join_group",
    "nhắc tôi học": "set_reminder",
    "thoát": "stop",
    "thôi nhắc": "set_reminder",
    "vào đố vui": "join_contest",
    "xếp hạng": "contest_ranking",
    "ôn bài": "review",
    "liên kết tài khoản": "link_account",
    "nhắc hạn việc này": "subscribe_deadline",
    "nói dễ hiểu hơn": "explain_simpler",
    "quay lại": "previous",
    "thi": "take_exam",
    "tiếp": "next",
    "trợ giúp": "help",
    "xin chào": "greet",
    "xoá dữ liệu của tôi": "delete_my_data",
    "xác nhận trên VNeID": "ask_vneid_confirmation",
}

ANSWERS = {"7 rưỡi tối", "giữ nguyên", "để lúc khác"}
"""What people are told to write to a question that is open; conversations and actions show it."""


def test_every_phrase_the_bot_tells_people_to_write_is_listed_here() -> None:
    assert advertised() == sorted({*MEANT, *ANSWERS})


@pytest.mark.parametrize("phrase", MEANT)
def test_what_the_bot_tells_people_to_write_it_understands(
    agent: InProcessAgent, phrase: str
) -> None:
    for text in (phrase, phrase.capitalize() + " ạ", strip_diacritics(phrase)):
        assert parse(agent, text)["intent"]["name"] == MEANT[phrase], text


NAMES = """Nguyễn Văn An|Trần Thị Bích|Lê Hoàng Cường|Phạm Thị Dung|Hoàng Văn Em|Huỳnh Thị Gái
Phan Văn Hai|Vũ Thị Hoa|Võ Văn Khoa|Đặng Thị Lan|Bùi Văn Mạnh|Đỗ Thị Năm|Hồ Văn Phúc
Ngô Thị Quý|Dương Văn Sáu|Lý Thị Tư|H'Hen Niê|Y Moan Ênuôl|Giàng A Páo|nguyen thi be
TRẦN VĂN BA|Tôn Nữ Thị Ninh"""


@pytest.mark.parametrize("name", re.split(r"[|\n]", NAMES))
def test_a_name_is_not_taken_for_a_command(agent: InProcessAgent, name: str) -> None:
    """While a name is awaited only a sure command is one."""
    asked = DialogueStateTracker("a", agent.domain.slots)
    asked.update(SlotSet("awaiting", "name"))
    parsed = asyncio.run(agent.processor.parse_message(UserMessage(name), asked))
    assert parsed["intent"]["name"] == "answer"
