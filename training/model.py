"""The bundled model in torch: dequantised, with a LoRA adapter, and only the tokens we use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from torch import Tensor, nn
from transformers import AutoModelForCausalLM, GgufConfig

__all__ = ["MODEL", "Taught", "load", "reduced", "with_adapter"]

MODEL = "gemma-3-270m.gguf"
"""As the bot's ``put_together`` calls the bundled model."""

RANK = 16
ALPHA = 32
LOWEST = 6
"""The first of the 18 blocks that is adapted: below it no gradient is needed."""
BLOCKS = 18
LAYERS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


@dataclass(frozen=True)
class Taught:
    """A model with its adapter, and the rows of the output layer that training looks at.

    `vocabulary` are their token ids, ascending; `output` has a row of bfloat16 for each.
    """

    model: PeftModel
    vocabulary: Tensor
    output: Tensor

    def losses(self, ids: Tensor, positions: Tensor, mask: Tensor, answers: Tensor) -> Tensor:
        """The cross entropy of each token of `answers` (L) with the likeliest of the vocabulary.

        `ids` (T) are a row of tokens, `positions` (T) their places in their own prompts, `mask`
        (T × T) is true where one may look at another. `answers` are places (> 0) in the row of
        the tokens to be written, each to be told from the token before it in its own prompt; that
        of an answer's first token is the last of its prompt, which stands right before it.
        """
        hidden = self.hidden(ids, positions, mask)[answers - 1]
        logits = (hidden @ self.output.T).float()
        wanted = torch.searchsorted(self.vocabulary, ids[answers])
        return nn.functional.cross_entropy(logits, wanted, reduction="none")

    def hidden(self, ids: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        """What the last layer says at each place of a row (T × 640)."""
        allowed = mask[None, None]
        body = self.model.get_base_model().model
        said = body(
            input_ids=ids[None],
            position_ids=positions[None],
            attention_mask={"full_attention": allowed, "sliding_attention": allowed},
            use_cache=False,
        )
        return said.last_hidden_state[0]


def load(file: Path) -> nn.Module:
    """The GGUF model as transformers' Gemma 3 in bfloat16, frozen.

    transformers takes one from the norms, as it knows llama.cpp to add it.
    """
    model = AutoModelForCausalLM.from_pretrained(
        file.parent,
        gguf_file=file.name,
        dtype=torch.bfloat16,
        quantization_config=GgufConfig(dequantize=True),
    )
    return model.requires_grad_(False)


def with_adapter(model: nn.Module) -> PeftModel:
    """The model with a new adapter on the linear layers of its upper blocks."""
    wanted = LoraConfig(
        r=RANK,
        lora_alpha=ALPHA,
        target_modules=LAYERS,
        layers_to_transform=list(range(LOWEST, BLOCKS)),
        task_type="CAUSAL_LM",
    )
    return get_peft_model(model, wanted, autocast_adapter_dtype=False)


def reduced(model: PeftModel, tokens: set[int]) -> Taught:
    """The model with an output layer for these tokens only."""
    vocabulary = torch.tensor(sorted(tokens))
    output = model.get_base_model().lm_head.weight[vocabulary].detach().clone()
    return Taught(model, vocabulary, output)
