"""The command `bot`, in this process where Rasa is not needed, once in one of its own."""

from __future__ import annotations

import asyncio
import logging
import re
import shutil
import subprocess
import sys
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import structlog
import underthesea  # noqa: F401  # closes the handlers of logs when first imported: not in a test

from actions.services import open_services
from bot.cli import main
from bot.commands.settings_table import settings_table
from bot.delivery.connection import connect
from bot.delivery.mailbox import Mailbox
from bot.delivery.outbox import tally_of
from bot.delivery.quota import Quotas
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


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["knowledge"], ["revoke", "X"], ["delivery"], ["delivery", "drop"]]
)
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


SECRET = "bí mật của tôi: mật khẩu là cana123"


def bury_a_message(url: str) -> None:
    """Has a message fail for good."""

    async def work() -> None:
        redis = connect(url)
        mailbox = Mailbox(redis)
        await mailbox.accept(Inbound(Person("rest", "0912345678"), "m1", SECRET, time.time()))
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
        assert main(["delivery", "list"]) == 0
        line = capsys.readouterr().out.strip()
        letter_id, _age, kind, channel, reason = re.split(r"\s{2,}", line)
        assert (kind, channel, reason) == ("tin đến", "rest", "ValueError in quiz.py")
        assert "bí mật" not in line

        assert main(["delivery", "show", letter_id]) == 0
        shown = capsys.readouterr().out
        assert "| bí mật của tôi: mật khẩu là •••" in shown
        assert "ValueError in quiz.py" in shown
        assert "người: rest:" in shown
        assert "rest:0912345678" not in shown

        assert main(["delivery", "send-again", letter_id]) == 0
        assert "đã gửi lại 1 thư" in capsys.readouterr().out
        assert main(["delivery", "send-again", letter_id, "x"]) == 1
        printed = capsys.readouterr()
        assert printed.err.splitlines() == [
            f"bot: không có thư {letter_id}",
            "bot: không có thư x",
        ]
        assert main(["delivery", "show", letter_id]) == 1
        assert main(["delivery", "list"]) == 0
        assert capsys.readouterr().out == ""
    finally:
        valkey.stop()


def test_dead_letters_are_dropped(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    valkey = embedded(data_dir)
    bury_a_message(valkey.start())
    try:
        assert main(["delivery", "list"]) == 0
        letter_id = capsys.readouterr().out.split()[0]
        assert main(["delivery", "drop", "1-1", letter_id]) == 1
        printed = capsys.readouterr()
        assert "đã bỏ 1 thư" in printed.out
        assert printed.err == "bot: không có thư 1-1\n"
        assert main(["delivery", "list"]) == 0
        assert capsys.readouterr().out == ""
    finally:
        valkey.stop()


def test_the_quota_of_each_platform(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def fill(url: str) -> None:
        redis, now = connect(url), datetime.now(timezone.utc)
        name, day = tally_of("zalo_oa", now)
        await redis.hset(name, mapping={f"sent:{day}": 7, f"unsure:{day}": 1})
        await Quotas(redis).note_window("zalo_oa", timedelta(hours=48))
        await Quotas(redis).note("zalo_oa", '{"remain": "493"}')
        await Quotas(redis).note_window("telegram", None)
        await redis.zadd("seen:zalo_oa:a", {"m": (time.time() - 49 * 3600) * 1000})
        await redis.close()
        await redis.connection_pool.disconnect()

    valkey = embedded(data_dir)
    asyncio.run(fill(valkey.start()))
    try:
        assert main(["delivery", "quota"]) == 0
        assert capsys.readouterr().out.splitlines() == [
            "telegram: hôm nay gửi 0, tháng này 0, có thể trùng 0",
            "  nền tảng báo hạn mức: chưa báo",
            "  0 người đã nhắn trong 7 ngày qua; lúc nào cũng gửi được",
            "zalo_oa: hôm nay gửi 7, tháng này 7, có thể trùng 1",
            '  nền tảng báo hạn mức: {"remain": "493"}',
            "  1 người đã nhắn trong 7 ngày qua; 1 người quá 48 giờ nên chưa gửi được lời nhắc",
        ]
    finally:
        valkey.stop()


def test_a_queue_that_is_away_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    assert main(["delivery", "list"]) == 1
    assert capsys.readouterr().err.startswith("bot: the queue does not answer")


@pytest.mark.parametrize("path", ["/dev/null/data", "/proc/bot"])
def test_a_data_folder_that_cannot_be_made_is_one_sentence(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_DATA_DIR", path)
    for command in (["revoke", "X", "y"], ["delivery", "list"]):
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
