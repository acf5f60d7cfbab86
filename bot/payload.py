"""What a button sends back: ``#intent``, ``#intent:value``, ``#intent:value@place``.

People can type whatever they like, so a payload never carries Rasa's own
``/intent{"slot": …}``: only intents of a closed set, and a value and a place that the
action checks against the state of the conversation. `place` says where in a lesson or
quiz the button was shown, so that a second press, or a button from yesterday, is noticed.

A code that links two platforms, typed alone, is as clear as a button and is read as one; so is the
code of a quiz contest, and that of a group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot import contest_code, group_code, link_code

__all__ = ["MAX_BYTES", "PRESSABLE", "Payload", "decode", "encode"]

MAX_BYTES = 64
"""Telegram's limit for callback_data: https://core.telegram.org/bots/api#inlinekeyboardbutton"""

PRESSABLE = frozenset(
    {
        "affirm",
        "answer",
        "ask_certificate",
        "ask_deadline",
        "ask_howto",
        "ask_progress",
        "ask_target",
        "ask_task",
        "ask_vneid_confirmation",
        "bot_challenge",
        "check_scam",
        "choose_module",
        "contest_ranking",
        "create_group",
        "delete_my_data",
        "deny",
        "dont_know",
        "explain_simpler",
        "export_my_data",
        "goodbye",
        "greet",
        "help",
        "hint",
        "hold_contest",
        "join_contest",
        "join_group",
        "leader_guide",
        "leave_group",
        "link_account",
        "my_groups",
        "next",
        "out_of_scope",
        "previous",
        "repeat",
        "resume",
        "review",
        "scam_victim",
        "set_profile",
        "set_reminder",
        "set_voice",
        "start_learning",
        "start_placement",
        "start_quiz",
        "stop",
        "subscribe_deadline",
        "take_exam",
        "talk_to_human",
        "thank",
        "week_lesson",
    }
)
"""Intents a button may stand for."""

_FORM = re.compile(r"#([a-z_]+)(?::([\w-]+))?(?:@([\w.-]+))?", re.ASCII)


@dataclass(frozen=True)
class Payload:
    """The meaning of a pressed button."""

    intent: str
    value: str | None = None
    place: str | None = None


def encode(intent: str, value: str | None = None, place: str | None = None) -> str:
    """The text a button sends; raises ValueError for what `decode` would not read back."""
    text = f"#{intent}"
    if value is not None:
        text += f":{value}"
    if place is not None:
        text += f"@{place}"
    if decode(text) != Payload(intent, value, place):
        raise ValueError(f"not a payload: {text!r}")
    return text


def decode(text: str) -> Payload | None:
    """What a pressed button or a code means; None where the text is no payload of ours."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return None
    code = link_code.read(text)
    if code:
        return Payload("link_account", code)
    contest = contest_code.read(text)
    if contest:
        return Payload("join_contest", contest)
    group = group_code.read(text)
    if group:
        return Payload("join_group", group)
    match = _FORM.fullmatch(text.strip())
    if match is None or match[1] not in PRESSABLE:
        return None
    return Payload(match[1], match[2], match[3])
