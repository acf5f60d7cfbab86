"""What llama.cpp calls the tensors of an adapter."""

from __future__ import annotations

import pytest

from training.adapter import UnknownTensorError, gguf_name


@pytest.mark.parametrize(
    ("peft", "gguf"),
    [
        (
            "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
            "blk.0.attn_q.weight.lora_a",
        ),
        (
            "base_model.model.model.layers.17.self_attn.o_proj.lora_B.weight",
            "blk.17.attn_output.weight.lora_b",
        ),
        (
            "base_model.model.model.layers.5.mlp.down_proj.lora_A.weight",
            "blk.5.ffn_down.weight.lora_a",
        ),
    ],
)
def test_a_tensor_has_the_name_of_the_weight_it_changes(peft: str, gguf: str) -> None:
    assert gguf_name(peft) == gguf


@pytest.mark.parametrize(
    "name",
    [
        "base_model.model.lm_head.lora_A.weight",
        "base_model.model.model.layers.0.self_attn.rotary.lora_A.weight",
        "base_model.model.model.layers.0.mlp.up_proj.lora_embedding_A",
    ],
)
def test_what_llama_cpp_has_no_place_for_is_refused(name: str) -> None:
    with pytest.raises(UnknownTensorError):
        gguf_name(name)
