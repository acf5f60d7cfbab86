"""Folders of recordings, and the mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.speech_files import Command, Recording, read_folder
from bot.knowledge.problem import KnowledgeError

INTENTS = {"next", "deny"}
COMMANDS = """\
commands:
  - {file: next.ogg, intent: next}
  - {file: both.wav, intent: deny}
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    for name in ("said.wav", "both.wav", "next.ogg"):
        (tmp_path / name).write_bytes(b"sound")
    (tmp_path / "said.txt").write_text("Tiếng Việt\n")
    (tmp_path / "both.txt").write_text("không")
    (tmp_path / "commands.yml").write_text(COMMANDS)
    (tmp_path / "notes.md").write_text("not a sound")
    return tmp_path


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as error:
        read_folder(folder, INTENTS)
    return [str(each).removeprefix(f"{folder}/") for each in error.value.problems]


def test_recordings_and_commands(folder: Path) -> None:
    read = read_folder(folder, INTENTS)
    assert read.recordings == (
        Recording(folder / "both.wav", "không"),
        Recording(folder / "said.wav", "Tiếng Việt"),
    )
    assert read.commands == (
        Command(folder / "next.ogg", "next"),
        Command(folder / "both.wav", "deny"),
    )


def test_commands_are_not_needed(folder: Path) -> None:
    (folder / "commands.yml").unlink()
    (folder / "next.ogg").unlink()
    assert read_folder(folder, INTENTS).commands == ()


def test_every_mistake_is_named_with_its_line(folder: Path) -> None:
    (folder / "commands.yml").write_text(COMMANDS.replace("next}", "nxt}").replace("both", "gone"))
    (folder / "said.txt").write_text(" \n")
    (folder / "extra.MP3").write_bytes(b"sound")
    assert mistakes(folder) == [
        "commands.yml:2: commands[1].intent: Không có ý định tên “nxt”.",
        "commands.yml:3: commands[2].file: Không có tệp “gone.wav” trong thư mục.",
        "extra.MP3:1: Thiếu tệp extra.txt: lời nói trong tệp này.",
        "said.txt:1: Tệp không có lời nào.",
    ]


def test_words_that_cannot_be_read(folder: Path) -> None:
    (folder / "said.txt").write_bytes("Tiếng".encode("utf-16"))
    assert mistakes(folder) == ["said.txt:1: Tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8."]


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_a_folder_without_sound(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    assert mistakes(tmp_path / name) == [f"{tmp_path / name}:1: Không có tệp âm thanh nào."]
