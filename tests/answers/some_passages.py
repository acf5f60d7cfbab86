"""A few passages, and an index of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.answers.index import Index, build_index, index_of
from bot.answers.knowing import load_judge
from bot.answers.passage import Kind, Passage
from bot.learning.library import load_library
from bot.plans.register import load_register
from bot.settings import ROOT

LANGUAGE = ROOT / "knowledge" / "language"
CACHE, ROWS = ROOT / ".cache" / "answers", "meanings.npz"
VALUES = {"ban": "quý vị", "Ban": "Quý vị", "toi": "tôi", "fact_hotline": "1900.0000"}


def passage(
    id: str,
    title: str,
    *asked: str,
    text: str = "",
    steps: tuple[str, ...] = (),
    kind: Kind = "faq",
) -> Passage:
    """A passage with a source and a day."""
    return Passage(id, kind, title, asked, text or title, steps, ("Báo",), "2026-11-22", "M01-L1")


PASSAGES = (
    passage(
        "M01-F1",
        "Quên mã khóa màn hình thì làm sao?",
        "máy đòi mã mà nhớ không ra",
        text="{Ban} bình tĩnh nhớ lại. Không được thì mang máy đến nơi bảo hành.",
    ),
    passage(
        "M01-F2",
        "Chuyển khoản nhầm người thì lấy lại tiền thế nào?",
        "gửi lộn số tài khoản có đòi lại được không",
        text="{Ban} gọi ngay ngân hàng, số {fact_hotline}, xin tra soát.",
    ),
    passage(
        "M01-F3",
        "Điện thoại hết pin nhanh thì làm gì?",
        "pin tụt lẹ quá",
        text="Giảm độ sáng màn hình, tắt ứng dụng không dùng.",
    ),
    passage("M01-L1.1", "Wi-Fi hay 4G", text="Wi-Fi là mạng trong nhà.", kind="lesson"),
    passage("M01-L1.2", "Wi-Fi hay 4G", text="4G là mạng di động, mua theo gói.", kind="lesson"),
)


def small_index(cache: Path, passages: tuple[Passage, ...] = PASSAGES) -> Index:
    """The index of `passages`, made in the folder `cache`, which gets what is already embedded."""
    if not (cache / ROWS).exists():
        whole_index()
        shutil.copy(CACHE / ROWS, cache / ROWS)
    return build_index(passages, VALUES, cache, LANGUAGE, load_judge())


def whole_index() -> Index:
    """The index of the whole knowledge folder."""
    library = load_library(ROOT / "knowledge")
    register = load_register(ROOT / "knowledge" / "plans")
    return index_of(library, register, LANGUAGE, CACHE)
