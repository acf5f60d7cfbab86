"""Voice notes of the chat page, over HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
from chat_site import REASSURED_SECONDS, SLOW_SECONDS, Site, hear_two, running

from bot.delivery.recordings import MOST_BYTES
from bot.speech.listen import Heard

WEBM = {"Content-Type": "audio/webm;codecs=opus"}


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """A browser without cookies yet."""
    with httpx.Client(base_url=site.url, timeout=10) as opened:
        yield opened


def say(client: httpx.Client, message_id: str, sound: bytes = b"sound") -> httpx.Response:
    """Post one voice note."""
    return client.post(f"/chat/messages/{message_id}/voice", content=sound, headers=WEBM)


def entries(client: httpx.Client, until: int) -> list[dict[str, Any]]:
    """The first `until` entries of the conversation."""
    found: list[dict[str, Any]] = []
    with client.stream("GET", "/chat/events") as response:
        for line in response.iter_lines():
            if line.startswith("data: {"):
                found.append(json.loads(line[6:]))
            if len(found) == until:
                break
    return found


def recordings(site: Site) -> list[bytes]:
    """The names of the recordings that are kept."""
    with redis.Redis.from_url(site.valkey.start()) as store:
        return list(store.scan_iter("audio:*"))


def test_note_is_taken_heard_and_answered_once(client: httpx.Client) -> None:
    first, second = say(client, "note-001"), say(client, "note-001")
    assert (first.status_code, first.json()) == (202, {"status": "new"})
    assert second.json() == {"status": "duplicate"}
    said, heard, answered = entries(client, until=3)
    assert (said["direction"], said["id"], said["text"]) == ("in", "note-001", "")
    assert (heard["direction"], heard["id"]) == ("heard", "note-001")
    assert heard["text"] == "câu thứ hai"
    assert "replies" not in heard
    spoken, choices = answered["replies"]
    assert spoken["text"] == "Đã nghe: câu thứ hai"
    assert spoken["audio"] == "/speech/answer-to-message-note-001.ogg", "a path, as of pictures"
    assert choices["audio"] is None
    assert client.get(spoken["audio"]).content.startswith(b"OggS")


def test_cookie_of_who_begins_by_talking_is_kept(client: httpx.Client) -> None:
    assert "HttpOnly" in say(client, "note-002").headers["set-cookie"]
    assert len(entries(client, until=3)) == 3


def test_recording_is_gone_once_heard(client: httpx.Client, site: Site) -> None:
    say(client, "note-003", b"0123456789" * 1000)
    entries(client, until=3)
    assert not [name for name in recordings(site) if name.endswith(b":note-003")]


@pytest.mark.parametrize(
    ("message_id", "sound", "content_type", "status"),
    [
        ("note-1", b"", "audio/webm", 400),
        ("note:001", b"sound", "audio/webm", 400),
        ("a", b"sound", "audio/webm", 400),
        ("note-001", b"sound", "application/json", 415),
        ("note-001", b"sound", "text/plain", 415),
        ("note-001", b"sound", "video/webm", 415),
        ("note-001", b"sound", "", 415),
        ("note-001", bytes(MOST_BYTES + 1), "audio/mp4", 413),
    ],
)
def test_what_is_no_note_is_refused_with_a_sentence(
    client: httpx.Client, message_id: str, sound: bytes, content_type: str, status: int
) -> None:
    path = f"/chat/messages/{message_id}/voice"
    answer = client.post(path, content=sound, headers={"Content-Type": content_type})
    assert answer.status_code == status
    assert "Xin" in answer.json()["detail"]


@pytest.mark.parametrize("kind", ["audio/webm", "audio/mp4", "audio/ogg", "AUDIO/MP4"])
def test_what_browsers_record_is_taken(client: httpx.Client, kind: str) -> None:
    headers = {"Content-Type": kind}
    answer = client.post("/chat/messages/note-005/voice", content=b"x", headers=headers)
    assert answer.json() == {"status": "new"}


def test_largest_recording_is_taken(client: httpx.Client) -> None:
    assert say(client, "note-004", bytes(MOST_BYTES)).status_code == 202


def test_recording_of_a_refused_note_is_not_kept(tmp_path: Path) -> None:
    with running(Site(tmp_path, capacity=1)) as site, httpx.Client(base_url=site.url) as client:
        client.post("/chat/messages", json={"id": "message-1", "text": "chậm"})
        assert say(client, "note-001").status_code == 429
        assert recordings(site) == []
        time.sleep(SLOW_SECONDS + 0.5)
        assert say(client, "note-001").json() == {"status": "new"}


def test_who_waits_long_is_reassured_before_the_answer(tmp_path: Path) -> None:
    def hear_slowly(sound: bytes) -> Heard:
        time.sleep(REASSURED_SECONDS + 1.5)
        return hear_two(sound)

    with (
        running(Site(tmp_path, hear=hear_slowly)) as site,
        httpx.Client(base_url=site.url, timeout=10) as client,
    ):
        say(client, "note-001")
        found = [(entry["direction"], entry["id"]) for entry in entries(client, until=4)]
    assert found == [
        ("in", "note-001"),
        ("out", "hearing:note-001"),
        ("heard", "note-001"),
        ("out", "note-001"),
    ]
