"""The check of a whole folder, and of the folder that this project ships."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from example_knowledge import FACTS, replace_in, write_knowledge

from bot.learning.check import check
from bot.learning.curriculum import Question
from bot.learning.library import load_library
from bot.settings import ROOT
from bot.vietnamese.choice import match_choice
from bot.vietnamese.diacritics import strip_diacritics

TODAY = date(2026, 11, 22)
L1 = "curriculum/M01/M01-L1.yml"
Q1 = "questions/M01-L1.yml"
FAQ = "faq/M01.yml"
WAY = "confirmation.yml"
HEARD = "questions[1].also_asked[1]"
SCAMS = "faq/scams.yml"
SHIPPED = load_library(ROOT / "knowledge")


def found_in(folder: Path, today: date = TODAY) -> list[tuple[str, int, str, bool]]:
    return [
        (str(each.file.relative_to(folder)), each.line, each.field, each.warning)
        for each in check(folder, today)
    ]


def test_a_good_folder(tmp_path: Path) -> None:
    assert found_in(write_knowledge(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "facts.yml",
            "status: confirmed",
            "status: reported",
            (WAY, 9, "steps[1].status", False),
        ),
        (WAY, "Gọi {fact_hotline} rồi", "Bạn", (WAY, 6, "steps[1].text", False)),
        (L1, "simpler: Bấm nhẹ.", "simpler: Bạn bấm.", (L1, 11, "bubbles[2].simpler", False)),
        (L1, "title: Nút nguồn", "title: 5", (L1, 2, "title", False)),
        (L1, "Nút nguồn ở cạnh máy.", "Nút. " * 61, (L1, 9, "bubbles[1].simpler", False)),
        (Q1, "Trong hộp giấy", "o canh may", (Q1, 12, "questions[1].options[2].text", False)),
        (
            Q1,
            "Trong hộp giấy",
            "Cả các ý trên",
            (Q1, 12, "questions[1].options[2].text", False),
        ),
        (
            Q1,
            "Trong hộp giấy",
            "Trong hộp " * 9,
            (Q1, 12, "questions[1].options[2].text", False),
        ),
        (Q1, "Nhìn quanh máy xem", "Nhìn quang máyy xem", (Q1, 7, "questions[1].hint", False)),
        (Q1, "Nhìn quanh máy xem", "Nút ở cạnh máy", (Q1, 7, "questions[1].hint", False)),
        (Q1, "Nhìn quanh máy xem", "Nhìn xem " * 23, (Q1, 7, "questions[1].hint", False)),
        (FAQ, "mở màn hình kiểu chi", "mở máy " * 22, (FAQ, 5, HEARD, False)),
        (FAQ, "Bấm nhẹ vào nút", "bác bấm", (FAQ, 7, "questions[1].steps[2]", False)),
        (SCAMS, "Giục làm ngay", "Gọi 113", (SCAMS, 12, "scams[1].signs[1]", False)),
        (
            "framework.yml",
            "questions_per_lesson: 2",
            "questions_per_lesson: 3",
            (Q1, 2, "questions", True),
        ),
        (
            "framework.yml",
            "questions_per_module: {value: 2",
            "questions_per_module: {value: 6",
            ("curriculum/M01/module.yml", 1, "id", True),
        ),
    ],
)
def test_problems(
    tmp_path: Path, file: str, old: str, new: str, problem: tuple[str, int, str, bool]
) -> None:
    replace_in(write_knowledge(tmp_path) / file, old, new)
    assert problem in found_in(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["bạn kể tui nghe mở máy", "mo man hinh cho toi", "gọi 113 có được hông"],
)
def test_what_people_say_may_be_said_in_any_words(tmp_path: Path, text: str) -> None:
    replace_in(write_knowledge(tmp_path) / FAQ, "mở màn hình kiểu chi", text)
    assert found_in(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Chạm chữ “Gửi đi”.", ["send"]),
        ("Chạm “Gửi đi” rồi chạm “Gửi đi”.", ["send"]),
        ("Mở VNeID, chạm “Gửi đi”.", ["app", "send"]),
        ("Theo Luật Căn cước thì ai cũng có thẻ.", ["law"]),
        ("Chạm chữ “{fact_send}”.", []),
        ("Gửi đi rồi xem lại.", []),
        ("Chạm chữ “Gửi đi ngay”.", []),
        ("VNeIDs không phải là nó.", []),
        ("Sau 07 ngày thì hết hạn.", []),
    ],
)
def test_facts_written_out(tmp_path: Path, text: str, ids: list[str]) -> None:
    """Names of menu entries (in quotation marks), of apps and laws are not written in texts."""
    write_knowledge(tmp_path)
    facts = [
        ("send", "menu", "Gửi đi"),
        ("app", "app", "VNeID"),
        ("law", "law", "Luật Căn cước"),
        ("days", "period", "07 ngày"),
    ]
    with (tmp_path / "facts.yml").open("a") as file:
        for id, kind, value in facts:
            file.write(
                FACTS.partition("facts:\n")[2]
                .replace("id: hotline", f"id: {id}")
                .replace("kind: telephone", f"kind: {kind}")
                .replace("1900.0000", value)
            )
    replace_in(tmp_path / "spelling.yml", "[VNeID]", "[VNeID, VNeIDs]")
    replace_in(tmp_path / L1, "{Ban} bấm nhẹ một cái.", text)
    problems = check(tmp_path, TODAY)
    assert {(each.line, each.field) for each in problems} <= {(10, "bubbles[2].text")}
    assert sorted(ids) == sorted(
        id for id, _, _ in facts if any(f"{{fact_{id}}}" in each.message for each in problems)
    )
    assert len(problems) == len(ids)


def test_a_number_is_a_problem_wherever_it_stands(tmp_path: Path) -> None:
    replace_in(write_knowledge(tmp_path) / SCAMS, "chuyển tiền ngay", "gọi 0912345678")
    assert [field for _, _, field, _ in found_in(tmp_path)] == ["scams[1].example"]


def test_a_fact_that_is_asked_before_it_is_taught(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    lesson = tmp_path / L1
    lesson.write_text(lesson.read_text().replace("{fact_hotline}", "số ấy"))
    replace_in(tmp_path / Q1, "Nút nguồn ở đâu?", "Gọi {fact_hotline} ở đâu?")
    assert found_in(tmp_path) == [(Q1, 6, "questions[1].stem", False)]


def test_options_told_apart_by_numbers(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    replace_in(tmp_path / Q1, "Ở cạnh máy", "2 cái")
    replace_in(tmp_path / Q1, "Trong hộp giấy", "3 cái")
    assert (Q1, 8, "questions[1].options", False) in found_in(tmp_path)


def test_a_fact_is_due_from_its_day_on(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    assert found_in(tmp_path, date(2027, 4, 29)) == []
    assert found_in(tmp_path, date(2027, 4, 30)) == [("facts.yml", 8, "facts[1].checked", True)]


def test_style_is_checked_although_other_files_are_broken(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    replace_in(tmp_path / L1, "title: Nút nguồn", "title: 5")
    replace_in(tmp_path / Q1, "Nhìn quanh máy xem", "Bạn nhìn xem")
    fields = {field for _, _, field, _ in found_in(tmp_path)}
    assert fields == {"title", "questions[1].hint"}


def test_an_empty_folder(tmp_path: Path) -> None:
    files = {file for file, _, _, _ in found_in(tmp_path)}
    assert files == {
        *("curriculum", "facts.yml", "framework.yml", "address_forms.yml"),
        *("faq/scams.yml", "faq/first_hour.yml", "confirmation.yml", "reminders.yml"),
        *("routes.yml", "spelling.yml"),
    }


def test_what_the_project_ships_has_no_problems() -> None:
    assert [str(each) for each in check(ROOT / "knowledge", TODAY) if not each.warning] == []


@pytest.mark.parametrize(
    "question",
    [item for lesson in SHIPPED.curriculum.lessons for item in lesson.questions],
    ids=lambda question: question.id,
)
def test_shipped_options_can_be_chosen_by_their_words(question: Question) -> None:
    form = SHIPPED.address_forms.default
    texts = [SHIPPED.fill(option.text, form) for option in question.options]
    for index, text in enumerate(texts):
        assert match_choice(text, texts) == index
        assert match_choice(strip_diacritics(text).lower(), texts) == index
        assert match_choice(f"dạ em chọn {text.lower()} ạ", texts) == index
