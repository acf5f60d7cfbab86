"""Words that tell when something is due, or how often; all without marks, as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.plans.cues import pattern

__all__ = [
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
)
"""That which is due last of several things."""

LONGEST_OVERDUE = pattern(r"(?:lau|nhieu|dai|nang|nhieu ngay) nhat")
"""Of things past their days the one whose day is longest ago."""

NEXT_TIME = pattern(r"(thang|quy|nam) (sau(?: do)?|toi|ke|tiep theo|truoc(?: do)?)")
"""The month, quarter or year beside that which was talked of."""

SAME_TIME = pattern(r"(?:thang|quy|nam|ngay|thoi gian|luc|dip) (?:do|ay|kia)")
"""The days of what was talked of."""

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
    ),
    "stated": pattern(
        r"(?:co|ghi|neu|dat)(?: ghi| neu| dat)?(?: ro)? (?:thoi )?(?:han|moc)(?: thoi gian)?"
        r" (?:cu the|ro rang|ro|han hoi)",
        r"ghi ro (?:thoi )?(?:han|gian|diem)",
        r"(?:co|ghi|neu) (?:ngay|thang) cu the",
        r"(?:viec|cai|muc|nhiem vu) (?:nao |gi )?(?:co|ghi|neu)(?: ghi| neu)?(?: ro)?"
        r" (?:(?:thoi )?han|ngay)(?: khong)?$",
    ),
}
"""How often something comes back, by kinds of deadlines."""
