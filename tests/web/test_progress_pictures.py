"""Pictures of progress, fetched by the address that people were sent."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import httpx
import pytest
from bot_site import BotSite, running_site
from PIL import Image

from bot.learning.mastery import overview
from bot.learning.progress_link import progress_token
from bot.learning.progress_picture import HEIGHT_OF_ROW


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    with running_site(tmp_path_factory.mktemp("progress"), {"web", "sender"}) as site:
        yield site


def token_of(site: BotSite) -> str:
    """A token of somebody who has read one lesson."""
    held = site.runtime.services
    library = held.library
    report = overview(library.curriculum, [], {"M01-L1"}, library.framework)
    return progress_token(held.certificates.key, report, date(2026, 11, 22))


def test_the_picture_shows_every_module(site: BotSite) -> None:
    found = httpx.get(f"{site.url}/progress/{token_of(site)}.png")
    assert found.status_code == 200
    assert found.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(found.content))
    modules = len(site.runtime.services.library.curriculum.modules)
    assert image.height > modules * HEIGHT_OF_ROW


@pytest.mark.parametrize("altered", ["x", "x.y", ""])
def test_an_altered_address_shows_nothing(site: BotSite, altered: str) -> None:
    address = f"{site.url}/progress/{altered or token_of(site)[:-3]}.png"
    assert httpx.get(address).status_code == 404
