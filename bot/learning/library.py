"""Everything in `knowledge/`, put together: what belongs to what, and whether it all fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from bot.knowledge.address import AddressForm, AddressForms, address_forms_of, values
from bot.knowledge.facts import Fact, fact_values, facts_of
from bot.knowledge.placeholders import fill, placeholders_of
from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Parsed
from bot.learning.confirmation import ConfirmationStep
from bot.learning.consistency import misnamed, repeated
from bot.learning.curriculum import Bubble, Curriculum, Lesson, Module, Option, Outcome, Question
from bot.learning.faq import FaqEntry
from bot.learning.files import ItemEntry, KnowledgeFiles, LessonFile, ModuleFile, read_files
from bot.learning.first_hour import FirstHourStep
from bot.learning.framework import Framework, framework_of
from bot.learning.guides import GuideFile, repeated_helps
from bot.learning.ids import module_id_of
from bot.learning.links import broken_links, circles, dead_ends
from bot.learning.reminder_file import RemindersFile
from bot.learning.routes import Route, routes_of
from bot.learning.scams import ScamEntry
from bot.learning.texts import texts_of

__all__ = ["Library", "Origin", "assemble", "load_library"]


@dataclass(frozen=True)
class Origin:
    """What a file says of all its entries: where they come from and when they were checked.

    `title` and `asked`, ways of asking for all of it, are empty where the file has none.
    """

    title: str
    sources: tuple[str, ...]
    checked: date
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Library:
    """All knowledge of the bot, read and checked. `facts` are by id.

    `guides` are for leaders of classes, by the id of their module.
    `origins` are of those whose entries do not name their own: “scams” and “first_hour”.
    """

    curriculum: Curriculum
    routes: tuple[Route, ...]
    faq: tuple[FaqEntry, ...]
    guides: Mapping[str, GuideFile]
    scams: tuple[ScamEntry, ...]
    first_hour: tuple[FirstHourStep, ...]
    confirmation: tuple[ConfirmationStep, ...]
    reminders: RemindersFile
    framework: Framework
    facts: Mapping[str, Fact]
    address_forms: AddressForms
    origins: Mapping[str, Origin]

    def values(self, form: AddressForm) -> dict[str, str]:
        """What `fill` puts into every text for a person with this form of address."""
        return {**self._fact_values, **values(form)}

    def fill(self, text: str, form: AddressForm) -> str:
        """`text` as the person with this form of address reads it."""
        return fill(text, self.values(form))

    @cached_property
    def _fact_values(self) -> dict[str, str]:
        return fact_values(self.facts)


def load_library(folder: Path) -> Library:
    """Everything below `folder`; raises `KnowledgeError` with every problem of every file."""
    problems: list[Problem] = []
    files = read_files(folder, problems)
    library = assemble(files, problems)
    mistakes = sorted(problem for problem in problems if not problem.warning)
    if library is None or mistakes:
        raise KnowledgeError(mistakes)
    return library


def assemble(files: KnowledgeFiles, problems: list[Problem]) -> Library | None:
    """The library made of `files`; adds what does not fit together to `problems`.

    With problems the library is made of what could be read, for further checks only; None
    where facts, forms of address, rules or reminders are missing.
    """
    for unfit in (misnamed, repeated, broken_links, dead_ends, circles):
        problems.extend(unfit(files))
    if files.facts is None or files.address_forms is None or files.framework is None:
        return None
    if files.reminders is None:
        return None
    curriculum = Curriculum(_modules(files))
    library = Library(
        curriculum=curriculum,
        routes=routes_of(files.routes.model, curriculum) if files.routes else (),
        faq=tuple(entry for parsed in files.faq for entry in parsed.model.questions),
        guides={parsed.model.module: parsed.model for parsed in files.guides},
        scams=tuple(files.scams.model.scams) if files.scams else (),
        first_hour=tuple(files.first_hour.model.steps) if files.first_hour else (),
        confirmation=tuple(files.confirmation.model.steps) if files.confirmation else (),
        reminders=files.reminders.model,
        framework=framework_of(files.framework),
        facts=facts_of(files.facts, problems),
        address_forms=address_forms_of(files.address_forms, problems),
        origins=dict(_origins(files)),
    )
    problems.extend(repeated_helps(files.guides))
    known = library.values(library.address_forms.default)
    problems.extend(
        text.problem(f"Không có gì để điền vào {{{name}}}.")
        for text in texts_of(files)
        for name in placeholders_of(text.text)
        if name not in known
    )
    return library


def _origins(files: KnowledgeFiles) -> Iterator[tuple[str, Origin]]:
    if files.scams:
        scams = files.scams.model
        yield "scams", Origin("", tuple(scams.sources), scams.checked)
    if files.first_hour:
        steps = files.first_hour.model
        yield (
            "first_hour",
            Origin(steps.title, tuple(steps.sources), steps.checked, tuple(steps.asked)),
        )


def _modules(files: KnowledgeFiles) -> tuple[Module, ...]:
    questions = _questions(files)
    return tuple(
        _module(parsed.model, files.lessons, questions)
        for parsed in sorted(files.modules, key=lambda parsed: parsed.model.id)
    )


def _questions(files: KnowledgeFiles) -> dict[str, list[Question]]:
    """The questions by lesson: those on the lesson itself, then the situations it prepares for."""
    questions: dict[str, list[Question]] = {}
    for parsed in files.questions:
        for entry in parsed.model.questions:
            lesson_id = parsed.model.lesson
            questions.setdefault(lesson_id, []).append(_question(entry.id, lesson_id, entry))
    for each in files.situations:
        for situation in each.model.situations:
            lesson_id = situation.lesson
            questions.setdefault(lesson_id, []).append(
                _question(situation.id, lesson_id, situation)
            )
    return questions


def _module(
    file: ModuleFile,
    lessons: Iterable[Parsed[LessonFile]],
    questions: Mapping[str, list[Question]],
) -> Module:
    own = [each.model for each in lessons if module_id_of(each.model.id) == file.id]
    return Module(
        id=file.id,
        title=file.title,
        outcomes=tuple(Outcome(each.id, each.text) for each in file.outcomes),
        lessons=tuple(
            _lesson(lesson, file.id, questions.get(lesson.id, ()))
            for lesson in sorted(own, key=lambda lesson: int(lesson.id.partition("-L")[2]))
        ),
        aliases=tuple(file.aliases),
        groups=tuple(file.groups),
        prerequisites=tuple(file.prerequisites),
    )


def _lesson(file: LessonFile, module_id: str, questions: Iterable[Question]) -> Lesson:
    return Lesson(
        id=file.id,
        module_id=module_id,
        title=file.title,
        outcome_id=file.outcome,
        bubbles=tuple(
            Bubble(each.text, each.simpler, each.spoken, tuple(each.asked)) for each in file.bubbles
        ),
        questions=tuple(questions),
        sources=tuple(file.sources),
        checked=file.checked,
    )


def _question(id: str, lesson_id: str, entry: ItemEntry) -> Question:
    return Question(
        id=id,
        lesson_id=lesson_id,
        outcome_id=entry.outcome,
        difficulty=entry.difficulty,
        stem=entry.stem,
        hint=entry.hint,
        options=tuple(Option(each.text, each.feedback, each.correct) for each in entry.options),
    )
