"""A LoRA adapter as the GGUF file that llama.cpp lays over the bundled model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["ARCHITECTURE", "UnknownTensorError", "gguf_name", "write_adapter"]

ARCHITECTURE = "gemma3"

_LAYERS: Mapping[str, str] = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
"""The linear layers of a block, as transformers and as llama.cpp call them."""

_PEFT = re.compile(
    r"^base_model\.model\.model\.layers\.(?P<block>\d+)\.(?P<layer>\w+\.\w+)"
    r"\.lora_(?P<side>[AB])\.weight$"
)


class UnknownTensorError(ValueError):
    """The adapter has a tensor that llama.cpp has no place for."""


def gguf_name(name: str) -> str:
    """What llama.cpp calls the tensor that peft calls `name`; raises UnknownTensorError."""
    found = _PEFT.match(name)
    layer = found and _LAYERS.get(found["layer"])
    if not found or not layer:
        raise UnknownTensorError(name)
    return f"blk.{found['block']}.{layer}.weight.lora_{found['side'].lower()}"


def write_adapter(
    file: Path, tensors: Mapping[str, NDArray[np.float32]], alpha: float, name: str
) -> None:
    """Writes peft's `tensors` (A: rank × in, B: out × rank) to a GGUF file, as float16.

    llama.cpp adds ``alpha / rank · B·A`` to each weight. Raises UnknownTensorError.
    """
    import gguf  # only in training's own environment

    named = {gguf_name(each): tensors[each] for each in sorted(tensors)}
    writer = gguf.GGUFWriter(file, ARCHITECTURE)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_name(name)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, alpha)
    for each, tensor in named.items():
        writer.add_tensor(each, tensor.astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
