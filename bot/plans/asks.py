"""Words that tell which part of a task is asked for; all without marks, as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.plans import time_cues
from bot.plans.cues import pattern

__all__ = ["ASKS"]

ASKS: Mapping[str, re.Pattern[str]] = {
    "workdays": pattern(
        r"ngay lam viec",
        r"con (?:lai )?(?:bao nhieu|may) (?:ngay|tuan|thang)",
        r"(?:bao nhieu|may) (?:ngay|tuan|thang) nua",
        r"con (?:lai )?bao lau",
        r"bao lau nua",
    ),
    "lateness": time_cues.LATENESS,
    "count": pattern(
        r"(?:(?:tong so|tong cong|so luong|dem)(?: co)?(?: bao nhieu| may| cac)?|bao nhieu|may) "
        r"(?:dau )?(?:viec|nhiem vu|muc(?! tieu)|chi tieu|muc tieu|van ban|bao cao)"
        r"(?! (?:do|nay|ay|kia|tren|vua))",
        r"co \d+ (?:dau )?(?:viec|nhiem vu|chi tieu)",
        r"(?:bao nhieu|may) (?:cai|khoan|muc)(?! tieu)(?! (?:do|nay|ay|kia|tren|vua))",
    ),
    "leads": pattern(r"(?:bao nhieu|may) (?:don vi|co quan|so(?! lieu)|phong|ban nganh)"),
    "recipient": pattern(
        r"(?:gui|nop|bao|bao cao|trinh|phan anh) (?:ve |cho |len |den )*"
        r"(?:ai|dau|don vi nao|co quan nao|noi nao|cho nao)",
        r"(?:gui|nop|trinh|bao)(?: \w+){1,3} (?:cho|ve|len|den|toi) "
        r"(?:ai|dau|don vi nao|co quan nao)",
        r"(?:chuyen|phan anh|kien nghi) (?:cho|ve|len|den|toi|voi) (?:ai|dau)",
        r"noi nhan",
        r"ai nhan",
        r"nhan bao cao",
        r"ve dau",
    ),
    "outcome": pattern(
        r"chua$",
        r"xong chua",
        r"chua (?:vay|a|nhi|the|em|anh|ban|hay)",
        r"tien do",
        r"den dau roi",
        r"da (?:co|xong|ban hanh|phe duyet|hoan thanh)",
        r"dung han khong",
        r"ra chua",
        r"co kip(?: thoi)?(?: han)?(?: de ra| dat ra)?",
        r"kip (?:thoi )?han",
        r"(?:bi )?(?:cham|tre|muon|som|dung)(?: hay (?:cham|tre|muon|som|dung))?"
        r" (?:so voi|hon)(?: (?:thoi )?han| ke hoach| tien do| moc)?(?: de ra| dat ra)?",
    ),
    "result": pattern(
        r"ket qua (?:gi|nao|la|can|phai|dau ra|du kien|mong doi|cua|cuoi)",
        r"ket qua$",
        r"san pham",
        r"dau ra",
        r"phai co gi",
        r"output",
        r"ra cai gi",
        r"ket qua the nao",
        r"(?:de|nham)(?: muc dich)? (?:lam )?gi$",
        r"muc dich",
        r"lam ra (?:cai )?gi",
    ),
    "coordinating": pattern(
        r"phoi hop",
        r"cung lam",
        r"them (?:bo|co quan|don vi|ben) nao",
        r"cung phoi",
        r"(?:ai|(?:don vi|co quan|ben|phong|so|cuc|vu|bo) nao)(?: \w+){0,2} "
        r"(?:chung tay|chung suc|gop suc|gop tay|sat canh|ho tro|tiep suc|vao cuoc|di cung)",
        r"(?:lam|tham gia) (?:cung|chung)",
        r"con (?:ai|don vi nao|co quan nao|ben nao)(?: nua| khac)",
        r"(?:ai|(?:don vi|co quan|ben|phong|so|cuc|vu|bo) nao)(?: \w+)? "
        r"(?:ho tro|giup suc|phu giup|giup|phu)",
        r"(?:cung|chung)(?: voi)? (?:ai|nhung ai|don vi nao|ben nao|bo nao|so nao)",
    ),
    "deadline": pattern(
        r"han(?: cuoi| chot)?",
        r"khi nao",
        r"bao gio",
        r"thoi gian",
        r"thoi diem",
        r"ngay (?:nao|may|bao nhieu|gi|gio)",
        r"thang (?:nao|may)",
        r"luc nao",
        r"deadline",
        r"dl",
        r"moc",
        r"chung nao",
        r"hoi nao",
        r"quy (?:nao|may)",
        r"may ngay",
        r"bao lau",
        r"(?:mot|may|1|bao nhieu) lan",
        r"(?:cham|muon|tre) nhat",
        r"(?:dip|khoang|mua) (?:nao|he|tet)",
        r"quanh nam",
        r"bat dau (?:tu|luc|khi)",
    ),
    "reason": pattern(
        r"(?:vi|tai) sao",
        r"ly do(?: gi)?",
        r"nguyen nhan",
        r"^(?:the |vay |ma )*sao (?:lai|phai|khong|ko|chua)",
    ),
    "lead": pattern(
        r"ai",
        r"chu tri",
        r"phu trach",
        r"dam nhiem",
        r"dau moi",
        r"(?:don vi|co quan|so|cuc|vu|ben|phong|dau|bo|bo phan) nao",
        r"chiu trach nhiem",
        r"cua don vi",
    ),
}
"""The parts of a task; the first that fits comes first in the answer."""
