"""What knowledge/README.md shows passes the check that editors are told to run, or is refused.

Examples stand in ``yaml`` and ``gift`` blocks behind the name of the file they are (part of);
tables whose head is “sai | đúng” show what the check finds and what it lets pass.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.learning.check import check
from bot.learning.exchange.importing import import_gift
from bot.settings import ROOT

GUIDE = (ROOT / "knowledge" / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(yaml|gift)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"Tệp `knowledge/([^`]+)`[^`]*^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PART = re.compile(
    r"Thêm vào `(\w+)` của\s+tệp\s+`knowledge/([^`]+)`.*?^```yaml\n(.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
LESSON = "M01-L5"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the knowledge folder with every example of the guide in its place."""
    folder = Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))
    whole, parts = FILE.findall(GUIDE), PART.findall(GUIDE)
    assert len(whole) + len(parts) == sum(kind == "yaml" for kind, _ in BLOCK.findall(GUIDE))
    for file, text in whole:
        assert not (folder / file).exists()
        (folder / file).write_text(text, encoding="utf-8")
    for key, file, text in parts:
        _put_in(folder / file, key, text)
    return folder


def _put_in(path: Path, key: str, text: str) -> None:
    """Puts items at the end of the list `key`, which may be followed by other keys."""
    old = path.read_text(encoding="utf-8")
    found = re.search(rf"^{key}:\n(?:[ #].*\n|\n)*", old, re.MULTILINE)
    assert found, f"{path} has no {key}"
    path.write_text(old[: found.end()] + text + old[found.end() :], encoding="utf-8")


def _mistakes(knowledge: Path) -> set[tuple[str, str, str]]:
    """File, field and message of all that the examples bring in: items are added at the ends."""
    return _found_in(knowledge) - _found_in(ROOT / "knowledge")


def _found_in(folder: Path) -> set[tuple[str, str, str]]:
    return {
        (problem.file.relative_to(folder).as_posix(), problem.field, problem.message)
        for problem in check(folder)
    }


def test_the_examples_have_no_mistake(knowledge: Path) -> None:
    assert (knowledge / "curriculum" / "M01" / f"{LESSON}.yml").exists()
    assert (knowledge / "questions" / f"{LESSON}.yml").exists()
    assert _mistakes(knowledge) == set()


def test_the_gift_example_is_taken_over(knowledge: Path) -> None:
    [gift] = [text for kind, text in BLOCK.findall(GUIDE) if kind == "gift"]
    file = knowledge.parent / "example.gift"
    file.write_text(gift, encoding="utf-8")
    report = import_gift(file, knowledge, LESSON)
    assert report.added == (f"{LESSON}-Q4",)
    assert _mistakes(knowledge) == set()


def _rows(heading: str) -> Iterator[tuple[str, str]]:
    """The wrong and the right wording of each row of the table below a heading."""
    section = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    table = section.partition("| sai | đúng |\n")[2].partition("\n\n")[0]
    for row in table.splitlines()[1:]:
        _, _, wrong, right, _ = (cell.strip() for cell in row.split("|"))
        yield wrong, right


def _item(number: int, written: str) -> dict[str, object]:
    """``Stem? (Hint.) ✔ right ✘ wrong …`` as an entry of a file of questions."""
    stem, *options = re.split(r"\s*([✔✘])\s*", written)
    hint = re.search(r"\s*\((.+)\)$", stem)
    return {
        "id": f"{LESSON}-Q{number}",
        "outcome": "M01-O5",
        "difficulty": 1,
        "stem": stem[: hint.start()] if hint else stem,
        "hint": hint[1] if hint else "Nghĩ thêm một chút.",
        "options": [
            {"text": text, "correct": sign == "✔", "feedback": "Xem lại bài này."}
            for sign, text in zip(options[::2], options[1::2], strict=True)
        ],
    }


def _found(knowledge: Path, texts: list[str], items: list[str]) -> tuple[set[int], set[int]]:
    """Which of the texts and which of the items the check finds something wrong with."""
    faq = knowledge / "faq" / "M01.yml"
    answers = yaml.safe_load(faq.read_text(encoding="utf-8"))
    first = answers["questions"][0]
    answers["questions"] = [
        {**first, "id": f"M01-F{number}", "answer": text}
        for number, text in enumerate(texts, start=1)
    ]
    _write(faq, answers)
    entries = [_item(number, item) for number, item in enumerate(items, start=1)]
    questions = knowledge / "questions" / f"{LESSON}.yml"
    _write(questions, {"lesson": LESSON, "questions": entries})
    found: dict[Path, set[int]] = {faq: set(), questions: set()}
    for problem in check(knowledge):
        place = re.match(r"questions\[(\d+)\]\.(?:answer|stem|hint|options)", problem.field)
        if place and problem.file in found:
            found[problem.file].add(int(place[1]))
    return found[faq], found[questions]


class _WithoutAnchors(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.dump(content, Dumper=_WithoutAnchors, allow_unicode=True), "utf-8")


def test_the_check_tells_the_wrong_wordings_from_the_right_ones(knowledge: Path) -> None:
    texts, items = list(_rows("Xưng hô, con số, lời văn")), list(_rows("Quy tắc viết câu hỏi"))
    assert len(texts) >= 5
    assert len(items) >= 5
    found = _found(knowledge, [wrong for wrong, _ in texts], [wrong for wrong, _ in items])
    assert found == (set(range(1, len(texts) + 1)), set(range(1, len(items) + 1)))
    found = _found(knowledge, [right for _, right in texts], [right for _, right in items])
    assert found == (set(), set())


def test_editors_find_the_schema_of_every_file() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    globs: dict[str, str] = settings["yaml.schemas"]
    schemas = {path.resolve() for path in (ROOT / "knowledge" / "schema").glob("*.json")}
    assert {(ROOT / schema).resolve() for schema in globs} == schemas
    for path in (ROOT / "knowledge").rglob("*.yml"):
        file = path.relative_to(ROOT)
        fits = [glob for glob in globs.values() if file.match(glob)]
        assert len(fits) == (0 if file.parts[1] == "language" else 1), file
    [modeline] = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", GUIDE, re.MULTILINE)
    assert (ROOT / "knowledge" / "curriculum" / "M01" / modeline).resolve() in schemas


def test_every_file_of_the_table_exists() -> None:
    named = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", GUIDE, re.MULTILINE)
    files = [file for cell in named for file in re.findall(r"`([^`]+)`", cell)]
    assert len(files) > 10
    assert [file for file in files if not list((ROOT / "knowledge").glob(file))] == []


def test_the_guide_is_easy_on_the_eyes() -> None:
    lines = GUIDE.splitlines()
    assert max(map(len, lines)) <= 120
    assert len(lines) <= 330
