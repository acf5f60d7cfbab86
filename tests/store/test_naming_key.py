"""One key for all processes, which nobody else may read."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from bot.store.naming_key import KEY_BYTES, naming_key


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "below"
    key = naming_key(folder)
    assert len(key) == KEY_BYTES
    assert naming_key(folder) == key
    assert naming_key(tmp_path / "other") != key
    assert [path.name for path in folder.iterdir()] == ["naming.key"]
    assert stat.S_IMODE((folder / "naming.key").stat().st_mode) == 0o600


def test_who_starts_at_once_gets_the_same(tmp_path: Path) -> None:
    for number in range(20):
        found: list[bytes] = []
        folder = tmp_path / str(number)
        begin = threading.Barrier(4)

        def read(
            folder: Path = folder,
            found: list[bytes] = found,
            begin: threading.Barrier = begin,
        ) -> None:
            begin.wait()
            found.append(naming_key(folder))

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 4
        assert len(set(found)) == 1


def test_a_folder_that_cannot_be_used_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        naming_key(tmp_path / "file")
