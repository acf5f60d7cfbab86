"""What comes from each platform, as a table of cases: tests/channels/incoming/<channel>.yml.

The file is a list; each case goes through `receive` and is compared with what is expected::

    - label: a text                     # once in a file
      headers: {X-Retry: "1"}           # further headers; optional
      body: {event: text, id: "1"}      # sent as JSON; a string goes as it is (broken JSON)
      hex: ff00                         # instead of `body`, for bytes that are no text
      signed: true                      # default; the harness adds the platform's own proof
      at: 1790000000                    # the time of arrival; default `NOW`
      inbounds:                         # what comes of it; default none
        - {user: u1, id: "1", text: xin chào}
        - {user: u1, id: "2", text: "", kind: voice, media: {place: "https://…", seconds: 3}}
        - {user: u1, id: "3", text: "mã otp là •••", masked: [otp]}
      left: [u2]                        # people who left; default none
      receipt: ["77"]                   # for `acknowledge`; default: not looked at
      refused: forged                   # in place of all these: a RefusalKind

An inbound has exactly the fields named: `kind` is text, `media` and `masked` are none by default.
A channel without a table, or with a table of fewer than `FEWEST` cases, fails.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from platforms_under_test import (
    PLATFORMS,
    TABLES,
    Platform,
    channels_below,
    missing,
    read_cases,
)

from bot.channels.channel import Received, RefusalKind, Refused, WebhookChannel
from bot.message import Inbound, Media, Person

NOW = 1_790_000_000.0
NAMES = sorted(path.stem for path in (TABLES / "incoming").glob("*.yml"))
CASES = [
    pytest.param(name, case, id=f"{name}: {case['label']}")
    for name in NAMES
    for case in read_cases("incoming", name)
]


@pytest.mark.parametrize("name", channels_below())
def test_every_channel_has_a_table(name: str) -> None:
    assert missing("incoming", name) is None


def test_every_table_has_a_channel() -> None:
    assert set(NAMES) <= set(channels_below())


@pytest.mark.parametrize(("name", "case"), CASES)
def test_what_comes_in(name: str, case: dict[str, Any]) -> None:
    check_incoming(name, PLATFORMS[name], case)


def check_incoming(name: str, platform: Platform, case: dict[str, Any]) -> None:
    """Runs one case; `name` is that of the channel."""
    channel = platform.make("http://127.0.0.1:9")
    assert isinstance(channel, WebhookChannel)
    assert channel.name == name
    body = request_body(case)
    headers = {key.lower(): value for key, value in case.get("headers", {}).items()}
    if case.get("signed", True):
        headers = {**platform.sign(headers, body)}
    at = float(case.get("at", NOW))
    if "refused" in case:
        with pytest.raises(Refused) as refused:
            channel.receive(headers, body, at)
        assert refused.value.kind is RefusalKind(case["refused"])
        return
    received = channel.receive(headers, body, at)
    assert received.inbounds == tuple(_inbound(name, at, each) for each in case.get("inbounds", ()))
    assert received.left == tuple(Person(name, user) for user in case.get("left", ()))
    if "receipt" in case:
        assert received == Received(received.inbounds, received.left, tuple(case["receipt"]))


def request_body(case: dict[str, Any]) -> bytes:
    """What stands under `body` or `hex`."""
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    body = case["body"]
    return (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)).encode()


def _inbound(name: str, at: float, expected: dict[str, Any]) -> Inbound:
    fields = dict(expected)
    person = Person(name, fields.pop("user"))
    masked = tuple(fields.pop("masked", ()))
    media = Media(**fields.pop("media")) if "media" in fields else None
    return Inbound(person=person, received_at=at, masked=masked, media=media, **fields)
