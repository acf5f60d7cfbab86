"""A GGUF model in this process: llama.cpp on one thread, one request after the other."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import llama_cpp
from jinja2 import TemplateError
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from bot.answers.models.language_model import (
    MOST_TOKENS,
    Heard,
    ModelError,
    ModelErrorKind,
    Prompt,
)
from bot.models import ModelFileError

__all__ = ["LocalModel", "open_local"]

logger = logging.getLogger(__name__)

_ROOM = 2048
"""Tokens of prompt and answer together; ours have some 700."""

_BATCH = 64
"""Tokens of a prompt read at once: after each it is asked whether anybody still waits."""

_TEMPLATE = "tokenizer.chat_template"
"""Where a GGUF file has the template that its model was taught with."""


_ERROR = 4
"""Of ggml_log_level in ggml.h; the package's own reckoning is one off and prints warnings."""


def _note(level: int, text: bytes, _: ctypes.c_void_p) -> None:
    if level == _ERROR:
        logger.error("llama.cpp: %s", text.decode(errors="replace").strip())


_log = llama_cpp.llama_log_callback(_note)
"""Kept for as long as the process runs: llama.cpp calls it whenever it likes."""


class _GivenUp(Exception):
    """Nobody waits for this any more."""


class _Llama(llama_cpp.Llama):
    """llama.cpp that stops reading or writing once `given_up` is set."""

    given_up = threading.Event()

    def eval(self, tokens: Sequence[int]) -> None:
        for start in range(0, len(tokens), _BATCH):
            if self.given_up.is_set():
                raise _GivenUp
            super().eval(tokens[start : start + _BATCH])


class LocalModel:
    """A `LanguageModel`. What a prompt has in common with the one before is not read again."""

    at_once = 1

    def __init__(self, model: _Llama) -> None:
        self._model = model
        self._thread = ThreadPoolExecutor(1, "language-model")

    async def word(self, prompt: Prompt, heard: Heard) -> str:
        """See `LanguageModel`."""
        loop = asyncio.get_running_loop()
        given_up = threading.Event()

        def tell(piece: str) -> None:
            with suppress(RuntimeError):  # the loop is closed: the process ends
                loop.call_soon_threadsafe(heard, piece)

        try:
            return await loop.run_in_executor(
                self._thread, partial(self._word, prompt, tell, given_up)
            )
        finally:
            given_up.set()

    async def close(self) -> None:
        """See `LanguageModel`."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._model.close)
        self._thread.shutdown()

    def _word(self, prompt: Prompt, tell: Heard, given_up: threading.Event) -> str:
        self._model.given_up = given_up
        tokens = self._tokens(prompt)
        if len(tokens) + MOST_TOKENS > _ROOM:
            raise ModelError(ModelErrorKind.TOO_LONG, f"{len(tokens)} tokens")
        try:
            return self._written(tokens, [] if self._template else list(prompt.stop), tell)
        except RuntimeError as error:  # llama.cpp's; the next request begins anew
            self._model.n_tokens = 0
            raise ModelError(ModelErrorKind.FAILED, str(error)) from error

    def _written(self, tokens: list[int], stop: list[str], tell: Heard) -> str:
        pieces: list[str] = []
        chunks: Any = self._model.create_completion(
            tokens, max_tokens=MOST_TOKENS, temperature=0.0, stop=stop, stream=True
        )
        for chunk in chunks:
            choice = chunk["choices"][0]
            if choice["finish_reason"] == "length":
                raise ModelError(ModelErrorKind.CUT)
            pieces.append(choice["text"])
            tell(choice["text"])
        return "".join(pieces)

    def _tokens(self, prompt: Prompt) -> list[int]:
        """The messages as the model was taught them, or else by our template."""
        write = Jinja2ChatFormatter(
            self._template or prompt.template, self._special("eos"), self._special("bos")
        )
        messages: list[Any] = [
            {"role": each.role, "content": each.text} for each in prompt.messages
        ]
        try:
            written = write(messages=messages).prompt
        except (TemplateError, ValueError) as error:
            raise ModelError(ModelErrorKind.FAILED, f"its chat template: {error}") from error
        begins = written.startswith(self._special("bos"))
        return self._model.tokenize(written.encode(), add_bos=not begins, special=True)

    @property
    def _template(self) -> str | None:
        found: str | None = self._model.metadata.get(_TEMPLATE)
        return found

    def _special(self, name: str) -> str:
        """The text of the token that begins (“bos”) or ends (“eos”) everything."""
        vocabulary = llama_cpp.llama_model_get_vocab(self._model.model)
        token = self._model.token_bos() if name == "bos" else self._model.token_eos()
        return llama_cpp.llama_vocab_get_text(vocabulary, token).decode() if token >= 0 else ""


def open_local(file: Path, adapter: Path | None) -> LocalModel:
    """The model in a GGUF file, with a LoRA adapter (a GGUF file too) laid over it.

    Takes a second, and the memory of the file. Raises ModelFileError.
    """
    for each in filter(None, (file, adapter)):
        if not each.is_file():
            raise ModelFileError(f"the language model {each} is not there")
    llama_cpp.llama_log_set(_log, ctypes.c_void_p(0))
    try:
        model = _Llama(
            str(file),
            n_ctx=_ROOM,
            n_threads=1,
            n_threads_batch=1,
            swa_full=True,  # Gemma looks back a little way only; else no prefix could be kept
            lora_path=str(adapter) if adapter else None,
            verbose=False,
        )
    except (ValueError, RuntimeError) as error:
        raise ModelFileError(f"the language model {file} cannot be used: {error}") from error
    if adapter and not model._lora_adapter:  # llama-cpp-python takes its null pointer for one
        raise ModelFileError(f"the adapter {adapter} cannot be laid over {file}")
    return LocalModel(model)
