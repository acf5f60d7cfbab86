"""`bot knowledge`: checks what officials edit, and exchanges its questions with other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from bot.answers.scams.judging import check_safety
from bot.commands.json_schema import write_schemas
from bot.knowledge.problem import KnowledgeError
from bot.learning.check import check
from bot.learning.counts import counts
from bot.learning.exchange.exporting import export_questions
from bot.learning.exchange.importing import import_gift
from bot.learning.library import load_library
from bot.nlu.language_files import check_language
from bot.nlu.pasted_frames import check_pasted
from bot.plans.register import check_plans
from bot.settings import Settings
from bot.speech.language_files import check_spoken

__all__ = ["check_knowledge", "export_knowledge", "import_knowledge", "write_knowledge_schemas"]


def check_knowledge(settings: Settings) -> int:
    """Prints the problems, and how much there is; exit status 1 unless all are warnings."""
    folder = settings.knowledge_dir
    problems = check(folder)
    if (folder / "language").is_dir():  # it may stay behind where only lessons are edited
        problems += check_language(folder / "language", folder / "address_forms.yml")
        problems += check_spoken(folder / "language")
        problems += check_pasted(folder / "language" / "pasted.yml")
    if (folder / "safety").is_dir():
        problems += check_safety(folder)
    problems += check_plans(folder / "plans")
    for problem in problems:
        print(problem)
    wrong = sum(not problem.warning for problem in problems)
    if not wrong:
        there = counts(load_library(folder))
        print(", ".join(f"{number} {name}" for name, number in there.items()))
    print(f"{settings.knowledge_dir}: {wrong} lỗi, {len(problems) - wrong} cảnh báo")
    return 1 if wrong else 0


def export_knowledge(
    settings: Settings, format: Literal["gift", "csv"], only: str | None, output: Path | None
) -> int:
    """Writes the questions (of one module or lesson) to a file, or prints them."""
    try:
        written = export_questions(settings.knowledge_dir, format, only)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    if output is None:
        sys.stdout.write(written)
    else:
        output.write_text(written, encoding="utf-8", newline="")
    return 0


def import_knowledge(settings: Settings, file: Path, lesson: str | None) -> int:
    """Takes the questions of a GIFT file over, all or none; prints what was done or is wrong."""
    try:
        report = import_gift(file, settings.knowledge_dir, lesson)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{len(report.added)} câu mới, {len(report.replaced)} câu thay, "
        f"{len(report.unchanged)} câu như cũ"
    )
    for path in report.files:
        print(path)
    return 0


def write_knowledge_schemas(settings: Settings) -> int:
    """Writes the JSON Schemas of the files, for editors that complete and check by them."""
    for path in write_schemas(settings.knowledge_dir / "schema"):
        print(path)
    return 0
