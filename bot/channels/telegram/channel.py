"""Telegram, through python-telegram-bot."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import itertools
import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from telegram import InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.channels.attachments import Attachment, Attachments
from bot.channels.channel import (
    Call,
    Capabilities,
    FetchError,
    FetchErrorKind,
    Received,
    RefusalKind,
    Refused,
    SendError,
    SendErrorKind,
)
from bot.channels.media import MOST_BYTES
from bot.channels.telegram import limits
from bot.channels.telegram.api import Api, connection
from bot.channels.telegram.errors import fetch_error, send_error
from bot.channels.telegram.incoming import ALLOWED_UPDATES, LEAVE, PRESS, received
from bot.channels.telegram.outgoing import calls
from bot.message import Media, Person, Reply

__all__ = ["Telegram"]

logger = logging.getLogger(__name__)

_SECRET_HEADER = "x-telegram-bot-api-secret-token"
_UPDATE = "update"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Telegram:
    """A bot of Telegram; `token` from @BotFather, `api_url` without a slash at its end.

    With a `secret` Telegram sends updates to our webhook and proves itself by the secret; without
    one the bot asks for them.
    """

    name = "telegram"
    capabilities = Capabilities(
        pull=False,
        buttons=True,
        text_limit=limits.TEXT_CHARACTERS,
        rate=limits.ALL_CHATS,
        chat_rate=limits.ONE_CHAT,
    )

    def __init__(self, token: str, *, secret: str | None, api_url: str, fetch: Attachments) -> None:
        self._secret = secret
        self._fetch = fetch
        self._connections = (connection(), connection())
        self._bot = Api(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._connections[0],
            get_updates_request=self._connections[1],
        )
        self._offset: int | None = None

    async def start(self) -> None:
        """Tells Telegram how updates reach us; raises SendError."""
        with _in_our_words():
            if self._secret is None:
                await self._bot.delete_webhook()
                return
            url = f"{self._fetch.base_url}/webhooks/{self.name}"
            try:
                await self._bot.set_webhook(
                    url, secret_token=self._secret, allowed_updates=ALLOWED_UPDATES
                )
            except BadRequest as problem:
                logger.error("Telegram refuses the webhook %s: %s", url, problem.message)
                raise

    def receive(self, headers: Mapping[str, str], body: bytes, now: float) -> Received:
        """See WebhookChannel."""
        given = headers.get(_SECRET_HEADER, "")
        if self._secret is None or not hmac.compare_digest(_bytes(given), _bytes(self._secret)):
            raise Refused(RefusalKind.FORGED)
        try:
            return received(json.loads(body), now)
        except (ValueError, RecursionError) as problem:
            raise Refused(RefusalKind.MALFORMED) from problem

    async def poll(self) -> Received:
        """See PollingChannel.

        Who left is told alone: in one piece with what they wrote before or after, nobody could
        tell which came first.
        """
        with _in_our_words():
            updates = await self._bot.updates(self._offset, limits.POLL_SECONDS)
        now = time.time()
        each = [_one_of_many(update, now) for update in updates]
        if each and each[0].left:
            return each[0]
        together = list(itertools.takewhile(lambda one: not one.left, each))
        return Received(
            tuple(inbound for one in together for inbound in one.inbounds),
            receipt=tuple(item for one in together for item in one.receipt),
        )

    async def acknowledge(self, receipt: Sequence[str]) -> None:
        """See WebhookChannel and PollingChannel."""
        items = [item.partition(":")[::2] for item in receipt]
        seen = [int(value) for what, value in items if what == _UPDATE]
        if seen:
            self._offset = max(seen) + 1
        steps = [self._react(what, value) for what, value in items if what != _UPDATE]
        for outcome in await asyncio.gather(*steps, return_exceptions=True):
            if outcome is not None:
                raise outcome

    async def _react(self, what: str, value: str) -> None:
        """Does what an update asks for; where it is too late for that, nothing is lost."""
        with _in_our_words(), contextlib.suppress(BadRequest, Forbidden):
            if what == PRESS:
                await self._bot.answer_callback_query(value)
            elif what == LEAVE:
                await self._bot.leave_chat(value)

    def render(self, person: Person, replies: Sequence[Reply]) -> list[Call]:
        """See PushChannel."""
        return calls(person, replies)

    async def send(self, call: Call) -> None:
        """See PushChannel; files are fetched from our own server and sent as such."""
        chat = call.fields["chat_id"]
        if call.method == "sendMessage":
            markup = call.fields.get("reply_markup")
            keyboard = InlineKeyboardMarkup.de_json(markup) if markup else None
            with _in_our_words():
                await self._bot.send_message(
                    chat,
                    call.fields["text"],
                    reply_markup=keyboard,
                    link_preview_options=_NO_PREVIEW,
                )
            return
        if call.method == "sendVoice":
            await self._send_voice(chat, call.fields["voice"])
            return
        file = await self._fetch.fetch(call.fields.get("photo") or call.fields["document"])
        with _in_our_words():
            if call.method == "sendPhoto" and _is_photo(file):
                await self._bot.send_photo(chat, file.content, filename=file.name)
            else:
                document = InputFile(file.content, filename=file.name)
                await self._bot.send_document(chat, document, disable_content_type_detection=True)

    async def _send_voice(self, chat: str, url: str) -> None:
        """Sends a sound; what it says was sent as text, so one that cannot be had is left out.

        People may refuse voice messages: VOICE_MESSAGES_FORBIDDEN.
        """
        try:
            sound = await self._fetch.fetch(url)
        except SendError as problem:
            logger.warning("telegram: a reply goes without its sound: %s", problem.kind.value)
            return
        try:
            with _in_our_words():
                await self._bot.send_voice(chat, sound.content, filename=sound.name)
        except SendError as problem:
            if problem.kind is not SendErrorKind.REJECTED:
                raise
            logger.warning("telegram: a reply goes without its sound: %s", problem.kind.value)

    async def typing(self, person: Person) -> None:
        """See PushChannel."""
        with _in_our_words():
            await self._bot.send_chat_action(person.user, ChatAction.TYPING)

    async def fetch_media(self, media: Media) -> bytes:
        """See PushChannel; Telegram itself gives out nothing larger than MOST_BYTES."""
        if media.size is not None and media.size > MOST_BYTES:
            raise FetchError(FetchErrorKind.TOO_LARGE)
        try:
            file = await self._bot.get_file(media.place)
            return bytes(await file.download_as_bytearray())
        except TelegramError as problem:
            raise fetch_error(problem) from problem
        except RuntimeError as problem:  # it was not said where the file lies
            raise FetchError(FetchErrorKind.GONE) from problem

    async def close(self) -> None:
        """See PushChannel."""
        for each in self._connections:
            await each.shutdown()


def _one_of_many(update: dict[str, Any], now: float) -> Received:
    """What came with an update of a batch; one that cannot be read is passed over."""
    done = f"{_UPDATE}:{update['update_id']}"
    try:
        one = received(update, now)
    except ValueError:
        logger.error("an update of Telegram cannot be read and was passed over: %s", done)
        return Received(receipt=(done,))
    return Received(one.inbounds, one.left, (*one.receipt, done))


def _is_photo(file: Attachment) -> bool:
    return file.mime in limits.PHOTO_TYPES and len(file.content) <= limits.PHOTO_BYTES


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@contextlib.contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except TelegramError as problem:
        raise send_error(problem) from problem
