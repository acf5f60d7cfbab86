"""Questions from GIFT text, by the rules of Moodle's own reader.

Blocks are parted by blank lines; escapes are set aside, then the first ``{`` and the first ``}``
enclose the options. Moodle knows more kinds of questions than we can ask: those are problems.
One thing differs: a line simply broken in two by its writer is joined by a space; Moodle keeps the
break. Source: ``question/format/gift/format.php`` of https://github.com/moodle/moodle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from bot.learning.exchange.gift import (
    BLANK,
    MARKER,
    Format,
    GiftError,
    GiftOption,
    GiftProblem,
    GiftQuestion,
    protect,
    reveal,
)
from bot.learning.exchange.gift_html import plain_of, tags_in

__all__ = ["parse_gift", "read_gift"]

_MOST_OPTIONS = 4
_CATEGORY = "$CATEGORY:"
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)
_ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`])+)\]")
_OPTION = re.compile(r"([=~])([^=~]*)")
_WEIGHT = re.compile(r"%(-*[0-9]{1,2}\.?[0-9]*)%")
_TRUE_FALSE = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_MARKDOWN = re.compile(r"\*|`|\]\(")


def read_gift(text: str) -> list[GiftQuestion]:
    """The questions of a GIFT file, in order; raises `GiftError` with every problem found.

    `text` may start with a byte order mark and have any kind of line ends. True or false becomes
    a choice between *Đúng* and *Sai*.
    """
    problems: list[GiftProblem] = []
    questions = parse_gift(text, problems)
    if problems:
        raise GiftError(problems)
    return questions


def parse_gift(text: str, problems: list[GiftProblem]) -> list[GiftQuestion]:
    """Like `read_gift`, but adds what is wrong to `problems` and leaves out those questions."""
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    strange = [number for number, line in enumerate(lines, start=1) if _CONTROL.search(line)]
    message = "Có ký tự điều khiển không nhìn thấy được; hãy xóa hoặc gõ lại dòng này."
    problems.extend(GiftProblem(number, message) for number in strange)
    lines = [_CONTROL.sub("", line) for line in lines]
    questions, category = [], ""
    for block in _blocks(lines):
        if not block.code.strip():
            problems.extend(block.stray_comments())
        elif block.code.lstrip().startswith(_CATEGORY):
            category = _category(block, problems)
        else:
            question = _QuestionReader(block, category).question(problems)
            questions += [question] if question else []
    return questions


@dataclass(frozen=True)
class _Block:
    """Lines up to a blank one. `line` is the number of the first."""

    line: int
    lines: tuple[str, ...]

    @cached_property
    def comments(self) -> tuple[str, ...]:
        return tuple(line[2:].strip() for line in self.lines if line.startswith("//"))

    @cached_property
    def code(self) -> str:
        """What is not a comment, with escapes set aside; as many lines as the block has."""
        return protect("\n".join("" if line.startswith("//") else line for line in self.lines))

    def line_at(self, place: int) -> int:
        """The line in the file of this place in `code`."""
        return self.line + self.code.count("\n", 0, place)

    def stray_comments(self) -> Iterator[GiftProblem]:
        """Comments that say something of a question, but stand apart from it."""
        for number, line in enumerate(self.lines):
            if _ID.search(line) or _TAG.search(line) or line[2:].lstrip().startswith("hint:"):
                message = "Dòng này phải đứng sát ngay trước câu hỏi, không cách dòng trống."
                yield GiftProblem(self.line + number, message)


def _blocks(lines: list[str]) -> Iterator[_Block]:
    start, block = 1, list[str]()
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            start = start if block else number
            block.append(line.strip())
        elif block:
            yield _Block(start, tuple(block))
            block = []


def _category(block: _Block, problems: list[GiftProblem]) -> str:
    rows = [line for line in block.lines if not line.startswith("//")]
    if len(rows) > 1:
        message = f"Sau dòng {_CATEGORY} phải có một dòng trống."
        problems.append(GiftProblem(block.line_at(block.code.index(_CATEGORY)), message))
    return rows[0].removeprefix(_CATEGORY).strip()


class _Refused(Exception):
    """A block that is no question we can ask, for the one reason given."""

    def __init__(self, place: int, message: str) -> None:
        self.place = place
        super().__init__(message)


class _QuestionReader:
    """Reads one block. Places are those of characters in the block's code."""

    def __init__(self, block: _Block, category: str) -> None:
        self._block = block
        self._category = category
        self._code = block.code
        self._start = len(self._code) - len(self._code.lstrip())
        self._format: Format = "moodle"
        self._problems: list[GiftProblem] = []

    def question(self, problems: list[GiftProblem]) -> GiftQuestion | None:
        """The question; None where something is wrong with it, which is added to `problems`."""
        try:
            question = self._question()
        except _Refused as refused:
            self._add(refused.place, str(refused))
            question = None
        problems.extend(self._problems)
        return None if self._problems else question

    def _question(self) -> GiftQuestion:
        name, start = self._name()
        opening, closing = self._braces(start)
        inside = self._code[opening + 1 : closing]
        answers, separator, general = inside.rpartition("####")
        if not separator:
            answers, general = inside, ""
        tail = self._code[closing + 1 :]
        stem = self._code[start:opening] + (BLANK + tail if tail.strip() else "")
        found = MARKER.match(stem.strip())
        self._format = cast(Format, found[1]) if found else "moodle"
        text = self._text(stem, start)
        if not text:
            self._add(self._start, "Câu hỏi không có chữ trước dấu {.")
        options = self._options(answers, opening + 1)
        id, tags, comments = _labels(self._block.comments)
        return GiftQuestion(
            text=text,
            options=options,
            name=name,
            id=id,
            tags=tags,
            category=self._category,
            comments=comments,
            feedback=self._text(general, closing - len(general)),
            format=self._format,
            line=self._block.line_at(self._start),
        )

    def _name(self) -> tuple[str, int]:
        """The name between ``::`` and ``::``, and where it ends."""
        end = self._code.find("::", self._start + 2)
        if not self._code.startswith("::", self._start) or end < 0:
            return "", self._start
        return _revealed(self._code[self._start + 2 : end]), end + 2

    def _braces(self, start: int) -> tuple[int, int]:
        opening, closing = self._code.find("{", start), self._code.find("}", start)
        if opening < 0 and closing < 0:
            message = (
                "Không có phương án trong { }: đây là đoạn văn (description), không phải câu hỏi."
            )
            raise _Refused(self._start, message)
        if closing < 0:
            message = "Dấu { không có dấu } đóng lại; trong một câu hỏi không được có dòng trống."
            raise _Refused(opening, message)
        if opening < 0 or closing < opening:
            message = (
                "Dấu } không có dấu { mở trước nó; trong một câu hỏi không được có dòng trống."
            )
            raise _Refused(closing, message)
        more = re.compile(r"[{}]").search(self._code, closing + 1)
        inner = self._code.find("{", opening + 1, closing)
        if inner >= 0 or more:
            message = r"Thừa dấu ngoặc nhọn: ngoặc trong chữ phải viết \{ \}, như \{ban\}."
            raise _Refused(inner if inner >= 0 else cast("re.Match[str]", more).start(), message)
        return opening, closing

    def _options(self, answers: str, place: int) -> tuple[GiftOption, ...]:
        kind = answers.strip()
        refusal = _refusal(kind)
        if refusal:
            raise _Refused(place - 1, refusal)
        if _is_true_or_false(kind):
            return self._true_or_false(answers, place)
        first = _OPTION.search(answers)
        if first and answers[: first.start()].strip():
            self._add(place, "Mỗi phương án phải bắt đầu bằng = (đúng) hoặc ~ (sai).")
        options = tuple(
            self._option(found, place + found.start()) for found in _OPTION.finditer(answers)
        )
        self._check_number(options, place - 1)
        return options

    def _option(self, found: re.Match[str], place: int) -> GiftOption:
        body = found[2].lstrip()
        weight = 100.0 if found[1] == "=" else 0.0
        weighed = _WEIGHT.match(body)
        if weighed:
            body = body[weighed.end() :]
            weight = float(re.sub("-+", "-", weighed[1]))
            if weight not in (0, 100):
                message = (
                    f"Phương án được tính một phần điểm ({weighed[0]}); ở đây một phương án "
                    "chỉ đúng (=) hoặc sai (~)."
                )
                self._add(place, message)
        text, _, feedback = body.partition("#")
        option = GiftOption(
            text=self._text(text, place),
            weight=weight,
            feedback=self._text(feedback, place),
            line=self._block.line_at(place),
        )
        if not option.text:
            self._add(place, f"Phương án không có chữ sau dấu {found[1]}.")
        return option

    def _check_number(self, options: tuple[GiftOption, ...], place: int) -> None:
        if len(options) < 2:
            self._add(place, "Phải có ít nhất 2 phương án.")
        if len(options) > _MOST_OPTIONS:
            message = f"Có {len(options)} phương án; nhiều nhất là {_MOST_OPTIONS}."
            self._add(place, message)
        right = [option for option in options if option.weight == 100]
        partial = any(option.weight not in (0, 100) for option in options)
        if len(right) > 1:
            message = (
                rf"Có {len(right)} phương án đúng; chỉ được một. Dấu = trong chữ phải viết \=."
            )
            self._problems.append(GiftProblem(right[1].line, message))
        elif not right and not partial:
            self._add(place, "Không có phương án đúng (bắt đầu bằng dấu =).")

    def _true_or_false(self, answers: str, place: int) -> tuple[GiftOption, ...]:
        """``{T#said to the wrong answer#said to the right one}``."""
        value, wrong, right = [*answers.split("#", 2), "", ""][:3]
        is_true = _TRUE_FALSE[value.strip()]
        feedback = {not is_true: self._text(wrong, place), is_true: self._text(right, place)}
        line = self._block.line_at(place)
        return tuple(
            GiftOption(word, 100 if answer is is_true else 0, feedback[answer], line)
            for word, answer in (("Đúng", True), ("Sai", False))
        )

    def _text(self, raw: str, place: int) -> str:
        """`raw` as plain text, read in the format that it names or else in that of the stem."""
        raw = raw.strip()
        marker = MARKER.match(raw)
        format = marker[1] if marker else self._format
        text = _revealed(raw[marker.end() :] if marker else raw)
        if format == "html":
            text, refused = plain_of(text)
            for tag in refused:
                self._add(place, f"Thẻ HTML {tag} không dùng được ở đây; chỉ được <p>, <br>, <b>.")
        elif format != "plain" and tags_in(text):
            message = f"Có thẻ HTML {tags_in(text)[0]}; hãy ghi [html] ở đầu câu hỏi, hoặc bỏ thẻ."
            self._add(place, message)
        if format == "markdown" and _MARKDOWN.search(text):
            self._add(place, "Có dấu định dạng Markdown (*, ` hoặc liên kết); hãy bỏ đi.")
        return text

    def _add(self, place: int, message: str) -> None:
        self._problems.append(GiftProblem(self._block.line_at(place), message))


