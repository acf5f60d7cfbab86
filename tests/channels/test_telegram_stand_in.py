"""The stand-in for Telegram keeps to the Bot API: what it refuses, in which words."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from platforms.faults import Fault
from platforms.telegram import SAMPLE_VOICE, TOKEN, Telegram


@pytest.fixture(name="platform")
def _platform() -> Iterator[Telegram]:
    with Telegram(hurry=1000.0, poll_seconds=0.1) as platform:
        assert isinstance(platform, Telegram)
        yield platform


def call(platform: Telegram, method: str, files: Any = None, **fields: Any) -> httpx.Response:
    url = f"{platform.url}/bot{TOKEN}/{method}"
    return httpx.post(url, data=fields, files=files, trust_env=False)


def keyboard(title: str, data: str) -> str:
    return json.dumps({"inline_keyboard": [[{"text": title, "callback_data": data}]]})


@pytest.mark.parametrize(
    ("method", "fields", "files", "status", "words"),
    [
        ("sendMessage", {"text": "a" * 4096}, None, 200, ""),
        ("sendMessage", {"text": "a" * 4097}, None, 400, "message is too long"),
        ("sendMessage", {"text": "😀" * 2049}, None, 400, "message is too long"),
        ("sendMessage", {"text": " \n"}, None, 400, "message text is empty"),
        ("sendMessage", {}, None, 400, "message text is empty"),
        ("sendMessage", {"text": "<b>a</b>", "parse_mode": "HTML"}, None, 200, ""),
        ("sendMessage", {"text": "a < b <c", "parse_mode": "HTML"}, None, 200, ""),
        ("sendMessage", {"text": "<b>a", "parse_mode": "HTML"}, None, 400, "can't parse entities"),
        ("sendMessage", {"text": "a_b", "parse_mode": "Markdown"}, None, 400, "can't parse"),
        ("sendMessage", {"text": "a", "reply_markup": keyboard("a", "b" * 64)}, None, 200, ""),
        ("sendMessage", {"text": "a", "reply_markup": keyboard("a", "b" * 65)}, None, 400, "DATA"),
        ("sendMessage", {"text": "a", "reply_markup": keyboard("a", "ấ" * 22)}, None, 400, "DATA"),
        ("sendMessage", {"text": "a", "reply_markup": keyboard("", "b")}, None, 400, "text button"),
        ("sendMessage", {"text": "a", "reply_markup": "{"}, None, 400, "object expected"),
        ("sendMessage", {"text": "a", "chat_id": "5"}, None, 400, "chat not found"),
        ("sendDocument", {"caption": "a" * 1024}, {"document": ("a", b"a")}, 200, ""),
        ("sendDocument", {"caption": "a" * 1025}, {"document": ("a", b"a")}, 400, "caption is too"),
        ("sendDocument", {"document": "http://127.0.0.1/a"}, None, 400, "failed to get HTTP URL"),
        ("sendDocument", {}, {"document": ("a", b"")}, 400, "file must be non-empty"),
        ("sendPhoto", {"photo": "attach://x"}, {"x": ("a", b"\x89PNG")}, 200, ""),
        ("sendPhoto", {}, {"photo": ("a.png", b"%PDF")}, 400, "IMAGE_PROCESS_FAILED"),
        ("sendVoice", {}, {"voice": ("a.ogg", SAMPLE_VOICE)}, 200, ""),
        ("sendVoice", {}, {"voice": ("a.ogg", b"RIFF")}, 400, "VOICE_FORMAT_INVALID"),
        ("sendChatAction", {"action": "dancing"}, None, 400, "wrong parameter action"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, None, 400, "query is too old"),
        ("getFile", {"file_id": "nothing"}, None, 400, "wrong file_id"),
        ("setWebhook", {"url": "http://bot.example.org/"}, None, 400, "An HTTPS URL must"),
        ("setWebhook", {"url": "https://bot.example.org:8000/"}, None, 400, "only on ports"),
        ("setWebhook", {"url": "https://a.org/", "secret_token": "a b"}, None, 400, "unallowed"),
        ("setWebhook", {"url": "https://bot.example.org/"}, None, 200, ""),
        ("sendDream", {}, None, 404, "Not Found"),
    ],
)
def test_what_it_takes(
    platform: Telegram, method: str, fields: dict[str, Any], files: Any, status: int, words: str
) -> None:
    platform.say("1001", "xin chào")
    answer = call(platform, method, files, **{"chat_id": "1001", **fields})
    assert answer.status_code == status, answer.text
    assert answer.json()["ok"] is (status == 200)
    assert words in answer.json().get("description", "")


@pytest.mark.parametrize(("token", "status"), [("1:wrong", 401), ("nothing", 404)])
def test_a_wrong_token(platform: Telegram, token: str, status: int) -> None:
    answer = httpx.get(f"{platform.url}/bot{token}/getMe", trust_env=False)
    assert (answer.status_code, answer.json()["error_code"]) == (status, status)


def test_updates_stay_until_a_later_offset_is_asked_for(platform: Telegram) -> None:
    first, second = platform.say("an", "một"), platform.say("an", "hai")

    def ids(**fields: Any) -> list[str]:
        return [
            str(each["update_id"])
            for each in call(platform, "getUpdates", **fields).json()["result"]
        ]

    assert ids() == ids() == [first, second]
    assert ids(limit=1) == [first]
    assert ids(offset=int(first) + 1) == ids() == [second]
    platform.say("an", "ba")
    assert len(ids(offset=-1)) == 1
    assert ids(offset=10_000, timeout=1) == []


def test_a_webhook_excludes_polling(platform: Telegram) -> None:
    call(platform, "setWebhook", url="http://127.0.0.1:9/")
    assert call(platform, "getUpdates").status_code == 409
    call(platform, "deleteWebhook")
    assert call(platform, "getUpdates").status_code == 200


def test_kinds_that_were_not_asked_for_do_not_come(platform: Telegram) -> None:
    call(platform, "getUpdates", allowed_updates='["edited_message"]')
    platform.say("an", "một")
    platform.edit("an", "hai")
    [update] = call(platform, "getUpdates").json()["result"]
    assert update["edited_message"]["text"] == "hai"


def test_a_voice_note_is_fetched_by_its_id(platform: Telegram) -> None:
    platform.voice("an", b"OggS and more")
    [update] = call(platform, "getUpdates").json()["result"]
    file = call(platform, "getFile", file_id=update["message"]["voice"]["file_id"]).json()["result"]
    address = f"{platform.url}/file/bot{TOKEN}/{file['file_path']}"
    name = file["file_path"].rpartition("/")[2]
    platform.faults.next(name, 1, Fault(delay=0.3))
    began = time.monotonic()
    assert httpx.get(address, trust_env=False).content == b"OggS and more"
    assert time.monotonic() - began >= 0.3
    assert httpx.get(f"{address}x", trust_env=False).status_code == 404


def test_a_file_that_is_too_large_is_not_given(platform: Telegram) -> None:
    platform.voice("an", bytes(20 * 1024 * 1024 + 1))
    [update] = call(platform, "getUpdates").json()["result"]
    answer = call(platform, "getFile", file_id=update["message"]["voice"]["file_id"])
    assert answer.json()["description"] == "Bad Request: file is too big"


def test_it_waits_longer_each_time_and_gives_up_after_a_day(platform: Telegram) -> None:
    waits = platform.habits.retries
    assert list(waits[:7]) == [1, 2, 4, 8, 16, 32, 64]
    assert max(waits) == 120
    assert 23 * 3600 < sum(waits) < 25 * 3600
