"""`bot train`: makes the dialogue model, and the indexes that answers are found with."""

from __future__ import annotations

import time

from bot.commands.failures import one_sentence
from bot.commands.logs import set_up_logs
from bot.settings import ROOT, Settings

__all__ = ["train"]

INDEXES = ROOT / ".cache" / "answers"


def train(settings: Settings, only_if_needed: bool) -> int:
    """Trains into BOT_MODEL; with `only_if_needed` not where the model is up to date."""
    set_up_logs(settings.log_level)
    from bot.dialogue import training

    if only_if_needed and training.is_current(settings.model):
        if not INDEXES.is_dir():
            _make_indexes(settings)
        return 0
    began = time.monotonic()
    print("Đang huấn luyện mô hình hội thoại (chừng hai phút) …", flush=True)
    with one_sentence():
        training.train(settings.model)
    size = settings.model.stat().st_size / 1e6
    print(f"Xong sau {time.monotonic() - began:.0f} giây: {settings.model} ({size:.1f} MB)")
    _make_indexes(settings)
    return 0


def _make_indexes(settings: Settings) -> None:
    """Has everything in the knowledge embedded once, which would keep the first start waiting."""
    from bot.answers.index import index_of
    from bot.learning.library import load_library
    from bot.plans.meaning import meanings_of
    from bot.plans.register import load_register

    began = time.monotonic()
    print("Đang làm mục lục tra cứu (chừng một phút) …", flush=True)
    with one_sentence():
        library = load_library(settings.knowledge_dir)
        register = load_register(settings.knowledge_dir / "plans")
        meanings_of(register, ROOT / ".cache" / "plans")
        index_of(library, register, settings.knowledge_dir / "language", INDEXES)
    print(f"Xong sau {time.monotonic() - began:.0f} giây: {INDEXES}")
