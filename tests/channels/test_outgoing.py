"""What goes to each platform, as a table of cases: tests/channels/outgoing/<channel>.yml.

The file is a list; each case is rendered, and its calls are sent to a real HTTP server::

    - label: two buttons                # once in a file
      user: u1                          # to whom; default u1
      replies:                          # as in bot.message.Reply
        - {text: "Học tiếp?", buttons: [[Có, "#affirm"], [Không, "#deny"]]}
        - {text: Dạ đây, image: "{server}/site/a.png", attachment: "{server}/site/a.pdf"}
        - {text: Gọi ngay 113, urgent: true}
        - {text: Chào bác, audio: "{server}/site/a.ogg"}
      calls:                            # what `render` makes, all of it; optional
        - {method: sendMessage, fields: {text: Học tiếp?}}
      answers:                          # what the platform answers, request by request
        - {status: 429, headers: {retry-after: "7"}, body: {ok: false}}
        - {}                            # went well; so does everything beyond the list
        - {status: 502, body: "<html>"} # a string goes as it is
        - {cut: true}                   # the connection is closed in place of an answer
      error: {kind: rate_limited, retry_after: 7}   # SendError of the first call that fails
      requests:                         # what the server got, all of it, in order; optional
        - path: /bot1:token/sendMessage
          headers: {access_token: t}    # those named
          json: {text: Học tiếp?}       # these fields at least, at every depth
          form: {text: Học tiếp?}       # the same for a form; files as {name, type, size}

In `calls`, `fields` are those named at least, at every depth; a list is compared whole. In strings
`{server}` stands for the server's address; below `{server}/site/` it is a site of our own: a.png,
a.pdf, a.ogg, and big.pdf of 21 MB; anything else is not found, and nothing of it is counted as a
request. `text: {times: 300, of: "Một câu. "}` is a long text. Sending stops at the first error;
where `error` is missing, none may come.
A channel without a table, or with a table of fewer than `FEWEST` cases, fails.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

import pytest
from answering_server import AnsweringServer, Request
from platforms_under_test import (
    PLATFORMS,
    TABLES,
    Platform,
    channels_below,
    missing,
    read_cases,
)

from bot.channels.channel import PushChannel, SendError
from bot.message import Button, Person, Reply

NAMES = sorted(path.stem for path in (TABLES / "outgoing").glob("*.yml"))
CASES = [
    pytest.param(name, case, id=f"{name}: {case['label']}")
    for name in NAMES
    for case in read_cases("outgoing", name)
]


@pytest.mark.parametrize("name", channels_below())
def test_every_channel_has_a_table(name: str) -> None:
    assert missing("outgoing", name) is None


def test_every_table_has_a_channel() -> None:
    assert set(NAMES) <= set(channels_below())


@pytest.mark.parametrize(("name", "case"), CASES)
async def test_what_goes_out(name: str, case: dict[str, Any]) -> None:
    await check_outgoing(name, PLATFORMS[name], case)


async def check_outgoing(name: str, platform: Platform, case: dict[str, Any]) -> None:
    """Runs one case; `name` is that of the channel."""
    async with _server(platform, case) as server:
        case = _filled(case, server.url)
        channel = platform.make(server.url)
        assert isinstance(channel, PushChannel)
        replies = [_reply(each) for each in case["replies"]]
        person = Person(name, case.get("user", "u1"))
        calls = channel.render(person, replies)
        assert channel.render(person, replies) == calls, "rendered twice, and not the same"
        assert all(json.loads(json.dumps(dict(call.fields))) == call.fields for call in calls)
        if "calls" in case:
            assert [call.method for call in calls] == [each["method"] for each in case["calls"]]
            for call, expected in zip(calls, case["calls"], strict=True):
                assert_holds(dict(call.fields), expected.get("fields", {}))
        try:
            error = None
            for call in calls:
                await channel.send(call)
        except SendError as raised:
            error = {"kind": raised.kind.value, "retry_after": raised.retry_after}
        finally:
            await channel.close()
        expected = case.get("error")
        assert error == (expected and {"retry_after": None, **expected})
        if "requests" in case:
            got = [request.path for request in server.requests]
            assert got == [each["path"] for each in case["requests"]]
            for request, each in zip(server.requests, case["requests"], strict=True):
                _assert_request(request, each)


def assert_holds(found: Any, expected: Any, where: str = "") -> None:
    """Whether `found` has all of `expected`: mappings field by field, all else whole."""
    if isinstance(expected, Mapping):
        assert isinstance(found, Mapping), f"{where}: {found!r} is no mapping"
        for key, value in expected.items():
            assert key in found, f"{where}: no {key!r} in {found!r}"
            assert_holds(found[key], value, f"{where}.{key}")
    else:
        assert found == expected, where


def _assert_request(request: Request, expected: dict[str, Any]) -> None:
    assert_holds(request.headers, expected.get("headers", {}), "headers")
    if "json" in expected:
        assert_holds(json.loads(request.body), expected["json"], "json")
    if "form" in expected:
        assert_holds(_form(request), expected["form"], "form")


def _form(request: Request) -> dict[str, Any]:
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/"):
        return dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    message = BytesParser(policy=HTTP).parsebytes(
        f"content-type: {kind}\r\n\r\n".encode() + request.body
    )
    form: dict[str, Any] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(name, str)
        assert isinstance(content, bytes)
        file = part.get_filename()
        described = {"name": file, "type": part.get_content_type(), "size": len(content)}
        form[name] = described if file else content.decode()
    return form


@contextlib.asynccontextmanager
async def _server(platform: Platform, case: dict[str, Any]) -> AsyncIterator[AnsweringServer]:
    server = AnsweringServer(case.get("answers", []), platform.went_well)
    async with await asyncio.start_server(server.serve, "127.0.0.1", 0) as listening:
        host, port = listening.sockets[0].getsockname()
        server.url = f"http://{host}:{port}"
        yield server
        server.end()


def _filled(value: Any, url: str) -> Any:
    """The case with the server's address and its long texts in their places."""
    if isinstance(value, str):
        return value.replace("{server}", url)
    if isinstance(value, list):
        return [_filled(each, url) for each in value]
    if isinstance(value, dict):
        if value.keys() == {"times", "of"}:
            return str(value["of"] * value["times"]).strip()
        return {key: _filled(each, url) for key, each in value.items()}
    return value


def _reply(fields: dict[str, Any]) -> Reply:
    buttons = tuple(Button(title, payload) for title, payload in fields.get("buttons", ()))
    return Reply(
        fields.get("text", ""),
        buttons,
        fields.get("image"),
        fields.get("attachment"),
        fields.get("urgent", False),
        fields.get("audio"),
    )
