"""Words that tell when something is due, or how often; all without marks, as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.plans.cues import pattern

__all__ = [
    "ANY_DUE",
    "BEGINNING",
    "DUE_THINGS",
    "FIRST_DUE",
    "LAST_DUE",
    "LATENESS",
    "LEFT",
    "LONGEST_OVERDUE",
    "NEXT_TIME",
    "NOT_YET",
    "OVERDUE",
    "RHYTHMS",
    "SAME_TIME",
    "SOON",
]

OVERDUE = pattern(
    r"(?:qua|tre|het|lo) han",
    r"cham (?:tien do|han|muon)",
    r"(?:bi|dang|con|da) tre(?! em)",
    r"tre (?:dau )?(?:viec|nhiem vu)",
    r"(?:viec|nhiem vu)(?: nao| gi)? tre(?! em)",
    r"(?:gi|cai nao|muc nao) (?:dang |bi )?tre(?! em)",
    r"qua thoi han",
    r"(?:dang|con|bi) no (?:viec|nhiem vu|bao cao|gi|may)",
    r"ton dong",
)
LEFT = pattern(
    r"(?:(?:bao nhieu|may) (?:ngay|hom|tuan|thang)|bao lau)(?: \w+){0,6} (?:qua|tre|het)"
    r" (?:thoi )?han"
)
"""How long it is until something is past its day; it is not past it."""
NOT_YET = pattern(
    r"(?:chua|khong|con chua) (?:bi )?(?:qua|het|tre) han(?! \w+ khong)",
    r"(?:nao|gi) (?:van |con )?chua (?:den|toi) han",
    r"con han",
)
"""That the day is still to come."""
SOON = pattern(
    r"sap (?:den|toi)(?: han)?",
    r"gan (?:den|toi) han",
    r"sap het han",
    r"toi han",
    r"den han (?:chua|gan)",
)

LATENESS = pattern(
    r"(?:qua|tre|cham|muon)(?: han| thoi han)? (?:duoc |mat |het |toi |den )?"
    r"(?:bao nhieu|may) (?:ngay|hom|tuan|thang)",
    r"(?:qua|tre|cham|muon)(?: han| thoi han)? (?:duoc |mat )?bao lau",
    r"(?:bao nhieu|may) (?:ngay|hom|tuan|thang) (?:tre|qua han|cham)",
    r"(?:tre|muon|cham)(?: han| mat| roi)? (?:chua|khong|ko|k|hong)$",
)
"""How long something is past its day, asked for."""

FIRST_DUE = pattern(
    r"(?:gap|som|gan)(?: gap)? nhat",
    r"(?:den|toi|xong|lam|han) (?:truoc tien|dau tien|truoc nhat)",
    r"(?:nao|gi)(?: \w+){0,2} (?:xong|lam|toi|den) truoc(?: tien| nhat)?$",
    r"uu tien (?:truoc|nhat|cai nao|viec nao)",
)
"""That which is due first of several things."""

LAST_DUE = pattern(
    r"(?:muon|tre|xa|cham|lau) nhat (?:la|thi)? ?(?:viec|cai|muc|nhiem vu)",
    r"(?:viec|cai|muc|nhiem vu) (?:nao|gi)(?: \w+){0,3} (?:muon|xa|sau cung|cuoi cung)(?: nhat)?$",
    r"han (?:muon|xa|dai) nhat",
    r"(?:han|moc|deadline) (?:cuoi cung|sau cung|sau chot|chot cuoi|tre nhat)",
)
"""That which is due last of several things."""

LONGEST_OVERDUE = pattern(r"(?:lau|nhieu|dai|nang|nhieu ngay) nhat")
"""Of things past their days the one whose day is longest ago."""

DUE_THINGS = pattern(
    r"(?:nhung|cac|may|bao nhieu) (?:thoi )?(?:han|moc|deadline)(?! \w+ (?:do|nay|ay|kia))",
    r"(?:thoi )?(?:han|moc|deadline)(?: \w+)? (?:nao|gi)",
)
"""What is due, asked for by its days: “có những hạn nào?”."""

ANY_DUE = pattern(r"co (?:thoi )?(?:han|moc|deadline)(?: \w+)? (?:nao|gi)(?: khong| ko| k)?$")
"""Whether anything has a day at all."""

BEGINNING = pattern(
    r"(?:bat dau|khoi dong|mo man|khoi dau)(?: \w+){0,2} (?:tu|vao|luc|trong|o)",
    r"(?:bat dau|khoi dong)(?: lam| thuc hien| trien khai)? (?:thang|quy|nam)",
    r"(?:lam|thuc hien|trien khai|chay) (?:thuong xuyen )?(?:ke )?tu (?:thang|quy)",
)
"""That something begins in the days named."""

NEXT_TIME = pattern(r"(thang|quy|nam) (sau(?: do)?|toi|ke|tiep theo|truoc(?: do)?)")
"""The month, quarter or year beside that which was talked of."""

SAME_TIME = pattern(r"(?:thang|quy|nam|ngay|thoi gian|luc|dip) (?:do|ay|kia)")
"""The days of what was talked of."""

_STATING = r"(?:co|ghi|neu|dat|an dinh|chot)(?: ghi| neu| dat)?(?: ro)?"
_WHICH_ONES = r"(?:viec|cai|muc|nhiem vu)(?: nao| gi)?"

RHYTHMS: Mapping[str, re.Pattern[str]] = {
    "quarterly": pattern(
        r"(?:hang|moi|tung|dinh ky|theo|bao cao|bc) quy(?! (?:dinh|che|mo|trinh|\d|i|v))",
        r"cuoi quy",
        r"quy mot lan",
    ),
    "yearly": pattern(r"(?:hang|moi|dinh ky|tung) nam(?! \d)", r"thuong nien", r"nam mot lan"),
    "monthly": pattern(r"(?:hang|moi|dinh ky|tung) thang(?! \d)"),
    "weekly": pattern(r"(?:hang|moi|dinh ky|tung) tuan"),
    "ongoing": pattern(r"thuong xuyen", r"lien tuc"),
    "not_stated": pattern(
        r"(?:khong|chua|ko|k) (?:ghi|co|neu|dat|quy dinh|noi)(?: ro)? (?:thoi )?han",
        r"(?:khong|chua) (?:ghi|co|neu) thoi gian",
        r"(?:khong|chua|ko|k) (?:ghi|co|neu|noi|dat)(?: ro)? nam(?! \d)",
    ),
    "stated": pattern(
        rf"{_STATING} (?:thoi han|han|moc) (?:cu the|ro rang|ro|han hoi)",
        r"ghi ro (?:thoi )?han",
        r"(?:co|ghi|neu) (?:ngay|thang) cu the",
        rf"{_WHICH_ONES} {_STATING} (?:(?:thoi )?han|ngay)(?: khong)?$",
    ),
    "timed": pattern(
        rf"{_STATING} (?:moc )?thoi (?:gian|diem) (?:cu the|ro rang|ro|han hoi)",
        r"ghi ro thoi (?:gian|diem)",
        rf"{_WHICH_ONES} {_STATING} (?:moc )?thoi (?:gian|diem)(?: khong)?$",
    ),
}
"""How often something comes back, by kinds of deadlines."""
