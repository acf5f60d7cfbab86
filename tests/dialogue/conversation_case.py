"""Conversations written down as YAML, and playing them to the real bot.

A file of `tests/conversations/` has `conversations`, each with a `name`, a list of `turns` and
perhaps `begin`: "learner" (has agreed, is called bác) or "guest" (has not, is called bác).

A turn does one thing:

- say: a message of the person; {code} in it is the code shown last to link two platforms
- speak: a voice note in which this was heard; `sure`: how surely (default 1), or `problem`: why
  there is nothing
- photo, voice, file, location, sticker, edit, unsupported: a message of that kind, with a caption
- press: presses the button with these words in its title, of the last replies
- press_old: the same, but the newest such button that is not shown any more
- answer: right, wrong or dont_know, to the question shown last; `by`: number (default), letter,
  ordinal, words, payload or voice (an ordinal, spoken)
- answer_all: right or wrong, until no question is shown any more; `by` as above
- read_on: "tiếp" until the lesson ends; spoken where it is `by`: voice
- again: true: the last message is handled once more, as after a crash
- restart: true: the engine ends and begins again on the same stores
- expire: true: the conversation itself is gone; what is stored in SQL stays
- a_day_later: true: what was stored happened a day earlier

Where it has `in`: a channel, it happens there; the conversation there is another one.

and looks at what came of it:

- expect, not: a text, or a list of them, that the replies have, or do not have
- buttons: words of titles that are there, in this order
- bubble: the place of a lesson's bubble ("M03-L1.1") whose text is among the replies
- pictures: how many of the replies have one, and nothing else attached
- stored: what SQL holds of the person, by table: a number of rows; learner: 0 or 1
- noted: how often the last message is among the questions that nothing is known about
- slots: what the conversation holds under a name
- urgent: true where all replies are sent before what others wait for
- gone: true where nothing is held of the conversation
- voiced: the voice that says the replies, as "south -1": one step slower than at first; or none
- aloud, not_aloud: a text, or a list of them, that it says, or does not say
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import func, select, update
from talking import Talk

from bot import link_code
from bot.dialogue.screening import REASONS
from bot.dialogue.turn import Turn
from bot.learning.curriculum import Option, Question
from bot.message import Reply, Spoken
from bot.settings import ROOT
from bot.speech.voice import SLOW, SPEEDS
from bot.store import tables
from bot.store.database import reading, writing

FOLDER = ROOT / "tests" / "conversations"

OPENINGS: dict[str | None, list[dict[str, Any]]] = {
    None: [],
    "learner": [{"say": "xin chào"}, {"say": "1"}, {"say": "1", "expect": "chào bác"}],
    "guest": [{"say": "xin chào"}, {"say": "2"}, {"say": "1", "expect": "chào bác"}],
}
ACTS = {"say", "press", "press_old", "answer", "answer_all", "read_on", "again", "restart"}
ACTS |= {"speak", "expire", "a_day_later", *REASONS}
CHECKS = {"expect", "not", "buttons", "bubble", "stored", "slots", "urgent", "gone"}
CHECKS |= {"voiced", "aloud", "not_aloud", "noted", "pictures"}
MOST_QUESTIONS = 40


@dataclass(frozen=True)
class Case:
    """One conversation."""

    file: Path
    name: str
    turns: tuple[dict[str, Any], ...]

    def __str__(self) -> str:
        return f"{self.file.stem}: {self.name}"


def all_cases() -> list[Case]:
    """Every conversation of the folder."""
    return [case for file in sorted(FOLDER.glob("*.yml")) for case in _cases(file)]


def _cases(file: Path) -> list[Case]:
    written = yaml.safe_load(file.read_text(encoding="utf-8"))["conversations"]
    cases = []
    for each in written:
        unknown = each.keys() - {"name", "begin", "turns"}
        turns = OPENINGS[each.get("begin")] + each["turns"]
        for turn in turns:
            acts = turn.keys() & ACTS
            unknown |= turn.keys() - ACTS - CHECKS - {"by", "in", "sure", "problem"}
            if len(acts) != 1:
                raise ValueError(f"{file}: {each['name']}: one act a turn, not {sorted(acts)}")
        if unknown:
            raise ValueError(f"{file}: {each['name']}: unknown: {sorted(unknown)}")
        cases.append(Case(file, each["name"], tuple(turns)))
    return cases


async def play(case: Case, talk: Talk) -> set[str]:
    """Plays it; raises AssertionError at the turn that went wrong. The actions that ran."""
    ran: set[str] = set()
    talks = {talk.channel: talk}
    code = ""
    for number, turn in enumerate(case.turns, 1):
        channel = turn.get("in", talk.channel)
        here = talks.setdefault(channel, Talk(talk.bot, talk.user, channel))
        try:
            await _act(turn, here, code)
            ran |= _actions(here)
            _check(turn, here)
        except AssertionError as error:
            raise AssertionError(
                f"{case}, turn {number} {turn}: {error}\nreplies:\n{_shown(here.replies)}"
            ) from error
        code = next((r.text for r in here.replies if link_code.read(r.text)), code)
    return ran


async def _act(turn: dict[str, Any], talk: Talk, code: str) -> None:
    kind = next((kind for kind in REASONS if kind in turn), None)
    if "speak" in turn:
        spoken = Spoken(turn.get("problem"), turn.get("sure", 1.0))
        await talk.speak(turn["speak"], spoken)
    elif kind:
        await talk.say(turn[kind], kind)
    elif "say" in turn:
        await talk.say(turn["say"].replace("{code}", code))
    elif "press" in turn:
        await talk.press(turn["press"])
    elif "press_old" in turn:
        await talk.press(turn["press_old"], old=True)
    elif "answer" in turn:
        await _answer(talk, turn["answer"], turn.get("by", "number"))
    elif "answer_all" in turn:
        for _ in range(MOST_QUESTIONS):
            await _answer(talk, turn["answer_all"], turn.get("by", "number"))
            if _question(talk) is None:
                return
        raise AssertionError(f"still a question after {MOST_QUESTIONS} answers")
    elif "read_on" in turn:
        say = _speak if turn.get("by") == "voice" else Talk.say
        while "Tiếp (" in " ".join(talk.titles):
            await say(talk, "tiếp")
    elif "again" in turn:
        await talk.say_again()
    elif "restart" in turn:
        talk.bot.restart()
    elif "expire" in turn:
        talk.expire()
    else:
        _a_day_earlier(talk)


async def _answer(talk: Talk, kind: str, by: str) -> None:
    if kind == "dont_know":
        await talk.say("không biết")
        return
    asked = _question(talk)
    assert asked, "no question is shown"
    options, payloads = asked
    place = next(n for n, option in enumerate(options) if option.correct == (kind == "right"))
    forms = {
        "number": str(place + 1),
        "letter": f"câu {'abcd'[place]}",
        "ordinal": f"câu {('đầu tiên', 'thứ hai', 'thứ ba', 'thứ tư')[place]}",
        "words": talk.replies[-1].buttons[place].title.partition(". ")[2].lower(),
        "payload": payloads[place],
    }
    if by == "voice":
        await _speak(talk, forms["ordinal"])
    else:
        await talk.say(forms[by])


async def _speak(talk: Talk, text: str) -> Turn:
    return await talk.speak(text, Spoken())


def _question(talk: Talk) -> tuple[list[Option], list[str]] | None:
    """The options of the question shown last, in the order shown, and their payloads."""
    buttons = [b for b in talk.replies[-1].buttons if b.payload.startswith("#answer:")]
    if not buttons:
        return None
    texts = [button.title.partition(". ")[2] for button in buttons]
    library = talk.bot.services.library
    forms = (*library.address_forms.all, library.address_forms.default)
    for lesson in library.curriculum.lessons:
        for question in lesson.questions:
            for form in forms:
                filled = _filled_options(question, lambda t, f=form: library.fill(t, f))
                stem = library.fill(question.stem, form)
                if talk.replies[-1].text.endswith(stem) and set(texts) == filled.keys():
                    return [filled[text] for text in texts], [b.payload for b in buttons]
    raise AssertionError("the question shown is none of the knowledge")


def _filled_options(question: Question, fill: Any) -> dict[str, Option]:
    return {fill(option.text): option for option in question.options}


def _a_day_earlier(talk: Talk) -> None:
    engine = talk.bot.services.learners.engine
    day = timedelta(days=1)
    with writing(engine) as connection:
        for row in connection.execute(select(tables.exam.c.id, tables.exam.c.started_at)).all():
            change = update(tables.exam).where(tables.exam.c.id == row.id)
            connection.execute(change.values(started_at=row.started_at - day))
        for table, column in ((tables.attempt, "at"), (tables.lesson_read, "read_at")):
            for row in connection.execute(select(table.c.id, table.c[column].label("then"))).all():
                change = update(table).where(table.c.id == row.id)
                connection.execute(change.values({column: row.then - day}))
        way = tables.confirmation
        for row in connection.execute(select(way.c.learner_id, way.c.changed_at)).all():
            change = update(way).where(way.c.learner_id == row.learner_id)
            connection.execute(change.values(changed_at=row.changed_at - day))


def _actions(talk: Talk) -> set[str]:
    stored = talk.bot.redis.get(f"tracker:{talk.key}")
    if stored is None:
        return set()
    events = talk.snapshot()["events"]
    return {event["name"] for event in events if event["event"] == "action"}


def _check(turn: dict[str, Any], talk: Talk) -> None:
    for text in _listed(turn.get("expect")):
        assert text in talk.text, f"“{text}” was not said"
    for text in _listed(turn.get("not")):
        assert text not in talk.text, f"“{text}” was said"
    if "voiced" in turn:
        assert _voice(talk) == turn["voiced"], f"the voice is {_voice(talk)}"
    for text in _listed(turn.get("aloud")):
        assert text in talk.aloud, f"“{text}” was not said aloud:\n{talk.aloud}"
    for text in _listed(turn.get("not_aloud")):
        assert text not in talk.aloud, f"“{text}” was said aloud"
    if "pictures" in turn:
        attached = [reply for reply in talk.replies if reply.image or reply.attachment]
        assert len(attached) == turn["pictures"]
        assert not any(reply.attachment for reply in attached)
    if "buttons" in turn:
        titles = iter(talk.titles)
        for words in turn["buttons"]:
            assert any(words in title for title in titles), f"no “{words}” in {talk.titles}"
    if "bubble" in turn:
        assert _bubble(talk, turn["bubble"]) in [reply.text for reply in talk.replies]
    for table, rows in turn.get("stored", {}).items():
        assert _rows(talk, table) == rows, f"{_rows(talk, table)} rows in {table}"
    if "noted" in turn:
        assert _noted(talk) == turn["noted"], f"noted {_noted(talk)} times"
    if "urgent" in turn:
        assert {reply.urgent for reply in talk.replies} == {turn["urgent"]}
    if "gone" in turn:
        assert (talk.bot.redis.get(f"tracker:{talk.key}") is None) == turn["gone"]
    for slot, value in turn.get("slots", {}).items():
        held = talk.snapshot()["slots"].get(slot)
        assert held == value, f"{slot} is {held!r}"
    for reply in talk.replies:
        assert reply.text.strip(), "an empty reply"
        assert "{" not in reply.text, "a placeholder was left"


def _voice(talk: Talk) -> str:
    if talk.voice is None:
        return "none"
    steps = SPEEDS.index(talk.voice.speed) - SPEEDS.index(SLOW)
    return f"{talk.voice.region} {steps:+d}"


def _bubble(talk: Talk, place: str) -> str:
    lesson_id, _, index = place.partition(".")
    library = talk.bot.services.library
    form = library.address_forms.get(talk.snapshot()["slots"].get("address_form"))
    return library.fill(library.curriculum.lesson(lesson_id).bubbles[int(index)].text, form)


def _rows(talk: Talk, table: str) -> int:
    learner = tables.learner
    owned = tables.metadata.tables[table]
    query = select(func.count()).select_from(learner).where(learner.c.person == talk.key)
    if owned is not learner:
        query = query.join(owned, owned.c.learner_id == learner.c.id)
    with reading(talk.bot.services.learners.engine) as connection:
        count: int = connection.execute(query).scalar_one()
    return count


def _noted(talk: Talk) -> int:
    assert talk.last is not None
    noted = talk.bot.services.unanswered.most_asked()
    return next((each.times for each in noted if each.question == talk.last.text), 0)


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def _shown(replies: Sequence[Reply]) -> str:
    return "\n".join(f"- {r.text} {[b.title for b in r.buttons] or ''}" for r in replies)
