"""The documents that imports are measured with: files, sources and expected registers agree."""

from __future__ import annotations

import runpy
from pathlib import Path

import docx
import pdfplumber
import pytest
import yaml

from bot.evaluation.plan_expected import read_expected

DOCUMENTS = Path(__file__).parent / "plan_documents"


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as pdf:
            return "\n".join(page.extract_text() for page in pdf.pages)
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(each.text for each in document.paragraphs), *cells])
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        *("a.docx", "b.pdf", "c.html", "e.docx", "f.pdf", "g.docx", "h.pdf", "i.docx", "j.pdf"),
        *("k.docx", "l.pdf", "m.pdf", "n.docx"),
    ],
)
def test_the_kept_documents_are_what_their_sources_say(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(DOCUMENTS)
    made = runpy.run_path(str(DOCUMENTS / "make_documents.py"))
    source = DOCUMENTS / "sources" / f"{Path(name).stem}.txt"
    made["make_" + Path(name).suffix[1:]](list(made["parts_of"](source)), tmp_path / name)
    assert text_of(tmp_path / name) == text_of(DOCUMENTS / name)


def test_the_expected_registers_say_what_the_documents_say() -> None:
    registers = read_expected(DOCUMENTS)
    counts = [len(each.tasks) for each in registers]
    assert counts == [76, 74, 37, 24, 82, 84, 112, 111, 104, 72, 79, 77, 67, 67]
    for each in registers:
        stem = Path(each.file).stem
        source = DOCUMENTS / "sources" / f"{stem}.txt"
        text = (source if source.is_file() else DOCUMENTS / each.file).read_text(encoding="utf-8")
        words = " ".join(text.replace("**", "").split()).casefold()
        assert each.number.casefold() in words
        for task in each.tasks:
            for written in (task.name, task.deadline.written, task.result):
                assert written is None or written.casefold() in words, (each.file, written)


def test_annexes_have_the_rows_that_were_asked_for() -> None:
    counts = {}
    for stem in "abcefghijklmn":
        file = yaml.safe_load((DOCUMENTS / "expected" / f"{stem}.yml").read_text(encoding="utf-8"))
        counts[stem] = sum(task["section"].startswith("PL.") for task in file["tasks"])
    rows = {"a": 60, "b": 62, "c": 30, "e": 61, "f": 62, "g": 63, "h": 62, "i": 60, "j": 30}
    assert counts == {**rows, "k": 46, "l": 44, "m": 39, "n": 14}
