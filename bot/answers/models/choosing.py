"""Which language model BOT_LLM names, and exactly which it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.answers.models.bundled import BUNDLED, put_together
from bot.answers.models.language_model import LanguageModel
from bot.answers.models.remote import RemoteModel, look_up
from bot.model_downloads import downloadable_models
from bot.models import ModelFileError, check, sha256_of

__all__ = ["Chosen", "choose", "is_server"]


@dataclass(frozen=True)
class Chosen:
    """A language model that can be opened, which takes a second where it is a file.

    `sha256` is of its file, `adapter` of its adapter's; of a model at a server it is what
    `look_up` gives, and `server` is true. `open` raises ModelFileError.
    """

    name: str
    sha256: str
    adapter: str | None
    server: bool
    open: Callable[[], LanguageModel]


def is_server(named: str) -> bool:
    """Whether BOT_LLM names a server; else it is a file, whatever it is called by."""
    return named.startswith(("http://", "https://"))


async def choose(named: str, adapter: Path | None, key: str | None, folder: Path) -> Chosen:
    """The model `named`: a name of bot/models.toml, a GGUF file or a server's address.

    ``https://llm.example.org/v1#model`` names a model of a server that has several; `key` is for
    servers. Downloaded models lie in `folder`. Raises ModelFileError, and ModelError of a server.
    """
    if not is_server(named):
        return await asyncio.to_thread(_from_files, named, adapter, folder)
    if adapter:
        raise ModelFileError(f"the adapter {adapter} goes with a file, not with {named}")
    url, _, model = named.partition("#")
    found, sha256 = await look_up(url, model or None, key)
    return Chosen(f"{url}#{found}", sha256, None, True, partial(RemoteModel, url, found, key))


def _from_files(named: str, adapter: Path | None, folder: Path) -> Chosen:
    file = _file(named, folder)
    try:
        sums = sha256_of(file), sha256_of(adapter) if adapter else None
    except OSError as error:
        raise ModelFileError(
            f"the language model {error.filename} cannot be read: {error.strerror}"
        ) from error
    return Chosen(named, *sums, False, partial(_open_local, file, adapter))


def _file(named: str, folder: Path) -> Path:
    if named == BUNDLED:
        return put_together(folder)
    known = downloadable_models()
    if named not in known:
        file = Path(named)
        if file.is_file():
            return file
        names = ", ".join((BUNDLED, *known))
        raise ModelFileError(f"there is no file {named}, and no model of that name (of {names})")
    file = known[named].path(folder)
    if not file.is_file():
        raise ModelFileError(f"{named} is not downloaded: bot models get {named}")
    return check(file, known[named].wanted.sha256)


def _open_local(file: Path, adapter: Path | None) -> LanguageModel:
    from bot.answers.models.local import open_local  # llama.cpp: only where it is needed

    return open_local(file, adapter)
