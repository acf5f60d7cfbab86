"""``knowledge/routes.yml``: ways through the lessons for people with one aim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from bot.knowledge.schema import Strict, Text
from bot.learning.curriculum import Curriculum, Lesson
from bot.learning.ids import Group, LessonId, Name

__all__ = ["Route", "RoutePart", "RoutesFile", "find_part", "routes_of"]


@dataclass(frozen=True)
class RoutePart:
    """Some lessons under one heading; `audience` says whom it is for, if not for all."""

    id: str
    title: str
    audience: str | None
    lessons: tuple[Lesson, ...]

    def after(self, lesson_id: str) -> Lesson | None:
        """The lesson after this one; None after the last, or where this part lacks it."""
        ids = [lesson.id for lesson in self.lessons]
        place = ids.index(lesson_id) + 1 if lesson_id in ids else len(ids)
        return self.lessons[place] if place < len(ids) else None


@dataclass(frozen=True)
class Route:
    """Lessons of any modules in an order of their own. `source` is the plan that asks for it."""

    id: str
    title: str
    aim: str
    groups: tuple[str, ...]
    source: str
    parts: tuple[RoutePart, ...]


class PartEntry(Strict):
    """One part as written."""

    title: Text
    audience: Text | None = Field(None, description="Chặng này dành cho ai; trống là mọi người.")
    lessons: list[LessonId] = Field(min_items=1, description="Mã các bài, theo thứ tự học.")


class RouteEntry(Strict):
    """One route as written."""

    id: Name
    title: Text
    aim: Text = Field(description="Đi hết lộ trình thì làm được gì.")
    groups: list[Group] = Field(min_items=1, description="Dành cho nhóm nào.")
    source: Text = Field(description="Văn bản đề ra mô hình này.")
    parts: list[PartEntry] = Field(min_items=1)


class RoutesFile(Strict):
    """The whole file."""

    routes: list[RouteEntry]


def routes_of(file: RoutesFile, curriculum: Curriculum) -> tuple[Route, ...]:
    """The routes with their lessons; lessons that `curriculum` lacks are left out."""
    known = {lesson.id: lesson for lesson in curriculum.lessons}
    return tuple(
        Route(
            id=entry.id,
            title=entry.title,
            aim=entry.aim,
            groups=tuple(entry.groups),
            source=entry.source,
            parts=tuple(
                _part(f"{entry.id}-{number}", part, known)
                for number, part in enumerate(entry.parts, start=1)
            ),
        )
        for entry in file.routes
    )


def _part(id: str, entry: PartEntry, known: Mapping[str, Lesson]) -> RoutePart:
    lessons = tuple(known[id] for id in entry.lessons if id in known)
    return RoutePart(id, entry.title, entry.audience, lessons)


def find_part(routes: tuple[Route, ...], id: str | None) -> tuple[Route, RoutePart] | None:
    """The part with this id (the route's, a hyphen, its number) and its route; None for none."""
    found = ((route, part) for route in routes for part in route.parts if part.id == id)
    return next(found, None)
