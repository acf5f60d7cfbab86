"""Sound files of every platform become the same samples; what is none of them is told apart."""

from __future__ import annotations

import io
import random
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
import pytest
from clips import pcm_of
from numpy.typing import NDArray

from bot.evaluation.speech_sounds import wav
from bot.speech import decoding
from bot.speech.decoding import RATE, AudioError, decode

FORMATS = {
    "ogg": ("ogg", "libopus", 48_000, "mono"),  # Telegram
    "aac": ("adts", "aac", 16_000, "mono"),  # Zalo
    "m4a": ("ipod", "aac", 44_100, "stereo"),
    "mp3": ("mp3", "libmp3lame", 44_100, "stereo"),
    "wav": ("wav", "pcm_s16le", 44_100, "stereo"),
    "webm": ("webm", "libopus", 48_000, "stereo"),  # Chromium and Firefox
    "mp4": ("mp4", "aac", 48_000, "mono"),  # Safari
}
ID3 = b"ID3\x04\x00\x00\x00\x00\x01\x0a" + bytes(138)


@lru_cache
def encoded(name: str, seconds: float = 2.0, *, pitch: float = 440.0) -> bytes:
    """A tone as a file of this format."""
    container, codec, rate, layout = FORMATS[name]
    sound = 0.3 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)
    return _encoded(np.rint(sound * 32767).astype(np.int16), container, codec, rate, layout)


def _encoded(pcm: NDArray[np.int16], container: str, codec: str, rate: int, layout: str) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", container) as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        resampler = av.AudioResampler(stream.codec_context.format, layout, rate)
        channels = 2 if layout == "stereo" else 1
        frame = av.AudioFrame.from_ndarray(np.repeat(pcm, channels)[None], "s16", layout)
        frame.sample_rate = rate
        frame.pts = 0
        fifo = av.AudioFifo()
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            fifo.write(piece)
        size = stream.codec_context.frame_size or 1024
        while piece := fifo.read(size, True):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return file.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_decoded(name: str) -> None:
    samples = decode(encoded(name), most_seconds=10)
    assert samples.pcm.dtype == np.int16
    assert samples.seconds == pytest.approx(2.0, abs=0.15)
    middle = samples.pcm[RATE // 2 : RATE // 2 + RATE].astype(np.float64)
    assert np.abs(np.fft.rfft(middle)).argmax() == 440
    assert np.sqrt(np.mean(np.square(middle))) == pytest.approx(0.3 * 32767 / 2**0.5, rel=0.15)


@pytest.mark.parametrize("name", ["aac", "mp3"])
def test_a_tag_before_the_sound_is_passed_over(name: str) -> None:
    plain = encoded(name)
    plain = plain[plain.index(b"\xff") :]
    assert decode(ID3 + plain, 10).seconds == pytest.approx(2.0, abs=0.15)


def test_speech_survives_the_codec_of_telegram() -> None:
    pcm = pcm_of("example_3")
    decoded = decode(_encoded(np.repeat(pcm, 3), "ogg", "libopus", 48_000, "mono"), 10).pcm
    assert len(decoded) == pytest.approx(len(pcm), abs=RATE // 10)
    one, other = decoded[:RATE].astype(float), pcm[:RATE].astype(float)
    near = np.correlate(one, other, "full").max()
    power = np.sqrt(np.square(one).sum() * np.square(other).sum())
    assert near / power > 0.9


def kind(data: bytes, most_seconds: float = 10) -> str:
    with pytest.raises(AudioError) as error:
        decode(data, most_seconds)
    return error.value.kind


@pytest.mark.parametrize("name", FORMATS)
def test_too_long(name: str) -> None:
    assert kind(encoded(name), most_seconds=1) == "too_long"


def test_too_long_is_seen_before_all_of_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = []
    frames = decoding._frames
    monkeypatch.setattr(
        decoding, "_frames", lambda opened: (decoded.append(1) or each for each in frames(opened))
    )
    assert kind(encoded("ogg", 60.0), most_seconds=1) == "too_long"
    assert len(decoded) < 60  # frames of 20 ms; a minute has 3,000


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encoded("wav")
    monkeypatch.setattr(decoding, "MOST_BYTES", len(data))
    assert decode(data, 10).seconds > 1
    monkeypatch.setattr(decoding, "MOST_BYTES", len(data) - 1)
    assert kind(data) == "too_large"


@pytest.mark.parametrize("data", [b"", wav(np.zeros(0, np.int16))])
def test_empty(data: bytes) -> None:
    assert kind(data) == "empty"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b"OggS" + bytes(200),
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"<!doctype html><title>404</title>",
        b"\x00\x00\x00\x18ftypM4A " + bytes(100),
        b"\x1aE\xdf\xa3" + bytes(100),
        b"ID3",
        random.Random(0).randbytes(4000),
    ],
)
def test_broken(data: bytes) -> None:
    assert kind(data) in ("broken", "empty")


@pytest.mark.parametrize(
    "playlist",
    ["#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n", "ffconcat version 1.0\nfile {}\n"],
)
def test_a_playlist_opens_no_file_of_this_machine(playlist: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.wav"
    secret.write_bytes(encoded("wav"))
    assert kind(playlist.format(secret).encode()) == "broken"


def test_a_damaged_packet_costs_only_itself() -> None:
    data = bytearray(encoded("aac"))
    starts = [at for at in range(len(data) - 1) if data[at] == 0xFF and data[at + 1] & 0xF6 == 0xF0]
    middle = starts[len(starts) // 2]
    data[middle + 9 : middle + 60] = bytes(51)
    assert decode(bytes(data), 10).seconds > 1.5
