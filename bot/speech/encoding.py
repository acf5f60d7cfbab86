"""Sound as a file that people's devices play: OGG/Opus, M4A/AAC, raw AAC."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Literal

import av
import numpy as np
from numpy.typing import NDArray

__all__ = ["FORMATS", "Format", "encode"]

Format = Literal["ogg", "m4a", "aac"]

FORMATS: Mapping[Format, str] = {"ogg": "audio/ogg", "m4a": "audio/mp4", "aac": "audio/aac"}
"""Their names, which are the endings of files, and MIME types."""

_CONTAINERS: Mapping[Format, str] = {"ogg": "ogg", "m4a": "ipod", "aac": "adts"}
_OPUS_RATE, _OPUS_BITS = 48_000, 20_000
_AAC_RATE, _AAC_BITS, _AAC_FRAME = 16_000, 32_000, 1024


def encode(pcm: NDArray[np.int16], rate: int, format: Format, tags: Mapping[str, str]) -> bytes:
    """Mono samples at `rate` a second as a file of this format with these metadata tags.

    M4A keeps the tags it has a field for (title, comment, artist …) and drops others.
    """
    file = io.BytesIO()
    options = _options(format, len(pcm) / rate)
    with av.open(file, "w", format=_CONTAINERS[format], container_options=options) as container:
        container.metadata.update(tags)
        if format == "ogg":
            stream = container.add_stream("libopus", rate=_OPUS_RATE, layout="mono")
            stream.bit_rate = _OPUS_BITS
            stream.options = {"application": "voip", "compression_level": "5"}
            # In OGG the tags belong to the stream.
            stream.metadata.update(tags)
        else:
            stream = container.add_stream("aac", rate=_AAC_RATE, layout="mono")
            stream.bit_rate = _AAC_BITS
            stream.options = {"aac_coder": "fast"}
        frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = rate
        codec = stream.codec_context
        codec.open()
        resampler = av.AudioResampler(
            codec.format, codec.layout, codec.sample_rate, codec.frame_size
        )
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return file.getvalue()


def _options(format: Format, seconds: float) -> dict[str, str]:
    if format == "m4a":
        # Room for the index in front, so that playing can begin while the rest is coming.
        return {"moov_size": str(4096 + 8 * int(seconds * _AAC_RATE / _AAC_FRAME))}
    # A stream of AAC frames has no place for tags but before itself, as in RFC 8216, 3.4.
    return {"write_id3v2": "1"} if format == "aac" else {}
