"""What a language model is shown: our instructions, examples, the passage and the question.

The texts are in ``bot/answers/prompts/``. A model with an adapter has been taught what to do, so it
is shown neither instructions nor examples: `training/` has it learn from the same words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.answers.models.language_model import Message, Prompt
from bot.knowledge.address import AddressForm
from bot.knowledge.placeholders import fill
from bot.knowledge.schema import Strict, Text, parse_file
from bot.knowledge.yaml_reader import read_text
from bot.vietnamese.diacritics import nfc
from bot.vietnamese.masking import mask_secrets

__all__ = ["ABSENT", "Prompting", "is_absent", "read_prompting"]

ABSENT = "KHÔNG_CÓ"
"""What a model writes where the passage does not hold the answer."""

_FOLDER = Path(__file__).with_name("prompts")

_STOP = ("\n",)
"""An answer is one line; a model that was taught no template would go on with another question."""

_CONTROL = str.maketrans("<>[]|{}", "‹›() ()")
"""Signs of which chat templates make their marks: a question must not open a turn of its own."""


class _Example(Strict):
    passage: Text
    ban: Text
    toi: Text
    question: Text
    answer: Text


class _Examples(Strict):
    examples: list[_Example]


@dataclass(frozen=True)
class Prompting:
    """The texts around a passage and a question.

    `instructions` and `examples` (questions as shown, with their answers) are empty for a model
    that was taught; `question` has placeholders for passage, form of address and question.
    """

    instructions: str
    examples: tuple[tuple[str, str], ...]
    question: str
    template: str

    def prompt(self, question: str, passage: str, form: AddressForm) -> Prompt:
        """What the model goes on with; secrets in the question are blanked out."""
        asked = shown(self.question, passage, form.ban, form.toi, mask_secrets(question)[0])
        return Prompt(tuple(self._messages(asked)), self.template, _STOP)

    @cached_property
    def sha256(self) -> str:
        """Of everything that a model is shown: other words make other answers."""
        texts = (self.instructions, *map("\0".join, self.examples), self.question, self.template)
        return hashlib.sha256("\0\0".join(texts).encode()).hexdigest()

    def _messages(self, asked: str) -> Iterator[Message]:
        """Instructions stand in the first turn: not every template knows turns of the system."""
        before = self.instructions
        for question, answer in self.examples:
            yield Message("user", before + question)
            yield Message("assistant", answer)
            before = ""
        yield Message("user", before + asked)


def read_prompting(taught: bool) -> Prompting:
    """The texts for a model, which has been `taught` what to do by an adapter or has not."""
    question = read_text(_FOLDER / "question.txt").strip()
    template = read_text(_FOLDER / "chat_template.txt").strip("\n")
    if taught:
        return Prompting("", (), question, template)
    instructions = fill(read_text(_FOLDER / "instructions.txt"), {"absent": ABSENT})
    examples = parse_file(_FOLDER / "examples.yml", _Examples).model.examples
    return Prompting(
        f"{instructions}\n",
        tuple(
            (
                shown(question, each.passage, each.ban, each.toi, each.question),
                fill(each.answer, {"absent": ABSENT}),
            )
            for each in examples
        ),
        question,
        template,
    )


def shown(template: str, passage: str, ban: str, toi: str, question: str) -> str:
    """`template` filled in; passage and question are one line each, without control signs."""
    return fill(
        template, {"passage": _line(passage), "ban": ban, "toi": toi, "question": _line(question)}
    )


def is_absent(written: str) -> bool:
    """Whether a model says that the passage does not hold the answer."""
    said = nfc(written).upper().replace(" ", "_")
    return ABSENT in said if "_" in written else bool(re.fullmatch(rf"\W*{ABSENT}\W*", said))


def _line(text: str) -> str:
    return " ".join(nfc(text).translate(_CONTROL).split())
