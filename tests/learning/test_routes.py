"""Ways through the lessons, with an order of their own."""

from __future__ import annotations

import pytest
from example_knowledge import CURRICULUM

from bot.learning.routes import RoutesFile, find_part, routes_of

FILE = RoutesFile.parse_obj(
    {
        "routes": [
            {
                "id": "safe",
                "title": "Giữ tiền",
                "aim": "Không mất tiền.",
                "groups": ["dan", "nld"],
                "source": "Kế hoạch",
                "parts": [
                    {"title": "Trước", "lessons": ["M09-L1", "M01-L2", "M03-L3"]},
                    {"title": "Sau", "audience": "Cán bộ", "lessons": ["M03-L1", "M07-L1"]},
                ],
            },
            {
                "id": "safe_2",
                "title": "Khác",
                "aim": "Biết.",
                "groups": ["hssv"],
                "source": "Kế hoạch",
                "parts": [{"title": "Một", "lessons": ["M01-L2"]}],
            },
        ]
    }
)
ROUTES = routes_of(FILE, CURRICULUM)


def test_a_route() -> None:
    route = ROUTES[0]
    assert (route.id, route.title, route.aim) == ("safe", "Giữ tiền", "Không mất tiền.")
    assert (route.groups, route.source) == (("dan", "nld"), "Kế hoạch")
    assert [part.id for part in route.parts] == ["safe-1", "safe-2"]
    assert [part.title for part in route.parts] == ["Trước", "Sau"]
    assert [part.audience for part in route.parts] == [None, "Cán bộ"]


def test_lessons_are_those_of_the_curriculum_in_the_order_of_the_route() -> None:
    first = ROUTES[0].parts[0]
    assert [lesson.id for lesson in first.lessons] == ["M09-L1", "M01-L2", "M03-L3"]
    assert first.lessons[0] is CURRICULUM.lesson("M09-L1")


def test_a_lesson_that_is_nowhere_is_left_out() -> None:
    assert [lesson.id for lesson in ROUTES[0].parts[1].lessons] == ["M03-L1"]


@pytest.mark.parametrize(
    ("id", "following"),
    [("M09-L1", "M01-L2"), ("M01-L2", "M03-L3"), ("M03-L3", None), ("M01-L1", None), ("", None)],
)
def test_the_lesson_after(id: str, following: str | None) -> None:
    after = ROUTES[0].parts[0].after(id)
    assert (after and after.id) == following


@pytest.mark.parametrize(
    ("id", "title"),
    [
        ("safe-1", "Trước"),
        ("safe-2", "Sau"),
        ("safe_2-1", "Một"),
        ("safe-3", None),
        ("safe", None),
        ("", None),
        (None, None),
    ],
)
def test_a_part_by_its_id(id: str | None, title: str | None) -> None:
    found = find_part(ROUTES, id)
    if title is None:
        assert found is None
    else:
        assert found is not None
        route, part = found
        assert part.title == title
        assert part in route.parts
