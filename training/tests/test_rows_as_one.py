"""Questions packed behind one passage are learnt from as if each stood alone."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from peft import LoraConfig, get_peft_model
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

from training.model import Taught
from training.rows import Row, row_of
from training.train import weights_of

PREFIX = [2, 10, 11, 12]
BRANCHES = [[20, 21, 22, 23], [30, 31, 32]]
ANSWERS = [2, 1]


@pytest.fixture(scope="module")
def taught() -> Taught:
    torch.manual_seed(8)
    model = Gemma3ForCausalLM(
        Gemma3TextConfig(
            vocab_size=64,
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=3,
            num_attention_heads=2,
            num_key_value_heads=1,
            head_dim=16,
            layer_types=["sliding_attention", "sliding_attention", "full_attention"],
        )
    )
    adapted = get_peft_model(model, LoraConfig(r=4, target_modules=["q_proj", "down_proj"]))
    return Taught(adapted, torch.arange(64), model.lm_head.weight.detach())


def losses(taught: Taught, row: Row) -> list[float]:
    tensors = (torch.from_numpy(each) for each in (row.ids, row.positions, row.mask, row.answers))
    with torch.no_grad():
        found: list[float] = taught.losses(*tensors).tolist()
    return found


def test_a_question_among_others_is_as_likely_as_alone(taught: Taught) -> None:
    together = losses(taught, row_of("M01-F1", PREFIX, BRANCHES, ANSWERS))
    alone = [
        loss
        for branch, length in zip(BRANCHES, ANSWERS, strict=True)
        for loss in losses(taught, row_of("M01-F1", PREFIX, [branch], [length]))
    ]
    np.testing.assert_allclose(together, alone, rtol=1e-4)


def test_it_is_what_transformers_says(taught: Taught) -> None:
    whole = torch.tensor([[*PREFIX, *BRANCHES[0]]])
    with torch.no_grad():
        logits = taught.model(input_ids=whole).logits[0].float()
    wanted = torch.nn.functional.cross_entropy(logits[5:7], whole[0, 6:8], reduction="none")
    ours = losses(taught, row_of("M01-F1", PREFIX, BRANCHES[:1], ANSWERS[:1]))
    np.testing.assert_allclose(ours, wanted.numpy(), rtol=1e-4)


def test_a_reduced_vocabulary_looks_at_its_own_tokens_only(taught: Taught) -> None:
    some = torch.tensor(sorted({*PREFIX, *BRANCHES[0], *BRANCHES[1]}))
    fewer = Taught(taught.model, some, taught.output[some])
    row = row_of("M01-F1", PREFIX, BRANCHES, ANSWERS)
    assert all(a < b for a, b in zip(losses(fewer, row), losses(taught, row), strict=True))


def test_every_answer_counts_the_same_and_its_first_token_half() -> None:
    weights = weights_of(row_of("M01-F1", PREFIX, [[20, 21, 22, 23], [30, 31, 32]], [3, 2]))
    np.testing.assert_allclose(weights, [0.25, 0.125, 0.125, 0.25, 0.25])
