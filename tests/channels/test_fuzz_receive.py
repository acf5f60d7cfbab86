"""Whatever comes to a webhook, there is nothing but messages or a refusal; bounded in time."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from platforms_under_test import PLATFORMS, channels_below, read_cases

from bot.channels.channel import Received, RefusalKind, Refused, WebhookChannel
from bot.message import Inbound

NOW = 1_790_000_000.0
"""When what stands in the tables was sent."""

EXAMPLES = settings(max_examples=100, deadline=2000)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**15, 10**30)
    | st.floats()
    | st.text()
    | st.sampled_from(
        ["", "0", "-1", "1e999", "\ud83d", "\x00", "#", "/start", "/start M01", "a" * 9999]
    )
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
HEADERS = st.dictionaries(
    st.text(st.characters(min_codepoint=33, max_codepoint=126)).map(str.lower),
    st.text(st.characters(max_codepoint=255)),  # as HTTP has them
)


def channel_of(name: str) -> WebhookChannel:
    """The channel; it connects to nothing here."""
    channel = PLATFORMS[name].make("http://127.0.0.1:1")
    assert isinstance(channel, WebhookChannel)
    return channel


def bodies(name: str) -> list[Any]:
    """What this platform sends, as its table has it."""
    cases = read_cases("incoming", name)
    return [case["body"] for case in cases if isinstance(case.get("body"), dict)]


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value within a JSON value."""
    inner: Any = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    return [path, *(found for key, each in inner for found in paths(each, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy with another value at the end of the way."""
    if not path:
        return new
    copied = value.copy()
    copied[path[0]] = replaced(value[path[0]], path[1:], new)
    return copied


def check(channel: WebhookChannel, headers: dict[str, str], body: bytes) -> bool:
    """Receives it: whether it was taken, and what comes of it can be stored."""
    try:
        received = channel.receive(headers, body, NOW)
    except Refused:
        return False
    assert isinstance(received, Received)
    for inbound in received.inbounds:
        line = inbound.to_json()
        line.encode()
        assert Inbound.from_json(line) == inbound
        assert inbound.person.channel == channel.name
        assert 0 < len(inbound.person.user) <= 200
        assert 0 < len(inbound.id) <= 300
    for person in received.left:
        assert person.channel == channel.name
    for item in received.receipt:
        item.encode()
    return True


@pytest.mark.parametrize("name", channels_below())
def test_what_is_not_signed_is_forged_whatever_it_is(name: str) -> None:
    """Not "malformed": that is answered 200, and only the platform itself may be told so."""
    channel = channel_of(name)

    @EXAMPLES
    @given(st.binary(max_size=200) | st.sampled_from(bodies(name)).map(as_bytes), HEADERS)
    def receive(body: bytes, headers: dict[str, str]) -> None:
        with pytest.raises(Refused) as refused:
            channel.receive(headers, body, NOW)
        assert refused.value.kind is RefusalKind.FORGED

    receive()


@pytest.mark.parametrize("name", channels_below())
def test_what_is_signed_but_odd_is_taken_or_refused(name: str) -> None:
    channel, sign = channel_of(name), PLATFORMS[name].sign

    @EXAMPLES
    @given(st.binary(max_size=200) | JSON.map(as_bytes), HEADERS)
    def receive(body: bytes, headers: dict[str, str]) -> None:
        check(channel, dict(sign(headers, body)), body)

    receive()


@pytest.mark.parametrize("name", channels_below())
def test_what_is_nearly_right_is_taken_or_refused(name: str) -> None:
    channel, sign = channel_of(name), PLATFORMS[name].sign
    known = [(body, path) for body in bodies(name) for path in paths(body)]
    assert len(known) > 50
    taken = 0

    @EXAMPLES
    @given(st.sampled_from(known), JSON)
    def receive(place: tuple[Any, tuple[Any, ...]], new: Any) -> None:
        nonlocal taken
        body = as_bytes(replaced(*place, new))
        taken += check(channel, dict(sign({}, body)), body)

    receive()
    assert taken > 10, "hardly anything came further than the door"


@pytest.mark.parametrize("name", channels_below())
@pytest.mark.parametrize(
    "body",
    [b"[" * 500_000, b'{"a":' * 100_000, b"9" * 900_000, b'{"timestamp":' + b"1" * 5000 + b"}"],
    ids=["deep list", "deep object", "long number", "long timestamp"],
)
def test_what_is_made_to_hurt_is_refused(name: str, body: bytes) -> None:
    channel, sign = channel_of(name), PLATFORMS[name].sign
    with pytest.raises(Refused):
        channel.receive(dict(sign_or_not(sign, body)), body, NOW)


def sign_or_not(sign: Any, body: bytes) -> dict[str, str]:
    """The proof, where the harness itself can read the body."""
    try:
        return dict(sign({}, body))
    except RecursionError:
        return {}


def as_bytes(value: Any) -> bytes:
    """A JSON body; half a surrogate pair stays an escape."""
    return json.dumps(value).encode()
