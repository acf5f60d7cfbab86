"""``knowledge/safety/``: signs of swindle and real sites, as officials write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, StrictBool

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Day, Parsed, Positive, Strict, Text, read_file
from bot.knowledge.yaml_reader import Place
from bot.learning.ids import LessonId, Name
from bot.learning.style import style_mistakes
from bot.vietnamese.phrase_patterns import PatternError, compiled

__all__ = ["CALMS", "SIGNS", "SafetyFiles", "SignsFile", "SitesFile", "read_safety"]

# fmt: off
SignId = Literal[
    "secret", "payment", "odd_link", "app", "impersonation", "threat",
    "pressure", "secrecy", "too_good", "contact", "stranger", "odd",
]
# fmt: on
CalmId = Literal["warning", "visit", "asks_nothing", "known", "notice"]

SIGNS: tuple[str, ...] = get_args(SignId)
"""What speaks for a swindle and is told to the person, in the order of the file."""

CALMS: tuple[str, ...] = get_args(CalmId)
"""What speaks against one, and is not told: nobody here can say that a message is safe."""

TITLE_LIMIT = 60
ACT_LIMIT = 150


class SignEntry(Strict):
    """One sign: what it is called, what to do about it, and how it is worded by swindlers."""

    id: SignId
    title: Text = Field(description="Tên dấu hiệu, nối được sau “Dấu hiệu:”; tối đa 60 ký tự.")
    act: Text = Field(description="Việc cần làm ngay, một câu; nhiều nhất 150 ký tự.")
    negatable: StrictBool = Field(
        True, description="false: “đừng”, “không” đứng trước không làm mất dấu hiệu."
    )
    patterns: list[Text] = Field(min_items=1, description="Các mẫu câu, xem đầu tệp.")


class CalmEntry(Strict):
    """A reason to think that a message is none."""

    id: CalmId
    patterns: list[Text] = Field(min_items=1)


class NegationEntry(Strict):
    """Which words turn what follows round, within how many words, unless cut off before."""

    words: list[Text] = Field(min_items=1)
    cut_by: list[Text]
    reach: Positive = Field(description="Lời phủ định tác động đến bao nhiêu chữ phía sau.")


class HeadingEntry(Strict):
    """How the sender's name stands at the head of a message."""

    patterns: list[Text] = Field(min_items=1)


class SignsFile(Strict):
    """``safety/signs.yml``."""

    checked: Day
    sources: list[Text] = Field(min_items=1)
    lesson: LessonId = Field(description="Bài nên học khi không rõ hình thức nào.")
    groups: dict[str, list[Text]] = Field(description="Cụm từ dùng chung, gọi là {tên}.")
    signs: list[SignEntry] = Field(min_items=1)
    calm: list[CalmEntry]
    negation: NegationEntry
    warned_of: NegationEntry = Field(description="Chữ báo trước lời thuật lại để cảnh báo.")
    heading: HeadingEntry = Field(description="Tên nơi gửi đứng đầu tin.")
    forms: dict[str, list[Text]] = Field(description="Mã hình thức trong faq/scams.yml và mẫu.")


class SiteEntry(Strict):
    """A real site that swindlers imitate."""

    id: Name
    name: Text = Field(description="Tên nói với người dân.")
    names: list[Text] = Field(min_items=1, description="Chữ kẻ gian gài vào tên miền giả.")
    domains: list[Text] = Field(min_items=1, description="Mọi tên miền thật.")


class SitesFile(Strict):
    """``safety/sites.yml``."""

    checked: Day
    sources: list[Text] = Field(min_items=1)
    state_suffixes: list[Text]
    sites: list[SiteEntry] = Field(min_items=1)
    shorteners: list[Text]
    odd_endings: list[Text]
    free_hosts: list[Text]
    bait: list[Text]
    app_files: list[Text]


@dataclass(frozen=True)
class SafetyFiles:
    """Both files, as far as they could be read."""

    signs: Parsed[SignsFile] | None
    sites: Parsed[SitesFile] | None


def read_safety(folder: Path, forms: Sequence[str], problems: list[Problem]) -> SafetyFiles:
    """Reads the files in `folder`; adds what is wrong to `problems`, by line and field.

    `forms` are the ids of the forms of scam that ``faq/scams.yml`` has.
    """
    files = SafetyFiles(
        read_file(folder / "signs.yml", SignsFile, problems),
        read_file(folder / "sites.yml", SitesFile, problems),
    )
    if files.signs:
        problems += _of_signs(files.signs, forms)
    if files.sites:
        problems += _of_sites(files.sites)
    return files


def _of_signs(parsed: Parsed[SignsFile], forms: Sequence[str]) -> Iterator[Problem]:
    model, document = parsed.model, parsed.document
    for place, pattern in _patterns(model):
        try:
            compiled([pattern], model.groups)
        except PatternError as error:
            yield document.problem(place, str(error))
    for name, expected, there in (
        ("signs", SIGNS, [sign.id for sign in model.signs]),
        ("calm", CALMS, [calm.id for calm in model.calm]),
    ):
        for id in expected:
            if there.count(id) != 1:  # type: ignore[arg-type]
                yield document.problem((name,), f"Phải có đúng một mục {id}.")
    for form in model.forms:
        if form not in forms:
            yield document.problem(("forms", form), f"faq/scams.yml không có hình thức {form}.")
    for index, sign in enumerate(model.signs):
        for field, text, limit in (
            ("title", sign.title, TITLE_LIMIT),
            ("act", sign.act, ACT_LIMIT),
        ):
            for message in style_mistakes(text, limit, ()):
                yield document.problem(("signs", index, field), message)


def _patterns(model: SignsFile) -> Iterator[tuple[Place, str]]:
    of_entries = (
        *((("signs", index), sign.patterns) for index, sign in enumerate(model.signs)),
        *((("calm", index), calm.patterns) for index, calm in enumerate(model.calm)),
    )
    for place, patterns in of_entries:
        for number, pattern in enumerate(patterns):
            yield (*place, "patterns", number), pattern
    for number, pattern in enumerate(model.heading.patterns):
        yield ("heading", "patterns", number), pattern
    for form, patterns in model.forms.items():
        for number, pattern in enumerate(patterns):
            yield ("forms", form, number), pattern


def _of_sites(parsed: Parsed[SitesFile]) -> Iterator[Problem]:
    model, document = parsed.model, parsed.document
    seen: dict[str, str] = {}
    for index, site in enumerate(model.sites):
        for field, values in (("names", site.names), ("domains", site.domains)):
            for number, value in enumerate(values):
                place: Place = ("sites", index, field, number)
                if value != value.lower() or " " in value or not value.isascii():
                    message = "Viết chữ thường, không dấu, không khoảng trắng."
                    yield document.problem(place, message)
                if field == "domains" and "." not in value:
                    yield document.problem(place, "Tên miền phải có dấu chấm.")
                if value in seen and seen[value] != site.id:
                    yield document.problem(place, f"“{value}” đã có ở mục {seen[value]}.")
                seen[value] = site.id


def usable(files: SafetyFiles, problems: Sequence[Problem]) -> tuple[SignsFile, SitesFile]:
    """Both files; raises `KnowledgeError` where there are mistakes."""
    mistakes = sorted(problem for problem in problems if not problem.warning)
    if mistakes or files.signs is None or files.sites is None:
        raise KnowledgeError(mistakes)
    return files.signs.model, files.sites.model
