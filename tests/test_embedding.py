"""Embeddings that are kept in a file, and the one embedder they are made by."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.embedding import directions, embedded, embedder

TEXTS = ["quên mật khẩu", "mất điện thoại", "chuyển tiền nhầm"]


def test_only_texts_that_are_new_are_embedded_again(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "rows.npz"
    first = embedded(TEXTS, path)
    with np.load(path) as kept:
        texts, rows = kept["texts"], kept["rows"]
    np.savez(path, texts=texts[1:], rows=rows[:0:-1])
    again = embedded(TEXTS, path)
    assert np.allclose(again[0], first[0], atol=1e-4), "what the file lacks is made"
    assert np.allclose(again[1], first[2], atol=1e-4), "the others are those of the file"


@pytest.mark.parametrize("damage", [b"damaged", b"", b"PK\x03\x04cut"])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "rows.npz"
    path.write_bytes(damage)
    assert np.allclose(embedded(TEXTS, path), embedder().query(TEXTS), atol=1e-4)
    with np.load(path) as kept:
        assert list(kept["texts"]) == TEXTS


def test_where_nothing_can_be_written_the_rows_come_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert embedded(TEXTS, tmp_path / "file" / "rows.npz").shape == (3, 384)


def test_directions_have_length_one() -> None:
    pointing = directions(np.array([[3.0, 4.0], [0.0, 2.0]], dtype=np.float32))
    assert np.allclose(pointing, [[0.6, 0.8], [0.0, 1.0]])


def test_a_process_has_one_embedder() -> None:
    assert embedder() is embedder()
