"""Whatever is written as GIFT is read back the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.learning.exchange.gift import GiftOption, GiftQuestion, escape, unescape
from bot.learning.exchange.gift_html import html_of, plain_of
from bot.learning.exchange.gift_reader import read_gift
from bot.learning.exchange.gift_writer import write_gift

# What GIFT gives a meaning, what looks like it, and what YAML, HTML and Vietnamese bring along.
PIECES = [
    *(":", "::", "=", "~", "#", "####", "{", "}", "\\", "\\n", "\\\\", "//", "%50%", "%", "->"),
    *("[html]", "[plain]", "[id:x]", "[", "]", "$CATEGORY:", "{ban}", "{T}", "_____", "\n", " "),
    *("<", ">", "&", "&amp;", "<b>", "&&058;", "ế", "ế", "“a”", "'", '"', "😀", "a", "1"),
]
NOT_IN_FILES = st.characters(
    blacklist_categories=("Cc", "Cs", "Cn"), blacklist_characters="\u2028\u2029\ufeff"
)
NASTY = st.lists(st.sampled_from(PIECES) | NOT_IN_FILES, max_size=8).map("".join)
TEXTS = NASTY.map(str.strip)
SOME_TEXT = TEXTS.filter(bool)
ON_ONE_LINE = TEXTS.map(lambda text: " ".join(text.split()))
LABELS = ON_ONE_LINE.filter(lambda text: text and not re.search(r"[\[<>`]|\\$|\\\]", text))


def fitting(text: str, format: str) -> bool:
    """Whether GIFT can say `text` in this format."""
    if format == "html":
        return plain_of(html_of(text))[0] == text
    if format == "markdown":
        return not re.search(r"[*`<]|\]\(", text)
    return format == "plain" or "<" not in text


@st.composite
def gift_questions(draw: st.DrawFn) -> GiftQuestion:
    format = draw(st.sampled_from(["moodle", "html", "plain", "markdown"]))
    some = SOME_TEXT.filter(lambda text: fitting(text, format))
    maybe = TEXTS.filter(lambda text: fitting(text, format))
    count = draw(st.integers(2, 4))
    right = draw(st.integers(0, count - 1))
    return GiftQuestion(
        text=draw(some),
        options=tuple(
            GiftOption(draw(some), 100 if number == right else 0, draw(maybe))
            for number in range(count)
        ),
        name=draw(TEXTS),
        id=draw(st.just("") | LABELS),
        tags=tuple(draw(st.lists(LABELS, max_size=3))),
        category="$course$/Bạn Học Số/M01",
        comments=tuple(draw(st.lists(LABELS, max_size=2))),
        feedback=draw(maybe),
        format=format,
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(gift_questions(), max_size=2))
def test_questions(questions: list[GiftQuestion]) -> None:
    assert read_gift(write_gift(questions)) == questions


@given(NASTY)
def test_escapes(text: str) -> None:
    assert unescape(escape(text)) == text


def test_placeholders_are_escaped() -> None:
    options = (GiftOption("a", 100, "{Ban} đúng"), GiftOption("b", 0))
    assert write_gift([GiftQuestion("{ban}?", options, name="x", format="plain")]) == (
        "::x::[plain]\\{ban\\}?{\n\t=a#\\{Ban\\} đúng\n\t~b\n}\n"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks(mark: str, end: str) -> None:
    text = f"{mark}$CATEGORY: A{end}{end}Câu{end}một?{{{end}=a{end}~b{end}}}{end}{end}"
    (question,) = read_gift(text)
    assert (question.text, question.category, question.line) == ("Câu một?", "A", 3)
    assert [option.line for option in question.options] == [5, 6]
