"""Values with their lines, and what a hand-edited file may not contain."""

from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path

import pytest

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.yaml_reader import read_yaml


def problems_of(folder: Path, content: str | bytes) -> list[Problem]:
    path = folder / "a.yml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(KnowledgeError) as raised:
        read_yaml(path)
    assert raised.value.problems
    assert all(problem.file == path for problem in raised.value.problems)
    return list(raised.value.problems)


def test_values_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(
        "id: M01\n"
        "checked: 2026-11-22\n"
        "bubbles:\n"
        "  - text: >-\n"
        "      {Ban} bấm\n"
        "      nút.\n"
        "    simpler: Bấm nút.\n"
        "  - text: hai\n"
    )
    document = read_yaml(path)
    assert document.value == {
        "id": "M01",
        "checked": datetime.date(2026, 11, 22),
        "bubbles": [{"text": "{Ban} bấm nút.", "simpler": "Bấm nút."}, {"text": "hai"}],
    }
    assert document.line(("id",)) == 1
    assert document.line(("bubbles", 0, "text")) == 4
    assert document.line(("bubbles", 0, "simpler")) == 7
    assert document.line(("bubbles", 1, "text")) == 8
    # What is not there is looked for at what is around it.
    assert document.line(("bubbles", 1, "simpler")) == 8
    assert document.line(("nowhere",)) == 1


def test_byte_order_mark_of_windows_editors_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes("id: bác\r\n".encode("utf-8-sig"))
    assert read_yaml(path).value == {"id": "bác"}


@pytest.mark.parametrize(
    ("content", "line", "field", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "a", "hai lần"),
        ("a:\n  b: 1\n  b: 2\n", 3, "a.b", "hai lần"),
        ("a: x\nb:\ty\n", 2, "", "Tab"),
        ("a: x\n\tb: y\n", 2, "", "Tab"),
        ("a: x\nb: " + unicodedata.normalize("NFD", "tiếng") + "\n", 2, "", "NFD"),
        ("a: x\nb: tiếng\n".encode("utf-16"), 1, "", "UTF-8"),
        (b"a: x\nb: ti\xeang\n", 2, "", "UTF-8"),
        ("", 1, "", "không có nội dung"),
        ("# chỉ có lời ghi\n", 1, "", "không có nội dung"),
        ("a: x\nb: [1, 2\nc: y\n", 3, "", "cú pháp"),
        ("a: x\nb: {Ban} bấm nút\n", 2, "", "ngoặc kép"),
        ("a: x\nb: Lưu ý: bấm nút\n", 2, "", "ngoặc kép"),
        ("a: &x 1\nb: *x\n", 1, "b", "neo"),
        ("a: 2026-13-45\n", 1, "a", "Không hiểu"),
        ("a: !!python/name:os.system x\n", 1, "a", "Không hiểu"),
        ("a: x\x00y\n", 1, "", "không đọc được"),
        ("a: 1\n---\nb: 2\n", 2, "", "cú pháp"),
        ("{a: 1}: x\n", 1, "", "ngoặc kép"),
    ],
)
def test_problems(tmp_path: Path, content: str | bytes, line: int, field: str, words: str) -> None:
    problems = problems_of(tmp_path, content)
    assert len(problems) == 1
    problem = problems[0]
    assert (problem.line, problem.field) == (line, field)
    assert words in problem.message


def test_all_problems_of_a_file_at_once(tmp_path: Path) -> None:
    content = "a: 1\na: 2\nb: " + unicodedata.normalize("NFD", "ế") + "\nc: 2026-02-30\n"
    assert {problem.line for problem in problems_of(tmp_path, content)} == {2, 3, 4}


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"Không có tệp"):
        read_yaml(tmp_path / "none.yml")
    with pytest.raises(KnowledgeError, match=r"Không đọc được"):
        read_yaml(tmp_path)


def test_an_alias_to_itself_ends(tmp_path: Path) -> None:
    assert "neo" in problems_of(tmp_path, "a: &x\n  - *x\n")[0].message


def test_a_problem_as_a_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    problem = Problem(tmp_path / "knowledge" / "a.yml", 12, "bubbles[2].text", "Trống.")
    assert str(problem) == f"{tmp_path}/knowledge/a.yml:12: bubbles[2].text: Trống."
    monkeypatch.chdir(tmp_path)
    assert str(problem) == "knowledge/a.yml:12: bubbles[2].text: Trống."
    warning = Problem(Path("a.yml"), 1, "", "Nên xem lại.", warning=True)
    assert str(warning) == "a.yml:1: (cảnh báo) Nên xem lại."
