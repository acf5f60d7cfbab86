"""Files of sound: what is in them, decoded again."""

from __future__ import annotations

import io
from typing import get_args

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.speech.encoding import FORMATS, Format, encode
from bot.speech.speak import SYNTHETIC

RATE = 22050
CODECS = {"ogg": ("ogg", "opus"), "m4a": ("mov", "aac"), "aac": ("aac", "aac")}


def tone(seconds: float, hertz: float = 440) -> NDArray[np.int16]:
    times = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(12000 * np.sin(2 * np.pi * hertz * times), np.int16)


def decoded(file: bytes) -> tuple[NDArray[np.float64], int]:
    with av.open(io.BytesIO(file)) as container:
        frames = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
        return np.concatenate(frames).astype(float), container.streams.audio[0].rate


def tags_of(file: bytes) -> dict[str, str]:
    with av.open(io.BytesIO(file)) as container:
        return {**container.metadata, **container.streams.audio[0].metadata}


@pytest.mark.parametrize("format", get_args(Format))
def test_holds_the_sound(format: Format) -> None:
    file = encode(tone(2), RATE, format, {})
    with av.open(io.BytesIO(file)) as container:
        stream = container.streams.audio[0]
        container_name, codec = CODECS[format]
        assert container.format.name.startswith(container_name)
        assert stream.codec_context.name == codec
        assert stream.codec_context.layout.name == "mono"
    wave, rate = decoded(file)
    assert len(wave) / rate == pytest.approx(2, abs=0.15)
    middle = wave[len(wave) // 4 : len(wave) // 4 + rate]
    strongest = np.abs(np.fft.rfft(middle)).argmax() * rate / len(middle)
    assert strongest == pytest.approx(440, abs=3)


@pytest.mark.parametrize("format", get_args(Format))
def test_says_that_it_is_synthetic(format: Format) -> None:
    tags = tags_of(encode(tone(0.5), RATE, format, SYNTHETIC))
    assert tags["title"] == "Giọng nói do máy tính tạo – Bạn Học Số"
    assert "synthetic=true" in tags["comment"]
    if format != "m4a":
        assert tags["synthetic"] == "true"


@pytest.mark.parametrize("seconds", [0.02, 120])
def test_takes_any_length(seconds: float) -> None:
    for format in get_args(Format) if seconds < 1 else ("m4a",):
        wave, rate = decoded(encode(tone(seconds), RATE, format, SYNTHETIC))
        assert len(wave) / rate == pytest.approx(seconds, abs=0.2)


def test_the_index_of_m4a_comes_first() -> None:
    """So that a browser can begin to play before it has everything."""
    file = encode(tone(3), RATE, "m4a", SYNTHETIC)
    assert file[4:12] == b"ftypM4A "
    assert file.index(b"moov") < file.index(b"mdat")


def test_raw_aac_begins_with_tags_and_goes_on_with_frames() -> None:
    file = encode(tone(1), RATE, "aac", SYNTHETIC)
    assert file.startswith(b"ID3")
    size = sum(
        (byte & 0x7F) << shift for byte, shift in zip(file[6:10], (21, 14, 7, 0), strict=True)
    )
    assert file[10 + size] == 0xFF
    assert file[11 + size] & 0xF6 == 0xF0


def test_every_format_has_a_mime_type() -> None:
    assert set(FORMATS) == set(get_args(Format)) == set(CODECS)
