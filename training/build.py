"""`python -m training.build FOLDER`: what is trained with: the model, and the triples as tokens.

Runs in the bot's own environment: the prompt is the bot's (`bot.answers.prompting`, as for a model
that was taught), and so are the tokens (llama.cpp's, of the bundled model).
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import llama_cpp
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

import bot.answers
from bot.answers.models.bundled import put_together
from bot.answers.models.language_model import Prompt
from bot.answers.passages import passages_of
from bot.answers.prompting import ABSENT, Prompting, read_prompting
from bot.learning.library import load_library
from bot.plans.register import load_register
from bot.settings import Settings
from training.absence import elsewhere
from training.rows import TRIPLES
from training.triples import Group, groups_of

__all__ = ["lines_of", "prefix_length"]

SEED = 8
LONGEST = 512
"""Tokens of a passage with all its questions; the few that have more lose the last of them."""

Tokenize = Callable[[str], list[int]]


def lines_of(
    groups: Iterable[Group], prompting: Prompting, tokenize: Tokenize
) -> Iterator[dict[str, Any]]:
    """A dict for each group, of token ids: `prefix`, which its prompts share, and of each question
    the rest of its prompt with the answer, of which `answers` are the last so many.
    """
    write = _writer(prompting.template)
    for group in groups:
        prompts, answers = [], []
        for triple in group.triples:
            prompt = prompting.prompt(triple.question, group.passage, group.form)
            prompts.append(tokenize(write(prompt)))
            answers.append(tokenize(f" {triple.answer or ABSENT}\n"))
        shared = prefix_length(prompts)
        branches, room = [], LONGEST - shared
        for asked, answer in zip(prompts, answers, strict=True):
            branch = asked[shared:] + answer
            room -= len(branch)
            if room < 0:
                break
            branches.append(branch)
        yield {
            "part": group.part,
            "passage": group.passage_id,
            "prefix": prompts[0][:shared],
            "branches": branches,
            "answers": [len(answer) for answer, _ in zip(answers, branches, strict=False)],
        }


def _writer(template: str) -> Callable[[Prompt], str]:
    """Writes prompts as llama.cpp is given them for a model that brings no template of its own."""
    formatter = Jinja2ChatFormatter(template, "", "<bos>")

    def write(prompt: Prompt) -> str:
        turns: Any = [{"role": each.role, "content": each.text} for each in prompt.messages]
        return formatter(messages=turns).prompt

    return write


def prefix_length(rows: Sequence[Sequence[int]]) -> int:
    """How many tokens all rows begin with; of each at least one is left."""
    most = min(map(len, rows)) - 1
    for place in range(most):
        if len({row[place] for row in rows}) > 1:
            return place
    return most


def main(folder: Path) -> None:
    """Puts the bundled model and the triples of the bot's knowledge into `folder`."""
    settings = Settings()
    library = load_library(settings.knowledge_dir)
    passages = passages_of(library, load_register(settings.knowledge_dir / "plans"))
    foreign = (Path(bot.answers.__file__).with_name("elsewhere.txt")).read_text(encoding="utf-8")
    groups = groups_of(library, passages, elsewhere(foreign), random.Random(SEED))
    model = put_together(folder)
    vocabulary = llama_cpp.Llama(str(model), vocab_only=True, verbose=False)
    counts: Counter[str] = Counter()
    with (folder / TRIPLES).open("w", encoding="utf-8") as target:
        for line in lines_of(
            groups,
            read_prompting(taught=True),
            lambda text: vocabulary.tokenize(text.encode(), add_bos=False, special=True),
        ):
            target.write(json.dumps(line) + "\n")
            counts[f"{line['part']} passages"] += 1
            counts[f"{line['part']} questions"] += len(line["branches"])
            counts[f"{line['part']} tokens"] += len(line["prefix"]) + sum(
                map(len, line["branches"])
            )
    for name, count in sorted(counts.items()):
        print(f"{name}: {count}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
