"""A LoRA adapter for the bundled model, of noise: GGUF 3, as docs/gguf.md of ggml has it."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

__all__ = ["write_noise"]

_FLOAT, _STRING = 6, 8
_ALIGNMENT = 32
_INSIDE, _HEADS = 640, 1024
"""What goes into a query of Gemma 3 270M, and what comes out."""


def write_noise(file: Path, alpha: float) -> None:
    """An adapter of rank 1 for the queries of the first block, `alpha` strong."""
    noise = np.random.default_rng(8)
    tensors = {
        "blk.0.attn_q.weight.lora_a": noise.normal(size=(1, _INSIDE)).astype(np.float32),
        "blk.0.attn_q.weight.lora_b": noise.normal(size=(_HEADS, 1)).astype(np.float32),
    }
    texts = {
        "general.architecture": "gemma3",
        "general.type": "adapter",
        "adapter.type": "lora",
    }
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(texts) + 1)
    for key, text in texts.items():
        head += _text(key) + struct.pack("<I", _STRING) + _text(text)
    head += _text("adapter.lora.alpha") + struct.pack("<If", _FLOAT, alpha)
    data = b""
    for name, rows in tensors.items():
        out, inside = rows.shape
        head += _text(name) + struct.pack("<IQQIQ", 2, inside, out, 0, len(data))
        data += _padded(rows.tobytes())
    file.write_bytes(_padded(head) + data)


def _text(words: str) -> bytes:
    return struct.pack("<Q", len(words)) + words.encode()


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % _ALIGNMENT)
