"""``knowledge/routes.yml``: ways through the lessons for people with one aim."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from bot.knowledge.schema import Strict, Text
from bot.learning.curriculum import Curriculum, Lesson
from bot.learning.ids import Group, LessonId, Name
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["Route", "RoutePart", "RoutesFile", "find_part", "routes_of", "wished_part"]


@dataclass(frozen=True)
class RoutePart:
    """Some lessons under one heading; `audience` says whom it is for, if not for all.

    `wishes` are what people say who want just this.
    """

    id: str
    title: str
    audience: str | None
    lessons: tuple[Lesson, ...]
    wishes: tuple[str, ...] = ()

    def after(self, lesson_id: str) -> Lesson | None:
        """The lesson after this one; None after the last, or where this part lacks it."""
        ids = [lesson.id for lesson in self.lessons]
        place = ids.index(lesson_id) + 1 if lesson_id in ids else len(ids)
        return self.lessons[place] if place < len(ids) else None


@dataclass(frozen=True)
class Route:
    """Lessons of any modules in an order of their own. `source` is the plan that asks for it.

    `people` are groups of people (knowledge/language/entities/groups.yml) to whom it is proposed.
    """

    id: str
    title: str
    aim: str
    groups: tuple[str, ...]
    source: str
    parts: tuple[RoutePart, ...]
    people: tuple[str, ...] = ()


class Wish(Text):
    """At least two words: one alone is said all the time."""

    regex = re.compile(r"^\S+( \S+)+$")


class PartEntry(Strict):
    """One part as written."""

    title: Text
    audience: Text | None = Field(None, description="Chặng này dành cho ai; trống là mọi người.")
    lessons: list[LessonId] = Field(min_items=1, description="Mã các bài, theo thứ tự học.")
    wishes: list[Wish] = Field(
        [], description="Người muốn đúng chặng này hay nói thế nào: “bán hàng trên mạng”."
    )


class RouteEntry(Strict):
    """One route as written."""

    id: Name
    title: Text
    aim: Text = Field(description="Đi hết lộ trình thì làm được gì.")
    groups: list[Group] = Field(min_items=1, description="Dành cho nhóm nào.")
    source: Text = Field(description="Văn bản đề ra mô hình này.")
    people: list[Name] = Field(
        [], description="Đề nghị cho ai: mã trong knowledge/language/entities/groups.yml."
    )
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
            people=tuple(entry.people),
            parts=tuple(
                _part(f"{entry.id}-{number}", part, known)
                for number, part in enumerate(entry.parts, start=1)
            ),
        )
        for entry in file.routes
    )


def _part(id: str, entry: PartEntry, known: Mapping[str, Lesson]) -> RoutePart:
    lessons = tuple(known[id] for id in entry.lessons if id in known)
    return RoutePart(id, entry.title, entry.audience, lessons, tuple(entry.wishes))


def find_part(routes: tuple[Route, ...], id: str | None) -> tuple[Route, RoutePart] | None:
    """The part with this id (the route's, a hyphen, its number) and its route; None for none."""
    found = ((route, part) for route in routes for part in route.parts if part.id == id)
    return next(found, None)


def wished_part(routes: tuple[Route, ...], text: str) -> RoutePart | None:
    """The part of a route that these words wish for, with marks or without; None for none.

    Where they hold several wishes, the longest counts.
    """
    line = _bare(text)
    found = [
        (len(wish), part)
        for route in routes
        for part in route.parts
        for wish in part.wishes
        if _bare(wish) in line
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def _bare(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', strip_diacritics(text.lower())))} "
