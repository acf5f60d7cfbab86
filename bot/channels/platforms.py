"""Opens the channels that the settings name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr
from redis.asyncio import Redis
from sqlalchemy.engine import Engine

from bot.channels.attachments import Attachments
from bot.channels.channel import PollingChannel, PushChannel, WebhookChannel
from bot.settings import Settings

# What a platform needs is imported where it is set up: Telegram's library alone takes 17 MB.
if TYPE_CHECKING:
    from bot.channels.zalo_oa.channel import ZaloOA
    from bot.channels.zalo_oa.tokens import Tokens

__all__ = ["PlatformError", "Platforms", "open_platforms"]


class PlatformError(Exception):
    """A platform is set up by halves; the text says in one sentence what is missing."""


@dataclass(frozen=True)
class Platforms:
    """The platforms of one process.

    `webhooks` send to us, `polled` are asked; each is one of `channels`. `starts` tell a platform
    how its messages reach us and raise SendError; `upkeep` runs for as long as the process, and
    `closing` is to be called after it.
    """

    channels: tuple[PushChannel, ...] = ()
    webhooks: tuple[WebhookChannel, ...] = ()
    polled: tuple[PollingChannel, ...] = ()
    starts: tuple[tuple[str, Callable[[], Awaitable[None]]], ...] = ()
    upkeep: tuple[Callable[[], Awaitable[None]], ...] = ()
    closing: tuple[Callable[[], Awaitable[None]], ...] = ()


def open_platforms(settings: Settings, engine: Engine, redis: Redis) -> Platforms:
    """The platforms that the settings name; raises PlatformError where a part is missing."""
    channels: list[PushChannel] = []
    webhooks: list[WebhookChannel] = []
    polled: list[PollingChannel] = []
    starts: list[tuple[str, Callable[[], Awaitable[None]]]] = []
    upkeep: list[Callable[[], Awaitable[None]]] = []
    files = Attachments(settings.base_url)

    if settings.telegram_token:
        from bot.channels.telegram.channel import Telegram

        telegram = Telegram(
            settings.telegram_token.get_secret_value(),
            secret=_opened(settings.telegram_webhook_secret),
            api_url=settings.telegram_api_url.rstrip("/"),
            fetch=files,
        )
        channels.append(telegram)
        starts.append((telegram.name, telegram.start))
        if settings.telegram_webhook_secret:
            webhooks.append(telegram)
        else:
            polled.append(telegram)
    if settings.zalo_bot_token:
        from bot.channels.zalo_bot.channel import ZaloBot

        zalo_bot = ZaloBot(
            settings.zalo_bot_token.get_secret_value(),
            secret=_opened(settings.zalo_bot_webhook_secret),
            api_url=settings.zalo_bot_api_url.rstrip("/"),
            base_url=settings.base_url,
        )
        channels.append(zalo_bot)
        starts.append((zalo_bot.name, zalo_bot.start))
        if settings.zalo_bot_webhook_secret:
            webhooks.append(zalo_bot)
        else:
            polled.append(zalo_bot)
    if settings.zalo_oa_app_id:
        zalo_oa, tokens = _zalo_oa(settings, settings.zalo_oa_app_id, engine, redis, files)
        channels.append(zalo_oa)
        webhooks.append(zalo_oa)
        upkeep.append(tokens.keep_fresh)
    return Platforms(
        tuple(channels),
        tuple(webhooks),
        tuple(polled),
        tuple(starts),
        tuple(upkeep),
        tuple(each.close for each in channels),
    )


def _zalo_oa(
    settings: Settings, app_id: str, engine: Engine, redis: Redis, files: Attachments
) -> tuple[ZaloOA, Tokens]:
    from bot.channels.zalo_oa.channel import ZaloOA
    from bot.channels.zalo_oa.lock import RedisLock
    from bot.channels.zalo_oa.token_store import TokenStore
    from bot.channels.zalo_oa.tokens import Tokens

    app_secret = _needed(settings.zalo_oa_app_secret, "ZALO_OA_APP_SECRET")
    refresh = _needed(settings.zalo_oa_refresh_token, "ZALO_OA_REFRESH_TOKEN")
    if settings.zalo_oa_signed_with == "app_secret":
        secret = app_secret
    else:
        secret = _needed(settings.zalo_oa_secret, "ZALO_OA_SECRET")
    tokens = Tokens(
        TokenStore(engine, app_id, refresh),
        RedisLock(redis, "lock:zalo_oa_tokens"),
        app_id=app_id,
        app_secret=app_secret,
        oauth_url=settings.zalo_oa_oauth_url.rstrip("/"),
    )
    channel = ZaloOA(
        app_id,
        secret=secret,
        tokens=tokens,
        api_url=settings.zalo_oa_api_url.rstrip("/"),
        fetch=files,
        timestamp_from=settings.zalo_oa_timestamp_from,
    )
    return channel, tokens


def _needed(secret: SecretStr | None, variable: str) -> str:
    if secret is None or not secret.get_secret_value():
        raise PlatformError(f"ZALO_OA_APP_ID is set, but {variable} is missing")
    return secret.get_secret_value()


def _opened(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
