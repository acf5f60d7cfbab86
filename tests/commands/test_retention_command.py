"""`bot retention` says what is still known and what became of reminders."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.commands.retention import report_retention
from bot.learning.framework import ReminderRule
from bot.learning.learner import Attempt, Learners
from bot.learning.nudges import NudgeBook
from bot.learning.study_reminders import StudyReminder, StudyReminders
from bot.settings import Settings
from bot.store.database import open_engine

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=timezone.utc)


def test_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(data_dir=tmp_path)
    assert report_retention(settings) == 0
    assert capsys.readouterr().out.count("chưa có câu nào được hỏi lại") == 2
    engine = open_engine(settings.database)
    learners = Learners(engine)
    learners.enrol("web:a", "1", NOW)
    for number, (days, correct) in enumerate(((0, True), (7, True), (14, False))):
        at = NOW + timedelta(days=days)
        answer = Attempt("M01-L1-Q1", "M01-L1", "review", "b", correct, False, None, at)
        learners.record_attempt("web:a", f"m{number}", answer)
    wish = StudyReminder("web:a", "20:00", "Asia/Ho_Chi_Minh")
    StudyReminders(engine).set("web:a", wish, "m", NOW)
    NudgeBook(engine).write_due(ReminderRule(7, 21, 2, 120, ""), NOW + timedelta(hours=8))
    assert report_retention(settings) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "7±2 ngày sau lần đúng trước: 1/2 lần đúng ngay (50%)",
        "30±5 ngày sau lần đúng trước: chưa có câu nào được hỏi lại",
        "nhắc học, late: 1",
    ]
    engine.dispose()
