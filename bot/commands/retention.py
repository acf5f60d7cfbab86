"""`bot retention`: whether what was learnt is still known, and what became of reminders."""

from __future__ import annotations

from bot.commands.failures import one_sentence
from bot.learning.library import load_library
from bot.learning.nudges import NudgeBook
from bot.learning.retention import outcome_days, retention
from bot.settings import Settings
from bot.store.database import open_engine
from bot.store.migrate import migrate

__all__ = ["report_retention"]


def report_retention(settings: Settings) -> int:
    """Prints the shares right at first after a week and a month, and the reminders by outcome."""
    with one_sentence():
        engine = open_engine(settings.database)
        migrate(engine)
        curriculum = load_library(settings.knowledge_dir).curriculum
        kept = retention(outcome_days(engine, curriculum))
        reminders = NudgeBook(engine).outcomes()
    for each in kept:
        about = f"{each.span.days}±{each.span.around} ngày sau lần đúng trước"
        if each.percent is None:
            print(f"{about}: chưa có câu nào được hỏi lại")
        else:
            print(f"{about}: {each.right}/{each.asked} lần đúng ngay ({each.percent}%)")
    for outcome, count in reminders.items():
        print(f"nhắc học, {outcome}: {count}")
    return 0
