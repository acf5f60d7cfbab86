"""Sound files of any platform as samples."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.container.input import InputContainer
from numpy.typing import NDArray

__all__ = ["MOST_BYTES", "RATE", "AudioError", "AudioProblem", "Samples", "decode"]

RATE = 16_000
"""Samples a second that recognisers take."""

MOST_BYTES = 20 * 1024 * 1024
"""The largest file that Telegram hands to a bot; no voice note of an hour is larger."""

AudioProblem = Literal["too_long", "too_large", "broken", "empty"]


class AudioError(Exception):
    """The sound cannot be had; `kind` says why."""

    def __init__(self, kind: AudioProblem) -> None:
        self.kind = kind
        super().__init__(kind)


@dataclass(frozen=True, eq=False)
class Samples:
    """Sound of one channel, `RATE` samples of 16 bits a second."""

    pcm: NDArray[np.int16]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.pcm) / RATE


def decode(data: bytes, most_seconds: float) -> Samples:
    """The sound in a file of OGG, ADTS AAC, M4A, MP3, WAV or WebM.

    Packets that cannot be decoded are left out, as every player does. Raises AudioError:
    "too_large" beyond `MOST_BYTES`, "too_long" beyond `most_seconds` (as soon as that is seen),
    "empty" where there is no sound in it, "broken" for anything else.
    """
    if len(data) > MOST_BYTES:
        raise AudioError("too_large")
    if not data:
        raise AudioError("empty")
    try:
        container = _container(data)
        with av.open(io.BytesIO(data), "r", container, metadata_errors="ignore") as opened:
            pieces = list(_pieces(opened, int(most_seconds * RATE)))
    except (av.error.FFmpegError, ValueError, OverflowError) as error:
        raise AudioError("broken") from error
    if not pieces:
        raise AudioError("empty")
    return Samples(np.concatenate(pieces))


def _container(data: bytes) -> str:
    """The name of FFmpeg's demultiplexer. Left to guess, it would take playlists, and open what
    they name: files of this machine and addresses of its network.
    """
    if data.startswith(b"ID3"):  # a tag before the sound; its length is four times seven bits
        length = sum((byte & 0x7F) << 7 * place for place, byte in enumerate(data[9:5:-1]))
        data = data[10 + length :]
        return "aac" if _is_adts(data) else "mp3"
    if data.startswith(b"OggS"):
        return "ogg"
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "wav"
    if data.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    if data[4:8] == b"ftyp":
        return "mov"
    if _is_adts(data):
        return "aac"
    if data[0] == 0xFF and len(data) > 1 and data[1] & 0xE0 == 0xE0:
        return "mp3"
    raise AudioError("broken")


def _is_adts(data: bytes) -> bool:
    """Twelve bits of ones, then the layer, which is 0 in AAC and never in MP3."""
    return len(data) > 1 and data[0] == 0xFF and data[1] & 0xF6 == 0xF0


def _pieces(opened: InputContainer, most: int) -> Iterator[NDArray[np.int16]]:
    if not opened.streams.audio:
        return
    resampler = av.AudioResampler("s16", "mono", RATE)
    count = 0
    for frame in _frames(opened):
        for resampled in resampler.resample(frame):
            piece = resampled.to_ndarray()[0]
            count += len(piece)
            if count > most:
                raise AudioError("too_long")
            yield piece


def _frames(opened: InputContainer) -> Iterator[AudioFrame | None]:
    """The frames of the first sound, then None: that makes a resampler give what it holds."""
    for packet in opened.demux(audio=0):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue
    yield None
