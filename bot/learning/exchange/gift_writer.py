"""GIFT text from questions; the opposite of `gift_reader`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.learning.exchange.gift import MARKER, Format, GiftQuestion, escape
from bot.learning.exchange.gift_html import html_of

__all__ = ["write_gift"]

_SIGNS: dict[float, str] = {100: "=", 0: "~"}


def write_gift(questions: Iterable[GiftQuestion]) -> str:
    """The text of a file with these questions in order, as Moodle's export lays it out.

    What `read_gift` makes of it equals `questions`, where a question without a category follows
    none that has one: GIFT has no way back to “none”.
    """
    blocks: list[str] = []
    category = ""
    for question in questions:
        if question.category not in ("", category):
            category = question.category
            blocks.append(f"$CATEGORY: {category}\n")
        blocks.append(_question(question))
    return "\n".join(blocks)


def _question(question: GiftQuestion) -> str:
    lines = [_labels(question), *(f"// {comment}" for comment in question.comments)]
    name = f"::{escape(question.name)}::" if question.name else ""
    stem = _text(question.text, question.format, marked=question.format != "moodle")
    lines.append(f"{name}{stem}{{")
    for option in question.options:
        sign = _SIGNS.get(option.weight) or f"~%{option.weight:g}%"
        feedback = f"#{_text(option.feedback, question.format)}" if option.feedback else ""
        lines.append(f"\t{sign}{_text(option.text, question.format)}{feedback}")
    if question.feedback:
        lines.append(f"\t####{_text(question.feedback, question.format)}")
    return "\n".join([*filter(None, lines), "}", ""])


def _labels(question: GiftQuestion) -> str:
    labels = [("id", question.id)] if question.id else []
    labels += [("tag", tag) for tag in question.tags]
    written = [f"[{kind}:" + value.replace("]", r"\]") + "]" for kind, value in labels]
    return f"// {' '.join(written)}" if written else ""


_MISTAKABLE = re.compile(rf"{MARKER.pattern}|%|//")


def _text(text: str, format: Format, marked: bool = False) -> str:
    """`text` in this format, which is named where that is asked for or keeps its start literal."""
    marker = f"[{format}]" if marked or _MISTAKABLE.match(text) else ""
    return marker + escape(html_of(text) if format == "html" else text)
