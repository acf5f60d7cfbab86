"""A language model passes only with every figure as it must be, and is then recorded."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers.opening import open_worder
from bot.answers.prompting import ABSENT
from bot.evaluation.llm import evaluate_llm
from bot.evaluation.llm_questions import FILE, Trial, read_trials
from bot.evaluation.llm_trials import Outcome, figures_of
from bot.knowledge.problem import KnowledgeError
from bot.learning.library import Library, load_library
from bot.settings import ROOT, Settings
from tests.answers.llm_server import LlmServer


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "knowledge")


@pytest.fixture(scope="module")
def trials(library: Library) -> list[Trial]:
    return read_trials(library)


def test_the_questions_fit_the_knowledge_and_are_enough(trials: list[Trial]) -> None:
    assert len(trials) >= 200
    sorts = [each.sort for each in trials]
    assert sorts.count("given") >= 100
    assert sorts.count("absent") >= 50
    assert len({(each.question, each.passage_id) for each in trials}) == len(trials)
    assert all(each.says for each in trials if each.sort == "given")


def test_beyond_the_questions_they_come_again_for_somebody_else(
    library: Library, trials: list[Trial]
) -> None:
    more = read_trials(library, len(trials) + 3)
    assert more[: len(trials)] == trials
    assert more[len(trials)].question == trials[0].question
    assert more[len(trials)].form != trials[0].form
    assert read_trials(library, 5) == trials[:5]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("passage: M01-F1\n", "passage: M01-F99\n", 10, "Không có mục M01-F99"),
        ('says: [["video"]]', 'says: [["phim"]]', 12, "M01-F1 không nói điều này"),
        ('says: [["video"]]', "never: []", 10, "Chỉ câu của “given”"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    library: Library, tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    file = tmp_path / "questions.yml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"questions\.yml:{line}.*{said}"):
        read_trials(library, file=file)


def perfect(trials: list[Trial]) -> Callable[[str], str]:
    """Says the passage where it holds the answer, and nothing where it does not."""
    given = {each.question for each in trials if each.sort == "given"}

    def say(asked: str) -> str:
        passage, question = re.findall(r"^(?:Đoạn văn|Câu hỏi): (.*)$", asked, re.M)[-2:]
        return passage if question in given else ABSENT

    return say


def test_a_model_that_is_always_right_is_admitted_and_used(
    tmp_path: Path, trials: list[Trial], library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    with LlmServer(perfect(trials)) as server:
        settings = Settings(data_dir=tmp_path, llm=server.url)
        assert evaluate_llm(settings, server.url, None, None, True) == 0
        said = capsys.readouterr().out
        assert f"{server.url}#small may word answers." in said
        ours = asyncio.run(open_worder(settings, lambda: library, date.today))
        assert ours is not None
    assert "Missed" not in said


def test_one_invented_number_is_one_too_many(
    tmp_path: Path, trials: list[Trial], capsys: pytest.CaptureFixture[str]
) -> None:
    say = perfect(trials)
    wrong = next(each.question for each in trials if each.sort == "traps")
    with LlmServer(lambda asked: "Gọi 1900.7777." if wrong in asked else say(asked)) as server:
        assert evaluate_llm(Settings(data_dir=tmp_path), server.url, None, None, True) == 1
    said = capsys.readouterr().out
    assert "Missed: 1 texts with an unsupported number, name or link" in said
    assert "Gọi 1900.7777. [telephone" in said
    assert "may not word answers" in said


def test_fewer_trials_show_figures_and_admit_nobody(
    tmp_path: Path, trials: list[Trial], capsys: pytest.CaptureFixture[str]
) -> None:
    with LlmServer(perfect(trials)) as server:
        assert evaluate_llm(Settings(data_dir=tmp_path), server.url, None, 12, False) == 1
    said = capsys.readouterr().out
    assert "12 trials; at least 200" in said
    assert "Nothing is recorded" in said
    assert not (tmp_path / "admitted.json").exists()


def test_a_model_that_cannot_be_had_is_one_sentence(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with pytest.raises(SystemExit, match="bot: there is no file no/such"):
        evaluate_llm(settings, "no/such", None, None, False)
    with pytest.raises(SystemExit, match="cannot be asked: unreachable"):
        evaluate_llm(settings, "http://127.0.0.1:1/v1", None, None, False)


def outcome(trial: Trial, text: str = "", silent: bool = False, *faults: str) -> Outcome:
    return Outcome(trial, text, silent, faults, 0.1, 0.2)


def test_what_counts_as_right(trials: list[Trial]) -> None:
    given = next(each for each in trials if each.sort == "given")
    assert outcome(given, given.passage).right
    assert not outcome(given, given.passage, False, "polarity").right
    assert not outcome(given, "Dạ.").right
    assert not outcome(given, given.passage + " " * 300).right
    assert not outcome(given, "", True).right


def test_figures_count_each_sort_by_itself(trials: list[Trial]) -> None:
    by_sort = {each.sort: each for each in trials}
    trap = next(each for each in trials if each.never)
    figures = figures_of(
        [
            outcome(by_sort["given"], by_sort["given"].passage),
            outcome(by_sort["absent"], "", True),
            outcome(by_sort["absent"], "Dạ, mười.", False, "number"),
            outcome(trap, f"Dạ, {trap.never[0]}."),
            outcome(trap, "", True),
            outcome(by_sort["absent"], "Dạ.", False, "address"),
        ]
    )
    assert (figures.given, figures.right) == (1, 1)
    assert (figures.absent, figures.silent) == (3, 1)
    assert (figures.trials, figures.unsupported) == (6, 2)
