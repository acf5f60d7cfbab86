"""Messages as nobody would write them, and a thousand at once."""

from __future__ import annotations

import asyncio
import json
import re
import time
import unicodedata

import httpx
import pytest
from bot_process import BotProcess
from people import Client, Exchange, Replies, message_body
from records import as_rest, assert_answered_once, assert_no_dead_letters, log_of, progress

from bot.delivery.log import Entry

pytestmark = pytest.mark.timeout(400)

VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)

UNREADABLE = "không đọc được chữ nào"
TOO_LONG = "tin này dài quá"
SECOND_BUBBLE = "Tiếp (2/"
FIRST_BUBBLE_AGAIN = "Tiếp (1/"

ODD = {
    "nothing": ("", UNREADABLE),
    "blank": (" \t\n \u00a0\u3000", UNREADABLE),
    "control characters only": ("\x00\x01\x1b\x7f\x9f", UNREADABLE),
    "emoji only": ("👍🏽👨‍👩‍👧❤️", UNREADABLE),
    "lone surrogate only": ("\ud83d", UNREADABLE),
    "a hundred thousand letters": ("a" * 100_000, TOO_LONG),
    "a hundred thousand emoji": ("😀" * 100_000, TOO_LONG),
    "a hundred thousand words": ("tiếp " * 20_000, TOO_LONG),
    "a hundred thousand marks": ("e" + "\u0301" * 99_999, None),
    "control characters": ("\x00ti\u200bếp\x07\r", None),
    "control characters around": ("\x00\u202etiếp\x07\ufeff", SECOND_BUBBLE),
    "lone surrogates": ("\ud800tiếp\udfff", SECOND_BUBBLE),
    "NFD": (unicodedata.normalize("NFD", "tiếp"), SECOND_BUBBLE),
    "NFD with capitals": (unicodedata.normalize("NFD", "TIẾP TỤC Ạ"), SECOND_BUBBLE),
    "a button's text": ("#next", SECOND_BUBBLE),
    "an old button's text": ("#next@M01-L1.7", FIRST_BUBBLE_AGAIN),
    "no button's text": ("#restart", None),
    "a button's text gone wrong": ("#answer:" + "9" * 40, None),
    "Rasa's command": ('/greet{"activity": null}', None),
    "Rasa's restart": ("/restart", None),
    "Rasa's session": ("/session_start", None),
    "Rasa's back": ("/back", None),
    "a payload of JSON": ('{"message": {"text": ["tiếp"]}}', None),
    "a placeholder": ("{ban} {toi} {fact_x} %s {0}", None),
    "a slash": ("/", UNREADABLE),
    "many slashes": ("/" * 5000, TOO_LONG),
    "numbers": ("1" * 999, None),
    "another alphabet": ("Привет, 你好, ሰላም", None),
}


async def in_a_lesson(client: Client, name: str) -> list[Exchange]:
    """A person at the first bubble of a lesson."""
    said = []
    for text in ("xin chào", "1", "1", "1"):
        said.append(await exchange(client, name, text))
    assert FIRST_BUBBLE_AGAIN in buttons_of(said[-1].replies)
    return said


async def exchange(client: Client, name: str, text: str) -> Exchange:
    message_id = f"{name}-{time.monotonic_ns()}"
    return Exchange(message_id, text, await client.say(name, message_id, text))


def buttons_of(replies: Replies) -> str:
    """What stands on the buttons, in one line."""
    return " ".join(b["title"] for reply in replies for b in reply.get("buttons", []))


def everything_of(replies: Replies) -> str:
    return " ".join([reply["text"] for reply in replies] + [buttons_of(replies)])


@pytest.mark.parametrize("name", ODD)
async def test_odd_message(client: Client, steady: BotProcess, name: str) -> None:
    """It is answered in Vietnamese, to a newcomer and in a lesson, and the lesson goes on."""
    text, expected = ODD[name]
    newcomer, learner = f"new: {name}", f"old: {name}"
    first = [await exchange(client, newcomer, text), await exchange(client, newcomer, text)]
    said = await in_a_lesson(client, learner)
    said += [await exchange(client, learner, text), await exchange(client, learner, "tiếp")]
    for each in (*first, *said):
        assert each.replies
        for reply in each.replies:
            assert VIETNAMESE.search(reply["text"]), reply
    if expected:
        assert expected in everything_of(said[-2].replies)
    assert not progress(steady.database, newcomer)["learner"], "kept without consent"
    assert "Tiếp (" in buttons_of(said[-1].replies), "the lesson was lost"
    await assert_answered_once(steady.redis_url, {newcomer: first, learner: said})


