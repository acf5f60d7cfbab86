"""What people saw on a platform beside what they were to see: nothing missing, nothing unexplained.

A bubble that came twice is explained where the bot cannot have known of an earlier delivery of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from platforms.stand_in import Sent

from bot.channels.channel import Call
from bot.channels.telegram import outgoing as telegram
from bot.channels.zalo_bot import outgoing as zalo_bot
from bot.channels.zalo_oa import outgoing as zalo_oa
from bot.message import Person, Reply

Bubble = tuple[str, tuple[str, ...], str]
"""A text, the payloads of its buttons, and what comes with it: "picture", "file" or nothing."""

Unknown = Callable[[Sent, Sent], bool]
"""Whether the bot cannot have known of a delivery when it made the next one of the same bubble."""

_RENDERED = {"telegram": telegram.calls, "zalo_bot": zalo_bot.calls, "zalo_oa": zalo_oa.calls}


def expected(person: Person, replies: Sequence[Reply]) -> list[Bubble]:
    """The bubbles that replies make on the person's platform."""
    return [_bubble(call) for call in _RENDERED[person.channel](person, replies)]


def seen(sent: Sent) -> Bubble:
    """A bubble as the stand-in kept it."""
    more = "picture" if sent.image else "file" if sent.file else ""
    return sent.text, tuple(payload for _, payload in sent.buttons), more


def repeated(name: str, chat: Sequence[Sent], wanted: Sequence[Bubble], unknown: Unknown) -> int:
    """How many bubbles of a chat came once more than they should.

    Fails where one is missing, another one or out of order, or where one came again though the
    bot had been told that it arrived.
    """
    came = [list(run) for _, run in groupby(chat, seen)]
    should = [list(run) for _, run in groupby(wanted)]
    assert [seen(run[0]) for run in came] == [run[0] for run in should], name
    again = 0
    for run, wish in zip(came, should, strict=True):
        more = len(run) - len(wish)
        unsure = sum(unknown(one, following) for one, following in pairwise(run))
        assert 0 <= more <= unsure, f"{name}: {len(run)} for {len(wish)}, {unsure} unsure: {run}"
        again += more
    return again


def _bubble(call: Call) -> Bubble:
    fields = call.fields
    if "recipient" not in fields:  # Telegram, Zalo Bot, and an uploaded file of Zalo OA
        rows = fields.get("reply_markup", {}).get("inline_keyboard", ())
        payloads = tuple(button["callback_data"] for row in rows for button in row)
        more = "picture" if "photo" in fields else ""
        more = "file" if "document" in fields or call.method == zalo_oa.FILE else more
        return fields.get("text", fields.get("caption", "")), payloads, more
    message = fields["message"]
    payload = message.get("attachment", {}).get("payload", {})
    buttons = tuple(button["payload"] for button in payload.get("buttons", ()))
    return message.get("text", ""), buttons, "picture" if "elements" in payload else ""
