"""`bot contest`, as an operator uses it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import main


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("BOT_PUBLIC_URL", "https://hoc.example.vn")


def test_made_listed_and_called_off(capsys: pytest.CaptureFixture[str]) -> None:
    create = ["contest", "create", "--title", "Ngày 10/10", "--at", "2099-10-10 09:00"]
    assert main([*create, "--questions", "6", "--seconds", "20", "--module", "M01"]) == 0
    made = capsys.readouterr().out
    assert "Ngày 10/10 (chưa bắt đầu)" in made
    assert "10/10/2099 09:00, 6 câu trong 2 phút" in made
    assert re.search(r"https://hoc\.example\.vn/contest/[\w-]{20,}\n", made)
    code = made.splitlines()[0].split("  ")[0]
    assert main(["contest", "list"]) == 0
    assert "(chưa bắt đầu, 0 người)" in capsys.readouterr().out
    assert main(["contest", "close", code]) == 0
    assert "(đã huỷ)" in capsys.readouterr().out


def test_it_begins_now_unless_a_time_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contest", "create", "--title", "Thử"]) == 0
    assert "(đang diễn ra)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [
        ["--title", "x" * 41],
        ["--title", "Thử", "--at", "25:00"],
        ["--title", "Thử", "--at", "2020-01-01 09:00"],
        ["--title", "Thử", "--module", "M99"],
    ],
)
def test_what_is_wrong_is_said(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contest", "create", *wrong]) == 2
    assert capsys.readouterr().err.startswith("bot: ")
    assert main(["contest", "list"]) == 0
    assert capsys.readouterr().out == "Chưa có cuộc đố vui nào.\n"


def test_an_unknown_one_is_not_closed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contest", "close", "00000"]) == 1
    assert "no contest" in capsys.readouterr().err
