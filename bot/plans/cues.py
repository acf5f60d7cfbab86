"""Words that tell what is asked, not what it is about; all without marks, as patterns.

What kind of thing is asked for stands in `bot.plans.wants`, which part of a task in
`bot.plans.asks`, when it is due in `bot.plans.time_cues`.
"""

from __future__ import annotations

import re

__all__ = [
    "ALL_OF_IT",
    "AMONG",
    "ANY_PLAN",
    "BACK",
    "BOTH",
    "CHOOSING",
    "CONFIRM",
    "CORRECTING",
    "COUNTED",
    "COUNTED_IN",
    "COUNTING",
    "DEMANDS",
    "EVERYWHERE",
    "FIGURES",
    "FILLERS",
    "FINISHED",
    "HELPING",
    "HOLDING",
    "HOW_MANY",
    "IN_ALL",
    "JOINING",
    "LISTING",
    "MORE",
    "NARROWER",
    "NUMBER_OF_IT",
    "OF_GROUPS",
    "PART",
    "SAME_UNIT",
    "SECTION",
    "STEPPING",
    "TAKING",
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


ALL_OF_IT = pattern(
    r"(?:xem|ke|neu|liet ke|doc|dua|cho|noi)(?: \w+){0,3} (?:het|tat ca|toan bo|day du|du)(?! han)",
    r"(?:ke|liet ke|neu|doc) (?:ra|ten|ro|di|xem)",
    r"^(?:tat ca|toan bo|het)$",
)
"""The whole of what was counted or begun."""

_THING = r"(?:viec|cai|muc|nhiem vu|khoan)"

NUMBER_OF_IT = pattern(
    r"(?:tong(?: cong| so)?|tat ca|het thay|ca thay)(?: (?:la|co|duoc))? (?:bao nhieu|may)",
    r"(?:co|thi|duoc) (?:bao nhieu|may)$",
)
"""How many, asked for without saying of what."""

AMONG = pattern(
    rf"^(?:(?:the|vay|con|va|a|co) )*{_THING} (?:nao|gi)",
    r"(?:cai|muc|khoan) nao",
    r"(?:may|bao nhieu) (?:cai|viec|muc|nhiem vu)",
    r"trong (?:so )?(?:do|nay|day|cac viec)",
)
"""Some of the things that were listed."""


HELPING = pattern(
    r"ho tro",
    r"(?:giup|phu)(?: suc| giup)?",
    r"(?:chung|gop) (?:tay|suc)",
    r"phoi hop",
    r"tham gia",
)
"""To help with something, said of a unit."""

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
    r"^(?:the |vay |va )?(?:o |tai |la )?(?:muc|phan|diem) (?:nao|so may)"
    r"(?: (?:vay|a|the|nhi|em|d))?$",
    r"(?:muc|phan|diem) may",
)
"""Where in its document something stands, asked for."""

CHOOSING = pattern(r"hay(?: la| chi)? (?!(?:sao|the|gi|chua|khong|ko|k|nhi|vay)(?!\w))\w+")
"""One of two things, asked for: “học tập trung hay học trực tuyến?”."""

CORRECTING = pattern(
    r"^(?:a |oi |u |xin loi )*(?:em |minh |toi |tui )?(?:hoi |noi |go |viet |danh )?"
    r"(?:nham|lon|sai)(?: roi| mat| chut| ti| xiu| tay)*",
    r"^(?:a |oi )?(?:khong|khong phai|ko|quen)(?:,| ,)",
    r"^(?:a |oi )?(?:quen|khong phai)(?! (?:la|viec|nhiem|cua))",
    r"y (?:cua )?(?:toi|em|minh|tui|tao|chi|anh) (?:la|noi|hoi|muon(?: hoi| noi)?)(?: la)?",
    r"dung hon(?: la)?",
    r"sua lai(?: la)?",
)
"""That something else was meant than what was asked before."""

JOINING = pattern(
    r"tham gia", r"lien quan", r"co phan", r"dinh (?:dang|liu|den)", r"co (?:mat|ten)", r"dinh vao"
)
"""To have to do with something, leading or helping."""

TAKING = pattern(
    r"(?:cai|viec|muc|phan|khau|cho|vu) (?:nao|gi)",
    r"o dau(?: nua)?",
    r"dau nua",
    r"nhung gi",
    r"(?<!la )gi(?: nua)?(?: khong| ko| k)?$",
    r"(?:thi sao|the nao)$",
)
"""Which tasks, asked for."""

OF_GROUPS = pattern(
    r"(?:chu tri|phu trach|dam nhiem|dam nhan|quan|lo|nam|ganh|giao|day|dao tao|pho cap)"
    r" (?:cho )?(?:nhung |cac |may )?(?:nhom|doi tuong) (?:nao|gi)"
)
"""For which groups of people a unit works, asked for."""

WHO = pattern(r"(?:don vi|co quan|bo phan|phong|so|bo|ben|cuc|vu) nao", r"nhung ai", r"ai")
"""A unit, asked for."""

BOTH = pattern(r"(?:ca )?(?:hai|2) (?:viec|nhiem vu|muc|phan|cai|noi dung) (?:do|nay|ay|kia|tren)")
"""The two things that were talked of last."""


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
    r"thi (?:co|lam|phai lam|lo|giao) (?:nhung )?(?:viec )?(?:gi|nao)$",
    CORRECTING.pattern,
)
"""The same question of something else."""

