"""`bot evaluate speech`: what engines heard, as tables, and the goals they miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation import speech
from bot.evaluation.speech import evaluate_speech
from bot.evaluation.speech_files import Command, Folder, Recording
from bot.evaluation.speech_hearing import Hearing, Listened, hear_apart
from bot.evaluation.speech_sounds import sounds_without_speech, wav
from bot.evaluation.speech_tables import goals_missed, tables_of_speech
from bot.settings import ROOT, Settings
from bot.speech.decoding import decode
from bot.speech.listen import Heard

FILES = Folder(
    (Recording(Path("a.wav"), "Câu thứ 2."), Recording(Path("b.wav"), "vâng")),
    (Command(Path("c.wav"), "next"),),
)
SPOKEN = ROOT / "knowledge" / "language" / "spoken.yml"
QUIET = Listened(Heard("", "too_quiet", 0.0, 4.0), "", 0.0, 0.1)


def listened(text: str, seconds: float = 2.0) -> Listened:
    """Understood as this text, at a quarter and twice a quarter of the sound's own length."""
    return Listened(Heard(text, None, 0.9, seconds), text, seconds / 8, seconds / 4)


def hearing(
    *texts: str,
    engine: str = "ear",
    command: str = "tiếp đi",
    silence: Listened = QUIET,
    memory: float = 300.0,
) -> Hearing:
    """What an engine made of FILES."""
    sounds = {"silence": silence}
    return Hearing(engine, 1.5, tuple(map(listened, texts)), (listened(command),), sounds, memory)


def test_the_tables_stand_engines_side_by_side() -> None:
    one = hearing("câu thứ hai", "vâng")
    other = hearing("câu ba", "vâng", engine="other", memory=512.6)
    understood = {"ear": ["next"], "other": ["stop"]}
    figures, wrong, commands, sounds = tables_of_speech(FILES, [one, other], understood)
    assert figures.rows == (
        ("ear", "0.000", "0.000", "0.125", "0.250", "1.5", "300"),
        ("other", "0.500", "0.400", "0.125", "0.250", "1.5", "513"),
    )
    assert wrong.rows == (("a.wav", "other", "2/3", "0.90", "Câu thứ 2.", "câu ba"),)
    assert commands.rows == (
        ("c.wav", "next", "“tiếp đi”, 0.90 → next", "“tiếp đi”, 0.90 → stop"),
        ("understood", "", "1/1", "0/1"),
    )
    assert sounds.rows == (("silence", "(too_quiet)", "(too_quiet)"),)


def test_without_a_model_commands_are_only_heard() -> None:
    commands = tables_of_speech(FILES, [hearing("câu thứ hai", "vâng")], {})[-2]
    assert commands.rows == (("c.wav", "next", "“tiếp đi”, 0.90"),)


@pytest.mark.parametrize(
    ("heard", "missed"),
    [
        (hearing("câu thứ hai", "vâng"), []),
        (hearing("câu thứ hay", "vâng"), ["WER 0.250 > 0.08"]),
        (hearing("câu thứ hai", "vâng", memory=401.0), ["401 MiB > 400"]),
        (hearing("câu thứ hai", "vâng", silence=listened("ừ")), ["silence became “ừ”"]),
    ],
)
def test_missed_goals_are_named(heard: Hearing, missed: list[str]) -> None:
    assert goals_missed(FILES, heard) == missed


def test_slow_engines_miss_a_goal() -> None:
    slow = Listened(Heard("vâng", None, 1.0, 1.0), "vâng", 0.26, 0.3)
    heard = Hearing("ear", 1.0, (slow,), (), {}, 1.0)
    one = Folder((Recording(Path("b.wav"), "vâng"),), ())
    assert goals_missed(one, heard) == ["real-time factor 0.26 > 0.25"]


def test_an_engine_listens_in_a_process_of_its_own(tmp_path: Path) -> None:
    """The memory of the role that listens, with nothing else in the process."""
    sounds = sounds_without_speech()
    silent = tmp_path / "silent.wav"
    silent.write_bytes(sounds["tone"])
    heard = hear_apart("viet-asr", SPOKEN, [], [silent], {"hum": sounds["mains hum"]})
    assert heard.engine == "viet-asr"
    assert 100 < heard.memory <= 400
    assert heard.commands[0].heard == Heard("", "noise", 0.0, 4.0)
    assert heard.sounds["hum"].heard.problem == "noise"
    assert (heard.commands[0].written, heard.commands[0].recognising) == ("", 0.0)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "b.wav").write_bytes(wav(decode(sounds_without_speech()["tone"], 10).pcm))
    (tmp_path / "b.txt").write_text("vâng")
    return tmp_path


def _settings(monkeypatch: pytest.MonkeyPatch, engine: str) -> Settings:
    monkeypatch.setenv("BOT_SPEECH_ENGINE", engine)
    return Settings()


@pytest.mark.parametrize(("text", "status"), [("vâng", 0), ("dạ", 1)])
def test_the_command_prints_all_and_fails_where_a_goal_is_missed(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    status: int,
) -> None:
    def heard(engine: str, *_: object) -> Hearing:
        texts = text if engine == "whisper" else "vâng"
        return Hearing(engine, 1.0, (listened(texts),), (), {"silence": QUIET}, 300.0)

    monkeypatch.setattr(speech, "hear_apart", heard)
    assert evaluate_speech(_settings(monkeypatch, "whisper"), folder) == status
    printed = capsys.readouterr().out
    assert printed.index("… whisper listens") < printed.index("… viet-asr listens")
    assert ("Missed by whisper: WER 1.000 > 0.08" in printed) == bool(status)


def test_an_engine_that_is_none_ends_the_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match=r"bot: .*no-model is no Whisper model of CTranslate2"):
        evaluate_speech(_settings(monkeypatch, str(folder / "no-model")), folder)


def test_mistakes_in_the_folder_end_the_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "b.txt").unlink()
    with pytest.raises(SystemExit, match=r"b\.wav:1: Thiếu tệp b\.txt"):
        evaluate_speech(_settings(monkeypatch, "whisper"), folder)
