"""Words that tell what is asked, not what it is about; all without marks, as patterns.

What kind of thing is asked for stands in `bot.plans.wants`, which part of a task in
`bot.plans.asks`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = [
    "ANY_PLAN",
    "BACK",
    "BOTH",
    "CONFIRM",
    "COUNTED",
    "DEMANDS",
    "EARLIER",
    "EVERYWHERE",
    "FIGURES",
    "FILLERS",
    "FINISHED",
    "HOLDING",
    "HOW_MANY",
    "IN_ALL",
    "ISSUED",
    "LATER",
    "LEFT",
    "LISTING",
    "MORE",
    "NARROWER",
    "NOT_YET",
    "OVERDUE",
    "PART",
    "RHYTHMS",
    "SAME_DOCUMENT",
    "SAME_UNIT",
    "SECTION",
    "SOON",
    "STEPPING",
    "TELLING",
    "THESE",
    "WATCHED",
    "WHERE",
    "WHICH",
    "WHO",
    "WITH_OUTCOME",
    "pattern",
]


def pattern(*ways: str) -> re.Pattern[str]:
    """Any of `ways`, as whole words."""
    return re.compile(r"\b(?:" + "|".join(ways) + r")(?!\w)")


MORE = pattern(
    r"^xem tiep", r"^tiep( di| theo| nua)?$", r"^xem them", r"^con nua khong$", r"^nua( di)?$"
)
"""The next page."""

BACK = pattern(
    r"(?:viec|nhiem vu|cai|muc|dieu|van ban|ke hoach|chi tieu|han|thoi han|phan)"
    r" (?:do|nay|ay|kia|vua roi)",
    r"no",
    r"(?:nhom|doi tuong|nguoi) (?:do|nay|ay)",
    r"o tren",
    r"vua (?:roi|noi|neu|hoi)",
    r"noi (?:vay|the)",
    r"nhu (?:vay|the)",
    r"(?:^|ai )lam viec ay",
    r"\w+ (?:do|ay|kia|nay)(?:$| (?:la|thi)(?!\w))",
    r"(?:o|tai|ben|cho) (?:do|day|ay)",
    r"tuong tu",
    r"giong (?:vay|the|nhu vay|nhu the)",
)
"""Something that was said before."""

THESE = pattern(
    r"(?:(?:cac|nhung|may|ca|hai|2|ba|3) )*(?:viec|nhiem vu|muc|phan|cai|chi tieu|noi dung)"
    r" (?:do|nay|ay|kia|vua roi|vua neu|tren|tuong tu)"
)
"""The things that were talked of, and no others."""

SECTION = pattern(
    r"(?:thuoc|nam|o|ghi|tai)(?: o| tai| trong)? (?:muc|phan|diem) (?:nao|may)",
    r"(?:muc|phan|diem) may",
)
"""Where in its document something stands, asked for."""

WHO = pattern(r"(?:don vi|co quan|bo phan|phong|so|bo|ben|cuc|vu) nao", r"nhung ai", r"ai")
"""A unit, asked for."""

BOTH = pattern(r"(?:ca )?(?:hai|2) (?:viec|nhiem vu|muc|phan|cai|noi dung) (?:do|nay|ay|kia|tren)")
"""The two things that were talked of last."""

LATER = pattern(r"(?:van ban|quyet dinh|ke hoach|ban|cai) (?:sau|moi)(?: hon| nhat| nay)?")
EARLIER = pattern(r"(?:van ban|quyet dinh|ke hoach|ban|cai) (?:truoc|cu)(?: hon| nhat| do)?")
"""The last or the first of the documents that were talked of."""

WATCHED = pattern(
    r"(?:can|phai|nen|dang)(?: \w+)? (?:luu y|theo doi|chu y|ghi nho|nho|de y|quan tam)",
    r"(?:luu y|chu y|de y|ghi nho)",
)
"""That something is to be kept in mind; not the task of following a work."""

FINISHED = pattern(r"(?:lam|phai|can|hoan)(?: \w+)? xong", r"hoan thanh", r"dut diem", r"ket thuc")
"""That something ends in the days named, not that it begins."""

STEPPING = pattern(
    r"^(?:the|vay)? ?con",
    r"^the thi",
    r"^the",
    r"^vay",
    r"thi sao$",
    r"thi the nao$",
    r"thi$",
    r"nua$",
    r"thoi$",
    r"nua khong",
    r"con gi nua",
    r"con nao nua",
    r"con (?:gi|viec (?:gi|nao)|nhung (?:gi|viec))",
)
"""The same question of something else."""

LISTING = pattern(
    r"co gi",
    r"co (?:nhung |cac )?(?:viec|nhiem vu|dau viec)(?: gi| nao)?",
    r"(?<!bo )(?:viec|muc|phan|noi dung|hoat dong|mo hinh) (?:gi|nao)(?! (?:noi|ghi|neu|viet))",
    r"(?:chu tri|phu trach|dam nhiem|quan|lo|nam|ganh|giao) (?:nhung |cac |may )?(?:muc|phan)"
    r"(?! (?:do|nay|ay|kia))",
    r"lam (?:nhung )?gi",
    r"(?:nhung|cac) (?:dau )?viec",
    r"(?:nhung|cac) nhiem vu",
    r"nhiem vu (?:gi|nao)",
    r"phai lam",
    r"giao (?:gi|nhung|cac)",
    r"duoc giao",
    r"con gi",
    r"liet ke",
    r"danh sach",
    r"bao nhieu (?:dau )?(?:viec|nhiem vu)",
    r"may (?:dau )?(?:viec|nhiem vu)",
    r"trach nhiem (?:gi|cua)",
    r"chu tri (?:gi|viec gi|viec nao|nhung)",
    r"phu trach (?:gi|viec gi|viec nao|nhung)",
    r"phoi hop (?:gi|viec gi|viec nao|nhung)",
    r"nhiem vu cua",
    r"viec cua",
    r"dau viec",
    r"viec thuong xuyen",
    r"tham gia (?:gi|viec|nhung|cac)",
    r"bao cao (?:gi|nao)",
)
"""A list of tasks."""

OVERDUE = pattern(
    r"(?:qua|tre|het|lo) han",
    r"cham (?:tien do|han|muon)",
    r"(?:bi|dang|con|da) tre(?! em)",
    r"tre (?:dau )?(?:viec|nhiem vu)",
    r"(?:viec|nhiem vu)(?: nao| gi)? tre(?! em)",
    r"qua thoi han",
    r"(?:dang|con|bi) no (?:viec|nhiem vu|bao cao|gi|may)",
    r"ton dong",
)
LEFT = pattern(
    r"(?:(?:bao nhieu|may) (?:ngay|hom|tuan|thang)|bao lau)(?: \w+){0,6} (?:qua|tre|het)"
    r" (?:thoi )?han"
)
"""How long it is until something is past its day; it is not past it."""
NOT_YET = pattern(r"(?:chua|khong|con chua) (?:bi )?(?:qua|het|tre) han(?! \w+ khong)", r"con han")
"""That the day is still to come."""
SOON = pattern(
    r"sap (?:den|toi)(?: han)?",
    r"gan (?:den|toi) han",
    r"sap het han",
    r"toi han",
    r"den han (?:chua|gan)",
)

CONFIRM = pattern(
    r"(?:co )?dung (?:khong|chu|vay|roi|hong|hem|ko|k)",
    r"phai (?:khong|hong|ko|k)",
    r"co phai",
    r"dung la",
    r"co dung",
    r"chu nhi",
    r"chu$",
    r"phai chang",
    r"kip (?:khong|chu|ko|k)",
)
"""Something is claimed, and the person wants to know whether it is so."""

HOW_MANY = pattern(
    r"bao nhieu$",
    r"bao nhieu (?:la|thi|moi)",
    r"den bao nhieu",
    r"(?:cao|thap|nhieu|it) hon",
)
"""A figure, asked for without saying of what."""

COUNTED = pattern(r"co (\d+) (?:dau )?(?:viec|nhiem vu)")
"""How many tasks a person says there are."""

TELLING = pattern(
    r"ai k[yi]",
    r"do(?: \w+){2,4} k[yi]",
    r"nguoi k[yi]",
    r"k[yi] (?:ngay|hom|khi|luc|thang|nam|hoi|bao gio)",
    r"ngay k[yi]",
    r"ban hanh (?:ngay|khi|luc|bao gio|hoi|thang|nam)",
    r"ngay ban hanh",
    r"so (?:may|bao nhieu|hieu)",
    r"so (?:quyet dinh|van ban|ke hoach)(?: \w+){0,2} (?:nao|may|bao nhieu|gi)",
    r"la (?:van ban )?gi",
    r"noi ve (?:gi|cai gi|dieu gi)",
    r"ve viec gi",
    r"noi gi",
    r"noi dung",
    r"ai ban hanh",
    r"co quan ban hanh",
    r"do ai(?: (?:ban hanh|ky|ra|lap))?",
    r"la sao",
    r"nghia la gi",
    r"con (?:hieu luc|gia tri|ap dung|nguyen)",
    r"sa[pt] nhap",
    r"nhap vao",
    r"gioi thieu",
    r"tom tat",
    r"ra (?:ngay|khi|hoi) nao",
    r"(?:ra|ban hanh|k[yi])(?: (?:vao|hom|tu|ngay|thang))* \d[\d/]*",
    r"(?:ban hanh|ra|co) (?:sau|truoc|som hon|muon hon)",
    r"(?:cai|van ban|ban) nao (?:sau|truoc|moi|cu)(?: hon| nhat)?",
    r"(?:moi|cu) (?:hon|nhat)",
)
"""Something about a document itself."""

ISSUED = pattern(
    r"(?:ra(?: doi)?|ban hanh|k[yi])(?: (?:vao|hom|tu|ngay|thang|nam|hoi))* \d[\d/.-]*",
    r"(?:ra(?: doi)?|ban hanh|k[yi]) (?:vao |trong |hoi )?(?:dau |giua |cuoi )?(?:thang|nam|quy)"
    r" (?:nay|truoc|roi|\d+)",
)
"""On which day a document came out, named."""

WITH_OUTCOME = pattern(
    r"da (?:co (?:ket qua|san pham)|(?:lam )?xong|hoan (?:thanh|tat)|ra ket qua)(?! chua)",
    r"(?:xong|hoan thanh|co ket qua) roi",
)
"""That something has come of it; a question only where it is said of some tasks of many."""

ANY_PLAN = pattern(r"binh dan hoc vu so", r"bdhvs")
"""The name of the movement that every plan here is about: it tells none of their tasks."""

FIGURES = pattern(r"(?:chi|muc) tieu", r"phan tram", r"t[yi] le")
"""That a figure to reach is meant, whichever it is."""

HOLDING = pattern(
    r"(?:he thong|kho(?: du lieu)?|du lieu|so ke hoach|tro ly)(?: nay)?(?: (?:dang|hien|da))*"
    r" (?:co|luu|giu)",
)
"""What is asked is what the register itself has."""

FILLERS = pattern(
    r"(?:ra soat|kiem tra|thong ke|tra cuu|tong hop|liet ke) (?:giup|ho|gium|dum|cho|xem)",
    r"bo phan",
    r"tuong tu",
    r"lap (?:di )?lap lai",
    r"lap lai",
    r"cu the(?! hoa)",
    r"co the",
)
"""Words between others that say nothing of what is meant."""

SAME_UNIT = pattern(
    r"(?:so|cuc|vu|phong|bo|trung tam|don vi|co quan) (?:nay|do|ay|kia|tren|vua roi)"
)
"""The unit that was talked of."""

SAME_DOCUMENT = pattern(
    r"(?:van ban|ke hoach|quyet dinh|ban) (?:do|nay|ay|kia|vua roi|tren|vua noi)"
)
"""The document that was talked of."""

DEMANDS = pattern(r"(?:yeu cau|quy dinh|giao|noi|neu|ghi) (?:nhung )?(?:gi|the nao|dieu gi|sao)")
"""What a part of a document says, asked for."""

PART = pattern(r"tham gia", r"thuc hien", r"trien khai", r"to chuc")
"""To have to do with a task."""

NARROWER = pattern(r"trong (?:so )?(?:do|nay|day|cac viec)", r"^rieng")
"""Some of what was named before."""

EVERYWHERE = pattern(r"ca nuoc", r"toan quoc", r"(?:moi|tat ca cac) (?:noi|tinh|van ban)")
"""That no one place is meant."""

WHERE = pattern(r"(?:tinh|dia phuong|noi|thanh pho) nao")
"""A place, asked for."""

WHICH = pattern(r"(?:bo phan|so|cuc|vu|phong|vien|truong|xa|huyen|ben|cap) nao")
"""A kind of unit, asked for."""

IN_ALL = pattern(r"tong (?:cong|so)", r"tat ca", r"toan bo")
"""That all of something is meant."""

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
}
"""How often something comes back, by kinds of deadlines."""
