"""Voice notes over the REST endpoint: `audio` instead of `message`."""

from __future__ import annotations

import base64
import sys
import wave
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import redis
from bot_site import BotSite, running_site

from bot.delivery import keys
from bot.store.valkey import embedded

# pytest finds helper modules beside the tests that use them only.
sys.path.append(str(Path(__file__).parent.parent / "speech"))
from clips import command

from bot.web.rest import LARGEST_AUDIO

ROLES = {"web", "dialogue", "speech", "sender"}


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    with running_site(tmp_path_factory.mktemp("rest-voice"), ROLES) as site:
        yield site


@pytest.fixture(name="client")
def _client(site: BotSite) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.url, timeout=60) as client:
        yield client


@pytest.fixture(name="queue")
def _queue(site: BotSite) -> Iterator[redis.Redis]:
    """A connection to the bot's Valkey."""
    client = redis.Redis.from_url(embedded(site.runtime.settings.data_dir).url)
    yield client
    client.close()


def encoded(sound: bytes) -> str:
    """The sound as it travels."""
    return base64.b64encode(sound).decode()


def post(client: httpx.Client, **body: object) -> httpx.Response:
    return client.post("/webhooks/rest/webhook", json=body)


def speak(client: httpx.Client, sender: str, words: str, **more: str) -> list[dict[str, Any]]:
    """The replies to words of the clips."""
    answer = post(client, sender=sender, audio=encoded(command(words)), **more)
    assert answer.status_code == 200, answer.text
    replies: list[dict[str, Any]] = answer.json()
    return replies


def hush(seconds: float) -> bytes:
    """Nobody speaks, as a WAV file."""
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(np.zeros(int(seconds * 16_000), np.int16).tobytes())
    return file.getvalue()


def test_a_voice_note_is_answered_aloud_and_its_recording_is_gone(
    client: httpx.Client, queue: redis.Redis
) -> None:
    greeting = speak(client, "an", "chúng ta|bắt đầu|học")
    assert "máy tính tạo ra" in greeting[0]["text"]
    assert "không phải người thật" in greeting[1]["text"]
    sound = client.get(greeting[0]["audio"])
    assert sound.headers["content-type"] == "audio/ogg"
    assert sound.content.startswith(b"OggS")
    assert "cảm ơn quý vị đã đồng ý" in speak(client, "an", "một")[0]["text"]
    assert queue.keys(keys.recording("*", "*")) == []


def test_speech_and_writing_are_one_conversation(client: httpx.Client) -> None:
    assert "audio" not in post(client, sender="ba", message="xin chào").json()[0]
    assert "cảm ơn quý vị đã đồng ý" in str(speak(client, "ba", "một"))
    replies = post(client, sender="ba", message="2").json()
    assert "chào cô" in replies[0]["text"]
    assert replies[0]["audio"]


def test_silence_is_answered_for_what_it_is(client: httpx.Client, queue: redis.Redis) -> None:
    replies = post(client, sender="quiet", audio=encoded(hush(2))).json()
    assert "tiếng nhỏ quá" in str(replies)
    assert queue.keys(keys.recording("*", "*")) == []


def test_what_is_no_sound_is_answered_for_what_it_is(client: httpx.Client) -> None:
    assert "bị hỏng" in str(post(client, sender="broken", audio=encoded(b"no sound")).json())


def test_the_same_voice_note_again_gives_the_same_answer(
    client: httpx.Client, queue: redis.Redis
) -> None:
    speak(client, "again", "chúng ta|bắt đầu|học")
    first = speak(client, "again", "một", message_id="v1")
    assert speak(client, "again", "một", message_id="v1") == first
    assert "gọi mình thế nào" in str(first)
    assert queue.keys(keys.recording("*", "*")) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"audio": "không phải base64"}, "audio"),
        ({"audio": "AAA"}, "audio"),
        ({"audio": "AAAA\n"}, "not base64"),
        ({"audio": ["AAAA"]}, "audio"),
        ({"audio": "A" * (LARGEST_AUDIO + 4)}, "audio"),
        ({}, "neither message nor audio"),
        ({"message": None, "audio": None}, "neither message nor audio"),
        ({"audio": "AAAA", "message_id": "a:b"}, "no colon"),
    ],
)
def test_a_wrong_body_is_refused_and_nothing_is_kept(
    client: httpx.Client, queue: redis.Redis, body: dict[str, object], reason: str
) -> None:
    answer = post(client, sender="wrong", **body)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("Dữ liệu gửi lên chưa đúng. ")
    assert reason in answer.json()["detail"]
    assert queue.keys(keys.recording("*", "*")) == []
    assert queue.keys("mailbox:rest:wrong") == []


def test_a_text_may_have_a_colon_in_its_id(client: httpx.Client) -> None:
    assert post(client, sender="colon", message="xin chào", message_id="a:b").status_code == 200
