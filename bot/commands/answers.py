"""`bot answers unanswered`: what people asked and nothing is known about."""

from __future__ import annotations

from bot.answers.unanswered import Unanswered
from bot.commands.failures import one_sentence
from bot.settings import Settings
from bot.store.database import VIETNAM_TIME, open_engine
from bot.store.migrate import migrate
from bot.store.naming_key import naming_key

__all__ = ["list_unanswered"]


def list_unanswered(settings: Settings) -> int:
    """Prints the questions, the most frequent first, with the day they were asked last."""
    with one_sentence():
        engine = open_engine(settings.database)
        migrate(engine)
        noted = Unanswered(engine, naming_key(settings.data_dir)).most_asked()
    for each in noted:
        day = each.last.astimezone(VIETNAM_TIME)
        print(f"{each.times:4} × {day:%d/%m/%Y}  {each.question}")
    if not noted:
        print("Chưa ghi câu hỏi nào chưa trả lời được.")
    return 0
