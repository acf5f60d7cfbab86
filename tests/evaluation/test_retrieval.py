"""The command that measures how well questions find their passages, and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.answers.index import Found, Hit, index_of
from bot.answers.knowing import SIGNS, Signs
from bot.answers.passage import Passage
from bot.evaluation import retrieval
from bot.evaluation.retrieval import evaluate_retrieval, tables_of_retrieval
from bot.evaluation.retrieval_files import Asked, read_asked
from bot.evaluation.retrieval_scores import WAYS, Looking, look_all
from bot.learning.library import load_library
from bot.plans.register import load_register
from bot.settings import ROOT, Settings

DEVELOPMENT = ROOT / "tests" / "evaluation" / "answers" / "development.yml"
FILE = """\
questions:
  - ask: quên mã khóa màn hình rồi
    right: [M01-F2]
    says: [["bảo hành"]]
  - ask: gia xang hom nay
    off_topic: true
"""


def looking(
    ask: str, rank: int | None, *, known: bool = True, said: bool = True, chat: bool = False
) -> Looking:
    """One question looked up; rank 0: nothing answers it."""
    right = () if rank == 0 else ("M01-F1",)
    passage = Passage("M01-F1", "faq", "t", (), "x", (), (), None, None)
    hits = (Hit(passage, 0.9, Signs(*([0.0] * len(SIGNS)))),)
    ranks = dict.fromkeys(WAYS, rank or None)
    asked = Asked(ask, right, (), chat, "f.yml", 1)
    return Looking(asked, Found(hits, 0.9, known), ranks, said, 5.0)


def test_the_tables_count_what_became_of_the_questions() -> None:
    looked = [
        looking("mật khẩu", 1),
        looking("mật khẩu", 2),
        looking("mat khau", 1, known=False),
        looking("mat khau", 1, said=False),
        looking("mật khẩu j", None, chat=True),
        looking("gia vang", 0, known=False),
        looking("giá vàng", 0),
    ]
    rankings, outcomes, *recalls, times = tables_of_retrieval(looked)
    assert rankings.rows[0] == ("all signs", "0.600", "0.800", "0.700")
    shares = {row[0]: row[1:] for row in outcomes.rows}
    assert shares["all"] == ("0.200 (1/5)", "0.400 (2/5)", "0.200 (1/5)", "0.500 (1/2)")
    assert shares["bare"] == ("0.000 (0/2)", "0.500 (1/2)", "0.500 (1/2)", "1.000 (1/1)")
    assert [table.title for table in recalls] == [f"The right passage: {way}" for way in WAYS]
    assert recalls[0].rows[1] == ("bare", "2", "1.000", "1.000", "1.000")
    assert times.rows == (("p50", "5.0"), ("p95", "5.0"))


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    file = tmp_path / "asked.yml"
    file.write_text(FILE, encoding="utf-8")
    return file


def test_the_command_measures_a_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate_retrieval(Settings(), [file], show_failures=True, calibrate=False) == 0
    printed = capsys.readouterr().out
    assert "1.000 (1/1)" in printed
    assert "asked.yml:" not in printed, "nothing failed"


def test_a_file_with_mistakes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "asked.yml"
    file.write_text("questions:\n  - {ask: a, right: [M01-F22]}\n  - {ask: b}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as refused:
        evaluate_retrieval(Settings(), [file], show_failures=False, calibrate=False)
    assert "asked.yml" in str(refused.value)


def test_unknown_ids_are_named_with_the_nearest_one(tmp_path: Path) -> None:
    file = tmp_path / "asked.yml"
    file.write_text("questions:\n  - {ask: a, right: [M01-F22]}\n", encoding="utf-8")
    with pytest.raises(Exception, match="“M01-F2”"):
        read_asked([file], {"M01-F2", "M05-L1"})


def test_numbers_are_learnt_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written: list[Sequence[str]] = []
    monkeypatch.setattr(retrieval, "save_judge", lambda _, files: written.append(files))
    some = tmp_path / "some.yml"
    lines = DEVELOPMENT.read_text(encoding="utf-8").split("\n  - ")
    some.write_text("\n  - ".join(lines[:41]) + "\n", encoding="utf-8")
    assert evaluate_retrieval(Settings(), [some], show_failures=False, calibrate=True) == 0
    assert written == [["some.yml"]]
    assert "left out in turn" in capsys.readouterr().out


def test_most_questions_of_ours_are_treated_rightly() -> None:
    """Those on which it was built: the figures for others are in the README."""
    library = load_library(ROOT / "knowledge")
    register = load_register(ROOT / "knowledge" / "plans")
    index = index_of(
        library, register, ROOT / "knowledge" / "language", ROOT / ".cache" / "answers"
    )
    asked = read_asked([DEVELOPMENT], {each.subject for each in index.passages})
    looked = look_all(asked, index, library.values(library.address_forms.default))
    answerable = [each.right for each in looked if each.asked.right]
    others = [each.right for each in looked if not each.asked.right]
    assert sum(answerable) / len(answerable) >= 0.88
    assert sum(others) / len(others) >= 0.88
    bare = [each.right for each in looked if each.asked.right and "bare" in each.asked.writing]
    assert sum(bare) / len(bare) >= 0.85
