"""People who only talk, in real words cut from real recordings, and hear what they are told."""

from __future__ import annotations

import base64
import time
from typing import Protocol

import httpx
from platforms.stand_in import Sent
from platforms.telegram import Telegram
from traveller import PATIENCE

from bot.speech.encoding import encode

SAMPLE_RATE = 16_000


class Talker(Protocol):
    """Somebody with a telephone."""

    def say(self, words: str, *ends: str) -> str:
        """Says words of the clips (“bắt đầu|học”); returns all that is then to be read.

        An answer is whole when one of `ends` is in it. With each comes one sound.
        """

    def sound(self) -> bytes:
        """What is to be heard of the last answer: OGG."""


def said(words: str) -> bytes:
    """The words as a voice note."""
    # Looked for only here: tests that do not talk must not need the recordings.
    from clips import joined

    return encode(joined(*words.split("|")), SAMPLE_RATE, "ogg", {})


class OverRest:
    """A `Talker` who sends sounds in requests."""

    def __init__(self, client: httpx.Client, sender: str) -> None:
        self._client = client
        self._sender = sender
        self._audio = ""

    def say(self, words: str, *ends: str) -> str:
        audio = base64.b64encode(said(words)).decode()
        answer = self._client.post(
            "/webhooks/rest/webhook", json={"sender": self._sender, "audio": audio}
        )
        assert answer.status_code == 200, answer.text
        first, *others = answer.json()
        self._audio = first["audio"]
        assert not any("audio" in each for each in others)
        lines = [
            line
            for reply in answer.json()
            for line in (reply["text"], *(each["title"] for each in reply.get("buttons", ())))
        ]
        read = "\n".join(lines)
        assert any(end in read for end in ends), read
        return read

    def sound(self) -> bytes:
        answer = self._client.get(self._audio)
        assert answer.headers["content-type"] == "audio/ogg"
        return answer.content


class OverTelegram:
    """A `Talker` on the stand-in."""

    def __init__(self, platform: Telegram, user: str) -> None:
        self._platform = platform
        self._user = user
        self._voice = b""

    def say(self, words: str, *ends: str) -> str:
        before = len(self._platform.chat(self._user))
        self._platform.voice(self._user, said(words))
        until = time.monotonic() + PATIENCE
        while True:
            news = self._platform.chat(self._user)[before:]
            read = "\n".join(line for sent in news for line in _lines(sent))
            voices = [sent.content for sent in news if sent.content]
            if voices and any(end in read for end in ends):
                break
            assert time.monotonic() < until, read
            time.sleep(0.005)
        [self._voice] = voices
        return read

    def sound(self) -> bytes:
        return self._voice


def _lines(sent: Sent) -> list[str]:
    return [sent.text, *(title for title, _ in sent.buttons)]
