"""A passage worded by a language model as the answer to one question, if it can be trusted.

The passage is an answer as it stands. Whatever is amiss (the model, its place in line, what it
writes), the passage is said.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass

from bot.answers.guard import check
from bot.answers.line import Line, Refused
from bot.answers.models.language_model import Heard, ModelError
from bot.answers.prompting import Prompting, is_absent
from bot.learning.library import Library

__all__ = ["LONGEST", "Worder", "WordingRequest", "tidied"]

logger = logging.getLogger(__name__)

LONGEST = 300
"""Characters of an answer, as of every bubble."""

_QUOTES = ('""', "“”")


@dataclass(frozen=True)
class WordingRequest:
    """What is to be worded, for whom, and the message it answers.

    `passage_text` is the passage as this person would read it, `address_form` the id of their form
    of address (None until it is chosen), `person` the key of who asked.
    """

    question: str
    passage_id: str
    passage_text: str
    address_form: str | None
    person: str
    message_id: str

    def to_json(self) -> str:
        """This request as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str | bytes) -> WordingRequest:
        """The inverse of `to_json`."""
        return cls(**json.loads(line))


@dataclass(frozen=True)
class Worder:
    """Has the model at the end of `line` word passages; `library` gives the newest knowledge."""

    line: Line
    prompting: Prompting
    library: Callable[[], Library]

    async def word(self, request: WordingRequest, on_text: Heard) -> str | None:
        """The answer, of at most LONGEST characters; None where the passage is to be said.

        `on_text` is told each piece as the model writes it, long before anything may be sent: it
        shows that something is coming.
        """
        library = self.library()
        form = library.address_forms.get(request.address_form)
        prompt = self.prompting.prompt(request.question, request.passage_text, form)
        try:
            written = await self.line.word(prompt, request.person, on_text)
        except (Refused, ModelError) as problem:
            logger.info("message %s is answered by the passage: %s", request.message_id, problem)
            return None
        text = tidied(written)
        if not text or is_absent(text) or len(text) > LONGEST:
            logger.info("message %s: the model has nothing to say", request.message_id)
            return None
        verdict = check(text, request.passage_text, request.question, library.facts, form)
        if not verdict.holds:
            kinds = ", ".join(sorted({fault.kind for fault in verdict.faults}))
            logger.info(
                "message %s: what the model wrote is refused: %s", request.message_id, kinds
            )
            return None
        return text


def tidied(written: str) -> str:
    """What a model wrote as one line, without quotation marks around all of it."""
    line = " ".join(written.split())
    inside = line[1:-1]
    if line[:1] + line[-1:] in _QUOTES and _is_balanced(inside):
        return inside.strip()
    return line


def _is_balanced(text: str) -> bool:
    """Whether each closing mark closes one that opened in this text."""
    depth = 0
    for letter in text:
        depth += (letter == "“") - (letter == "”")
        if depth < 0 or letter == '"':
            return False
    return depth == 0
