"""`bot knowledge check`: every mistake in what officials edit, with file and line."""

from __future__ import annotations

from bot.learning.check import check
from bot.settings import Settings

__all__ = ["check_knowledge"]


def check_knowledge(settings: Settings) -> int:
    """Prints the problems; exit status 1 where one of them is more than a warning."""
    problems = check(settings.knowledge_dir)
    for problem in problems:
        print(problem)
    wrong = sum(not problem.warning for problem in problems)
    print(f"{settings.knowledge_dir}: {wrong} lỗi, {len(problems) - wrong} cảnh báo")
    return 1 if wrong else 0
