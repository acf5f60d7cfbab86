"""Foreseen failures end in one sentence, others in their traceback."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from bot.commands.failures import one_sentence
from bot.dialogue.training import TrainingError
from bot.dialogue.turn import ModelError
from bot.download import DownloadError
from bot.knowledge.problem import KnowledgeError, Problem
from bot.learning.signing import SigningKeyError
from bot.store.database import DatabaseError
from bot.store.valkey import ValkeyError


@pytest.mark.parametrize(
    "error",
    [
        ModelError("no model"),
        TrainingError("no model"),
        SigningKeyError("no model"),
        DatabaseError("no model"),
        DownloadError("no model"),
        ValkeyError("no model"),
    ],
)
def test_an_error_of_ours_is_its_sentence(error: Exception) -> None:
    with pytest.raises(SystemExit, match=r"^bot: no model$"), one_sentence():
        raise error


def test_mistakes_in_the_knowledge_are_all_told(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [Problem(Path("a.yml"), line, "x", "Sai.") for line in (1, 2)]
    with pytest.raises(SystemExit, match=r"^bot: 2 mistakes"), one_sentence():
        raise KnowledgeError(problems)
    assert capsys.readouterr().err == "a.yml:1: x: Sai.\na.yml:2: x: Sai.\n"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no space left"),
        (errno.EACCES, r"cannot be used.*BOT_DATA_DIR"),
        (errno.EROFS, r"cannot be used.*BOT_DATA_DIR"),
    ],
)
def test_a_disk_that_is_full_or_closed(number: int, words: str) -> None:
    with pytest.raises(SystemExit, match=rf"^bot: .*{words}"), one_sentence():
        raise OSError(number, "reason", "/data/bot.sqlite3")


def test_what_nobody_foresaw_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError), one_sentence():
        raise ZeroDivisionError
    with pytest.raises(OSError, match="reason"), one_sentence():
        raise OSError(errno.EMFILE, "reason", "/data")
