"""Whether each knowledge file is called as what it holds, and no id is there twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Document, Place
from bot.learning.files import KnowledgeFiles
from bot.learning.ids import module_id_of

__all__ = ["misnamed", "repeated"]


def misnamed(files: KnowledgeFiles) -> Iterator[Problem]:
    """A file is called as what it holds, so that people find it."""
    for module in files.modules:
        if module.document.path.parent.name != module.model.id:
            yield module.document.problem(("id",), f"Thư mục phải có tên {module.model.id}.")
    for lesson in files.lessons:
        document, id = lesson.document, lesson.model.id
        yield from _file_name(document, "id", id)
        if document.path.parent.name != module_id_of(id):
            yield document.problem(("id",), f"Tệp phải nằm trong thư mục {module_id_of(id)}.")
    for questions in files.questions:
        lesson_id, entries = questions.model.lesson, questions.model.questions
        yield from _file_name(questions.document, "lesson", lesson_id)
        ids: list[str] = [entry.id for entry in entries]
        yield from _prefixes(questions.document, "questions", ids, f"{lesson_id}-Q")
    for situations in files.situations:
        module_id = situations.model.module
        yield from _file_name(situations.document, "module", module_id)
        ids = [entry.id for entry in situations.model.situations]
        yield from _prefixes(situations.document, "situations", ids, f"{module_id}-S")
    for faq in files.faq:
        module_id = faq.model.module
        yield from _file_name(faq.document, "module", module_id)
        ids = [entry.id for entry in faq.model.questions]
        yield from _prefixes(faq.document, "questions", ids, f"{module_id}-F")
    for guide in files.guides:
        yield from _file_name(guide.document, "module", guide.model.module)


def _file_name(document: Document, field: str, id: str) -> Iterator[Problem]:
    if document.path.stem != id:
        yield document.problem((field,), f"Tệp phải có tên {id}.yml.")


def _prefixes(document: Document, field: str, ids: Sequence[str], prefix: str) -> Iterator[Problem]:
    for index, id in enumerate(ids):
        if not id.startswith(prefix):
            yield document.problem((field, index, "id"), f"Mã phải bắt đầu bằng {prefix}.")


def repeated(files: KnowledgeFiles) -> Iterator[Problem]:
    """Ids that are there twice."""
    seen: set[str] = set()
    for id, document, place in _ids(files):
        if id in seen:
            yield document.problem(place, f"Mã {id} có hai lần.")
        seen.add(id)


def _ids(files: KnowledgeFiles) -> Iterator[tuple[str, Document, Place]]:
    for module in files.modules:
        yield module.model.id, module.document, ("id",)
        for index, outcome in enumerate(module.model.outcomes):
            yield outcome.id, module.document, ("outcomes", index, "id")
    for lesson in files.lessons:
        yield lesson.model.id, lesson.document, ("id",)
    for questions in files.questions:
        for index, question in enumerate(questions.model.questions):
            yield question.id, questions.document, ("questions", index, "id")
    for situations in files.situations:
        for index, situation in enumerate(situations.model.situations):
            yield situation.id, situations.document, ("situations", index, "id")
    for faq in files.faq:
        for index, entry in enumerate(faq.model.questions):
            yield entry.id, faq.document, ("questions", index, "id")
    if files.scams:
        for index, group in enumerate(files.scams.model.groups):
            yield f"groups/{group.id}", files.scams.document, ("groups", index, "id")
        for index, scam in enumerate(files.scams.model.scams):
            yield scam.id, files.scams.document, ("scams", index, "id")
    if files.confirmation:
        for index, step in enumerate(files.confirmation.model.steps):
            yield f"confirmation/{step.id}", files.confirmation.document, ("steps", index, "id")
    if files.routes:
        for index, route in enumerate(files.routes.model.routes):
            yield route.id, files.routes.document, ("routes", index, "id")
