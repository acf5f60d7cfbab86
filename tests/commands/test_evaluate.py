"""`bot evaluate nlu`, with the trained model once and without it where it is refused before."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
import structlog
import underthesea  # noqa: F401  # closes the handlers of logs when first imported: not in a test
import yaml

from bot.cli import main
from bot.commands import evaluate
from bot.settings import ROOT

# Else Rasa prints every event of every turn.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

SENTENCES: list[dict[str, Any]] = [
    {"text": "xin chào", "intent": "greet", "kind": "standard"},
    {"text": "xin chao", "intent": "greet", "kind": "nodia"},
    {"text": "dừng lại", "intent": "greet", "kind": "standard"},
]


@pytest.fixture(autouse=True)
def _this_process_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs and threads are set up for the life of a process."""
    monkeypatch.setattr(evaluate, "set_up_logs", lambda _: None)
    monkeypatch.setattr(evaluate, "ONE_THREAD", {})
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    file = tmp_path / "sentences.yml"
    file.write_text(yaml.safe_dump({"sentences": SENTENCES}, allow_unicode=True))
    return file


def refusal(*arguments: str | Path) -> str:
    """What `bot evaluate nlu` ends with."""
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", "nlu", *map(str, arguments)])
    return str(ended.value.code)


def test_the_figures_are_printed_and_put_on_a_page(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    html = tmp_path / "page.html"
    assert main(["evaluate", "nlu", str(file), "--html", str(html)]) == 0
    printed, page = capsys.readouterr().out, html.read_text()
    for shown in ("0.667", "By kind of writing", "nodia", "Misunderstood", "dừng lại", "stop"):
        assert shown in printed
        assert shown in page
    assert f"The page: {html}" in printed


def test_a_mistake_in_the_file_is_one_sentence(file: Path) -> None:
    file.write_text("sentences:\n  - {text: chào, intent: greet, kind: formal}\n")
    assert refusal(file).startswith(f"bot: {file}:2: sentences[1].kind: Chỉ được là: standard")


def test_several_mistakes_are_counted(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("sentences:\n  - {text: chào, intent: gret, kind: long, kinds: x}\n  - {}\n")
    assert refusal(file) == "bot: 4 mistakes in the labelled sentences; see above"
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_a_configuration_nobody_knows_is_refused(file: Path) -> None:
    said = refusal(file, "--compare", "stock", "best")
    assert said.startswith("bot: unknown configurations: best (known: ours, stock, ")


def test_a_page_that_cannot_be_written_is_told_before_measuring(file: Path) -> None:
    html = file.parent / "none" / "page.html"
    assert refusal(file, "--html", html).startswith(f"bot: {html} cannot be written: ")
    assert refusal(file, "--html", file.parent) == f"bot: {file.parent} cannot be written: a folder"


def test_a_missing_model_is_one_sentence(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_MODEL", str(tmp_path / "none.tar.gz"))
    model = tmp_path / "none.tar.gz"
    assert refusal(file) == f"bot: {model}: there is no trained model; make one: bot train"


def test_without_files_our_own_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert ROOT / "tests" / "evaluation" / "composed.yml" in evaluate._FILES
    monkeypatch.setattr(evaluate, "_FILES", (tmp_path / "a.yml", tmp_path / "b.yml"))
    assert refusal() == f"bot: there are no labelled sentences in {tmp_path}; name a file"
    (tmp_path / "b.yml").write_text("sentences: []\n")
    assert refusal().startswith(f"bot: {tmp_path / 'b.yml'}:1: sentences: ")


def test_every_configuration_is_named_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["evaluate", "nlu", "--help"])
    printed = capsys.readouterr().out
    for name in evaluate.CONFIGURATIONS:
        assert name in printed
