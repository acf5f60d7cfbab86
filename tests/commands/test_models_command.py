"""`bot models`: what is known and there, getting one, removing it."""

from __future__ import annotations

import hashlib
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import model_downloads
from bot.cli import main
from bot.download import Patience, only_one
from bot.settings import ROOT, Settings
from tests.file_server import Answer, FileServer, serving

CONTENT = bytes(range(256)) * 20_000  # 5 MB


@pytest.fixture(name="folder", autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("BOT_MODELS_DIR", raising=False)
    return tmp_path / "data" / "models"


@pytest.fixture(name="server")
def _server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    with serving(FileServer(CONTENT)) as server:
        table = tmp_path / "models.toml"
        table.write_text(
            f'[download.small]\nfile = "small.gguf"\nurl = "{server.url}"\n'
            f'sha256 = "{hashlib.sha256(CONTENT).hexdigest()}"\nbytes = {len(CONTENT)}\n'
            'licence = "MIT"\nlicence_url = "https://models.example/licence"\n'
            "memory_mib = 400\ncontext = 2048\nchat_template = true\n"
        )
        monkeypatch.setattr(model_downloads, "_TABLE", table)
        yield server


def state(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["models", "list"]) == 0
    found = re.search(r"^small: (.*)$", capsys.readouterr().out, re.MULTILINE)
    assert found
    return found[1]


def test_a_model_is_got_and_removed(
    server: FileServer, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert state(capsys) == "chưa tải"
    assert main(["models", "get", "small"]) == 0
    printed = capsys.readouterr().out
    assert "small: giấy phép MIT (https://models.example/licence)" in printed
    assert "100 % (5 / 5 MB)" in printed
    assert f"đã tải, đúng SHA-256: {folder / 'small.gguf'}" in printed
    assert "bot evaluate llm small" in printed
    assert (folder / "small.gguf").read_bytes() == CONTENT
    assert state(capsys) == "đã tải"

    assert main(["models", "get", "small"]) == 0
    assert "đã có sẵn" in capsys.readouterr().out
    assert len(server.asked) == 1

    assert main(["models", "remove", "small"]) == 0
    assert capsys.readouterr().out == "đã xoá small: 5 MB\n"
    assert not (folder / "small.gguf").exists()
    assert main(["models", "remove", "small"]) == 1
    assert capsys.readouterr().err == "bot: small is not downloaded\n"


def test_another_folder_may_be_chosen(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_MODELS_DIR", str(tmp_path / "large-disk"))
    assert main(["models", "get", "small"]) == 0
    assert (tmp_path / "large-disk" / "small.gguf").stat().st_size == len(CONTENT)
    assert server.url


def test_broken_connections_are_told(
    server: FileServer, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.commands.models import models

    server.answers = [Answer(break_after=1_000_000)]
    assert models(Settings(), "get", "small", Patience(3, 0.0, 0.0)) == 0
    assert "gián đoạn: the connection broke" in capsys.readouterr().out
    assert server.ranges == [None, "bytes=1000000-"]


def test_what_is_half_there_is_shown_and_removed(
    server: FileServer, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers = [Answer(break_after=len(CONTENT) // 2)]
    server.then = Answer(status=404)
    with pytest.raises(SystemExit, match=r"^bot: .*404 Not Found"):
        main(["models", "get", "small"])
    assert state(capsys) == "tải dở 50%"
    assert main(["models", "remove", "small"]) == 0
    assert [each.name for each in folder.iterdir()] == [".lock"]
    (folder / "small.gguf").write_bytes(b"short")
    assert state(capsys) == "tệp sai cỡ, hãy tải lại"


def test_a_wrong_sum_is_one_sentence(server: FileServer, folder: Path) -> None:
    server.content = CONTENT[::-1]
    with pytest.raises(SystemExit, match=r"^bot: .* was deleted: its SHA-256 is "):
        main(["models", "get", "small"])
    assert [each.name for each in folder.iterdir()] == [".lock"]


def test_nothing_is_removed_while_it_is_downloaded(server: FileServer, folder: Path) -> None:
    assert main(["models", "get", "small"]) == 0
    with only_one(folder), pytest.raises(SystemExit, match="another download into"):
        main(["models", "remove", "small"])
    assert (folder / "small.gguf").exists()
    assert server.url


def test_an_unknown_name_is_told_with_those_known(
    server: FileServer, capsys: pytest.CaptureFixture[str]
) -> None:
    for what in ("get", "remove"):
        assert main(["models", what, "large"]) == 1
        assert capsys.readouterr().err == "bot: no model large; there are: small\n"
    assert server.asked == []


def test_a_folder_that_cannot_be_made_is_one_sentence(
    server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_MODELS_DIR", "/dev/null/models")
    with pytest.raises(SystemExit, match=r"^bot: /dev/null/models cannot be used"):
        main(["models", "get", "small"])
    assert server.asked == []


GET = (
    "import sys\nfrom pathlib import Path\nfrom bot import model_downloads\n"
    "model_downloads._TABLE = Path(sys.argv[1])\nfrom bot.cli import main\n"
    "sys.exit(main(['models', 'get', 'small']))"
)


def test_ctrl_c_keeps_what_has_come(server: FileServer, folder: Path, tmp_path: Path) -> None:
    server.answers = [Answer(stall_after=3_000_000)]
    command = [sys.executable, "-c", GET, str(tmp_path / "models.toml")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    part = folder / "small.gguf.part"
    until = time.monotonic() + 20
    while not (part.exists() and part.stat().st_size) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, complained = process.communicate(timeout=60)
    assert process.returncode == 130, complained.decode()
    assert "gọi lại lệnh này để tải tiếp" in complained.decode()
    kept = part.stat().st_size
    assert kept > 1_000_000
    assert main(["models", "get", "small"]) == 0
    assert server.ranges == [None, f"bytes={kept}-"]


def test_a_terminal_shows_a_bar(server: FileServer, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", GET, str(tmp_path / "models.toml")]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    process = subprocess.Popen(command, cwd=ROOT, stdout=theirs, env=environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            block = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        shown += block
    os.close(ours)
    assert process.wait(20) == 0
    assert "━" in shown.decode()
    assert "5.1/5.1 MB" in shown.decode()
    assert "100 %" not in shown.decode()
    assert len(server.asked) == 1
