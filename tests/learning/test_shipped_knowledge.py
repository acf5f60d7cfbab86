"""The knowledge that ships: how much of it there is, and how it reads for everybody."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.knowledge.address import AddressForm
from bot.knowledge.placeholders import fill
from bot.learning.counts import counts
from bot.learning.files import ModuleFile, read_files
from bot.learning.ids import module_id_of
from bot.learning.library import load_library
from bot.learning.links import dead_ends
from bot.learning.texts import PlacedText, items_of, texts_of
from bot.settings import ROOT

KNOWLEDGE = ROOT / "knowledge"
LIBRARY = load_library(KNOWLEDGE)
FILES = read_files(KNOWLEDGE, [])
MODULES = [parsed.model for parsed in FILES.modules]
LESSONS = {
    **{"M01": 4, "M02": 4, "M03": 5, "M04": 4, "M05": 4, "M06": 3},
    **{"M07": 4, "M08": 3, "M09": 5, "M10": 3, "M11": 4, "M12": 4},
}


def test_modules_and_lessons() -> None:
    expected = [
        f"{id}-L{number}" for id, count in LESSONS.items() for number in range(1, count + 1)
    ]
    assert [lesson.id for lesson in LIBRARY.curriculum.lessons] == expected
    assert len(expected) == 47


def test_there_are_enough_questions() -> None:
    """At least five a lesson, situations not counted, and five situations a module."""
    questions = Counter(
        question.lesson_id
        for lesson in LIBRARY.curriculum.lessons
        for question in lesson.questions
        if not question.is_situation
    )
    assert {lesson.id for lesson in LIBRARY.curriculum.lessons if questions[lesson.id] < 5} == set()
    assert counts(LIBRARY)["câu hỏi"] >= 235
    situations = {each.model.module: len(each.model.situations) for each in FILES.situations}
    assert {id for id in LESSONS if situations.get(id, 0) < 5} == set()


def test_every_option_has_feedback_of_its_own() -> None:
    assert [
        f"{document.path.name}:{document.line(place)}"
        for document, place, _, item in items_of(FILES)
        if len({option.feedback for option in item.options}) < len(item.options)
    ] == []


def test_every_outcome_is_taught_and_asked() -> None:
    assert [str(problem) for problem in dead_ends(FILES)] == []


def test_frequent_questions() -> None:
    of_modules = Counter(module_id_of(entry.id) for entry in LIBRARY.faq)
    assert of_modules.total() >= 120
    assert {id for id in LESSONS if of_modules[id] < 8} == set()


def test_scams() -> None:
    assert FILES.scams is not None
    groups = [group.id for group in FILES.scams.model.groups]
    assert len(groups) == 3
    assert {scam.group for scam in LIBRARY.scams} == set(groups)
    assert len(LIBRARY.scams) == 24


def test_the_bank_comes_before_the_police_in_the_first_hour() -> None:
    titles = [step.title for step in LIBRARY.first_hour]
    bank = next(place for place, title in enumerate(titles) if "ngân hàng" in title)
    police = next(place for place, title in enumerate(titles) if "Công an" in title)
    assert bank < 2
    assert bank < police


def test_routes() -> None:
    ids = [route.id for route in LIBRARY.routes]
    assert ids == ["danh_tinh_so", "cho_so_4t", "gia_dinh_so", "ai_cong_vu"]
    assert len(LIBRARY.routes[1].parts) == 4  # the four Ts


def test_the_courses_on_ai_for_public_employees() -> None:
    route = next(route for route in LIBRARY.routes if route.id == "ai_cong_vu")
    assert route.groups == ("cbcc",)
    assert "1143/QĐ-BKHCN" in route.source
    assert len(route.parts) == 3
    assert len({part.audience for part in route.parts} - {None}) == 3
    lessons = [lesson for part in route.parts for lesson in part.lessons]
    assert {lesson.module_id for lesson in lessons} == {"M11", "M12"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_a_module_stands_in_the_frameworks(module: ModuleFile) -> None:
    for places in (module.tt02_domains, module.digcomp3_areas, module.groups):
        assert places
        assert len(places) == len(set(places))
    assert len(module.qd757_codes) == len(set(module.qd757_codes))


def test_the_modules_together_cover_the_frameworks() -> None:
    domains = {domain for each in MODULES for domain in each.tt02_domains}
    assert domains == {"I", "II", "III", "IV", "V", "VI"}
    assert {area for each in MODULES for area in each.digcomp3_areas} == {1, 2, 3, 4, 5}
    assert {group for each in MODULES for group in each.groups} == {"dan", "hssv", "nld", "cbcc"}


PEOPLE = [("bác", "cháu"), ("cô", "con"), ("anh", "em"), ("bạn", "mình"), ("ông", "cháu")]
FORMS = [AddressForm(ban, ban, toi, ban) for ban, toi in PEOPLE]
VALUES = [LIBRARY.values(form) for form in FORMS]

# Where a sentence starts: at the start of the text or a line, or after a full stop that is not
# part of “…” or “v.v.”; list marks and opening signs come before its first word.
SENTENCE = re.compile(
    r"(?:\A|\n|(?<!\.\.)(?<!v\.v)[.?!]\s+)(?:(?:\d+[.)]|[-•–])\s+)?[“\"‘(\[]*(?P<word>[^\s,:;?!”]*)"
)
# “iPhone” and “vneid.gov.vn” are written so wherever they stand.
SMALL_ANYWHERE = re.compile(r"[a-z]+[A-Z]\w*|[\w-]+(?:\.[\w-]+)+")
SPACES = re.compile(r"[ \t]{2,}|[ \t]\n|\n[ \t]|\A\s|\s\Z")
SPACE_BEFORE_SIGN = re.compile(r"\s(?:[,?!;:]|\.(?![\w.]))")


def faults(text: str, words: tuple[str, ...] = ()) -> Iterator[str]:
    """What is wrong with a text as it is sent; `words` name the person and the bot."""
    if "{" in text or "}" in text:
        yield "brace"
    for found in SENTENCE.finditer(text):
        if found["word"][:1].islower() and not SMALL_ANYWHERE.match(found["word"]):
            yield f"small letter: {found['word']}"
    for word in words:
        if re.search(rf"(?<!\w){word}\s+{word}(?!\w)", text, re.IGNORECASE):
            yield f"twice: {word}"
    if SPACES.search(text):
        yield "spaces"
    if SPACE_BEFORE_SIGN.search(text):
        yield "space before a sign"
    if re.sub("[^“”]", "", text).replace("“”", ""):
        yield "quotation marks"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bác {ban} bấm.", ["brace"]),
        ("bấm nút.", ["small letter: bấm"]),
        ("Bấm nút. rồi chờ.", ["small letter: rồi"]),
        ("Có mở không? có chứ", ["small letter: có"]),
        ("Hai việc:\n1. mở máy\n- tắt máy", ["small letter: mở", "small letter: tắt"]),
        ("“mở máy”", ["small letter: mở"]),
        ("Nhờ bác bác ơi.", ["twice: bác"]),
        ("Bác bác bấm.", ["twice: bác"]),
        ("Bấm  nút.", ["spaces"]),
        ("Bấm nút. \nChờ.", ["spaces"]),
        ("Bấm nút , chờ.", ["space before a sign"]),
        ("Bấm nút .", ["space before a sign"]),
        ("Bấm “nút.", ["quotation marks"]),
        ("Bấm ”nút“.", ["quotation marks"]),
        ("Bấm ““nút””.", ["quotation marks"]),
    ],
)
def test_faults_that_are_found(text: str, expected: list[str]) -> None:
    assert list(faults(text, ("bác",))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Bác, bác ơi. Bác bấm nhé.",
        "Chờ... rồi bấm. Chờ… rồi bấm.",
        "Ảnh, tin, v.v. đều mất. 5 giây là xong.",
        "“Mở máy?” rồi “Tắt.”, xong.",
        "Vào vneid.gov.vn. iPhone cũng vậy.\n- iPad nữa",
        "dichvucong.gov.vn",
        "Trang có đuôi .gov.vn, giờ là 7:30.",
        "1. Mở máy\n2. Tắt máy\n- Chờ (lâu)",
    ],
)
def test_what_is_no_fault(text: str) -> None:
    assert list(faults(text, ("bác",))) == []


def _by_file() -> dict[str, list[PlacedText]]:
    texts: dict[str, list[PlacedText]] = defaultdict(list)
    for text in texts_of(FILES):
        if not text.heard:
            texts[text.document.path.relative_to(KNOWLEDGE).as_posix()].append(text)
    return texts


TEXTS = _by_file()


def test_every_file_has_texts() -> None:
    parts = ("curriculum", "questions", "faq", "leaders")
    paths = [path for part in parts for path in _files(part)]
    assert TEXTS.keys() == {*paths, "confirmation.yml", "reminders.yml", "routes.yml"}


def test_every_lesson_can_be_helped_with_and_every_module_led() -> None:
    helped = [entry.lesson for guide in FILES.guides for entry in guide.model.helps]
    assert sorted(helped) == sorted(lesson.model.id for lesson in FILES.lessons)
    assert {guide.model.module for guide in FILES.guides} == {m.model.id for m in FILES.modules}


def _files(part: str) -> Iterator[str]:
    yield from (
        path.relative_to(KNOWLEDGE).as_posix() for path in Path(KNOWLEDGE, part).rglob("*.yml")
    )


@pytest.mark.parametrize("file", TEXTS)
def test_texts_read_well_for_everybody(file: str) -> None:
    found = [
        str(text.problem(f"{form.ban}/{form.toi}: {fault}"))
        for text in TEXTS[file]
        for form, values in zip(FORMS, VALUES, strict=True)
        for fault in faults(fill(text.text, values), (form.ban, form.toi))
    ]
    assert found == []
