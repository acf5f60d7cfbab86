"""All files together: what they become, and every mistake with its file, line and field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from example_knowledge import MODULE, replace_in, write_knowledge

from bot.knowledge.problem import KnowledgeError
from bot.learning.library import load_library

L1 = "curriculum/M01/M01-L1.yml"
Q1 = "questions/M01-L1.yml"
MODULE_FILE = "curriculum/M01/module.yml"
SITUATIONS_FILE = "questions/M01.yml"
FAQ_FILE = "faq/M01.yml"
GUIDE_FILE = "leaders/M01.yml"
SCAMS_FILE = "faq/scams.yml"
SIGNS = "scams[1].signs"
SINGLE_FILES = [
    *("facts.yml", "routes.yml", SCAMS_FILE, "faq/first_hour.yml", "confirmation.yml"),
    *("address_forms.yml", "framework.yml", "reminders.yml"),
]


def found_in(folder: Path) -> set[tuple[str, int, str]]:
    with pytest.raises(KnowledgeError) as raised:
        load_library(folder)
    return {
        (str(each.file.relative_to(folder)), each.line, each.field)
        for each in raised.value.problems
    }


def test_a_library(tmp_path: Path) -> None:
    library = load_library(write_knowledge(tmp_path))
    assert [lesson.id for lesson in library.curriculum.lessons] == ["M01-L1", "M01-L2"]
    lesson = library.curriculum.lesson("M01-L1")
    assert lesson.module_id == "M01"
    assert lesson.checked == date(2026, 11, 22)
    assert lesson.bubbles[0].text.startswith("{Ban} nhìn cạnh máy")
    ids = [question.id for question in lesson.questions]
    assert ids == ["M01-L1-Q1", "M01-L1-Q2", "M01-S1"]
    assert [question.is_situation for question in lesson.questions] == [False, False, True]
    assert lesson.questions[0].lesson_id == "M01-L1"
    assert lesson.questions[0].key.text == "Ở cạnh máy"
    assert library.curriculum.module("M01").aliases == ("smartphone",)
    assert [entry.id for entry in library.faq] == ["M01-F1"]
    assert [scam.id for scam in library.scams] == ["fake_police"]
    steps = [step.title for step in library.first_hour]
    assert steps == ["Dừng lại", "Gọi ngân hàng", "Giữ bằng chứng"]
    assert [route.id for route in library.routes] == ["phone"]
    assert library.framework.quiz.questions_per_lesson == 2
    bac = library.address_forms.get("bac")
    assert library.fill(lesson.bubbles[2].text, bac) == "Cần hỏi thì bác gọi 1900.0000."
    assert library.values(bac)["Toi"] == "Cháu"


def test_lessons_are_ordered_by_number(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    for folder in ("curriculum/M01", "questions"):
        old = tmp_path / folder / "M01-L1.yml"
        (tmp_path / folder / "M01-L10.yml").write_text(old.read_text().replace("-L1", "-L10"))
    ids = [lesson.id for lesson in load_library(tmp_path).curriculum.lessons]
    assert ids == ["M01-L1", "M01-L2", "M01-L10"]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (L1, "simpler: Bấm nhẹ.", "simpler:", (L1, 11, "bubbles[2].simpler")),
        (L1, "id: M01-L1", "id: M01-L7", (L1, 1, "id")),
        (L1, "outcome: M01-O1", "outcome: M01-O2", (L1, 3, "outcome")),
        (L1, "{Ban} bấm", "{Bạn} bấm", (L1, 10, "bubbles[2].text")),
        (L1, "{fact_hotline}", "{fact_hotlin}", (L1, 12, "bubbles[3].text")),
        (L1, "checked: 2026-11-22", "checked: hôm qua", (L1, 4, "checked")),
        (Q1, "lesson: M01-L1", "lesson: M01-L9", (Q1, 1, "lesson")),
        (Q1, "id: M01-L1-Q1", "id: M01-L1-Q2", (Q1, 14, "questions[2].id")),
        (Q1, "id: M01-L1-Q1", "id: M01-L2-Q9", (Q1, 3, "questions[1].id")),
        (Q1, "outcome: M01-O1", "outcome: M03-O1", (Q1, 4, "questions[1].outcome")),
        (Q1, "difficulty: 1", "difficulty: 4", (Q1, 5, "questions[1].difficulty")),
        (Q1, "correct: true", "correct: false", (Q1, 8, "questions[1].options")),
        (
            Q1,
            "Trong hộp giấy",
            "{Banh}",
            (Q1, 12, "questions[1].options[2].text"),
        ),
        (MODULE_FILE, "id: M01\n", "id: M02\n", (MODULE_FILE, 1, "id")),
        (MODULE_FILE, "groups: [dan]", "groups: [tre]", (MODULE_FILE, 7, "groups[1]")),
        (MODULE_FILE, "[I]", "[VII]", (MODULE_FILE, 9, "tt02_domains[1]")),
        (MODULE_FILE, "qd757_codes: []\n", "", (MODULE_FILE, 1, "qd757_codes")),
        (MODULE_FILE, "[1]", "[6]", (MODULE_FILE, 10, "digcomp3_areas[1]")),
        (SITUATIONS_FILE, "module: M01", "module: M02", (SITUATIONS_FILE, 1, "module")),
        (SITUATIONS_FILE, "id: M01-S1", "id: M02-S1", (SITUATIONS_FILE, 3, "situations[1].id")),
        (FAQ_FILE, "module: M01", "module: M02", (FAQ_FILE, 1, "module")),
        (FAQ_FILE, "id: M01-F1", "id: M02-F1", (FAQ_FILE, 3, "questions[1].id")),
        (FAQ_FILE, "{ban} bấm", "{bạn} bấm", (FAQ_FILE, 6, "questions[1].answer")),
        (FAQ_FILE, "[Cầm máy lên, ", f"[{'Bấm, ' * 6}", (FAQ_FILE, 7, "questions[1].steps")),
        (SCAMS_FILE, "id: fake_police", "id: fake-police", (SCAMS_FILE, 6, "scams[1].id")),
        (SCAMS_FILE, "signs: [Giục làm ngay, ", "signs: [", (SCAMS_FILE, 12, SIGNS)),
        ("faq/first_hour.yml", "title: Giờ đầu\n", "", ("faq/first_hour.yml", 1, "title")),
        ("routes.yml", "groups: [dan]", "groups: []", ("routes.yml", 5, "routes[1].groups")),
        ("facts.yml", "id: hotline", "id: hot", (L1, 12, "bubbles[3].text")),
        ("framework.yml", "quiz:", "quizz:", ("framework.yml", 13, "quizz")),
        ("address_forms.yml", "ban: bác, ", "", ("address_forms.yml", 2, "forms[1].ban")),
        (GUIDE_FILE, "module: M01", "module: M02", (GUIDE_FILE, 1, "module")),
        (GUIDE_FILE, "lesson: M01-L2", "lesson: M01-L9", (GUIDE_FILE, 13, "helps[2].lesson")),
        (GUIDE_FILE, "lesson: M01-L2", "lesson: M01-L1", (GUIDE_FILE, 13, "helps[2].lesson")),
    ],
)
def test_problems(
    tmp_path: Path, file: str, old: str, new: str, problem: tuple[str, int, str]
) -> None:
    replace_in(write_knowledge(tmp_path) / file, old, new)
    assert problem in found_in(tmp_path)


def test_problems_of_all_files_at_once(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    replace_in(tmp_path / L1, "title: Nút nguồn", "title: 5")
    replace_in(tmp_path / Q1, "difficulty: 1", "difficulty: hai")
    replace_in(tmp_path / "facts.yml", "id: hotline", "id: Hot Line")
    (tmp_path / "address_forms.yml").unlink()
    (tmp_path / "framework.yml").write_bytes(b"\xff")
    assert found_in(tmp_path) >= {
        (L1, 2, "title"),
        (Q1, 5, "questions[1].difficulty"),
        ("facts.yml", 2, "facts[1].id"),
        ("address_forms.yml", 1, ""),
        ("framework.yml", 1, ""),
    }


def test_a_broken_file_causes_no_further_problems(tmp_path: Path) -> None:
    replace_in(write_knowledge(tmp_path) / L1, "title: Nút nguồn", "title: 5")
    assert found_in(tmp_path) == {(L1, 2, "title")}


@pytest.mark.parametrize(
    ("file", "entry", "problem"),
    [
        (SITUATIONS_FILE, "  - id: M01-S1", (SITUATIONS_FILE, 15, "situations[2].id")),
        (FAQ_FILE, "  - id: M01-F1", (FAQ_FILE, 11, "questions[2].id")),
        (SCAMS_FILE, "  - id: fake_police", (SCAMS_FILE, 15, "scams[2].id")),
        ("routes.yml", "  - id: phone", ("routes.yml", 10, "routes[2].id")),
    ],
)
def test_an_entry_that_is_there_twice(
    tmp_path: Path, file: str, entry: str, problem: tuple[str, int, str]
) -> None:
    path = write_knowledge(tmp_path) / file
    _, start, rest = path.read_text().partition(entry)
    with path.open("a") as out:
        out.write(start + rest)
    assert found_in(tmp_path) == {problem}


@pytest.mark.parametrize(
    "name",
    [
        "curriculum/M01/M01-L3.yaml",
        "curriculum/M01/M1-L3.yml",
        "curriculum/M01/modul.yml",
        "curriculum/M01-L3.yml",
        "questions/L1.yml",
        "questions/m01.yml",
        "faq/M1.yml",
        "faq/scam.yml",
        "leaders/M1.yml",
    ],
)
def test_files_that_nothing_would_read(tmp_path: Path, name: str) -> None:
    (write_knowledge(tmp_path) / name).write_text("id: M01\n")
    assert found_in(tmp_path) == {(name, 1, "")}


@pytest.mark.parametrize(
    ("gone", "problem"),
    [
        (Q1, (L1, 1, "id")),
        (L1, (Q1, 1, "lesson")),
        (MODULE_FILE, (L1, 1, "id")),
        *((name, (name, 1, "")) for name in SINGLE_FILES),
    ],
)
def test_missing_files(tmp_path: Path, gone: str, problem: tuple[str, int, str]) -> None:
    (write_knowledge(tmp_path) / gone).unlink()
    assert problem in found_in(tmp_path)


def test_a_module_without_lessons(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    (tmp_path / "curriculum" / "M02").mkdir()
    path = tmp_path / "curriculum" / "M02" / "module.yml"
    path.write_text(MODULE.replace("M01", "M02"))
    assert found_in(tmp_path) == {("curriculum/M02/module.yml", 1, "id")}


def test_a_lesson_in_the_wrong_folder(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    (tmp_path / "curriculum" / "M02").mkdir()
    (tmp_path / L1).rename(tmp_path / "curriculum" / "M02" / "M01-L1.yml")
    assert ("curriculum/M02/M01-L1.yml", 1, "id") in found_in(tmp_path)


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="Không có học phần"):
        load_library(tmp_path / "none")
