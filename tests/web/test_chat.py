"""The addresses behind the chat page, over HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from chat_site import SLOW_SECONDS, Site, running


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """A browser without cookies yet."""
    with httpx.Client(base_url=site.url, timeout=10) as opened:
        yield opened


def send(client: httpx.Client, message_id: str, text: str) -> httpx.Response:
    """Post one message."""
    return client.post("/chat/messages", json={"id": message_id, "text": text})


def events(
    client: httpx.Client, until: int, after: str | None = None, beats: int = 0
) -> list[tuple[str, dict[str, Any]]]:
    """The first `until` entries with their cursors, and at least `beats` beats."""
    found: list[tuple[str, dict[str, Any]]] = []
    headers = {"Last-Event-ID": after} if after else {}
    cursor = ""
    with client.stream("GET", "/chat/events", headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        for line in response.iter_lines():
            name, _, value = line.partition(": ")
            if name == "id":
                cursor = value
            elif name == "data" and value:
                found.append((cursor, json.loads(value)))
            beats -= line == "event: beat"
            if len(found) >= until and beats <= 0:
                break
    return found


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(client: httpx.Client) -> None:
    header = send(client, "message-1", "một").headers["set-cookie"]
    assert header.startswith("bhs=")
    assert {"HttpOnly", "SameSite=lax", "Max-Age=31536000", "Path=/"} <= set(header.split("; "))
    assert "Secure" not in header


def test_page_sets_no_cookie(client: httpx.Client) -> None:
    answer = client.get("/")
    assert "Bạn Học Số" in answer.text
    assert not client.cookies


def test_stores_hold_no_cookie(client: httpx.Client, site: Site) -> None:
    send(client, "message-1", "một")
    events(client, until=2)
    written = (site.valkey.folder / "appendonlydir").iterdir()
    stored = b"".join(path.read_bytes() for path in written)
    assert b"message-1" in stored
    assert client.cookies["bhs"].encode() not in stored


def test_same_id_twice_is_one_message(client: httpx.Client) -> None:
    first, second = send(client, "message-1", "một"), send(client, "message-1", "một")
    assert (first.status_code, first.json()) == (202, {"status": "new"})
    assert (second.status_code, second.json()) == (202, {"status": "duplicate"})
    send(client, "message-2", "hai")
    found = [(entry["direction"], entry["id"]) for _, entry in events(client, until=4)]
    assert sorted(found) == sorted(
        (direction, f"message-{number}") for number in (1, 2) for direction in ("in", "out")
    )


def test_entries_have_the_fields_the_page_needs(client: httpx.Client) -> None:
    send(client, "message-1", "chứng nhận")
    (_, said), (_, answered) = events(client, until=2)
    assert abs(said.pop("at") - time.time()) < 60
    assert abs(answered.pop("at") - time.time()) < 60
    assert said == {"direction": "in", "id": "message-1", "text": "chứng nhận"}
    (reply,) = answered.pop("replies")
    assert answered == {"direction": "out", "id": "message-1"}
    assert reply["attachment"] == "/certificates/1.pdf", "a path: valid under any name of the site"
    assert (reply["buttons"], reply["image"]) == ([], None)


def test_stream_goes_on_after_the_last_event_seen(client: httpx.Client) -> None:
    send(client, "message-1", "một")
    (first, _), (second, answer) = events(client, until=2)
    assert events(client, until=1, after=first) == [(second, answer)]
    send(client, "message-2", "hai")
    assert [entry["id"] for _, entry in events(client, 2, after=second)] == ["message-2"] * 2


def test_quiet_stream_beats(client: httpx.Client) -> None:
    assert events(client, until=0, beats=2) == []


def test_cursor_that_is_none_is_refused(client: httpx.Client) -> None:
    assert client.get("/chat/events", params={"after": "hôm qua"}).status_code == 400


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (json.dumps({"id": "message-1", "text": "a" * 200_000}), "application/json", 413),
        ('{"id": "message-1", "text": "a"}', "text/plain", 415),
        ("id=message-1&text=a", "application/x-www-form-urlencoded", 415),
        ("{", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ("\xff", "application/json", 400),
        ('"text"', "application/json", 400),
        ('{"id": "message-1"}', "application/json", 400),
        ('{"id": "message-1", "text": 1}', "application/json", 400),
        ('{"id": ["message-1"], "text": "a"}', "application/json", 400),
        ('{"id": "a:b c", "text": "a"}', "application/json", 400),
    ],
)
def test_what_is_no_message_is_refused_with_a_sentence(
    client: httpx.Client, body: str, content_type: str, status: int
) -> None:
    answer = client.post(
        "/chat/messages", content=body.encode("latin-1"), headers={"Content-Type": content_type}
    )
    assert answer.status_code == status
    assert answer.json()["detail"].endswith(".")
    assert "Xin" in answer.json()["detail"]


def test_half_a_surrogate_pair_is_taken_as_text(client: httpx.Client) -> None:
    body = '{"id": "message-1", "text": "a\\ud83d"}'
    answer = client.post(
        "/chat/messages", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 202
    (_, said), _ = events(client, until=2)
    assert said["text"].startswith("a")


def test_full_mailbox_is_said(tmp_path: Path) -> None:
    with running(Site(tmp_path, capacity=1)) as site, httpx.Client(base_url=site.url) as client:
        assert send(client, "message-1", "chậm").status_code == 202
        refused = send(client, "message-2", "một")
        assert refused.status_code == 429
        assert refused.json()["detail"] == "Đang có nhiều tin chờ trả lời. Xin đợi một lát."
        time.sleep(SLOW_SECONDS + 0.5)
        assert send(client, "message-2", "một").json() == {"status": "new"}


def test_store_that_is_away_is_said(own_site: Site) -> None:
    with httpx.Client(base_url=own_site.url, timeout=20) as client:
        send(client, "message-1", "một")
        own_site.valkey.stop()
        refused = send(client, "message-2", "hai")
        assert refused.status_code == 503
        assert refused.json()["detail"].endswith(".")
        assert client.get("/chat/events").status_code == 503
        own_site.valkey.start()
        assert send(client, "message-2", "hai").json() == {"status": "new"}
        assert [entry["id"] for _, entry in events(client, until=4)].count("message-2") == 2


def test_open_streams_do_not_hold_up_the_end(own_site: Site) -> None:
    with (
        httpx.Client(base_url=own_site.url) as client,
        client.stream("GET", "/chat/events") as response,
    ):
        lines = response.iter_lines()
        assert next(lines) == "retry: 1000"
        began = time.monotonic()
        own_site.stop()
        assert time.monotonic() - began < 3
        assert "event: caught-up" in list(lines)
