"""The command `bot`, in this process where Rasa is not needed, once in one of its own."""

from __future__ import annotations

import asyncio
import logging
import shutil
import subprocess
import sys
import time
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
import structlog
import underthesea  # noqa: F401  # closes the handlers of logs when first imported: not in a test

from actions.services import open_services
from bot.cli import main
from bot.commands.settings_table import settings_table
from bot.delivery.connection import connect
from bot.delivery.mailbox import Mailbox
from bot.message import Inbound, Person, Reply
from bot.settings import ROOT, Settings
from bot.store.valkey import embedded

# Else Rasa prints every event of every turn.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)


@pytest.fixture(autouse=True, name="data_dir")
def _data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bot of its own for each test."""
    for name in ("REDIS_URL", "DATABASE_URL", "BOT_KNOWLEDGE_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_settings_prints_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings"]) == 0
    printed = capsys.readouterr().out
    assert printed.strip() == settings_table()
    for name in ("BOT_PORT", "BOT_HOST", "BOT_DATA_DIR", "REDIS_URL", "DATABASE_URL", "API_TOKEN"):
        assert f"| `{name}` |" in printed
    assert str(ROOT) not in printed


def test_a_wrong_setting_is_one_message(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_PORT", "many")
    assert main(["settings"]) == 2
    assert "bot: a setting is wrong" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["dance"], ["knowledge"], ["revoke", "X"]])
def test_a_wrong_command_says_how_it_is_used(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: bot" in capsys.readouterr().err


def test_the_knowledge_of_this_checkout_has_no_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "check"]) == 0
    assert ": 0 lỗi, " in capsys.readouterr().out


def test_mistakes_in_the_knowledge_are_named_by_file_line_and_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    lesson = folder / "curriculum" / "M01" / "M01-L2.yml"
    lesson.write_text(lesson.read_text().replace("title:", "tilte:", 1))
    questions = folder / "questions" / "M03-L1.yml"
    questions.write_text(questions.read_text().replace("correct: true", "correct: false", 1))
    monkeypatch.setenv("BOT_KNOWLEDGE_DIR", str(folder))
    assert main(["knowledge", "check"]) == 1
    printed = capsys.readouterr().out
    assert "M01-L2.yml:2: tilte:" in printed
    assert "M03-L1.yml:" in printed
    assert "questions[1]" in printed
    assert ": 0 lỗi" not in printed


def test_revoke(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = open_services(Settings())
    held.learners.enrol("rest:a", "2026-11", NOW)
    held.learners.start_exam("rest:a", "e1", {}, NOW)
    held.learners.finish_exam("e1", 15, 15, True, NOW)
    made = held.certificates.issue(
        "rest:a", "e1", "Lê Thị Hoa", (("M01", "a"),), date(2026, 11, 22)
    )
    assert data_dir.is_dir()
    assert main(["revoke", made.code.lower(), "Thi hộ"]) == 0
    assert "đã thu hồi" in capsys.readouterr().out
    found = held.certificates.find(made.code)
    assert found is not None
    assert found.revoked
    assert found.reason == "Thi hộ"
    assert main(["revoke", "0000-0000-0000-0000", "x"]) == 1
    assert "there is no certificate 0000-0000-0000-0000" in capsys.readouterr().err


def bury_a_message(url: str) -> None:
    """Has a message fail for good."""

    async def work() -> None:
        redis = connect(url)
        mailbox = Mailbox(redis)
        await mailbox.accept(Inbound(Person("rest", "a"), "m1", "bí mật của tôi", time.time()))
        lease = await mailbox.take("worker", 1000)
        assert lease is not None
        await mailbox.bury(lease, "ValueError in quiz.py", [Reply("Xin lỗi")])
        await redis.close()
        await redis.connection_pool.disconnect()

    asyncio.run(work())


def test_dead_letters_are_listed_without_their_texts_and_sent_again(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    valkey = embedded(data_dir)
    bury_a_message(valkey.start())
    try:
        assert main(["dead-letters", "list"]) == 0
        line = capsys.readouterr().out.strip()
        letter_id, kind, channel, reason = line.split(" ", 3)
        assert (kind, channel, reason) == ("message", "rest", "ValueError in quiz.py")
        assert "bí mật" not in line
        assert main(["dead-letters", "send-again", letter_id]) == 0
        assert "đã gửi lại" in capsys.readouterr().out
        assert main(["dead-letters", "send-again", letter_id]) == 1
        assert "không có thư này" in capsys.readouterr().out
        assert main(["dead-letters", "list"]) == 0
        assert capsys.readouterr().out == ""
        assert main(["dead-letters", "send-again"]) == 2
        assert "say which one" in capsys.readouterr().err
    finally:
        valkey.stop()


@pytest.mark.parametrize("path", ["/dev/null/data", "/proc/bot"])
def test_a_data_folder_that_cannot_be_made_is_one_sentence(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_DATA_DIR", path)
    for command in (["revoke", "X", "y"], ["dead-letters", "list"]):
        with pytest.raises(SystemExit) as ended:
            main(command)
        assert str(ended.value.code).startswith("bot: ")
        assert path in str(ended.value.code)


def test_a_command_that_needs_no_rasa_does_not_load_it() -> None:
    code = (
        "import sys\nfrom bot.cli import main\nmain(['settings'])\nmain(['knowledge', 'check'])\n"
        "sys.exit('rasa' in sys.modules or 'tensorflow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
