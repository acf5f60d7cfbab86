"""What Zalo tells of an Official Account, as messages of people.

Events: https://developers.zalo.me/docs/official-account/webhook/tong-quan. Sources disagree about
details, so everything that is not needed may be missing or of another type.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from bot.channels.channel import Received, RefusalKind, Refused
from bot.channels.intake import inbound
from bot.message import Inbound, Media, MessageKind, Person
from bot.payload import encode

__all__ = ["NAME", "event", "received", "timestamp"]

NAME = "zalo_oa"

_USER = re.compile(r"[\w-]{1,64}", re.ASCII)
_ID = re.compile(r"[!-~]{1,200}")
_WHOLE = re.compile(r"[0-9]{1,16}")
_PLACE = re.compile(r"https?://[!-~]{1,2000}")

_KINDS: dict[str, MessageKind] = {
    "user_send_text": "text",
    "user_send_link": "text",
    "user_send_audio": "voice",
    "user_send_image": "photo",
    "user_send_gif": "sticker",
    "user_send_sticker": "sticker",
    "user_send_file": "file",
    "user_send_location": "location",
}
_FROM_PEOPLE = "user_send_"
_FROM_GROUPS = "user_send_group_"
_ARRIVALS = frozenset({"follow", "user_click_chatnow"})

_SOUNDS = {
    ".aac": "audio/aac",
    ".amr": "audio/amr",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
}


def event(body: bytes) -> Mapping[str, Any] | None:
    """The event in a raw body, None where there is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def timestamp(event: Mapping[str, Any]) -> str:
    """When it happened, in milliseconds since the epoch, as the text that was signed."""
    return _text(event.get("timestamp"))


def received(event: Mapping[str, Any], body: bytes, now: float) -> Received:
    """What an event says; `body` is its raw form, `now` is in seconds since the epoch.

    Events of other kinds (seen, reactions, our own messages, groups, people who are not logged
    in and can only be answered through another door) say nothing. Raises Refused where nobody
    is named.
    """
    name = event.get("event_name")
    if not isinstance(name, str):
        raise Refused(RefusalKind.MALFORMED)
    if name in _ARRIVALS:
        text = encode("greet")
        arrival = inbound(
            _person(event), f"{name}-{_id(timestamp(event), _WHOLE, body)}", text, now
        )
        return Received(inbounds=(arrival,))
    if name == "unfollow":
        return Received(left=(_person(event),))
    if name.startswith(_FROM_PEOPLE) and not name.startswith(_FROM_GROUPS):
        return Received(inbounds=(_message(name, event, body, now),))
    return Received()


def _message(name: str, event: Mapping[str, Any], body: bytes, now: float) -> Inbound:
    message = _part(event, "message")
    attached = _attachment(message)
    kind: MessageKind = _KINDS.get(name, "unsupported")
    text = _string(message, "text")
    media = None
    if kind == "voice" or _mime(attached):  # people also attach recordings as files
        kind, media = "voice", _sound(attached)
    if name == "user_send_link":
        text = _with_address(text, attached)
    message_id = _id(_text(message.get("msg_id")), _ID, body)
    return inbound(_person(event), message_id, text, now, kind, media)


def _person(event: Mapping[str, Any]) -> Person:
    """Who did it: events name people in three ways."""
    for found in (
        _part(event, "sender").get("id"),
        _part(event, "follower").get("id"),
        event.get("user_id"),
    ):
        user = _text(found)
        if _USER.fullmatch(user):
            return Person(NAME, user)
    raise Refused(RefusalKind.MALFORMED)


def _id(found: str, form: re.Pattern[str], body: bytes) -> str:
    """`found`, or where it is no id one made of the body: sent again, it has the same."""
    return found if form.fullmatch(found) else hashlib.sha256(body).hexdigest()


def _attachment(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """What hangs on a message: the payload of its first attachment."""
    attachments = message.get("attachments")
    first = attachments[0] if isinstance(attachments, list) and attachments else None
    return _part(first, "payload") if isinstance(first, dict) else {}


def _sound(attached: Mapping[str, Any]) -> Media | None:
    place = _string(attached, "url")
    if not _PLACE.fullmatch(place):
        return None
    return Media(
        place,
        mime=_mime(attached),
        seconds=_number(attached.get("duration")),
        size=_whole(attached.get("size")),
    )


def _mime(attached: Mapping[str, Any]) -> str | None:
    try:
        path = urlsplit(_string(attached, "url")).path
    except ValueError:
        path = ""
    for name in (_string(attached, "name"), path, f"x.{_string(attached, 'type')}"):
        mime = _SOUNDS.get(PurePosixPath(name).suffix.lower())
        if mime:
            return mime
    return None


def _with_address(text: str, attached: Mapping[str, Any]) -> str:
    """The words and the address of a link that somebody passes on, to be judged together."""
    address = _string(attached, "url")
    return text if address in text else f"{text} {address}".strip()


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def _string(whole: Mapping[str, Any], name: str) -> str:
    found = whole.get(name)
    return found if isinstance(found, str) else ""


def _text(found: object) -> str:
    """An id or another value, which some send as a number."""
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        # Python refuses to write thousands of digits.
        return str(found) if abs(found) < 1e64 else ""
    return found if isinstance(found, str) else ""


def _number(found: object) -> float | None:
    try:
        number = float(_text(found) or "nan")
    except ValueError:
        return None
    return number if 0 <= number < 1e6 else None


def _whole(found: object) -> int | None:
    text = _text(found)
    return int(text) if _WHOLE.fullmatch(text) else None
