"""First contact: says it is a machine, asks consent, then how to address the person.

What the person wanted with their first words is kept and taken up at the end.
"""

from __future__ import annotations

from actions.record import SessionRecord, StoredRecord
from actions.turn import Choice, Turn
from bot.vietnamese.address import self_reference
from bot.vietnamese.choice import match_choice

__all__ = [
    "CONSENT_FIRST",
    "CONSENT_VERSION",
    "address_choices",
    "ask",
    "ask_consent_first",
    "enrol",
    "go_on_after_consent",
    "introduce",
    "is_over",
    "keep_form",
    "named_form",
    "receive",
    "words",
]

CONSENT_VERSION = "2026-11"
"""Changes when the two sentences of `utter_ask_consent` do."""

CONSENT_FIRST = "consent_first"
"""The kind of `Turn.pending` while consent is asked for the sake of what was wanted."""

_SMALL_TALK = frozenset(
    {"affirm", "answer", "deny", "fallback", "greet", "out_of_scope", "thank", "unsure"}
)
_SKIPPING = frozenset({"deny", "dont_know", "next"})
_TIMES_ASKED = 2


def is_over(turn: Turn) -> bool:
    """Whether the person has answered both questions (or was spared the second)."""
    return turn["consent"] is not None and turn["address_form"] is not None


def introduce(turn: Turn) -> None:
    """Says, the first time, what is speaking."""
    if turn["pending"] is None and turn["consent"] is None:
        turn.say("utter_welcome")


def ask(turn: Turn) -> None:
    """Puts the question that is open."""
    stage = "consent" if turn["consent"] is None else "address"
    turn["pending"] = {"wish": None, "times": 0, **(turn["pending"] or {}), "kind": stage}
    if stage == "consent":
        choices = (Choice("Đồng ý", "affirm", "consent"), Choice("Không lưu", "deny", "consent"))
        turn.say("utter_ask_consent", choices, numbered=True)
    else:
        turn.say("utter_ask_address", address_choices(turn), numbered=True)


def receive(turn: Turn, intent: str) -> None:
    """Takes a message during onboarding: an answer to what was asked, or a first wish."""
    _notice_form(turn)
    if turn["pending"] is None:
        introduce(turn)
        _keep_wish(turn, intent)
        ask(turn)
    elif intent in ("affirm", "deny") and turn.value not in (None, turn.pending):
        ask(turn)  # a button of another question: pressed twice, or from further up
    elif turn["consent"] is None:
        _receive_consent(turn, intent)
    else:
        _receive_form(turn, intent)


def enrol(turn: Turn) -> None:
    """Keeps the consent, and from now on what is learnt, with what was learnt before it."""
    learners = turn.services.learners
    session = turn.record
    turn["consent"] = "yes"
    learners.enrol(turn.person, CONSENT_VERSION, turn.now)
    if turn["address_form"]:
        learners.set_address_form(turn.person, turn["address_form"])
    if turn["voice"]:
        learners.set_voice(turn.person, turn["voice"])
    if turn["wishes"]:
        learners.set_wishes(turn.person, turn["wishes"])
    if turn["activity"]:
        turn.keep_activity()
    if isinstance(session, SessionRecord):
        learners.adopt(turn.person, session.read_at, session.answers)
        turn["session_record"] = None
    turn.record = StoredRecord(turn.services, turn.person)


def ask_consent_first(turn: Turn, response: str, value: str | None) -> None:
    """Keeps what was wanted, with `value`, until the person has agreed to its being stored."""
    wish = {"intent": turn.intent, "value": value, "text": turn.text}
    turn["pending"] = {"kind": CONSENT_FIRST, "wish": wish}
    choices = (
        Choice("Đồng ý", "affirm", CONSENT_FIRST),
        Choice("Không lưu", "deny", CONSENT_FIRST),
    )
    turn.say(response, choices, numbered=True)


def go_on_after_consent(turn: Turn) -> None:
    """Enrols who agreed for the sake of something, and goes on with that (`pending`'s wish)."""
    wish = turn["pending"]["wish"]
    enrol(turn)
    turn["pending"] = {"kind": "wish", "wish": wish}
    turn.follow(f"action_{wish['intent']}")


def words(turn: Turn) -> dict[str, str]:
    """The forms of address by the word for the person: {"bác": "bac", …}."""
    return {form.ban: form.id for form in turn.library.address_forms.all}


def address_choices(turn: Turn) -> list[Choice]:
    """One choice for each form of address."""
    return [Choice(form.title, "set_profile", form.id) for form in turn.library.address_forms.all]


def named_form(turn: Turn) -> str | None:
    """The id of the form of address that a button, a wish or a bare title names."""
    forms = turn.library.address_forms.all
    by_title = match_choice(turn.text, [form.title for form in forms])
    return (
        (turn.value if turn.intent == "set_profile" else None)
        or turn.wished_form
        or (forms[by_title].id if by_title is not None else None)
    )


def keep_form(turn: Turn, form: str | None) -> None:
    """Addresses the person so from now on; None or an unknown id is the neutral form."""
    turn["address_form"] = turn.library.address_forms.get(form).id
    if turn.consented:
        turn.services.learners.set_address_form(turn.person, turn["address_form"])


def _notice_form(turn: Turn) -> None:
    """Takes the form of address from the person's own words where they show it."""
    if turn["address_form"] is None:
        turn["address_form"] = self_reference(turn.text, words(turn))


def _keep_wish(turn: Turn, intent: str) -> None:
    """Keeps the first thing the person wants, for when the questions are answered."""
    pending = turn["pending"] or {"kind": "consent", "wish": None, "times": 0}
    if pending["wish"] is None and intent not in _SMALL_TALK:
        value = turn.value or turn.route or turn.module
        wish = {"intent": intent, "value": value, "text": turn.text}
        turn["pending"] = {**pending, "wish": wish}


def _receive_consent(turn: Turn, intent: str) -> None:
    if intent == "affirm":
        enrol(turn)
        turn.say("utter_consented")
        _go_on(turn)
    elif intent == "deny":
        turn["consent"] = "no"
        turn.say("utter_not_consented")
        _go_on(turn)
    else:
        _keep_wish(turn, intent)
        turn.say("utter_consent_first")
        ask(turn)


def _receive_form(turn: Turn, intent: str) -> None:
    form = named_form(turn) or turn["address_form"]
    if form is None and intent not in _SKIPPING:
        turn["pending"] = {**turn["pending"], "times": turn["pending"]["times"] + 1}
        if turn["pending"]["times"] < _TIMES_ASKED:
            turn.say("utter_address_unclear")
            ask(turn)
            return
    keep_form(turn, form)
    _go_on(turn)


def _go_on(turn: Turn) -> None:
    """The next question, or what the person came for."""
    if not is_over(turn):
        ask(turn)
        return
    wish = turn["pending"]["wish"]
    turn["pending"] = {"kind": "wish", "wish": wish} if wish else None
    turn.say("utter_nice_to_meet")
    turn.follow(f"action_{wish['intent']}" if wish else "action_start_learning")
