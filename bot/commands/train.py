"""`bot train`: makes the dialogue model."""

from __future__ import annotations

import time

from bot.commands.failures import one_sentence
from bot.commands.logs import set_up_logs
from bot.settings import Settings

__all__ = ["train"]


def train(settings: Settings, only_if_needed: bool) -> int:
    """Trains into BOT_MODEL; with `only_if_needed` not where the model is up to date."""
    set_up_logs(settings.log_level)
    from bot.dialogue import training

    if only_if_needed and training.is_current(settings.model):
        return 0
    began = time.monotonic()
    print("Đang huấn luyện mô hình hội thoại (chừng hai phút) …", flush=True)
    with one_sentence():
        training.train(settings.model)
    size = settings.model.stat().st_size / 1e6
    print(f"Xong sau {time.monotonic() - began:.0f} giây: {settings.model} ({size:.1f} MB)")
    return 0