def _revealed(raw: str) -> str:
    """`raw` on one line but for the new lines that are escaped."""
    return reveal(re.sub(r"\s*\n\s*", " ", raw)).strip()


def _labels(comments: tuple[str, ...]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The id, the tags, and what else the comments say."""
    joined = "\n".join(comments)
    ids = [value.strip().replace(r"\]", "]") for value in _ID.findall(joined)]
    tags = tuple(value.strip().replace(r"\]", "]") for value in _TAG.findall(joined))
    rest = (_TAG.sub("", _ID.sub("", comment)).strip() for comment in comments)
    return (ids[0] if ids else ""), tags, tuple(filter(None, rest))


def _is_true_or_false(answers: str) -> bool:
    return "~" not in answers and answers.partition("#")[0].strip() in _TRUE_FALSE


def _refusal(answers: str) -> str | None:
    """Why what stands between the braces is no choice between options, in Moodle's order."""
    if not answers:
        return "Câu tự luận (essay) không dùng được; hãy viết các phương án trong { }."
    if answers.startswith("#"):
        return "Câu trả lời bằng số (numerical) không dùng được; hãy viết các phương án = và ~."
    if "~" in answers:
        return None
    if "=" in answers and "->" in answers:
        return "Câu ghép đôi (matching) không dùng được; hãy viết các phương án = và ~."
    if _is_true_or_false(answers):
        return None
    if answers.upper() in _TRUE_FALSE:
        return f"Đúng, sai phải viết bằng chữ hoa: {{{answers.upper()}}}."
    if "=" not in answers and re.fullmatch(r"\w+", answers):
        return rf"Chữ để điền vào phải viết \{{{answers}\}}; các phương án bắt đầu bằng = và ~."
    return "Câu trả lời ngắn (short answer) không dùng được; phải có phương án sai (dấu ~)."
