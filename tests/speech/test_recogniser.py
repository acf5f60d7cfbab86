"""Engines are chosen by name or path, and refuse models that are not whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from clips import pcm_of

from bot.models import ModelFileError
from bot.speech.decoding import Samples
from bot.speech.recogniser import load_recogniser


def test_whisper_understands_a_sentence() -> None:
    whisper = load_recogniser("whisper")
    assert whisper.transcribe(Samples(pcm_of("example_3"))) == "Cậu có nhìn thấy không?"


def test_whisper_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    load_recogniser("whisper")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("missing", ["model.bin", "config.json", "tokenizer.json"])
def test_a_folder_that_is_no_model(tmp_path: Path, missing: str) -> None:
    for name in {"model.bin", "config.json", "tokenizer.json"} - {missing}:
        (tmp_path / name).write_text("{}")
    with pytest.raises(
        ModelFileError, match=f"no Whisper model of CTranslate2: it has no {missing}"
    ):
        load_recogniser(str(tmp_path))


def test_a_damaged_model_is_one_sentence(tmp_path: Path) -> None:
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(ModelFileError, match=f"the Whisper model in {tmp_path} cannot be used"):
        load_recogniser(str(tmp_path))


def test_no_other_library_is_loaded_in_place_of_the_checked_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VIETASR_LIBRARY_PATH", "/tmp/libother.so")
    with pytest.raises(ModelFileError, match="VIETASR_LIBRARY_PATH is set"):
        load_recogniser("viet-asr")


def test_the_library_writes_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    heard = load_recogniser("viet-asr").transcribe(Samples(pcm_of("example_3")))
    assert heard == "cậu có nhìn thấy không"
    assert capfd.readouterr() == ("", "")


def test_listening_imports_nothing_of_the_dialogue() -> None:
    """What the role that listens must not carry: together they are a gigabyte."""
    program = (
        "import sys, bot.speech.listen, bot.speech.vietasr_engine;"
        "heavy = {'rasa', 'tensorflow', 'matplotlib', 'underthesea', 'sklearn', 'faster_whisper'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
