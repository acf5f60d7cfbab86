"""The little HTML that Moodle's editor writes, as plain text and back."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

__all__ = ["html_of", "plain_of", "tags_in"]

_PARAGRAPHS = frozenset({"p", "div"})
# Bold and the like are lost: messages are plain text.
_LETTERS = frozenset({"b", "strong", "i", "em", "u", "span"})
_PARAGRAPH = "\f"
_TAG = re.compile(
    r"</?(?:p|div|b|strong|i|em|u|span|br|img|a|ul|ol|li|table|h\d|font|pre|code|sub|sup|hr)\b[^>]*>",
    re.IGNORECASE,
)


def plain_of(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` without its tags, and those of its tags that cannot simply be left out.

    A new line stands for ``<br>`` and between paragraphs. Entities become characters, spaces of
    any kind and number one space.
    """
    reducer = _Reducer()
    reducer.feed(text)
    reducer.close()
    plain = re.sub(r" *\n *", "\n", "".join(reducer.parts))
    plain = re.sub(rf"[ \n]*{_PARAGRAPH}[ \n{_PARAGRAPH}]*", "\n", plain)
    return plain.strip(), tuple(dict.fromkeys(reducer.refused))


def html_of(text: str) -> str:
    """Plain `text` as HTML that `plain_of` reads back."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def tags_in(text: str) -> tuple[str, ...]:
    """HTML tags in a text that is not said to be HTML; people would see them as they stand."""
    return tuple(_TAG.findall(text))


class _Reducer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "br":
            self.parts.append("\n")
        elif tag in _PARAGRAPHS:
            self.parts.append(_PARAGRAPH)
        elif tag not in _LETTERS:
            self.refused.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.parts.append(_PARAGRAPH)

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"[ \t\r\n\f\xa0]+", " ", data))
