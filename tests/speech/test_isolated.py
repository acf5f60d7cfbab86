"""Sounds are decoded in a process of their own, and whatever becomes of it is told."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_decoding import FORMATS, encoded

from bot.speech.decoding import AudioError, decode
from bot.speech.isolated import decode_apart


@pytest.mark.parametrize("name", ["ogg", "aac", "webm"])
def test_the_samples_are_the_same(name: str) -> None:
    data = encoded(name)
    assert np.array_equal(decode_apart(data, 10).pcm, decode(data, 10).pcm)


@pytest.mark.parametrize(
    ("data", "seconds", "kind"),
    [(b"", 10, "empty"), (b"no sound", 10, "broken"), (encoded("wav"), 1, "too_long")],
    ids=["empty", "broken", "too long"],
)
def test_problems_are_told_apart(data: bytes, seconds: float, kind: str) -> None:
    with pytest.raises(AudioError) as problem:
        decode_apart(data, seconds)
    assert problem.value.kind == kind


def test_a_crash_is_a_broken_sound(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    crashing = tmp_path / "python"
    crashing.write_text("#!/bin/sh\nkill -SEGV $$\n")
    crashing.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(crashing))
    with pytest.raises(AudioError) as problem:
        decode_apart(encoded("mp3"), 10)
    assert problem.value.kind == "broken"


@given(
    st.sampled_from(sorted(FORMATS)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=30),
    st.floats(0, 1),
)
@settings(max_examples=15, deadline=None)
def test_damage_gives_samples_or_an_audio_error(
    name: str, changes: list[tuple[float, int]], kept: float
) -> None:
    data = bytearray(encoded(name, 0.5))
    for place, byte in changes:
        data[int(place * len(data))] = byte
    with contextlib.suppress(AudioError):
        assert decode_apart(bytes(data[: int(kept * len(data)) + 1]), 10).seconds <= 10
