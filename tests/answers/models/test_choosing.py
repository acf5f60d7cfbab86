"""BOT_LLM names a model; what is named wrongly is one sentence."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from bot.answers.models.choosing import choose
from bot.model_downloads import downloadable_models
from bot.models import ModelFileError


async def test_a_file_and_its_adapter_are_known_by_their_sums(tmp_path: Path) -> None:
    file, adapter = tmp_path / "a.gguf", tmp_path / "b.gguf"
    file.write_bytes(b"weights")
    adapter.write_bytes(b"difference")
    chosen = await choose(str(file), adapter, None, tmp_path)
    assert chosen.sha256 == sha256(b"weights").hexdigest()
    assert chosen.adapter == sha256(b"difference").hexdigest()
    assert (await choose(str(file), None, None, tmp_path)).adapter is None


async def test_the_bundled_one_has_its_name(models_dir: Path) -> None:
    chosen = await choose("gemma-3-270m", None, None, models_dir)
    assert chosen.sha256.startswith("a5fd3b62")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("no/such.gguf", "there is no file no/such.gguf, and no model of that name"),
        (next(iter(downloadable_models())), "is not downloaded: bot models get"),
    ],
)
async def test_what_is_not_there(tmp_path: Path, named: str, said: str) -> None:
    with pytest.raises(ModelFileError, match=said):
        await choose(named, None, None, tmp_path)


async def test_a_downloaded_file_must_be_the_one_of_the_table(tmp_path: Path) -> None:
    name, model = next(iter(downloadable_models().items()))
    model.path(tmp_path).write_bytes(b"something else")
    with pytest.raises(ModelFileError, match="is refused: its SHA-256"):
        await choose(name, None, None, tmp_path)


async def test_adapters(tmp_path: Path) -> None:
    file = tmp_path / "a.gguf"
    file.write_bytes(b"weights")
    with pytest.raises(ModelFileError, match="cannot be read: No such file"):
        await choose(str(file), tmp_path / "no.gguf", None, tmp_path)
    with pytest.raises(ModelFileError, match="goes with a file"):
        await choose("http://127.0.0.1:1/v1", file, None, tmp_path)
