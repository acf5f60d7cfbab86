"""The adapter as llama.cpp reads it."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
import pytest

from training.adapter import UnknownTensorError, write_adapter

LAYER = "base_model.model.model.layers.3.mlp.up_proj.lora_{}.weight"


def test_the_file_says_what_it_is_and_has_both_sides_of_each_weight(tmp_path: Path) -> None:
    a = np.arange(8, dtype=np.float32).reshape(2, 4)
    b = np.arange(12, dtype=np.float32).reshape(6, 2)
    file = tmp_path / "adapter.gguf"
    write_adapter(file, {LAYER.format("A"): a, LAYER.format("B"): b}, 32.0, "thử")
    read = gguf.GGUFReader(file)
    said = {
        key: read.fields[key].contents()
        for key in (
            "general.architecture",
            "general.type",
            "general.name",
            "adapter.type",
            "adapter.lora.alpha",
        )
    }
    assert said == {
        "general.architecture": "gemma3",
        "general.type": "adapter",
        "general.name": "thử",
        "adapter.type": "lora",
        "adapter.lora.alpha": 32.0,
    }
    found = {each.name: each.data for each in read.tensors}
    np.testing.assert_array_equal(found["blk.3.ffn_up.weight.lora_a"], a.astype(np.float16))
    np.testing.assert_array_equal(found["blk.3.ffn_up.weight.lora_b"], b.astype(np.float16))


def test_nothing_is_written_of_an_adapter_that_llama_cpp_has_no_place_for(tmp_path: Path) -> None:
    file = tmp_path / "adapter.gguf"
    with pytest.raises(UnknownTensorError):
        write_adapter(file, {"base_model.model.lm_head.lora_A.weight": np.ones((2, 2))}, 32.0, "")
    assert not file.exists()