LISTING = pattern(
    r"co gi",
    r"co (?:nhung |cac )?(?:viec|nhiem vu|dau viec)(?: gi| nao)?",
    r"(?<!theo )cai nao(?! (?:noi|ghi|neu|viet))",
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
    r"con (?:nhung )?gi",
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
    r"(?:chu tri|phu trach|dam nhiem|dam nhan|quan|lo|nam|ganh|giao) (?:nhung |cac |may )?"
    r"(?:nhom|doi tuong) (?:nao|gi)",
)
"""A list of tasks."""

CONFIRM = pattern(
    r"(?:co )?dung (?:khong|chu|vay|roi|hong|hem|ko|k)",
    r"phai (?:khong|hong|ko|k)",
    r"co phai",
    r"dung la",
    r"co dung",
    r"chu nhi",
    r"chu$",
    r"phai chang",
    r"^(?:(?:the|vay) )*phai (?:(?:la|o|cua|do) )?(?:thang|quy|nam|ngay|so|cuc|vu|muc|phan|bo)"
    r"(?: \w+){1,8} (?:khong|ko|k|chu)$",
    r"kip (?:khong|chu|ko|k)",
    r"co tinh(?: ca| den)? ngay(?: \w+){1,4} (?:khong|ko|k)$",
)
"""Something is claimed, and the person wants to know whether it is so."""

HOW_MANY = pattern(
    r"bao nhieu$",
    r"bao nhieu (?:la|thi|moi)",
    r"den bao nhieu",
    r"(?:cao|thap|nhieu|it) hon",
)
"""A figure, asked for without saying of what."""

COUNTING = frozenset({"tính", "tinh", "gồm", "gom", "kể", "đếm"})
"""Words (with their marks) before a group that is counted among those of a figure."""

COUNTED_IN = pattern(r"(?:duoc|co|bi) (?:tinh|ke|dua) (?:vao|tu|trong|toi|den|ca|luon)")
"""That a group is among those of a figure, said behind it."""

COUNTED = pattern(r"co (\d+) (?:dau )?(?:viec|nhiem vu)")
"""How many tasks a person says there are."""


WITH_OUTCOME = pattern(
    r"da (?:co (?:ket qua|san pham)|(?:lam )?xong|hoan (?:thanh|tat)|ra ket qua)(?! chua)",
    r"(?:xong|hoan thanh|co ket qua) roi",
)
"""That something has come of it; a question only where it is said of some tasks of many."""

ANY_PLAN = pattern(r"binh dan hoc vu so", r"bdhvs")
"""The name of the movement that every plan here is about: it tells none of their tasks."""

FIGURES = pattern(r"(?:chi|muc) tieu", r"con so(?! lieu)", r"phan tram", r"t[yi] le")
"""That a figure to reach is meant, whichever it is."""

HOLDING = pattern(
    r"(?:he thong|kho(?: du lieu)?|du lieu|so ke hoach|tro ly)(?: nay)?(?: (?:dang|hien|da))*"
    r" (?:co|luu|giu)",
)
"""What is asked is what the register itself has."""

FILLERS = pattern(
    r"(?:ra soat|kiem tra|thong ke|tra cuu|tong hop|liet ke) (?:giup|ho|gium|dum|cho|xem)",
    r"bo phan",
    r"tuong (?:tu|ung)",
    r"(?:ca|het) thay",
    r"(?:cao|thap|lon|nho) nhat",
    r"(?:tang|giam) (?:the nao|bao nhieu|may|len|di|ra sao)",
    r"(?:voi |o |giu |trong |dong )?(?:vai tro|tu cach|vai)(?: la)?",
    r"(?:con |co )?kip(?! thoi)",
    r"con lai",
    r"lan luot",
    r"so sanh",
    r"doi chieu",
    r"(?:khac|giong) nhau",
    r"cam (?:trich|cai|chich)",
    r"dam (?:duong|trach)",
    r"ganh vac",
    r"cang dang",
    r"dung (?:ra|mui)",
    r"dan dat",
    r"(?:quyet dinh|van ban|ke hoach) (?:nao|gi|so may|so bao nhieu)",
    r"lap (?:di )?lap lai",
    r"lap lai",
    r"cu the(?! hoa)",
    r"co the",
)
"""Words between others that say nothing of what is meant."""

SAME_UNIT = pattern(
    r"(?:so|cuc|vu|phong|bo|trung tam|don vi|co quan) (?:nay|do|ay|kia|tren|vua roi)",
    r"ho (?:con|phai|chu tri|phu trach|giu|duoc giao|lam|lo)",
)
"""The unit that was talked of."""


DEMANDS = pattern(r"(?:yeu cau|quy dinh|giao|noi|neu|ghi) (?:nhung )?(?:gi|the nao|dieu gi|sao)")
"""What a part of a document says, asked for."""

PART = pattern(r"tham gia", r"thuc hien", r"trien khai", r"to chuc")
"""To have to do with a task."""

NARROWER = pattern(r"trong (?:so )?(?:do|nay|day|cac viec)", r"^rieng")
"""Some of what was named before."""

EVERYWHERE = pattern(
    r"ca nuoc",
    r"toan quoc",
    r"(?:moi|tat ca(?: cac)?|toan bo(?: cac)?) (?:noi|tinh|van ban|ke hoach)",
)
"""That no one place is meant."""

WHERE = pattern(r"(?:tinh|dia phuong|noi|thanh pho) nao")
"""A place, asked for."""

WHICH = pattern(r"(?:bo phan|so|cuc|vu|phong|vien|truong|xa|huyen|ben|cap) nao")
"""A kind of unit, asked for."""

IN_ALL = pattern(r"tong (?:cong|so)", r"tat ca", r"toan bo")
"""That all of something is meant."""
