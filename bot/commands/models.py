"""`bot models`: language models to be downloaded, checked and removed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import httpx

from bot.channels.trust import authorities
from bot.commands.download_progress import progress_of
from bot.commands.failures import one_sentence
from bot.download import Patience, discard, download, only_one, part_of
from bot.model_downloads import DownloadableModel, downloadable_models
from bot.settings import Settings

__all__ = ["Task", "models"]

Task = Literal["list", "get", "remove"]

_TIMEOUT = httpx.Timeout(60.0, connect=15.0)


def models(
    settings: Settings, what: Task, name: str | None = None, patience: Patience | None = None
) -> int:
    """Does one task; `name` is that of a table `[download.NAME]`, for “get” and “remove”.

    The exit status is 0 where it is done, 1 where it cannot be, 130 where Ctrl-C stopped it.
    """
    with one_sentence():
        known = downloadable_models()
        if name is None:
            return _list(known, settings.language_models_dir)
        if name not in known:
            print(f"bot: no model {name}; there are: {', '.join(known)}", file=sys.stderr)
            return 1
        tasks: dict[Task, Callable[[], int]] = {
            "get": lambda: _get(known[name], settings.language_models_dir, patience or Patience()),
            "remove": lambda: _remove(known[name], settings.language_models_dir),
        }
        return tasks[what]()


def _list(known: dict[str, DownloadableModel], folder: Path) -> int:
    print(f"thư mục: {folder}")
    for model in known.values():
        template = "có" if model.chat_template else "không"
        print(
            f"{model.name}: {_state(model, folder)}\n"
            f"  {model.file}, {model.wanted.size / 1e6:,.0f} MB, bộ nhớ khi chạy chừng "
            f"{model.memory_mib:,} MiB, ngữ cảnh {model.context:,} token, "
            f"mẫu hội thoại: {template}\n"
            f"  giấy phép: {model.licence} ({model.licence_url})"
        )
    return 0


def _state(model: DownloadableModel, folder: Path) -> str:
    """What is there, told by sizes alone: sums take seconds, and are checked before use."""
    target = model.path(folder)
    if target.exists():
        return "đã tải" if target.stat().st_size == model.wanted.size else "tệp sai cỡ, hãy tải lại"
    part = part_of(target)
    if part.exists():
        return f"tải dở {part.stat().st_size / model.wanted.size:.0%}"
    return "chưa tải"


def _get(model: DownloadableModel, folder: Path, patience: Patience) -> int:
    target = model.path(folder)
    print(f"{model.name}: giấy phép {model.licence} ({model.licence_url})", flush=True)
    try:
        with (
            httpx.Client(timeout=_TIMEOUT, verify=authorities()) as client,
            progress_of(model.file, model.wanted.size) as watch,
        ):
            fetched = download(model.wanted, target, client, watch, patience)
    except KeyboardInterrupt:
        print("đã dừng; gọi lại lệnh này để tải tiếp từ chỗ dở", file=sys.stderr)
        return 130
    print(f"{'đã tải' if fetched else 'đã có sẵn'}, đúng SHA-256: {target}")
    print(f"trước khi dùng cho người dân: bot evaluate llm {model.name}")
    return 0


def _remove(model: DownloadableModel, folder: Path) -> int:
    target = model.path(folder)
    files = [each for each in (target, part_of(target)) if each.exists()]
    if not files:
        print(f"bot: {model.name} is not downloaded", file=sys.stderr)
        return 1
    with only_one(folder):
        freed = sum(each.stat().st_size for each in files)
        target.unlink(missing_ok=True)
        discard(part_of(target))
    print(f"đã xoá {model.name}: {freed / 1e6:,.0f} MB")
    return 0
