"""The whole way: a real person's voice, the browser, the recogniser, their words on the page."""

from __future__ import annotations

from pathlib import Path

from chat_site import Site, running
from chromium import chromium, microphone
from playwright.sync_api import expect
from talker import clip, notes, talk

from bot.settings import ROOT
from bot.speech.listen import load_listener

SPOKEN = ROOT / "knowledge" / "language" / "spoken.yml"
SECONDS = 3.5


def words(text: str) -> list[str]:
    """Its words in lower case, without marks."""
    return "".join(letter for letter in text.lower() if letter.isalpha() or letter == " ").split()


def test_what_a_person_says_stands_on_the_page(tmp_path: Path) -> None:
    sound, said = clip("Ly")
    listen = load_listener("viet-asr", SPOKEN).listen
    with (
        running(Site(tmp_path, hear=listen)) as site,
        chromium(*microphone(sound)) as browser,
    ):
        page = browser.new_page()
        page.goto(site.url)
        talk(page, SECONDS)
        expect(notes(page).locator(".heard")).to_be_visible(timeout=20_000)
        heard = words(notes(page).locator(".heard").inner_text())
    # The microphone begins somewhere in the sentence and hears it over and over.
    assert sum(word in words(said) for word in heard) >= 0.8 * len(heard)
    assert len(set(heard) & set(words(said))) >= 0.5 * len(set(words(said)))
