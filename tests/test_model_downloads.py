"""The table of language models names only what can be checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import model_downloads
from bot.download import Wanted
from bot.model_downloads import DownloadableModel, downloadable_models
from bot.models import ModelFileError
from bot.settings import ROOT

RIGHT = {
    "file": '"a.gguf"',
    "url": '"https://models.example/a.gguf"',
    "sha256": f'"{"0a" * 32}"',
    "bytes": "123",
    "licence": '"MIT"',
    "licence_url": '"https://models.example/licence"',
    "memory_mib": "400",
    "context": "2048",
    "chat_template": "false",
}


def write(path: Path, **changes: str | None) -> None:
    fields = {**RIGHT, **changes}
    lines = [f"{name} = {value}" for name, value in fields.items() if value is not None]
    path.write_text("\n".join(['[ear]\n"package/ear.onnx" = "00"', '[download."a-1.5b"]', *lines]))


@pytest.fixture(name="table")
def _table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    table = tmp_path / "models.toml"
    monkeypatch.setattr(model_downloads, "_TABLE", table)
    return table


def test_the_models_of_this_checkout() -> None:
    known = downloadable_models()
    assert known
    sums = {model.wanted.sha256 for model in known.values()}
    files = {model.file for model in known.values()}
    assert len(sums) == len(files) == len(known)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for model in known.values():
        # A link to a branch names another file one day; one to a revision never does.
        assert "/resolve/main/" not in model.wanted.url
        assert model.wanted.url.endswith(f"/{model.file}")
        assert model.memory_mib > model.wanted.size >> 20
        row = f"| `bot models get {model.name}` | {model.licence} | "
        assert f"{row}{model.wanted.size / 1e6:,.0f} MB | {model.memory_mib:,} MiB |" in readme


def test_a_table_is_read(table: Path) -> None:
    write(table)
    wanted = Wanted("https://models.example/a.gguf", "0a" * 32, 123)
    made = DownloadableModel(
        "a-1.5b", "a.gguf", wanted, "MIT", "https://models.example/licence", 400, 2048, False
    )
    assert downloadable_models() == {"a-1.5b": made}
    assert made.path(Path("/models")) == Path("/models/a.gguf")


def test_a_table_without_downloads_has_none(table: Path) -> None:
    table.write_text('[ear]\n"package/ear.onnx" = "00"\n')
    assert downloadable_models() == {}


@pytest.mark.parametrize("field", RIGHT)
def test_every_field_must_be_there(table: Path, field: str) -> None:
    write(table, **{field: None})
    with pytest.raises(
        ModelFileError, match=rf'models\.toml: \[download\."a-1\.5b"\]: {field} must'
    ):
        downloadable_models()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("file", '"../a.gguf"'),
        ("file", '"/etc/a.gguf"'),
        ("file", '".gguf"'),
        ("file", '"a.bin"'),
        ("url", '"http://models.example/a.gguf"'),
        ("url", '"file:///a.gguf"'),
        ("sha256", '""'),
        ("sha256", f'"{"0A" * 32}"'),
        ("bytes", "0"),
        ("bytes", "true"),
        ("bytes", "1.5"),
        ("memory_mib", "-1"),
        ("context", '"much"'),
        ("chat_template", "1"),
        ("licence", "1"),
        ("mirror", '"https://models.example"'),
    ],
)
def test_a_wrong_field_is_named(table: Path, field: str, value: str) -> None:
    write(table, **{field: value})
    with pytest.raises(ModelFileError, match=rf'\[download\."a-1\.5b"\]: {field} '):
        downloadable_models()
