"""Everything that can be found wrong in `knowledge/` without knowing the subject."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.knowledge.facts import FactsFile
from bot.knowledge.problem import Problem
from bot.knowledge.schema import Parsed
from bot.knowledge.yaml_reader import Document, Place
from bot.learning.files import KnowledgeFiles, QuestionEntry, read_files
from bot.learning.framework import Framework
from bot.learning.library import Library, assemble
from bot.learning.style import style_mistakes
from bot.learning.texts import texts_of
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.wording import are_counts, spoken

__all__ = ["check"]

# Options are shuffled for each person, so that none can point to another by its place.
_POINTING = ("ý trên", "câu trên", "đáp án trên", "phương án trên", "ý dưới", "cả a và b")


def check(folder: Path, today: date | None = None) -> list[Problem]:
    """All problems and warnings of the files below `folder`, by file and line.

    Where none but warnings come back, `load_library` takes the folder. Facts are due for
    another check as of `today` (default: the day of the call).
    """
    problems: list[Problem] = []
    files = read_files(folder, problems)
    library = assemble(files, problems)
    for parsed in files.questions:
        for index, question in enumerate(parsed.model.questions):
            problems += _of_question(parsed.document, ("questions", index), question)
    if library is not None:
        problems += _of_texts(files, library)
        problems += _too_few_questions(files, library)
    if files.facts is not None and library is not None:
        problems += _facts_due(files.facts, library, today or date.today())
    return sorted(problems)


def _of_texts(files: KnowledgeFiles, library: Library) -> Iterator[Problem]:
    forms = (*library.address_forms.all, library.address_forms.default)
    all_values = [library.values(form) for form in forms]
    for text in texts_of(files):
        for message in style_mistakes(text.text, text.limit, all_values):
            yield text.problem(message)


def _of_question(document: Document, place: Place, question: QuestionEntry) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, option in enumerate(question.options):
        at: Place = (*place, "options", number, "text")
        words = strip_diacritics(spoken(option.text))
        if words in seen:
            yield document.problem(at, "Phương án này giống một phương án khác.")
        seen.add(words)
        if any(pointing in spoken(option.text) for pointing in _POINTING):
            message = "Phương án nhắc đến phương án khác theo vị trí, mà thứ tự được xáo trộn."
            yield document.problem(at, message)
    if are_counts([spoken(option.text) for option in question.options]):
        message = "Các phương án bắt đầu bằng số, dễ lẫn với số thứ tự."
        yield document.problem((*place, "options"), message)
    key = next(option for option in question.options if option.correct)
    if f" {spoken(key.text)} " in f" {spoken(question.hint)} ":
        yield document.problem((*place, "hint"), "Gợi ý nói luôn đáp án.")


def _too_few_questions(files: KnowledgeFiles, library: Library) -> Iterator[Problem]:
    rules: Framework = library.framework
    for questions in files.questions:
        there, asked = len(questions.model.questions), rules.quiz.questions_per_lesson
        if there < asked:
            message = f"Mới có {there} câu hỏi, một lần luyện hỏi {asked} câu."
            yield questions.document.problem(("questions",), message, warning=True)
    for module in files.modules:
        lessons = library.curriculum.module(module.model.id).lessons
        there = sum(len(lesson.questions) for lesson in lessons)
        asked = rules.exam.questions_per_module
        if there < asked:
            message = f"Mô-đun mới có {there} câu hỏi, bài thi hỏi {asked} câu."
            yield module.document.problem(("id",), message, warning=True)


def _facts_due(facts: Parsed[FactsFile], library: Library, today: date) -> Iterator[Problem]:
    for index, entry in enumerate(facts.model.facts):
        due = library.facts[entry.id].recheck_on
        if due <= today:
            message = f"Cần kiểm tra lại từ ngày {due:%d/%m/%Y}."
            yield facts.document.problem(("facts", index, "checked"), message, warning=True)