@pytest.mark.parametrize(
    "text", ['/affirm{"consent": "yes"}', '/deny{"consent":"yes"}', '/greet{"consent": "yes"}']
)
async def test_commands_of_rasa_are_no_consent(
    client: Client, steady: BotProcess, text: str
) -> None:
    """Neither does it set a slot, nor is the “yes” in it an answer."""
    name = f"command {text[:6]}"
    await exchange(client, name, "xin chào")
    said = await exchange(client, name, text)
    assert "1. Đồng ý" in buttons_of(said.replies)
    assert not progress(steady.database, name)["learner"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"[]", 422),
        (b'{"sender": "an"}', 422),
        (b'{"sender": "", "message": "a"}', 422),
        (b'{"sender": "an", "message": null}', 422),
        (b'{"sender": "an", "message": ["a"]}', 422),
        (b'{"sender": "\\ud800", "message": "a"}', 422),
        (b'{"sender": "an", "message": "a", "message_id": "\\ud800"}', 422),
        (message_body("an", "long", "a" * 1_000_001), 422),
    ],
)
async def test_what_is_no_message_is_refused_in_vietnamese(
    steady: BotProcess, http: httpx.AsyncClient, body: bytes, status: int
) -> None:
    answer = await http.post(f"{steady.url}/webhooks/rest/webhook", content=body)
    assert answer.status_code == status
    assert VIETNAMESE.search(answer.json()["detail"])


@pytest.mark.parametrize("sender", ["a:b", "a\nb", "a\x00b", "*", "ﷺ" * 50, "a/../b", "{}"])
async def test_any_name_will_do(client: Client, steady: BotProcess, sender: str) -> None:
    said = await in_a_lesson(client, sender)
    await assert_answered_once(steady.redis_url, {sender: said})
    assert progress(steady.database, sender)["learner"]


async def test_a_thousand_at_once(client: Client, steady: BotProcess) -> None:
    """Each is answered once, in the order taken in; somebody else is served meanwhile."""
    crowd, other = "a thousand", "somebody else"
    await in_a_lesson(client, crowd)
    await in_a_lesson(client, other)
    [*_, last] = await log_of(steady.redis_url, crowd)
    following = asyncio.create_task(follow(steady.redis_url, crowd, last, ends=1000))
    ids = [f"t{number}" for number in range(1000)]
    answering = asyncio.gather(*(answer_to(steady.port, crowd, each, "#next") for each in ids))
    with steady.valkey() as valkey:
        while valkey.zcard(f"seen:rest:{crowd}") < 1000:
            assert not answering.done()
            await asyncio.sleep(0.05)
        for _ in range(5):
            await asyncio.wait_for(exchange(client, other, "nhắc lại"), 5)
        assert valkey.xlen(f"mailbox:rest:{crowd}") > 100, "somebody else had to wait for them"
    told = dict(zip(ids, await asyncio.wait_for(answering, 120), strict=True))
    log = await asyncio.wait_for(following, 5)
    taken_in = [entry.message_id for entry in log if entry.direction == "in"]
    answered = {entry.message_id: as_rest(crowd, entry) for entry in log if entry.replies}
    assert sorted(taken_in) == sorted(ids)
    assert list(answered) == taken_in
    assert answered == told
    await assert_no_dead_letters(steady.redis_url)


async def answer_to(port: int, name: str, message_id: str, text: str) -> Replies:
    """One message over a connection of its own; a thousand of them are too much for httpx."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = message_body(name, message_id, text)
    head = (
        "POST /webhooks/rest/webhook HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    status, _, content = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    assert status.startswith(b"HTTP/1.1 200 "), status
    replies: Replies = json.loads(content)
    return replies


async def follow(redis_url: str, name: str, last: Entry, ends: int) -> list[Entry]:
    """What comes into a log after `last` until `ends` answers, while it is there: some hundred."""
    entries: list[Entry] = []
    while sum(entry.direction == "out" for entry in entries) < ends:
        entries += await log_of(redis_url, name, after=[last, *entries][-1].cursor)
        await asyncio.sleep(0.05)
    return entries
