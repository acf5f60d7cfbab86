"""Whether the knowledge files fit together: names, ids, and who refers to whom."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Document, Place
from bot.learning.files import KnowledgeFiles

__all__ = ["misfits", "module_id_of"]


def module_id_of(id: str) -> str:
    """The module's part of the id of a lesson, outcome or question."""
    return id.partition("-")[0]


def misfits(files: KnowledgeFiles) -> Iterator[Problem]:
    """Everything that does not fit in files which are each correct by themselves."""
    yield from _misnamed(files)
    yield from _repeated(files)
    yield from _lost(files)
    yield from _without_outcome(files)


def _misnamed(files: KnowledgeFiles) -> Iterator[Problem]:
    """A file is called as what it holds, so that people find it."""
    for module in files.modules:
        if module.document.path.parent.name != module.model.id:
            yield module.document.problem(("id",), f"Thư mục phải có tên {module.model.id}.")
    for lesson in files.lessons:
        document, id = lesson.document, lesson.model.id
        if document.path.stem != id:
            yield document.problem(("id",), f"Tệp phải có tên {id}.yml.")
        if document.path.parent.name != module_id_of(id):
            yield document.problem(("id",), f"Tệp phải nằm trong thư mục {module_id_of(id)}.")
    for questions in files.questions:
        document, id = questions.document, questions.model.lesson
        if document.path.stem != id:
            yield document.problem(("lesson",), f"Tệp phải có tên {id}.yml.")
        for index, entry in enumerate(questions.model.questions):
            if not entry.id.startswith(f"{id}-Q"):
                place = ("questions", index, "id")
                yield document.problem(place, f"Mã câu hỏi phải bắt đầu bằng {id}-Q.")


def _repeated(files: KnowledgeFiles) -> Iterator[Problem]:
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


def _lost(files: KnowledgeFiles) -> Iterator[Problem]:
    """Lessons without a module or questions, questions without a lesson."""
    # A file that is there but could not be read has its own problems already: go by names.
    folder = files.folder / "curriculum"
    questioned = {path.stem for path in (files.folder / "questions").glob("*.yml")}
    written = {path.stem for path in folder.glob("*/*.yml")}
    for lesson in files.lessons:
        if not (folder / module_id_of(lesson.model.id) / "module.yml").exists():
            yield lesson.document.problem(("id",), "Mô-đun của bài này không có module.yml.")
        if lesson.model.id not in questioned:
            message = f"Bài chưa có câu hỏi (thiếu questions/{lesson.model.id}.yml)."
            yield lesson.document.problem(("id",), message)
    for questions in files.questions:
        if questions.model.lesson not in written:
            message = f"Không có bài {questions.model.lesson}."
            yield questions.document.problem(("lesson",), message)
    with_lessons = {module_id_of(name) for name in written}
    for module in files.modules:
        if module.model.id not in with_lessons:
            yield module.document.problem(("id",), "Mô-đun chưa có bài nào.")


def _without_outcome(files: KnowledgeFiles) -> Iterator[Problem]:
    """Lessons and questions whose outcome their module does not have."""
    outcomes: dict[str, set[str]] = {
        module.model.id: {outcome.id for outcome in module.model.outcomes}
        for module in files.modules
    }
    for lesson in files.lessons:
        known = outcomes.get(module_id_of(lesson.model.id))
        if known is not None and lesson.model.outcome not in known:
            message = f"Mô-đun không có mục tiêu {lesson.model.outcome}."
            yield lesson.document.problem(("outcome",), message)
    for questions in files.questions:
        known = outcomes.get(module_id_of(questions.model.lesson))
        for index, question in enumerate(questions.model.questions):
            if known is not None and question.outcome not in known:
                place = ("questions", index, "outcome")
                yield questions.document.problem(
                    place, f"Mô-đun không có mục tiêu {question.outcome}."
                )
