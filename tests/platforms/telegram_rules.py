"""What the Bot API refuses, and in which words: https://core.telegram.org/bots/api

Each function gives the description of an error (they come as “400 Bad Request: …”), or None.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from .forms import Upload

__all__ = ["caption", "keyboard", "media", "text", "webhook"]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CALLBACK_DATA_BYTES = range(1, 65)
MOST_BUTTONS = 100
PHOTO_BYTES = 10 * 1024 * 1024
WEBHOOK_PORTS = (None, 443, 80, 88, 8443)

_SIGNATURES = {
    "photo": (b"\x89PNG", b"\xff\xd8\xff", b"RIFF"),
    "voice": (b"OggS", b"ID3", b"\xff\xfb", b"\x00\x00\x00"),
    "document": (b"",),
}


def text(fields: dict[str, Any]) -> str | None:
    """Of the text of sendMessage."""
    words = fields.get("text", "")
    if not words.strip():
        return "message text is empty"
    if _units(words) > TEXT_LIMIT:
        return "message is too long"
    return _entities(words, fields.get("parse_mode"))


def caption(fields: dict[str, Any]) -> str | None:
    """Of the words under a file."""
    words = fields.get("caption", "")
    if _units(words) > CAPTION_LIMIT:
        return "message caption is too long"
    return _entities(words, fields.get("parse_mode"))


def keyboard(markup: Any) -> str | None:
    """Of the buttons under a message."""
    if not isinstance(markup, dict) or not isinstance(markup.get("inline_keyboard"), list):
        return "object expected as reply markup"
    buttons = [button for row in markup["inline_keyboard"] for button in row]
    if len(buttons) > MOST_BUTTONS:
        return "reply markup is too long"
    if not all(button.get("text") for button in buttons):
        return "text buttons are unallowed in the inline keyboard"
    data = [button.get("callback_data") for button in buttons if "url" not in button]
    if any(len((each or "").encode()) not in CALLBACK_DATA_BYTES for each in data):
        return "BUTTON_DATA_INVALID"
    return None


def media(kind: str, file: Any) -> str | None:
    """Of a file that is sent; an address is one that Telegram cannot reach from where it is."""
    if not isinstance(file, Upload):
        address = str(file).startswith("http")
        return "failed to get HTTP URL content" if address else "wrong file identifier specified"
    if not file.content:
        return "file must be non-empty"
    if kind == "photo" and len(file.content) > PHOTO_BYTES:
        return "file is too big"
    if not file.content.startswith(_SIGNATURES[kind]):
        return "IMAGE_PROCESS_FAILED" if kind == "photo" else "VOICE_FORMAT_INVALID"
    return None


def webhook(fields: dict[str, Any]) -> str | None:
    """Of an address for updates; on this machine HTTP will do, as with a server of one's own."""
    try:
        address = urlsplit(fields.get("url", ""))
        port = address.port
    except ValueError:
        return "bad webhook: invalid webhook URL specified"
    local = address.hostname in ("127.0.0.1", "localhost")
    if address.scheme != "https" and not local:
        return "bad webhook: An HTTPS URL must be provided for webhook"
    if port not in WEBHOOK_PORTS and not local:
        return "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", fields.get("secret_token", "")):
        return "secret token contains unallowed characters"
    return None


def as_json(value: Any) -> Any:
    """A field that holds JSON: fields of a form are strings."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return None


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def _entities(words: str, mode: str | None) -> str | None:
    """Formatting that is broken; without a mode nothing is formatting."""
    if mode == "HTML":
        reader = _Tags()
        reader.feed(words)
        broken = bool(reader.open) or reader.wrong
    else:
        broken = bool(mode) and any(words.count(sign) % 2 for sign in "*_`")
    return "can't parse entities: can't find end of the entity" if broken else None


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.open.append(tag)
        self.wrong |= tag not in ("b", "i", "u", "s", "a", "code", "pre", "blockquote")

    def handle_endtag(self, tag: str) -> None:
        self.wrong |= not self.open or self.open.pop() != tag
