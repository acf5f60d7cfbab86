"""What is said to a question: the passage that answers it, or honestly that we do not know.

A language model, where one is admitted, words the passage later on (see `bot/delivery/writing.py`):
what is decided here is which passage it is, and what is said where no model is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from actions import contest_round, place, wishing
from actions.turn import Choice, Turn
from bot.answers.answering import Answer, answer, answer_from
from bot.answers.guarding.secrecy import masked
from bot.answers.index import Index
from bot.answers.passage import Passage
from bot.answers.wording import WordingRequest
from bot.knowledge.placeholders import fill

__all__ = [
    "STEPS",
    "TOPIC",
    "WAIT_SECONDS",
    "answered",
    "in_exam",
    "is_question",
    "look_up",
    "mistaken",
    "say_not_known",
    "tell",
    "tell_passage",
]

STEPS = "steps"
"""The value of the button to a passage's steps; its place is the passage's id."""

TOPIC = "topic"
"""The value of the button to a passage itself."""

LONGEST_TITLE = 60
"""Characters on a button."""

FEWEST_WORDS = 3
"""Less is no question that anybody could write an answer to."""

WAIT_SECONDS = 1.0
"""How long an answer waits for the index, which takes longer only where it was never made."""

MEANWHILE = "{Toi} xem lại sổ rồi trả lời {ban} ngay ạ."
"""What is said while a language model words the answer."""

LONGEST_QUESTION = 60
"""Characters of a question that is named again."""

_SURE = 0.6
_MISTAKEN_BELOW = 0.95
"""A question is taken for something else where the classifier is less sure of that, and the
passage likelier than `_SURE`: of 1,050 questions 80 are taken for a command, and 53 of these are
answered so; of 828 commands and wishes two are answered as a question."""

_SWINDLED_BELOW, _VERY_SURE = 0.9, 0.92
"""A call for help that is less sure than that may be a question, and so may a surer one that tells
of nothing that swindlers do, where the passage is likelier than `_VERY_SURE`; never one that tells
of harm, or plainly of a swindle. Of 120 people who were swindled none is answered so, of 202
questions that were taken for their calls 58. The call for help stays a button then."""

_SWINDLING = frozenset({"check_scam", "scam_victim"})

_STAYS = frozenset(
    {
        *("answer", "affirm", "deny", "greet", "goodbye", "thank", "dont_know", "hint"),
        *("next", "previous", "repeat", "resume", "review", "stop", "delete_my_data"),
        *("ask_deadline", "ask_task", "ask_target", "subscribe_deadline", "check_scam"),
        *("ask_howto", "out_of_scope", "fallback", "contest_ranking", "join_contest"),
    }
)
"""Intents that are never taken for questions, or look up what they know themselves."""

_ASKING = re.compile(
    r"\b(?:gi|chi|sao|nao|mo|may|bao (?:nhieu|gio|lau)|dau|ai|rang|khong|hong|hok|chua|ha|a"
    r"|the nao)\b"
)
"""Bare words of questions."""

_PLANS = frozenset({"task", "target"})


def in_exam(turn: Turn) -> bool:
    """Whether the person is examined, or plays against others, where nobody is told answers."""
    examined = place.exam_of(turn) or contest_round.contest_of(turn)
    return examined is not None and place.is_at_work(turn)


def look_up(turn: Turn) -> Answer | None:
    """The answer to the message; None while the index is still being made."""
    index = turn.services.answers.get(WAIT_SECONDS)
    return answer(turn.text, index, turn.library, turn.form) if index else None


def is_question(turn: Turn, index: Index) -> bool:
    """Whether the message has the form of a question."""
    return "?" in turn.text or bool(_ASKING.search(" ".join(index.reader.question(turn.text).bare)))


def mistaken(turn: Turn, intent: str) -> Answer | None:
    """The answer to a message that is a question of ours though it was taken for `intent`."""
    if intent in _STAYS or turn.value or turn.confidence == 1.0 or in_exam(turn):
        return None
    least = _least_sure(turn, intent)
    index = turn.services.answers.get(WAIT_SECONDS) if least else None
    if least is None or index is None or not is_question(turn, index):
        return None
    found = answer(turn.text, index, turn.library, turn.form)
    return found if found.known and found.sure > least else None


def _least_sure(turn: Turn, intent: str) -> float | None:
    """How likely an answer must be right to be said instead; None where nothing is instead."""
    if turn.confidence >= _MISTAKEN_BELOW and intent != "scam_victim":
        return None
    if _SWINDLING.isdisjoint((intent, *turn.meanings)):
        return _SURE
    judgement = turn.services.scams.judge(turn.text)
    if judgement.harmed or judgement.level == "clear":
        return None
    may_ask = turn.confidence < _SWINDLED_BELOW or judgement.level == "none"
    return _VERY_SURE if may_ask else None


def tell(turn: Turn, found: Answer) -> None:
    """Says a known answer, then shows the person where they were.

    What plans ask and what to do after a swindle is said by those who know it whole. Who may have
    been swindled has a button for it.
    """
    passage = found.passage
    assert passage is not None
    if passage.kind in _PLANS:
        turn.follow("action_ask_task")
    elif passage.kind == "first_hour":
        turn.follow("action_scam_victim")
    else:
        if found.lesson:
            wishing.note_asked(turn, found.lesson)
        choices = _choices(found, steps=not found.asked_how)
        if "scam_victim" in (turn.intent, *turn.meanings):
            choices.insert(0, Choice("Tôi vừa bị lừa", "scam_victim"))
        _say(turn, found.texts, choices, _wording(turn, found))


def answered(turn: Turn) -> bool:
    """Says the answer to the message where it is known; else nothing, and False."""
    found = None if in_exam(turn) else look_up(turn)
    if found is None or not found.known:
        return False
    tell(turn, found)
    return True


def tell_passage(turn: Turn, id: str, *, steps: bool) -> bool:
    """Says a passage, or only its `steps`; False where there is none with this id any more."""
    index = turn.services.answers.get(WAIT_SECONDS)
    if index is None or id not in index.by_id:
        return False
    found = answer_from(index.passage(id), turn.library, turn.form)
    if index.passage(id).kind == "first_hour":
        turn.follow("action_scam_victim")
    elif steps and found.steps:
        _say(turn, found.step_texts, _choices(found, steps=False))
    else:
        _say(turn, found.texts, _choices(found, steps=True))
    return True


def say_not_known(turn: Turn, nearest: Sequence[Passage], response: str) -> None:
    """Says that it is not known, offers what is nearest, and notes the question for operators.

    `response` says whom to ask. In a quiz the numbers belong to its options. Of people who want
    nothing to be kept, no question is.
    """
    if turn.consented and len(turn.text.split()) >= FEWEST_WORDS:
        turn.services.unanswered.note(turn.text, turn.said_by_sender(turn.message_id), turn.now)
    topics = [Choice(_title(turn, each), "ask_howto", TOPIC, each.id) for each in nearest]
    if not topics:
        turn.say(response)
        place.show_again(turn)
    elif place.quiz_of(turn) and place.is_at_work(turn):
        turn.say(response)
        turn.say("utter_nearest_beside")
        place.show_again(turn, topics)
    else:
        turn.say(response)
        turn.say("utter_nearest", [*topics, *_ways_on(turn)], numbered=True)


def _choices(found: Answer, *, steps: bool) -> list[Choice]:
    """The way deeper: the steps, where they were not said, and the lesson."""
    passage = found.passage
    assert passage is not None
    choices = []
    if steps and found.steps:
        choices.append(Choice("Chỉ từng bước", "ask_howto", STEPS, passage.id))
    if found.lesson:
        choices.append(Choice("Học bài về việc này", "choose_module", found.lesson))
    return choices


def _say(
    turn: Turn,
    texts: Sequence[str],
    choices: Sequence[Choice],
    wording: dict[str, Any] | None = None,
) -> None:
    """Says it, and the way back to where the person was, or what can be done now."""
    *before, last = texts
    for text in before:
        turn.tell(text)
    if place.is_at_work(turn):
        turn.tell(last, wording=wording)
        place.show_again(turn, choices)
    else:
        turn.tell(last, [*choices, *_ways_on(turn)], numbered=True, wording=wording)


def _wording(turn: Turn, found: Answer) -> dict[str, Any] | None:
    """What a language model may word in place of the one text there is; steps are said as they are.

    As `bot.delivery.wordings.Unworded` has it.
    """
    passage = found.passage
    if passage is None or len(found.texts) != 1:
        return None
    question, _ = masked(turn.text)
    request = WordingRequest(
        question,
        passage.id,
        " ".join((found.text, *found.steps)),
        turn["address_form"],
        turn.sender,
        turn.message_id,
    )
    named = _cut(question, LONGEST_QUESTION)
    return {
        "request": asdict(request),
        "source": found.source,
        "about": f"Về câu “{named}”:",
        "meanwhile": fill(MEANWHILE, turn.words),
    }


def _ways_on(turn: Turn) -> list[Choice]:
    return place.unfinished(turn) or [
        Choice("Học bài", "start_learning"),
        Choice("Trợ giúp", "help"),
    ]


def _title(turn: Turn, passage: Passage) -> str:
    return _cut(turn.library.fill(passage.title, turn.form), LONGEST_TITLE)


def _cut(text: str, longest: int) -> str:
    """`text` in `longest` characters, cut between words."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rpartition(" ")[0].rstrip(",;:") + "…"
