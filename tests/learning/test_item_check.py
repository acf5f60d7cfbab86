"""The rules of item writing applied to files: which file, line and field is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_knowledge import LESSON, MODULE, QUESTION, STEMS, replace_in, write_knowledge

from bot.knowledge.problem import Problem
from bot.learning.files import read_files
from bot.learning.item_check import badly_written_items, untaught_facts
from bot.learning.library import assemble

Q1 = "questions/M01-L1.yml"
S = "questions/M01.yml"
Found = list[tuple[str, int, str]]


def place(folder: Path, problem: Problem) -> tuple[str, int, str]:
    return str(problem.file.relative_to(folder)), problem.line, problem.field


def badly_written(folder: Path) -> list[Problem]:
    problems: list[Problem] = []
    files = read_files(folder, problems)
    library = assemble(files, problems)
    assert library is not None
    return list(badly_written_items(files, library))


def untaught(folder: Path) -> Found:
    files = read_files(folder, [])
    library = assemble(files, [])
    assert library is not None
    return [place(folder, each) for each in untaught_facts(files, library)]


def test_a_good_folder(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    assert badly_written(tmp_path) == []
    assert untaught(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (Q1, "Nút nguồn ở đâu?", "Nút nào sai?", (Q1, 6, "questions[1].stem")),
        (Q1, "Trong hộp giấy", "Cả hai ý trên", (Q1, 12, "questions[1].options[2].text")),
        (Q1, "Nhìn quanh máy", "Ở cạnh máy đó", (Q1, 7, "questions[1].hint")),
        (S, "Tìm phía phải", "Hãy bấm nhẹ một cái", (S, 8, "situations[1].hint")),
        (S, "Tháo pin ra", "Đúng hoàn toàn", (S, 10, "situations[1].options[1].text")),
    ],
)
def test_problems_have_their_place(
    tmp_path: Path, file: str, old: str, new: str, problem: tuple[str, int, str]
) -> None:
    replace_in(write_knowledge(tmp_path) / file, old, new)
    assert [place(tmp_path, each) for each in badly_written(tmp_path)] == [problem]


def test_facts_are_filled_in_before_options_are_compared(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    replace_in(tmp_path / Q1, "Ở cạnh máy", "Gọi 1900.0000")
    replace_in(tmp_path / Q1, "Trong hộp giấy", "Gọi {fact_hotline}")
    problems = [place(tmp_path, each) for each in badly_written(tmp_path)]
    assert problems == [(Q1, 12, "questions[1].options[2].text")]


def test_words_for_the_person_are_no_clue(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    replace_in(tmp_path / Q1, "Nút nguồn ở đâu?", "Nhờ ai thì {ban} tìm ra nút?")
    replace_in(tmp_path / Q1, "Ở cạnh máy", "Thì {ban} tự nhìn")
    assert badly_written(tmp_path) == []


def test_an_unknown_placeholder_is_left_to_others(tmp_path: Path) -> None:
    replace_in(write_knowledge(tmp_path) / Q1, "Trong hộp giấy", "Cả hai ý trên, {banh}")
    assert badly_written(tmp_path) == []


def write_questions(path: Path, lesson: str, count: int, key: int) -> None:
    """Questions with four options of one length, the right one always at this place."""
    entries = []
    for number in range(count):
        lines = [f"  - id: {lesson}-Q{number + 1}", "    outcome: M01-O1", "    difficulty: 1"]
        lines += [f"    stem: Hỏi {'abcdefghi'[number] * 4}?", "    hint: Xem.", "    options:"]
        for place_ in range(4):
            lines += [f"      - text: Chọn {'klmn'[place_]}", "        feedback: Vì thế."]
            lines += ["        correct: true"] * (place_ == key)
        entries += lines
    path.write_text("\n".join([f"lesson: {lesson}", "questions:", *entries, ""]))


def test_keys_in_one_place_of_a_file_and_of_all_files(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    write_questions(tmp_path / Q1, "M01-L1", 6, key=2)
    problems = badly_written(tmp_path)
    assert [place(tmp_path, each) for each in problems] == [
        (Q1, 2, "questions"),
        ("questions", 1, ""),
    ]
    assert all("vị trí 3 trong 6/" in each.message for each in problems)


def test_keys_too_often_in_one_place_over_all_files_only(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    for lesson in ("M01-L1", "M01-L2"):
        write_questions(tmp_path / "questions" / f"{lesson}.yml", lesson, 2, key=3)
    problems = [each for each in badly_written(tmp_path) if "vị trí" in each.message]
    assert [place(tmp_path, each) for each in problems] == [("questions", 1, "")]


def test_an_item_that_is_there_twice(tmp_path: Path) -> None:
    """Across files, and between questions and situations; the later one names the earlier."""
    write_knowledge(tmp_path)
    replace_in(tmp_path / "questions/M01-L2.yml", STEMS["M01-L2-Q2"], STEMS["M01-L1-Q2"])
    (problem,) = badly_written(tmp_path)
    assert place(tmp_path, problem) == ("questions/M01-L2.yml", 14, "questions[2]")
    assert "M01-L1.yml:14" in problem.message


ASKING = "Gọi {fact_hotline} ở đâu?"


def forget(folder: Path, lesson: str) -> None:
    """Takes the fact out of a lesson."""
    path = folder / "curriculum" / lesson[:3] / f"{lesson}.yml"
    path.write_text(path.read_text().replace("{fact_hotline}", "số ấy"))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("Nút nguồn ở đâu?", ASKING, "questions[1].stem"),
        ("Ở cạnh máy", "Gọi {fact_hotline}", "questions[1].options[1].text"),
        ("Trong hộp giấy", "Gọi {fact_hotline}", None),
        ("Trong hộp chỉ có dây sạc", "Gọi {fact_hotline}", None),
    ],
)
def test_a_fact_asked_for_must_have_been_taught(
    tmp_path: Path, old: str, new: str, field: str | None
) -> None:
    replace_in(write_knowledge(tmp_path) / Q1, old, new)
    assert untaught(tmp_path) == []
    forget(tmp_path, "M01-L1")
    assert [field for _, _, field in untaught(tmp_path)] == ([field] if field else [])


@pytest.mark.parametrize(
    ("asked", "taught", "known"),
    [("M01-L1", "M01-L2", False), ("M01-L2", "M01-L1", True), ("M01-L1", "M01-L1", True)],
)
def test_earlier_lessons_count_and_later_ones_do_not(
    tmp_path: Path, asked: str, taught: str, known: bool
) -> None:
    write_knowledge(tmp_path)
    replace_in(tmp_path / "questions" / f"{asked}.yml", STEMS[f"{asked}-Q1"], ASKING)
    for lesson in {"M01-L1", "M01-L2"} - {taught}:
        forget(tmp_path, lesson)
    assert (untaught(tmp_path) == []) is known


@pytest.mark.parametrize(
    ("prerequisites", "known"),
    [({"M02": ["M01"]}, True), ({"M02": []}, False), ({"M02": ["M03"], "M03": ["M01"]}, True)],
)
def test_modules_that_come_before_count(
    tmp_path: Path, prerequisites: dict[str, list[str]], known: bool
) -> None:
    write_knowledge(tmp_path)
    for id, before in prerequisites.items():
        folder = tmp_path / "curriculum" / id
        folder.mkdir()
        module = MODULE.replace("M01", id)
        (folder / "module.yml").write_text(
            module.replace("prerequisites: []", f"prerequisites: {before}")
        )
        (folder / f"{id}-L1.yml").write_text(LESSON.format(id=f"{id}-L1"))
        forget(tmp_path, f"{id}-L1")
    question = QUESTION.format(id="M02-L1-Q1", stem=ASKING)
    (tmp_path / "questions/M02-L1.yml").write_text(f"lesson: M02-L1\nquestions:\n{question}")
    assert (untaught(tmp_path) == []) is known


def test_a_situation_is_asked_after_its_lesson(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    replace_in(tmp_path / S, "Làm gì trước?", "Gọi {fact_hotline} trước?")
    assert untaught(tmp_path) == []
    forget(tmp_path, "M01-L1")
    assert untaught(tmp_path) == [(S, 7, "situations[1].stem")]
    replace_in(tmp_path / S, "lesson: M01-L1", "lesson: M01-L2")
    assert untaught(tmp_path) == []
