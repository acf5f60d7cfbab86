"""One bot that serves the three stand-ins, and people on them."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

# pytest finds helper modules beside the tests that use them only.
sys.path += [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "web")]
from bot_site import BotSite, running_site
from platforms.stand_in import StandIn
from platforms.telegram import Telegram
from platforms.zalo_bot import ZaloBot
from platforms.zalo_oa import ZaloOA
from traveller import Traveller

from bot.channels.telegram.channel import Telegram as TelegramChannel
from bot.runtime import ROLES
from bot.store.valkey import embedded

WEBHOOK_SECRET = "a-secret-of-more-than-16-letters"


@pytest.fixture(name="platforms", scope="module")
def _platforms() -> Iterator[dict[str, StandIn]]:
    """The stand-ins by name; the bot asks the one of Zalo Bot and is sent to by the others."""
    with (
        Telegram(poll_seconds=1.0) as telegram,
        ZaloOA() as zalo_oa,
        ZaloBot(poll_seconds=1.0) as zalo_bot,
    ):
        yield {each.name: each for each in (telegram, zalo_oa, zalo_bot)}


@pytest.fixture(name="site", scope="module")
def _site(
    platforms: dict[str, StandIn], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BotSite]:
    settings = {
        name: value for each in platforms.values() for name, value in each.settings().items()
    }
    settings["TELEGRAM_WEBHOOK_SECRET"] = WEBHOOK_SECRET
    # At one message a second, which is Telegram's limit for one person, all this takes minutes.
    hasty = dataclasses.replace(TelegramChannel.capabilities, chat_rate=None)
    telegram = platforms["telegram"]
    assert isinstance(telegram, Telegram)
    telegram.strict = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TelegramChannel, "capabilities", hasty)
        with running_site(tmp_path_factory.mktemp("journeys"), ROLES, settings) as site:
            platforms["zalo_oa"].deliver_to(f"{site.url}/webhooks/zalo_oa")
            yield site


@pytest.fixture(name="queue")
def _queue(site: BotSite) -> Iterator[redis.Redis]:
    """A connection to the bot's Valkey."""
    client = redis.Redis.from_url(embedded(site.runtime.settings.data_dir).url)
    yield client
    client.close()


@pytest.fixture(name="person")
def _person(
    site: BotSite, platforms: dict[str, StandIn], request: pytest.FixtureRequest
) -> Callable[..., Traveller]:
    """Makes somebody who has never written, on the platform of this name."""

    def make(name: str, user: str | None = None) -> Traveller:
        user = user or f"{request.node.originalname}-{name}"[:60]
        return Traveller(platforms[name], user, site.runtime.services.library)

    return make
