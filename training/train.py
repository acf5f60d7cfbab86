"""`python -m training.train FOLDER`: teaches the bundled model, on the CPU.

The adapter and the curve (``curve.csv``) are kept in FOLDER every few minutes: a run that is broken
off loses little.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.model import MODEL, Taught, load, reduced, with_adapter
from training.rows import TRIPLES, Row, read_rows, tokens_of

RATE = 5e-4
WARM_UP = 10
"""Steps until the rate is reached; then it falls as a cosine to a twentieth with the time."""
ROWS = 2
"""Passages a step, one after the other, gradients added up."""
OTHERS = 20
"""Tokens that the untaught model finds likeliest at a place: what it is to leave."""
ASKED_FOR_THEM = 12
"""Passages at which it is asked for them."""
CHECK = 420.0
"""Seconds between looks at what was held out."""
LOOKED_AT = 20
"""Held-out passages looked at each time: all of them would take much of the time."""


def main() -> None:
    """Reads the arguments, trains until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where training.build put model and triples")
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(8)
    triples = given.folder / TRIPLES
    train_rows, held_out = read_rows(triples, "train"), read_rows(triples, "held_out")
    held_out = random.Random(8).sample(held_out, min(LOOKED_AT, len(held_out)))
    model = with_adapter(load(given.folder / MODEL))
    tokens = tokens_of([*train_rows, *held_out])
    sample = random.Random(8).sample(train_rows, min(ASKED_FOR_THEM, len(train_rows)))
    taught = reduced(model, tokens | likeliest(model, sample))
    print(f"{len(train_rows)} rows, {len(taught.vocabulary)} tokens in the vocabulary", flush=True)
    train(taught, train_rows, held_out, given.folder, given.minutes * 60)


def train(
    taught: Taught, rows: Sequence[Row], held_out: Sequence[Row], folder: Path, seconds: float
) -> None:
    """Trains for so many seconds, in an order drawn anew each time all rows were seen."""
    learnt = [each for each in taught.model.parameters() if each.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    started, checked, seen = time.monotonic(), -math.inf, 0
    recent: list[float] = []
    endless = _shuffled(rows)
    for step in range(1 << 30):
        spent = time.monotonic() - started
        if spent - checked >= CHECK or spent >= seconds:
            mean = sum(recent) / max(1, len(recent))
            _note(folder, step, spent, seen, mean, *look(taught, held_out))
            taught.model.save_pretrained(folder / "peft")
            checked, recent = spent, []
        if spent >= seconds:
            return
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * _fallen(spent / seconds)
        for _ in range(ROWS):
            row = next(endless)
            loss = (_losses(taught, row) * weights_of(row)).sum()
            (loss / ROWS).backward()
            seen += len(row.ids)
            recent.append(loss.item())
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        optimiser.zero_grad()


def look(taught: Taught, rows: Sequence[Row]) -> tuple[float, float]:
    """The mean loss over rows, and the share of answers that begin rightly more likely than not."""
    losses, begun = 0.0, []
    for row in rows:
        with torch.no_grad():
            each = _losses(taught, row)
        weights = weights_of(row)
        losses += (each * weights).sum().item()
        begun += (each[torch.from_numpy(row.begins)] < math.log(2)).tolist()
    return losses / max(1, len(rows)), sum(begun) / max(1, len(begun))


def likeliest(model: torch.nn.Module, rows: Sequence[Row]) -> set[int]:
    """The tokens that the untaught model would rather write: training must know what to leave."""
    base = model.get_base_model()
    whole = Taught(model, torch.arange(0), base.lm_head.weight)
    found: set[int] = set()
    for row in rows:
        with torch.no_grad():
            said = whole.hidden(*_tensors(row))[torch.from_numpy(row.answers) - 1]
            best = (said @ whole.output.T).float().topk(OTHERS)
        found |= set(best.indices.flatten().tolist())
    return found


def weights_of(row: Row) -> Tensor:
    """What each token to be written counts (together 1): half of every answer is its first token,
    with which it is decided whether to answer or to be silent.
    """
    owners = row.branches[row.answers]
    others = np.bincount(owners)[owners] - 1
    each = torch.from_numpy(np.where(row.begins, 0.5, 0.5 / others.clip(min=1)))
    return each / each.sum()


def _losses(taught: Taught, row: Row) -> Tensor:
    return taught.losses(*_tensors(row), torch.from_numpy(row.answers))


def _tensors(row: Row) -> tuple[Tensor, Tensor, Tensor]:
    return torch.from_numpy(row.ids), torch.from_numpy(row.positions), torch.from_numpy(row.mask)


def _shuffled(rows: Sequence[Row]) -> Iterator[Row]:
    luck = random.Random(8)
    while True:
        yield from luck.sample(list(rows), len(rows))


def _fallen(part: float) -> float:
    return 0.05 + 0.95 * (1 + math.cos(math.pi * min(1.0, part))) / 2


def _note(
    folder: Path,
    step: int,
    seconds: float,
    tokens: int,
    train_loss: float,
    held_out: float,
    begun: float,
) -> None:
    file = folder / "curve.csv"
    with file.open("a" if step else "w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        if not step:
            writer.writerow(("step", "seconds", "tokens", "train", "held_out", "begun_rightly"))
        figures = (round(each, 4) for each in (train_loss, held_out, begun))
        writer.writerow((step, round(seconds), tokens, *figures))
    losses = f"{train_loss:.3f} {held_out:.3f} {begun:.0%}"
    print(f"{step} steps, {seconds:.0f} s, {tokens} tokens: {losses}", flush=True)


if __name__ == "__main__":
    main()
