"""The whole channel against the stand-in for Telegram: polling, webhook, sending, errors."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from platforms.faults import Fault
from platforms.server import Server
from platforms.telegram import TOKEN
from platforms.telegram import Telegram as Platform
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.attachments import Attachments
from bot.channels.channel import (
    FetchError,
    FetchErrorKind,
    PollingChannel,
    Received,
    RefusalKind,
    Refused,
    SendError,
    SendErrorKind,
    WebhookChannel,
)
from bot.channels.telegram.channel import Telegram
from bot.message import Button, Media, Person, Reply

SECRET = "a-secret_of-16-letters"


@pytest.fixture(name="platform")
def _platform() -> Iterator[Platform]:
    with Platform(hurry=1000.0, poll_seconds=0.03) as platform:
        assert isinstance(platform, Platform)
        yield platform


@pytest.fixture(name="channel")
async def _channel(platform: Platform) -> AsyncIterator[Telegram]:
    channel = made(platform)
    yield channel
    await channel.close()


def made(
    platform: Platform,
    secret: str | None = None,
    token: str = TOKEN,
    site: str = "http://127.0.0.1:9",
) -> Telegram:
    return Telegram(token, secret=secret, api_url=platform.url, fetch=Attachments(site))


def person(platform: Platform, user: str) -> Person:
    return Person("telegram", str(platform.id_of(user)))


async def say(platform: Platform, channel: Telegram, user: str, *replies: Reply) -> None:
    for call in channel.render(person(platform, user), replies):
        await channel.send(call)


async def taken(channel: Telegram) -> list[str]:
    """The texts of everything that can be polled, acknowledged at once."""
    texts = []
    while (found := await channel.poll()).receipt:
        texts += [each.text for each in found.inbounds]
        await channel.acknowledge(found.receipt)
    return texts


class Bot:
    """A web server with nothing but the webhook; `failures`: how many requests it fails first."""

    def __init__(self, platform: Platform, secret: str) -> None:
        self.failures = 0
        self.received: list[Received] = []
        self.refused: list[RefusalKind] = []
        self.has_refused = threading.Event()
        self._server = Server(
            Starlette(routes=[Route("/webhooks/telegram", self._take, methods=["POST"])])
        )
        self.url = self._server.url
        self.channel = made(platform, secret, site=self.url)

    def __enter__(self) -> Bot:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    @property
    def texts(self) -> list[str]:
        return [inbound.text for received in self.received for inbound in received.inbounds]

    async def _take(self, request: Request) -> Response:
        body = await request.body()
        if self.failures:
            self.failures -= 1
            return Response(status_code=503)
        try:
            self.received.append(self.channel.receive(request.headers, body, time.time()))
        except Refused as refusal:
            self.refused.append(refusal.kind)
            self.has_refused.set()
            return Response(status_code=401)
        return Response()


def test_it_is_both_kinds_of_channel(platform: Platform) -> None:
    channel = made(platform)
    assert isinstance(channel, WebhookChannel)
    assert isinstance(channel, PollingChannel)


# Polling


async def test_what_people_write_is_polled_in_order(platform: Platform, channel: Telegram) -> None:
    await channel.start()
    ids = [platform.say("an", "một"), platform.say("binh", "hai"), platform.say("an", "ba")]
    found = await channel.poll()
    assert [each.id for each in found.inbounds] == ids
    assert [each.person.user for each in found.inbounds] == [
        str(platform.id_of(user)) for user in ("an", "binh", "an")
    ]
    assert platform.asked[0].method == "deleteWebhook"


async def test_what_was_not_acknowledged_comes_again(platform: Platform, channel: Telegram) -> None:
    platform.say("an", "một")
    first = await channel.poll()
    platform.say("an", "hai")
    assert [each.text for each in (await channel.poll()).inbounds] == ["một", "hai"]
    await channel.acknowledge(first.receipt)
    assert await taken(channel) == ["hai"]
    assert platform.pending == []


async def test_another_process_goes_on_where_the_first_one_died(platform: Platform) -> None:
    platform.say("an", "một")
    first, second = made(platform), made(platform)
    found = await first.poll()
    await first.close()
    assert [each.id for each in (await second.poll()).inbounds] == [found.inbounds[0].id]
    await second.close()


async def test_a_poll_waits_for_the_next_message(platform: Platform, channel: Telegram) -> None:
    platform.poll_seconds = 10.0
    poll = asyncio.create_task(channel.poll())
    await asyncio.sleep(0.2)
    platform.say("an", "xin chào")
    began = time.monotonic()
    assert [each.text for each in (await poll).inbounds] == ["xin chào"]
    assert time.monotonic() - began < 2.0
    asked = [each for each in platform.asked if each.method == "getUpdates"]
    assert b"timeout=25" in asked[0].body


async def test_nobody_writes(channel: Telegram) -> None:
    assert await channel.poll() == Received()


async def test_a_poll_that_is_cancelled_loses_nothing(
    platform: Platform, channel: Telegram
) -> None:
    platform.poll_seconds = 10.0
    poll = asyncio.create_task(channel.poll())
    await asyncio.sleep(0.1)
    poll.cancel()
    with pytest.raises(asyncio.CancelledError):
        await poll
    platform.say("an", "xin chào")
    platform.poll_seconds = 0.1
    assert await taken(channel) == ["xin chào"]


async def test_two_that_poll_are_told_so(platform: Platform) -> None:
    platform.poll_seconds = 10.0
    first, second = made(platform), made(platform)
    polls = [asyncio.create_task(first.poll())]
    await asyncio.sleep(0.2)
    polls.append(asyncio.create_task(second.poll()))
    with pytest.raises(SendError) as error:
        await polls[0]
    assert error.value.kind is SendErrorKind.UNAVAILABLE
    platform.say("an", "xin chào")
    assert [each.text for each in (await polls[1]).inbounds] == ["xin chào"]
    await first.close()
    await second.close()


async def test_an_update_that_cannot_be_read_holds_up_nobody(
    platform: Platform, channel: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    platform.say("an", "một")
    message = {"chat": "điều bí mật", "text": "điều bí mật"}
    platform.deliver("an", {"update_id": platform.number(), "message": message})
    platform.say("an", "hai")
    assert await taken(channel) == ["một", "hai"]
    assert "cannot be read" in caplog.text
    assert "điều bí mật" not in caplog.text


async def test_who_left_is_told_apart_from_what_they_wrote(
    platform: Platform, channel: Telegram
) -> None:
    platform.say("an", "tạm biệt")
    platform.block("an")
    platform.unblock("an")
    platform.begin("an")
    pieces = []
    while (found := await channel.poll()).receipt:
        pieces.append(([each.text for each in found.inbounds], found.left))
        await channel.acknowledge(found.receipt)
    assert pieces == [(["tạm biệt"], ()), ([], (person(platform, "an"),)), (["#greet"], ())]


async def test_only_what_was_asked_for_comes(platform: Platform, channel: Telegram) -> None:
    await channel.poll()
    form = platform.asked[-1].body
    assert b"allowed_updates" in form
    for kind in (b"message", b"edited_message", b"callback_query", b"my_chat_member"):
        assert kind in form


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=502, body="<html>"), SendErrorKind.UNAVAILABLE),
        (
            Fault(
                status=429,
                body={"ok": False, "description": "Too Many Requests: retry after 3"}
                | {"parameters": {"retry_after": 3}},
            ),
            SendErrorKind.RATE_LIMITED,
        ),
        (Fault(truncated=True), SendErrorKind.UNANSWERED),
        (Fault(cut=True), SendErrorKind.UNANSWERED),
        (Fault(status=200, body="điều bí mật"), SendErrorKind.UNANSWERED),
        (Fault(status=200, body={"ok": True, "result": True}), SendErrorKind.UNANSWERED),
        (Fault(status=200, body={"ok": True, "result": [{}]}), SendErrorKind.UNANSWERED),
    ],
)
async def test_a_poll_that_fails_loses_nothing(
    platform: Platform,
    channel: Telegram,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
    kind: SendErrorKind,
) -> None:
    platform.say("an", "điều bí mật")
    platform.faults.next("getUpdates", 1, fault)
    with pytest.raises(SendError) as error:
        await channel.poll()
    assert error.value.kind is kind
    assert "điều bí mật" not in caplog.text
    assert await taken(channel) == ["điều bí mật"]


async def test_the_platform_is_away_for_a_while(platform: Platform, channel: Telegram) -> None:
    platform.say("an", "xin chào")
    with platform.away():
        for attempt in (channel.poll(), channel.start(), channel.typing(person(platform, "an"))):
            with pytest.raises(SendError) as error:
                await attempt
            assert error.value.kind is SendErrorKind.UNAVAILABLE
    assert await taken(channel) == ["xin chào"]


async def test_a_wrong_token(platform: Platform) -> None:
    channel = made(platform, token="1:wrong")
    for attempt in (channel.poll(), channel.start()):
        with pytest.raises(SendError) as error:
            await attempt
        assert error.value.kind is SendErrorKind.UNAUTHORIZED
    await channel.close()


# Buttons and groups


async def test_a_pressed_button_comes_back_and_is_answered(
    platform: Platform, channel: Telegram
) -> None:
    platform.say("an", "xin chào")
    await taken(channel)
    payload = "Tôi muốn học bài dùng trợ lý ảo ở nhà văn hóa thôn, buổi tối thứ hai"
    buttons = (Button("Có", "#affirm"), Button("Học", payload))
    await say(platform, channel, "an", Reply("Học tiếp?", buttons))
    assert [title for title, _ in platform.chat("an")[0].buttons] == ["Có", "Học"]
    platform.press("an", "1")
    platform.press("an", "Học")
    assert await taken(channel) == ["#affirm", "Học"]
    assert len(platform.answered_presses) == 2


async def test_a_press_that_is_answered_too_late_is_taken_all_the_same(
    platform: Platform, channel: Telegram
) -> None:
    platform.say("an", "xin chào")
    await taken(channel)
    await say(platform, channel, "an", Reply("Học tiếp?", (Button("Có", "#affirm"),)))
    platform.press_seconds = -1.0
    platform.press("an", "Có")
    assert await taken(channel) == ["#affirm"]
    assert platform.answered_presses == []


async def test_a_press_cannot_be_answered_now(platform: Platform, channel: Telegram) -> None:
    platform.say("an", "xin chào")
    await taken(channel)
    await say(platform, channel, "an", Reply("Học tiếp?", (Button("Có", "#affirm"),)))
    platform.press("an", "Có")
    platform.faults.next("answerCallbackQuery", 1, Fault(status=500))
    found = await channel.poll()
    with pytest.raises(SendError):
        await channel.acknowledge(found.receipt)
    assert await taken(channel) == [], "the offset has moved"


async def test_a_long_choice_is_pressed_by_its_number(
    platform: Platform, channel: Telegram
) -> None:
    platform.say("an", "xin chào")
    await taken(channel)
    long = "1. Đọc mã cho họ vì họ nói là người của ngân hàng"
    options = (Button(long, "#answer:a"), Button("2. Tắt máy", "#answer:b"))
    await say(platform, channel, "an", Reply("Làm gì?", options))
    shown = platform.chat("an")[0]
    assert long in shown.text.splitlines()
    platform.press("an", "2")
    assert await taken(channel) == ["#answer:b"]


async def test_a_group_is_left(platform: Platform, channel: Telegram) -> None:
    platform.say_in_group("an", "xin chào mọi người", group=-1007)
    assert await taken(channel) == []
    assert platform.left_groups == [-1007]


# Everything that people send


async def test_everything_that_people_send(platform: Platform, channel: Telegram) -> None:
    platform.begin("an", "M01-L2")
    platform.voice("an", seconds=4)
    platform.photo("an", caption="nhà tôi")
    platform.photo("an", album="5")
    platform.photo("an", album="5")
    platform.document("an", "a.pdf", "application/pdf")
    platform.document("an", "ghi-am.aac", "audio/aac")
    platform.location("an")
    platform.sticker("an")
    platform.say("an", "xin chào")
    platform.edit("an", "xin chào cháu")
    found = await channel.poll()
    assert [(each.kind, each.text) for each in found.inbounds] == [
        ("text", "#choose_module:M01-L2"),
        ("voice", ""),
        ("photo", "nhà tôi"),
        ("photo", ""),
        ("photo", ""),
        ("file", ""),
        ("voice", ""),
        ("location", ""),
        ("sticker", ""),
        ("text", "xin chào"),
        ("edit", "xin chào cháu"),
    ]
    assert len({each.id for each in found.inbounds}) == 10, "an album is one message"
    media = found.inbounds[1].media
    assert media is not None
    assert (media.mime, media.seconds, media.size) == ("audio/ogg", 4.0, 64)
    assert all(each.media is None for each in found.inbounds if each.kind != "voice")


# The webhook


async def test_the_webhook_is_set_and_serves(platform: Platform) -> None:
    platform.say("an", "trước đó")
    with Bot(platform, SECRET) as bot:
        await bot.channel.start()
        assert platform.webhook == f"{bot.url}/webhooks/telegram"
        platform.say("an", "xin chào")
        platform.settle()
        assert bot.texts == ["trước đó", "xin chào"]
        await bot.channel.close()


async def test_a_webhook_that_fails_is_asked_again_in_order(platform: Platform) -> None:
    with Bot(platform, SECRET) as bot:
        await bot.channel.start()
        bot.failures = 3
        platform.say("an", "một")
        platform.say("an", "hai")
        platform.settle()
        assert bot.texts == ["một", "hai"]
        assert [each.status for each in platform.attempts] == [503, 503, 503, 200, 200]
        await bot.channel.close()


async def test_what_comes_twice_has_one_id(platform: Platform) -> None:
    with Bot(platform, SECRET) as bot:
        await bot.channel.start()
        platform.duplicate(1)
        platform.say("an", "một")
        platform.settle()
        assert bot.texts == ["một", "một"]
        assert len({inbound.id for each in bot.received for inbound in each.inbounds}) == 1
        await bot.channel.close()


async def test_a_press_at_the_webhook_is_answered_later(platform: Platform) -> None:
    with Bot(platform, SECRET) as bot:
        await bot.channel.start()
        platform.say("an", "xin chào")
        platform.settle()
        await say(platform, bot.channel, "an", Reply("Tiếp?", (Button("Có", "#affirm"),)))
        platform.press("an", "Có")
        platform.settle()
        assert platform.answered_presses == []
        await bot.channel.acknowledge(bot.received[-1].receipt)
        assert len(platform.answered_presses) == 1
        await bot.channel.close()


async def test_an_old_secret_is_refused(platform: Platform) -> None:
    with Bot(platform, SECRET) as bot:
        other = made(platform, "another-secret", site=bot.url)
        await other.start()
        platform.say("an", "xin chào")
        assert await asyncio.to_thread(bot.has_refused.wait, 5.0)
        assert bot.received == []
        assert set(bot.refused) == {RefusalKind.FORGED}
        await bot.channel.start()
        platform.settle()
        assert bot.texts == ["xin chào"]
        await other.close()
        await bot.channel.close()


def test_without_a_secret_nothing_is_taken(platform: Platform) -> None:
    for headers in ({}, {"x-telegram-bot-api-secret-token": ""}):
        with pytest.raises(Refused) as refusal:
            made(platform).receive(headers, b'{"update_id": 1}', 0.0)
        assert refusal.value.kind is RefusalKind.FORGED


async def test_an_address_that_telegram_refuses_is_told_to_the_operator(
    platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    channel = made(platform, SECRET, site="http://bot.example.org")
    with pytest.raises(SendError) as error:
        await channel.start()
    assert error.value.kind is SendErrorKind.REJECTED
    assert "an https url must be provided" in caplog.text
    assert "http://bot.example.org/webhooks/telegram" in caplog.text
    await channel.close()


async def test_from_the_webhook_back_to_polling(platform: Platform, channel: Telegram) -> None:
    await _set_elsewhere(platform)
    with pytest.raises(SendError):
        await channel.poll()
    await channel.start()
    platform.say("an", "xin chào")
    assert await taken(channel) == ["xin chào"]


async def _set_elsewhere(platform: Platform) -> None:
    channel = made(platform, SECRET)
    await channel.start()
    await channel.close()


# Sending


async def test_a_reply_as_the_person_sees_it(platform: Platform, channel: Telegram) -> None:
    platform.say("an", "xin chào")
    text = "*Dạ* _chào [bạn](x <b>"
    await say(platform, channel, "an", Reply(text, (Button("Có", "#affirm"),)))
    [sent] = platform.chat("an")
    assert (sent.text, sent.buttons) == (text, (("Có", "#affirm"),))


async def test_a_certificate_comes_as_a_file(platform: Platform) -> None:
    content = b"%PDF-1.7 " + bytes(range(256)) * 40
    png = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    files = {"a.pdf": (content, "application/pdf"), "a.png": (png, "image/png")}

    async def file(request: Request) -> Response:
        found, kind = files[request.path_params["name"]]
        return Response(found, media_type=kind)

    site = Server(Starlette(routes=[Route("/c/{name}", file)]))
    site.start()
    channel = made(platform, site=site.url)
    platform.say("an", "xin chào")
    reply = Reply("Chúc mừng!", image=f"{site.url}/c/a.png", attachment=f"{site.url}/c/a.pdf")
    await say(platform, channel, "an", reply)
    picture, text, document = platform.chat("an")
    assert (picture.image, picture.content) == ("a.png", png)
    assert text.text == "Chúc mừng!"
    assert (document.file, document.content) == ("a.pdf", content)
    await channel.close()
    site.stop()


async def test_the_longest_text_goes_in_one_piece(platform: Platform, channel: Telegram) -> None:
    platform.say("an", "xin chào")
    text = "ấ" * 4094 + "😀"
    await say(platform, channel, "an", Reply(text), Reply(text + "a"))
    assert [len(sent.text) for sent in platform.chat("an")] == [4095, 4095, 1]


async def test_somebody_who_blocked_the_bot(platform: Platform, channel: Telegram) -> None:
    platform.say("an", "xin chào")
    platform.block("an")
    for attempt in (
        say(platform, channel, "an", Reply("Dạ?")),
        channel.typing(person(platform, "an")),
        say(platform, channel, "nobody", Reply("Dạ?")),
    ):
        with pytest.raises(SendError) as error:
            await attempt
        assert error.value.kind is SendErrorKind.UNREACHABLE


async def test_whoever_sends_too_fast_is_told_for_how_long_to_wait(
    platform: Platform, channel: Telegram
) -> None:
    platform.say("an", "xin chào")
    with pytest.raises(SendError) as error:
        await say(platform, channel, "an", *[Reply("một")] * 20)
    assert error.value.kind is SendErrorKind.RATE_LIMITED
    assert error.value.retry_after is not None
    assert 0 < error.value.retry_after <= 10
    assert len(platform.chat("an")) == 15


@pytest.mark.parametrize(
    ("fault", "kind", "arrived"),
    [
        (Fault(cut=True), SendErrorKind.UNANSWERED, 1),
        (Fault(truncated=True), SendErrorKind.UNANSWERED, 1),
        (Fault(status=503, body="<html>"), SendErrorKind.UNAVAILABLE, 0),
    ],
)
async def test_whether_a_message_may_have_arrived(
    platform: Platform, channel: Telegram, fault: Fault, kind: SendErrorKind, arrived: int
) -> None:
    platform.say("an", "xin chào")
    platform.faults.next("sendMessage", 1, fault)
    with pytest.raises(SendError) as error:
        await say(platform, channel, "an", Reply("Dạ?"))
    assert error.value.kind is kind
    assert len(platform.chat("an")) == arrived


async def test_it_shows_that_it_is_typing(platform: Platform, channel: Telegram) -> None:
    await channel.typing(person(platform, "an"))
    assert platform.typing == [str(platform.id_of("an"))]


async def test_no_secret_is_in_a_log_or_an_error(
    platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    """As `bot.commands.logs` sets it up: ours from DEBUG on, others from WARNING on."""
    caplog.set_level(logging.WARNING)
    caplog.set_level(logging.DEBUG, "bot")
    channel = made(platform, SECRET, site="http://bot.example.org")
    told = repr(channel)
    platform.faults.next("sendMessage", 1, Fault(status=500, body="<html>"))
    platform.faults.next("sendMessage", 1, Fault(cut=True))
    for attempt in (
        channel.start(),
        channel.send(channel.render(person(platform, "an"), [Reply("một")])[0]),
        channel.send(channel.render(person(platform, "an"), [Reply("hai")])[0]),
        made(platform, token=f"{TOKEN}\n").start(),
    ):
        with pytest.raises(SendError) as error:
            await attempt
        problem: BaseException | None = error.value
        while problem:
            told += f"{problem!r} {problem}"
            problem = problem.__cause__
    assert caplog.records
    for secret in (TOKEN, SECRET):
        assert secret not in caplog.text + told
    await channel.close()


async def test_a_voice_note_is_fetched(platform: Platform, channel: Telegram) -> None:
    platform.voice("an", b"OggS and more")
    (spoken,) = (await channel.poll()).inbounds
    assert spoken.media is not None
    assert await channel.fetch_media(spoken.media) == b"OggS and more"


async def test_a_voice_note_that_is_too_large_is_not_fetched(
    platform: Platform, channel: Telegram
) -> None:
    platform.voice("an", bytes(20 * 1024 * 1024 + 1))
    (spoken,) = (await channel.poll()).inbounds
    assert spoken.media is not None
    for media in (spoken.media, Media(spoken.media.place)):
        with pytest.raises(FetchError) as raised:
            await channel.fetch_media(media)
        assert raised.value.kind is FetchErrorKind.TOO_LARGE
    assert [each.method for each in platform.asked].count("getFile") == 1


@pytest.mark.parametrize(
    ("fault", "kind", "seconds"),
    [
        (Fault(status=500), FetchErrorKind.UNAVAILABLE, None),
        (
            Fault(
                status=429,
                body={"ok": False, "description": "x", "parameters": {"retry_after": 4}},
            ),
            FetchErrorKind.UNAVAILABLE,
            4.0,
        ),
        (Fault(cut=True), FetchErrorKind.UNAVAILABLE, None),
        (
            Fault(status=400, body={"ok": False, "description": "Bad Request: wrong file_id"}),
            FetchErrorKind.GONE,
            None,
        ),
    ],
)
async def test_a_voice_note_that_cannot_be_fetched(
    platform: Platform, channel: Telegram, fault: Fault, kind: FetchErrorKind, seconds: float | None
) -> None:
    platform.voice("an", b"OggS and more")
    (spoken,) = (await channel.poll()).inbounds
    assert spoken.media is not None
    platform.faults.next("getFile", 1, fault)
    with pytest.raises(FetchError) as raised:
        await channel.fetch_media(spoken.media)
    assert (raised.value.kind, raised.value.retry_after) == (kind, seconds)
