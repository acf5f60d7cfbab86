"""Who refers to whom in the knowledge files: links to nothing, dead ends, circles."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Document, Place
from bot.learning.files import KnowledgeFiles
from bot.learning.ids import module_id_of
from bot.learning.texts import items_of

__all__ = ["broken_links", "circles", "dead_ends"]

Reference = tuple[str, Document, Place]


def broken_links(files: KnowledgeFiles) -> Iterator[Problem]:
    """Ids of lessons, modules, outcomes and groups of scams that are nowhere."""
    # A file that is there but could not be read has its own problems already: go by names.
    curriculum = files.folder / "curriculum"
    lessons = {path.stem for path in curriculum.glob("*/M??-L*.yml")}
    modules = {path.parent.name for path in curriculum.glob("*/module.yml")}
    for id, document, place in _to_lessons(files):
        if id not in lessons:
            yield document.problem(place, f"Không có bài {id}.")
    for id, document, place in _to_modules(files):
        if id not in modules:
            yield document.problem(place, f"Học phần {id} không có module.yml.")
    yield from _of_outcomes(files)
    if files.scams:
        groups = {group.id for group in files.scams.model.groups}
        for index, scam in enumerate(files.scams.model.scams):
            if scam.group not in groups:
                place = ("scams", index, "group")
                yield files.scams.document.problem(place, f"Không có nhóm {scam.group}.")


def _to_lessons(files: KnowledgeFiles) -> Iterator[Reference]:
    for questions in files.questions:
        yield questions.model.lesson, questions.document, ("lesson",)
    for situations in files.situations:
        for index, situation in enumerate(situations.model.situations):
            yield situation.lesson, situations.document, ("situations", index, "lesson")
    for faq in files.faq:
        for index, entry in enumerate(faq.model.questions):
            yield entry.lesson, faq.document, ("questions", index, "lesson")
    if files.scams:
        for index, scam in enumerate(files.scams.model.scams):
            yield scam.lesson, files.scams.document, ("scams", index, "lesson")
    for guide in files.guides:
        for index, help in enumerate(guide.model.helps):
            yield help.lesson, guide.document, ("helps", index, "lesson")
    if files.routes:
        for index, route in enumerate(files.routes.model.routes):
            for number, part in enumerate(route.parts):
                place: Place = ("routes", index, "parts", number, "lessons")
                for at, id in enumerate(part.lessons):
                    yield id, files.routes.document, (*place, at)


def _to_modules(files: KnowledgeFiles) -> Iterator[Reference]:
    for lesson in files.lessons:
        yield module_id_of(lesson.model.id), lesson.document, ("id",)
    for situations in files.situations:
        yield situations.model.module, situations.document, ("module",)
    for faq in files.faq:
        yield faq.model.module, faq.document, ("module",)
    for guide in files.guides:
        yield guide.model.module, guide.document, ("module",)
    for module in files.modules:
        for index, id in enumerate(module.model.prerequisites):
            yield id, module.document, ("prerequisites", index)


def _to_outcomes(files: KnowledgeFiles) -> Iterator[Reference]:
    for lesson in files.lessons:
        yield lesson.model.outcome, lesson.document, ("outcome",)
    for document, place, _, item in items_of(files):
        yield item.outcome, document, (*place, "outcome")


def _of_outcomes(files: KnowledgeFiles) -> Iterator[Problem]:
    """Outcomes that the module of a lesson or question does not have."""
    known = {outcome.id for module in files.modules for outcome in module.model.outcomes}
    modules = {module.model.id for module in files.modules}
    for id, document, place in _to_outcomes(files):
        own = document.path.stem.partition("-")[0]
        if module_id_of(id) != own:
            yield document.problem(place, f"Mục tiêu {id} là của học phần khác.")
        elif own in modules and id not in known:
            yield document.problem(place, f"Học phần không có mục tiêu {id}.")


def dead_ends(files: KnowledgeFiles) -> Iterator[Problem]:
    """Modules without lessons, lessons without questions, outcomes not taught or not asked."""
    written = {path.stem for path in (files.folder / "questions").glob("*.yml")}
    for lesson in files.lessons:
        if lesson.model.id not in written:
            message = f"Bài chưa có câu hỏi (thiếu questions/{lesson.model.id}.yml)."
            yield lesson.document.problem(("id",), message)
    lessons = (files.folder / "curriculum").glob("*/M??-L*.yml")
    with_lessons = {module_id_of(path.stem) for path in lessons}
    taught = {lesson.model.outcome for lesson in files.lessons}
    asked = {item.outcome for _, _, _, item in items_of(files)}
    for module in files.modules:
        if module.model.id not in with_lessons:
            yield module.document.problem(("id",), "Học phần chưa có bài nào.")
            continue
        for index, outcome in enumerate(module.model.outcomes):
            place = ("outcomes", index, "id")
            if outcome.id not in taught:
                yield module.document.problem(place, "Chưa có bài nào dạy mục tiêu này.", True)
            elif outcome.id not in asked:
                yield module.document.problem(place, "Chưa có câu hỏi về mục tiêu này.", True)


def circles(files: KnowledgeFiles) -> Iterator[Problem]:
    """Modules that must be learnt before themselves."""
    before = {module.model.id: module.model.prerequisites for module in files.modules}
    for module in files.modules:
        reached: set[str] = set()
        waiting = list(module.model.prerequisites)
        while waiting:
            id = waiting.pop()
            if id not in reached:
                reached.add(id)
                waiting += before.get(id, [])
        if module.model.id in reached:
            message = "Các học phần cần học trước tạo thành vòng tròn."
            yield module.document.problem(("prerequisites",), message)
