"""Everything that can be found wrong in `knowledge/` without knowing the subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.knowledge.facts import Fact, FactsFile
from bot.knowledge.placeholders import FACT_PREFIX, placeholders_of
from bot.knowledge.problem import Problem
from bot.knowledge.schema import Parsed
from bot.learning.files import KnowledgeFiles, read_files
from bot.learning.framework import Framework
from bot.learning.item_check import badly_written_items, untaught_facts
from bot.learning.library import Library, assemble
from bot.learning.rule_sources import unsourced_rules
from bot.learning.spelling import read_spelling
from bot.learning.style import style_mistakes
from bot.learning.texts import texts_of
from bot.vietnamese.spelling import Spelling

__all__ = ["check"]


def check(folder: Path, today: date | None = None) -> list[Problem]:
    """All problems and warnings of the files below `folder`, by file and line.

    Where none but warnings come back, `load_library` takes the folder. Facts are due for
    another check as of `today` (default: the day of the call).
    """
    problems: list[Problem] = []
    files = read_files(folder, problems)
    library = assemble(files, problems)
    spelling = read_spelling(folder / "spelling.yml", problems)
    if library is not None:
        if spelling is not None:
            problems += _of_texts(files, library, spelling)
        problems += badly_written_items(files, library)
        problems += untaught_facts(files, library)
        problems += _too_few_questions(files, library)
        problems += _too_sure_steps(files, library)
        if files.framework is not None:
            problems += unsourced_rules(files.framework, library.facts)
    if files.facts is not None and library is not None:
        problems += _facts_due(files.facts, library, today or date.today())
    return sorted(problems)


def _of_texts(files: KnowledgeFiles, library: Library, spelling: Spelling) -> Iterator[Problem]:
    forms = (*library.address_forms.all, library.address_forms.default)
    all_values = [library.values(form) for form in forms]
    named = [fact for fact in library.facts.values() if fact.kind in ("menu", "app", "law")]
    for text in texts_of(files):
        if text.heard:
            if len(text.text) > text.limit:
                yield text.problem(f"Dài {len(text.text)} ký tự; nhiều nhất là {text.limit}.")
            continue
        for message in style_mistakes(text.text, text.limit, all_values):
            yield text.problem(message)
        for message in _literal_facts(text.text, named):
            yield text.problem(message)
        for message in spelling.mistakes(text.text):
            yield text.problem(message)


def _literal_facts(text: str, facts: Sequence[Fact]) -> Iterator[str]:
    """Facts whose value is written out, so that it would have to be changed in many places.

    The name of a menu entry is one only in quotation marks: “Gửi” is a button, to send is not.
    """
    for fact in facts:
        value = f"“{fact.value}”" if fact.kind == "menu" else fact.value
        if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text):
            yield f"“{fact.value}” đã có trong facts.yml: hãy viết {{{FACT_PREFIX}{fact.id}}}."


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
            message = f"Học phần mới có {there} câu hỏi, bài thi hỏi {asked} câu."
            yield module.document.problem(("id",), message, warning=True)


def _too_sure_steps(files: KnowledgeFiles, library: Library) -> Iterator[Problem]:
    """Steps of the confirmation said to be confirmed that rest on facts which are not."""
    steps = files.confirmation.model.steps if files.confirmation else []
    for index, step in enumerate(steps):
        for name in placeholders_of(step.text) if step.status == "confirmed" else ():
            fact = library.facts.get(name.removeprefix(FACT_PREFIX))
            if fact is not None and fact.status != "confirmed" and files.confirmation:
                message = f"Bước này dựa vào {name}, mà điều ấy chưa xác nhận ({fact.status})."
                yield files.confirmation.document.problem(("steps", index, "status"), message)


def _facts_due(facts: Parsed[FactsFile], library: Library, today: date) -> Iterator[Problem]:
    for index, entry in enumerate(facts.model.facts):
        due = library.facts[entry.id].recheck_on
        if due <= today:
            message = f"Cần kiểm tra lại từ ngày {due:%d/%m/%Y}."
            yield facts.document.problem(("facts", index, "checked"), message, warning=True)
