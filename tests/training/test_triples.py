"""Triples as tokens: the bot's prompt for a model that was taught, and what it is to write."""

from __future__ import annotations

from bot.answers.prompting import ABSENT, read_prompting
from bot.knowledge.address import AddressForm
from training.build import LONGEST, lines_of, prefix_length
from training.rows import row_of
from training.triples import Group, Triple

BAC = AddressForm("bac", "bác", "cháu", "Bác")
GROUP = Group(
    "train",
    "M01-F1",
    "Xóa video trước.",
    BAC,
    (Triple("xóa gì trước", "Xóa video trước ạ."), Triple("giá bao nhiêu", None)),
)


def letters(text: str) -> list[int]:
    return [ord(letter) for letter in text]


def said(tokens: list[int]) -> str:
    return "".join(map(chr, tokens))


def test_a_prompt_is_the_bots_and_is_followed_by_the_answer_and_the_end_of_the_line() -> None:
    (line,) = lines_of([GROUP], read_prompting(taught=True), letters)
    first, second = (said(line["prefix"] + branch) for branch in line["branches"])
    assert first == (
        "<bos>Đoạn văn: Xóa video trước.\nGọi người hỏi là “bác”, tự xưng là “cháu”.\n"
        "Câu hỏi: xóa gì trước\nTrả lời: Xóa video trước ạ.\n"
    )
    assert second.endswith(f"Câu hỏi: giá bao nhiêu\nTrả lời: {ABSENT}\n")


def test_only_the_answers_are_to_be_written() -> None:
    (line,) = lines_of([GROUP], read_prompting(taught=True), letters)
    row = row_of(line["passage"], line["prefix"], line["branches"], line["answers"])
    assert said(row.ids[row.answers].tolist()) == f" Xóa video trước ạ.\n {ABSENT}\n"


def test_a_row_is_not_longer_than_the_longest() -> None:
    many = Group("train", "M01-F1", "Xóa video.", BAC, (Triple("gì", "Xóa video ạ."),) * 40)
    (line,) = lines_of([many], read_prompting(taught=True), letters)
    assert len(line["prefix"]) + sum(map(len, line["branches"])) <= LONGEST
    assert 1 < len(line["branches"]) == len(line["answers"]) < 40


def test_rows_share_what_they_begin_with_and_keep_something_of_their_own() -> None:
    assert prefix_length([[1, 2, 3], [1, 2, 4]]) == 2
    assert prefix_length([[1, 2], [1, 2]]) == 1
    assert prefix_length([[5], [6]]) == 0
