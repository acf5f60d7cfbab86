"""What a person who talks does on the chat page, in words, and the recordings they talk with."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from bot.settings import ROOT

_SAMPLES = ROOT / ".cache" / "clips" / "vieneu" / "assets" / "samples"
"""Put there by `.ci/prepare dev`; see tests/speech/clips.py."""


def clip(speaker: str) -> tuple[Path, str]:
    """A recording, and what is said in it."""
    (sound,) = _SAMPLES.glob(f"{speaker} *.wav")
    return sound, sound.with_suffix(".txt").read_text(encoding="utf-8").strip()


def button(page: Page) -> Locator:
    """The round button, whatever stands on it."""
    return page.locator("#record")


def press(page: Page) -> None:
    """Put the pointer down on the round button."""
    box = button(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def records(page: Page) -> None:
    """Wait until it records."""
    expect(page.locator("#composer.recording")).to_have_count(1)


def rests(page: Page) -> None:
    """Wait until it records no more."""
    expect(page.locator("#composer.recording")).to_have_count(0)


def talk(page: Page, seconds: float = 1.0) -> None:
    """Say something for so long and send it."""
    button(page).click()
    records(page)
    page.wait_for_timeout(1000 * seconds)
    button(page).click()
    rests(page)


def hint(page: Page) -> Locator:
    """The line under the button."""
    return page.locator("#hint")


def notes(page: Page) -> Locator:
    """The voice notes of the person."""
    return page.locator(".in .bubble", has_text="Tin nhắn thoại")
