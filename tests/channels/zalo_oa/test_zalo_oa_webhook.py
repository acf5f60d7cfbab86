"""Events of an Official Account as its platform brings them, and as others would like to."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from typing import Literal

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from platforms.zalo_oa import APP_ID, APP_SECRET, OA_SECRET, SAMPLE_VOICE, ZaloOA, channel_at
from zalo_oa_site import AN, DAY, MENU, Web, kind_of, send, texts

from bot.channels.channel import (
    FetchError,
    FetchErrorKind,
    PollingChannel,
    RefusalKind,
    Refused,
    SendErrorKind,
    WebhookChannel,
)
from bot.channels.zalo_oa import incoming
from bot.channels.zalo_oa.channel import ZaloOA as Channel
from bot.channels.zalo_oa.signature import SIGNATURE, TIMESTAMP, Signature, TimestampFrom
from bot.message import Inbound, Reply


def test_it_is_a_channel_with_a_webhook() -> None:
    channel = channel_at("http://127.0.0.1:9")
    assert isinstance(channel, WebhookChannel)
    assert not isinstance(channel, PollingChannel)
    assert channel.capabilities.window is not None
    assert channel.capabilities.window.total_seconds() == 2 * DAY


async def test_a_conversation_with_a_button(platform: ZaloOA, channel: Channel, web: Web) -> None:
    platform.follow("an")
    platform.say("an", "xin chào")
    platform.settle()
    await send(channel, MENU)
    platform.press("an", "2")
    platform.settle()
    assert [(each.person, each.text) for each in web.inbounds] == [
        (AN, "#greet"),
        (AN, "xin chào"),
        (AN, "#deny"),
    ]
    (sent,) = platform.chat("an")
    assert sent.buttons == (("Có", "#affirm"), ("Không", "#deny"))
    assert sent.answered


async def test_everything_people_do_is_understood(platform: ZaloOA, web: Web) -> None:
    platform.voice("an")
    platform.photo("an", "sổ hộ khẩu")
    platform.sticker("an")
    platform.file("an", "đơn.pdf")
    platform.file("an", "ghi âm.mp3")
    platform.location("an", 10.79, 106.78)
    platform.open_chat("an")
    platform.see("an")
    platform.settle()
    found = {(each.kind, each.text, each.media and each.media.mime) for each in web.inbounds}
    assert found == {
        ("voice", "", "audio/aac"),
        ("photo", "sổ hộ khẩu", None),
        ("sticker", "", None),
        ("file", "", None),
        ("voice", "", "audio/mpeg"),
        ("location", "", None),
        ("text", "#greet", None),
    }
    (note,) = [each.media for each in web.inbounds if each.media and "aac" in each.media.place]
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(note.place)).content == SAMPLE_VOICE


SECRETS: tuple[Literal["oa_secret", "app_secret"], ...] = ("oa_secret", "app_secret")
PLACES: tuple[TimestampFrom, ...] = ("body", "header")


@pytest.mark.parametrize("signed_with", SECRETS)
@pytest.mark.parametrize("timestamp_from", PLACES)
def test_both_secrets_and_both_places_of_the_timestamp(
    platform: ZaloOA, signed_with: Literal["oa_secret", "app_secret"], timestamp_from: TimestampFrom
) -> None:
    platform.signed_with, platform.timestamp_from = signed_with, timestamp_from
    now = time.time()
    sent = str(int(1000 * now))
    body = f'{{"event_name": "follow", "follower": {{"id": "1"}}, "timestamp": "{sent}"}}'.encode()
    headers = {name.lower(): value for name, value in platform.signed(body, 1).items()}
    taken = []
    for secret in SECRETS:
        for place in PLACES:
            key = OA_SECRET if secret == "oa_secret" else APP_SECRET
            try:
                Signature(APP_ID, key, place).verify(headers, body, sent, now)
            except Refused:
                continue
            taken.append((secret, place))
    assert taken == [(signed_with, timestamp_from)]


async def test_a_signature_of_somebody_else_is_refused_until_the_right_one_comes(
    platform: ZaloOA, web: Web
) -> None:
    platform.missign(2)
    platform.say("an", "xin chào")
    platform.settle()
    assert web.refusals == [RefusalKind.FORGED] * 2
    assert web.retries == [None, "1", "2"]
    assert [each.text for each in web.inbounds] == ["xin chào"]


async def test_an_event_answered_too_late_comes_again_with_the_same_id(
    platform: ZaloOA, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert platform.habits.patience == 2.0
    monkeypatch.setattr(platform._deliveries, "_habits", replace(platform.habits, patience=0.2))
    web.slow = [0.6]
    message_id = platform.say("an", "xin chào")
    platform.settle()
    await asyncio.sleep(0.5)
    assert [each.id for each in web.inbounds] == [message_id] * 2
    assert web.retries == [None, "1"]


async def test_duplicates_and_another_order_keep_their_ids(platform: ZaloOA, web: Web) -> None:
    platform.duplicate(1)
    first = platform.say("an", "một")
    platform.settle()
    with platform.reordered():
        second, third = platform.say("an", "hai"), platform.say("an", "ba")
    platform.settle()
    assert [each.id for each in web.inbounds[:2]] == [first, first]
    assert {each.id for each in web.inbounds[2:]} == {second, third}


async def test_who_leaves_cannot_be_written_to_until_they_come_back(
    platform: ZaloOA, channel: Channel, web: Web
) -> None:
    platform.follow("an")
    platform.unfollow("an")
    platform.settle()
    assert web.left == ["an"]
    assert await kind_of(channel, Reply("a")) is SendErrorKind.UNREACHABLE
    platform.follow("an")
    await send(channel, Reply("b"))
    assert texts(platform) == ["b"]


EVENTS = ["user_send_text", "user_send_audio", "user_send_file", "user_send_link", "follow", "x"]
ODDITIES = st.sampled_from(
    [
        None,
        True,
        -1,
        1e300,
        10**30,
        "",
        "1",
        "\ud800",
        "9" * 5000,
        "https://[",
        "a.mp3",
        [],
        {},
        [[]],
    ]
)
PAYLOADS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("url", "name", "type", "size", "duration"), ODDITIES)
)
MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "text": ODDITIES | st.text(max_size=20),
        "msg_id": ODDITIES,
        "attachments": ODDITIES | st.lists(st.fixed_dictionaries({"payload": PAYLOADS | ODDITIES})),
    },
)
PEOPLE = ODDITIES | st.fixed_dictionaries({"id": ODDITIES})
BODIES = st.binary(max_size=50) | st.fixed_dictionaries(
    {"event_name": st.sampled_from(EVENTS) | ODDITIES},
    optional={
        "sender": PEOPLE,
        "follower": PEOPLE,
        "user_id": ODDITIES,
        "message": MESSAGES | ODDITIES,
        "timestamp": ODDITIES,
    },
).map(lambda event: json.dumps(event).encode())
ANYBODY = Signature("app-id", "a-secret", "header")


@settings(max_examples=100, deadline=None)
@given(body=BODIES)
def test_nothing_but_messages_or_a_refusal(body: bytes) -> None:
    stamp = "1790000000000"
    headers = {SIGNATURE: ANYBODY.of(body, stamp), TIMESTAMP: stamp}
    ANYBODY.verify(headers, body, "", 1_790_000_000.0)
    event = incoming.event(body)
    assert isinstance(incoming.timestamp(event or {}), str)
    try:
        received = incoming.received(event or {}, body, 1_790_000_000.0)
    except Refused:
        return
    for each in received.inbounds:
        assert Inbound.from_json(each.to_json().encode()) == each
        assert each.id.isascii()
        assert each.id


@pytest.mark.parametrize("stamp", ["", "x", "²", "-1", "1790000000000 ", "1e12", "\ud800"])
def test_a_timestamp_is_digits_alone(stamp: str) -> None:
    with pytest.raises(Refused) as refused:
        ANYBODY.verify({SIGNATURE: "mac=0", TIMESTAMP: stamp}, b"{}", "", 1_790_000_000.0)
    assert refused.value.kind is RefusalKind.FORGED


@pytest.mark.parametrize("given_", ["", "mac=", "mac=é", "\udcff", "mac=" + "0" * 64])
def test_a_signature_that_is_none(given_: str) -> None:
    headers = {SIGNATURE: given_, TIMESTAMP: "1790000000000"}
    with pytest.raises(Refused) as refused:
        ANYBODY.verify(headers, b"{}", "", 1_790_000_000.0)
    assert refused.value.kind is RefusalKind.FORGED


@settings(max_examples=50, deadline=None)
@given(place=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_a_changed_byte_is_a_forgery(place: int, flip: int) -> None:
    signature = Signature(APP_ID, OA_SECRET)
    body = b'{"event_name": "follow", "follower": {"id": "1"}, "timestamp": "1790000000000"}'
    headers = {SIGNATURE: signature.of(body, "1790000000000")}
    changed = bytearray(body)
    changed[place % len(body)] ^= flip
    with pytest.raises(Refused) as refused:
        signature.verify(headers, bytes(changed), "1790000000000", 1_790_000_000.0)
    assert refused.value.kind is RefusalKind.FORGED


async def test_a_voice_note_is_fetched(platform: ZaloOA, channel: Channel, web: Web) -> None:
    platform.voice("an", b"\xff\xf1 and more")
    platform.settle()
    (spoken,) = web.inbounds
    assert spoken.media is not None
    assert await channel.fetch_media(spoken.media) == b"\xff\xf1 and more"
    elsewhere = replace(spoken.media, place=spoken.media.place.replace("127.0.0.1", "localhost"))
    platform.media.clear()
    for media in (spoken.media, elsewhere):
        with pytest.raises(FetchError) as raised:
            await channel.fetch_media(media)
        assert raised.value.kind is FetchErrorKind.GONE
