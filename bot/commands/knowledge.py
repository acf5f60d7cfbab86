"""`bot knowledge check`: every mistake in what officials edit, with file and line."""

from __future__ import annotations

from bot.learning.check import check
from bot.nlu.language_files import check_language
from bot.settings import Settings

__all__ = ["check_knowledge"]


def check_knowledge(settings: Settings) -> int:
    """Prints the problems; exit status 1 where one of them is more than a warning."""
    folder = settings.knowledge_dir
    problems = check(folder)
    if (folder / "language").is_dir():  # it may stay behind where only lessons are edited
        problems += check_language(folder / "language", folder / "address_forms.yml")
    for problem in problems:
        print(problem)
    wrong = sum(not problem.warning for problem in problems)
    print(f"{settings.knowledge_dir}: {wrong} lỗi, {len(problems) - wrong} cảnh báo")
    return 1 if wrong else 0
