"""What a question comes with, and what an answer to it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.plans.index import Index
from bot.plans.naming import document_titles
from bot.plans.question import Query
from bot.plans.topic import PAGE, Topic
from bot.plans.wording import packed

__all__ = ["MORE", "PAGE", "Asked", "PlanAnswer", "outside", "page_of", "replied"]

T = TypeVar("T")

SPARE = 1
"""No page is made for so few things: they stand on the one before."""

MORE = ("Xem tiếp", "xem tiếp")
"""The choice that asks for the next page."""

_EXAMPLES = (
    ("Có những văn bản nào?", "có những văn bản nào?"),
    ("Việc sắp đến hạn", "việc nào đến hạn trong 30 ngày tới?"),
    ("Chỉ tiêu cho người dân", "chỉ tiêu cho người dân là bao nhiêu?"),
)
_OUTSIDE = (
    "Sổ kế hoạch không có điều này. {{Ban}} có thể hỏi về việc, đơn vị, thời hạn, chỉ tiêu, "
    "báo cáo trong các văn bản đang có: {documents}."
)


@dataclass(frozen=True)
class Asked:
    """A question as typed; `named` are (entity, value) pairs found before; `today` in Vietnam."""

    text: str
    named: tuple[tuple[str, str], ...]
    today: date


@dataclass(frozen=True)
class PlanAnswer:
    """Texts of at most 600 characters, and the ids of what they name.

    `choices` are (title, message) pairs: what can be asked next. `known` is False where there is no
    such document, unit, province, day or task.
    """

    texts: tuple[str, ...]
    tasks: tuple[str, ...]
    targets: tuple[str, ...]
    documents: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    topic: Topic
    known: bool


def replied(
    lines: Iterable[str],
    query: Query,
    *,
    tasks: Sequence[str] = (),
    targets: Sequence[str] = (),
    documents: Iterable[str] = (),
    choices: Sequence[tuple[str, str]] = (),
    page: int = 0,
    known: bool = True,
) -> PlanAnswer:
    """The answer of `lines` to `query`; the ids given are those of what the lines name."""
    named = tuple(dict.fromkeys(documents))
    topic = Topic(query, tuple(tasks), tuple(targets), named, page)
    return PlanAnswer(
        packed(lines), tuple(tasks), tuple(targets), named, tuple(choices), topic, known
    )


def outside(index: Index, query: Query) -> PlanAnswer:
    """The answer to what the register does not hold: that, and what can be asked."""
    line = _OUTSIDE.format(documents=document_titles(index.register))
    return replied([line], query, choices=_EXAMPLES, known=False)


def page_of(things: Sequence[T], page: int) -> tuple[Sequence[T], int, bool]:
    """The things of a page (or of the last one), which page it is, and whether more come."""
    page = min(page, max(len(things) - 1 - SPARE, 0) // PAGE)
    more = len(things) > (page + 1) * PAGE + SPARE
    return things[page * PAGE : (page + 1) * PAGE if more else None], page, more
