"""Links between the knowledge files: to nothing, to what is not there any more, in circles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from example_knowledge import LESSON, MODULE, replace_in, write_knowledge

from bot.knowledge.problem import Problem
from bot.learning.files import KnowledgeFiles, read_files
from bot.learning.links import broken_links, circles, dead_ends

L1 = "curriculum/M01/M01-L1.yml"
M1 = "curriculum/M01/module.yml"
Q1 = "questions/M01-L1.yml"
S = "questions/M01.yml"
FAQ = "faq/M01.yml"
SCAMS = "faq/scams.yml"
Rule = Callable[[KnowledgeFiles], Iterator[Problem]]


def found(rule: Rule, folder: Path) -> list[tuple[str, int, str, bool]]:
    return [
        (str(each.file.relative_to(folder)), each.line, each.field, each.warning)
        for each in rule(read_files(folder, []))
    ]


@pytest.mark.parametrize("rule", [broken_links, dead_ends, circles])
def test_a_good_folder(tmp_path: Path, rule: Rule) -> None:
    assert found(rule, write_knowledge(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (Q1, "lesson: M01-L1", "lesson: M01-L9", (Q1, 1, "lesson")),
        (S, "lesson: M01-L1", "lesson: M01-L9", (S, 4, "situations[1].lesson")),
        (FAQ, "lesson: M01-L1", "lesson: M01-L9", (FAQ, 8, "questions[1].lesson")),
        (SCAMS, "lesson: M01-L2", "lesson: M01-L9", (SCAMS, 14, "scams[1].lesson")),
        (SCAMS, "group: fake", "group: fakes", (SCAMS, 7, "scams[1].group")),
        (
            "routes.yml",
            "M01-L2, M01-L1]",
            "M01-L2, M01-L9]",
            ("routes.yml", 8, "routes[1].parts[1].lessons[2]"),
        ),
        (S, "module: M01", "module: M09", (S, 1, "module")),
        (FAQ, "module: M01", "module: M09", (FAQ, 1, "module")),
        (M1, "prerequisites: []", "prerequisites: [M09]", (M1, 8, "prerequisites[1]")),
        (L1, "outcome: M01-O1", "outcome: M01-O2", (L1, 3, "outcome")),
        (L1, "outcome: M01-O1", "outcome: M02-O1", (L1, 3, "outcome")),
        (Q1, "outcome: M01-O1", "outcome: M01-O2", (Q1, 4, "questions[1].outcome")),
        (S, "outcome: M01-O1", "outcome: M02-O1", (S, 5, "situations[1].outcome")),
    ],
)
def test_links_to_nothing(
    tmp_path: Path, file: str, old: str, new: str, problem: tuple[str, int, str]
) -> None:
    replace_in(write_knowledge(tmp_path) / file, old, new)
    assert found(broken_links, tmp_path) == [(*problem, False)]


def test_an_outcome_of_another_module(tmp_path: Path) -> None:
    """It is a mistake even though that module has such an outcome."""
    write_knowledge(tmp_path)
    (tmp_path / "curriculum/M02").mkdir()
    (tmp_path / "curriculum/M02/module.yml").write_text(MODULE.replace("M01", "M02"))
    replace_in(tmp_path / Q1, "outcome: M01-O1", "outcome: M02-O1")
    assert found(broken_links, tmp_path) == [(Q1, 4, "questions[1].outcome", False)]


@pytest.mark.parametrize("file", [L1, M1])
def test_a_file_that_cannot_be_read_breaks_no_links(tmp_path: Path, file: str) -> None:
    (write_knowledge(tmp_path) / file).write_text("id: 5\n")
    for rule in (broken_links, dead_ends, circles):
        assert found(rule, tmp_path) == []


def test_a_lesson_without_questions(tmp_path: Path) -> None:
    (write_knowledge(tmp_path) / Q1).unlink()
    assert found(dead_ends, tmp_path) == [(L1, 1, "id", False)]


def test_a_module_without_lessons(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    (tmp_path / "curriculum/M02").mkdir()
    (tmp_path / "curriculum/M02/module.yml").write_text(MODULE.replace("M01", "M02"))
    assert found(dead_ends, tmp_path) == [("curriculum/M02/module.yml", 1, "id", False)]


SECOND = "outcomes:\n  - {id: M01-O2, text: Gọi}"


def test_an_outcome_that_no_lesson_teaches(tmp_path: Path) -> None:
    replace_in(write_knowledge(tmp_path) / M1, "outcomes:", SECOND)
    assert found(dead_ends, tmp_path) == [(M1, 4, "outcomes[1].id", True)]


def test_an_outcome_that_no_question_asks_for(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    replace_in(tmp_path / M1, "outcomes:", SECOND)
    replace_in(tmp_path / L1, "outcome: M01-O1", "outcome: M01-O2")
    assert found(dead_ends, tmp_path) == [(M1, 4, "outcomes[1].id", True)]
    replace_in(tmp_path / S, "outcome: M01-O1", "outcome: M01-O2")
    assert found(dead_ends, tmp_path) == []


@pytest.mark.parametrize(
    ("before", "in_circle"),
    [
        ({"M01": ["M01"]}, ["M01"]),
        ({"M01": ["M02"], "M02": ["M01"]}, ["M01", "M02"]),
        ({"M01": ["M02"], "M02": ["M03"], "M03": ["M02"]}, ["M02", "M03"]),
        ({"M01": [], "M02": ["M01"], "M03": ["M01", "M02"]}, []),
        ({"M01": ["M09"]}, []),
    ],
)
def test_circles(tmp_path: Path, before: dict[str, list[str]], in_circle: list[str]) -> None:
    for id, prerequisites in before.items():
        folder = tmp_path / "curriculum" / id
        folder.mkdir(parents=True)
        (folder / "module.yml").write_text(
            MODULE.replace("M01", id).replace(
                "prerequisites: []", f"prerequisites: {prerequisites}"
            )
        )
        (folder / f"{id}-L1.yml").write_text(LESSON.format(id=f"{id}-L1"))
    assert found(circles, tmp_path) == [
        (f"curriculum/{id}/module.yml", 8, "prerequisites", False) for id in in_circle
    ]
