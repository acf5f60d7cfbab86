"""The REST endpoints, in the shape of Rasa's."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from bot_site import BotSite, running_site

ROLES = {"web", "dialogue", "sender"}


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    with running_site(tmp_path_factory.mktemp("rest"), ROLES) as site:
        yield site


@pytest.fixture(name="client")
def _client(site: BotSite) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.url, timeout=60) as client:
        yield client


def say(client: httpx.Client, sender: str, message: str, **more: str) -> list[dict[str, Any]]:
    """The replies to a message."""
    body = {"sender": sender, "message": message, **more}
    response = client.post("/webhooks/rest/webhook", json=body)
    assert response.status_code == 200, response.text
    replies: list[dict[str, Any]] = response.json()
    return replies


def test_replies_have_exactly_the_shape_of_rasas_channel(client: httpx.Client) -> None:
    first, second = say(client, "an", "xin chào")
    assert first.keys() == {"recipient_id", "text"}
    assert first["recipient_id"] == "an"
    assert "không phải người thật" in first["text"]
    assert second.keys() == {"recipient_id", "text", "buttons"}
    assert second["buttons"] == [
        {"title": "1. Đồng ý", "payload": "#affirm:consent"},
        {"title": "2. Không lưu", "payload": "#deny:consent"},
    ]


def test_a_file_is_an_attachment(client: httpx.Client, site: BotSite) -> None:
    for message in ("xin chào", "1", "1"):
        say(client, "cô Ba", message)
    held = say(client, "cô Ba", "cho tôi xem dữ liệu")[0]
    assert held["attachment"].startswith(f"{site.url}/my-data/")
    assert client.get(held["attachment"]).json()["Người học"]["Mã người học"] == "rest:cô Ba"


def test_the_same_message_again_gives_the_same_answer(client: httpx.Client) -> None:
    for message in ("xin chào", "2", "1", "học về vneid"):
        say(client, "again", message)
    first = say(client, "again", "tiếp", message_id="m1")
    assert say(client, "again", "tiếp", message_id="m1") == first
    assert "3/5" in str(say(client, "again", "tiếp", message_id="m2"))
    assert say(client, "other", "tiếp", message_id="m1") != first


def test_messages_sent_at_once_are_answered_one_after_the_other(site: BotSite) -> None:
    def send(text: str) -> list[dict[str, Any]]:
        with httpx.Client(base_url=site.url, timeout=60) as client:
            return say(client, "hasty", text)

    with httpx.Client(base_url=site.url, timeout=60) as client:
        for message in ("xin chào", "2", "1", "học về vneid"):
            say(client, "hasty", message)
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        shown = sorted(str(replies) for replies in pool.map(send, ["tiếp"] * 3))
    places = [
        place for replies in shown for place in ("(2/5)", "(3/5)", "(4/5)") if place in replies
    ]
    assert sorted(places) == ["(2/5)", "(3/5)", "(4/5)"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"message": "a"}, "sender"),
        ({"sender": "a"}, "message"),
        ({"sender": "", "message": "a"}, "sender"),
        ({"sender": "a", "message": None}, "message"),
        ({"sender": "a", "message": ["x"]}, "message"),
        ({"sender": "a" * 201, "message": "x"}, "sender"),
        ({"sender": "a", "message": "x", "message_id": ""}, "message_id"),
        ([], "body"),
    ],
)
def test_a_wrong_body_is_refused_in_vietnamese(
    client: httpx.Client, body: object, field: str
) -> None:
    response = client.post("/webhooks/rest/webhook", json=body)
    assert response.status_code == 422
    assert response.json()["detail"].startswith("Dữ liệu gửi lên chưa đúng. ")
    assert field in response.json()["detail"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"null", b'"text"'])
def test_what_is_no_json_object_is_refused(client: httpx.Client, content: bytes) -> None:
    headers = {"content-type": "application/json"}
    response = client.post("/webhooks/rest/webhook", content=content, headers=headers)
    assert response.status_code in (400, 422)


def test_lone_surrogates(client: httpx.Client) -> None:
    headers = {"content-type": "application/json"}
    text = b'{"sender": "lone", "message": "\\ud83d xin ch\\u00e0o"}'
    response = client.post("/webhooks/rest/webhook", content=text, headers=headers)
    assert "không phải người thật" in response.json()[0]["text"]
    name = b'{"sender": "\\ud83d", "message": "a"}'
    response = client.post("/webhooks/rest/webhook", content=name, headers=headers)
    assert response.status_code == 422
    assert response.json()["detail"].startswith("Dữ liệu gửi lên chưa đúng. ")


@pytest.mark.parametrize("message", ["", "😀", "a" * 100_000, "\x00", "/restart"])
def test_there_is_always_an_answer(client: httpx.Client, message: str) -> None:
    replies = say(client, f"odd {len(message)} {message[:1]!r}", message)
    assert all(reply["text"] for reply in replies)
    assert replies[-1]["buttons"]


def test_parse_is_rasas_parse_result(client: httpx.Client) -> None:
    response = client.post("/model/parse", json={"text": "xin chào"})
    parsed = response.json()
    assert parsed["intent"]["name"] == "greet"
    assert 0.5 < parsed["intent"]["confidence"] <= 1.0
    assert parsed["text"] == "xin chào"
    assert {"entities", "intent_ranking"} <= parsed.keys()
    assert client.post("/model/parse", json={"text": "a" * 50_000}).status_code == 200
    assert client.post("/model/parse", json={}).status_code == 422


def test_where_a_token_is_set_it_is_asked_for(tmp_path_factory: pytest.TempPathFactory) -> None:
    data_dir = tmp_path_factory.mktemp("token")
    with (
        running_site(data_dir, {"web", "sender"}, {"API_TOKEN": "bí mật"}) as site,
        httpx.Client(base_url=site.url) as client,
    ):
        for given in (None, "Bearer x", "bí mật", "Basic bí mật", "Bearer bí mậtt"):
            headers = [(b"authorization", given.encode())] if given else []
            for path, body in (
                ("/webhooks/rest/webhook", {"sender": "a", "message": "b"}),
                ("/model/parse", {"text": "a"}),
            ):
                response = client.post(path, json=body, headers=headers)
                assert response.status_code == 401, given
                assert response.json()["detail"].startswith("Thiếu hoặc sai mã truy cập")
        headers = [(b"authorization", "Bearer bí mật".encode())]
        response = client.post("/model/parse", json={"text": "a"}, headers=headers)
        assert response.status_code == 503  # this process has no dialogue
        assert client.get("/health/live").status_code == 200
