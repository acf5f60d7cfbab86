"""Words that tell what is asked, not what it is about; all without marks, as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = [
    "ANY_PLAN",
    "ASKS",
    "BACK",
    "CONFIRM",
    "COUNTED",
    "DEMANDS",
    "EVERYWHERE",
    "FIGURES",
    "FILLERS",
    "HOLDING",
    "IN_ALL",
    "LISTING",
    "MORE",
    "NARROWER",
    "OVERDUE",
    "PART",
    "RHYTHMS",
    "SAME_UNIT",
    "SOON",
    "STEPPING",
    "TELLING",
    "WANTS",
    "WHERE",
    "WHICH",
]


def _pattern(*ways: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(ways) + r")(?!\w)")


MORE = _pattern(
    r"^xem tiep", r"^tiep( di| theo| nua)?$", r"^xem them", r"^con nua khong$", r"^nua( di)?$"
)
"""The next page."""

BACK = _pattern(
    r"(?:viec|nhiem vu|cai|muc|dieu|van ban|ke hoach|chi tieu|han|thoi han|phan)"
    r" (?:do|nay|ay|kia|vua roi)",
    r"no",
    r"o tren",
    r"vua (?:roi|noi|neu|hoi)",
    r"noi (?:vay|the)",
    r"nhu (?:vay|the)",
    r"(?:^|ai )lam viec ay",
    r"\w+ (?:do|ay|kia|nay)(?:$| (?:la|thi)(?!\w))",
    r"(?:o|tai|ben|cho) (?:do|day|ay)",
)
"""Something that was said before."""

STEPPING = _pattern(
    r"^(?:the|vay)? ?con",
    r"^the thi",
    r"^the",
    r"^vay",
    r"thi sao$",
    r"thi the nao$",
    r"nua khong",
    r"con gi nua",
    r"con nao nua",
)
"""The same question of something else."""

LISTING = _pattern(
    r"co gi",
    r"co (?:nhung |cac )?(?:viec|nhiem vu|dau viec)(?: gi| nao)?",
    r"viec (?:gi|nao)",
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
)
"""A list of tasks."""

OVERDUE = _pattern(
    r"(?:qua|tre|het|lo) han",
    r"cham (?:tien do|han|muon)",
    r"(?:bi|dang|con) tre(?! em)",
    r"tre (?:dau )?(?:viec|nhiem vu)",
    r"(?:viec|nhiem vu)(?: nao| gi)? tre(?! em)",
    r"qua thoi han",
)
SOON = _pattern(
    r"sap (?:den|toi)(?: han)?",
    r"gan (?:den|toi) han",
    r"sap het han",
    r"toi han",
    r"den han (?:chua|gan)",
)

CONFIRM = _pattern(
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

ASKS: Mapping[str, re.Pattern[str]] = {
    "workdays": _pattern(r"ngay lam viec"),
    "count": _pattern(
        r"(?:(?:tong so|tong cong|so luong|dem)(?: co)?(?: bao nhieu| may| cac)?|bao nhieu|may) "
        r"(?:dau )?(?:viec|nhiem vu|muc(?! tieu)|chi tieu|muc tieu|van ban|bao cao)",
        r"co \d+ (?:dau )?(?:viec|nhiem vu|chi tieu)",
    ),
    "leads": _pattern(r"(?:bao nhieu|may) (?:don vi|co quan|so(?! lieu)|phong|ban nganh)"),
    "recipient": _pattern(
        r"(?:gui|nop|bao|bao cao|trinh|phan anh) (?:ve |cho |len |den )*"
        r"(?:ai|dau|don vi nao|co quan nao|noi nao|cho nao)",
        r"(?:gui|nop|trinh)(?: \w+){1,3} (?:cho|ve|len|den) (?:ai|dau|don vi nao|co quan nao)",
        r"noi nhan",
        r"ai nhan",
        r"nhan bao cao",
        r"ve dau",
    ),
    "outcome": _pattern(
        r"chua$",
        r"xong chua",
        r"chua (?:vay|a|nhi|the|em|anh|ban|hay)",
        r"tien do",
        r"den dau roi",
        r"da (?:co|xong|ban hanh|phe duyet|hoan thanh)",
        r"dung han khong",
        r"ra chua",
        r"co kip",
    ),
    "result": _pattern(
        r"ket qua (?:gi|nao|la|can|phai|dau ra|du kien|mong doi|cua|cuoi)",
        r"ket qua$",
        r"san pham",
        r"dau ra",
        r"phai co gi",
        r"output",
        r"ra cai gi",
        r"ket qua the nao",
    ),
    "coordinating": _pattern(r"phoi hop", r"cung lam", r"cung phoi"),
    "deadline": _pattern(
        r"han",
        r"khi nao",
        r"bao gio",
        r"thoi gian",
        r"thoi diem",
        r"ngay (?:nao|may|bao nhieu|gi)",
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
    ),
    "lead": _pattern(
        r"ai",
        r"chu tri",
        r"phu trach",
        r"dam nhiem",
        r"dau moi",
        r"(?:don vi|co quan|so|cuc|vu|ben|phong|dau) nao",
        r"chiu trach nhiem",
        r"cua don vi",
    ),
}
"""Which part of a task is asked for; the first that fits comes first in the answer."""

_OFFICES = (
    "bo truong|thu truong bo|thu tuong|chu tich|tong bi thu|bi thu|giam doc|cuc truong|vu truong"
)

WANTS: Mapping[str, re.Pattern[str]] = {
    "not_held": _pattern(
        r"(?:bao nhieu|may) (?:tien|ty|ti|(?:tram )?trieu dong|nghin|ngan|dong)(?! le)",
        r"(?:kinh phi|ngan sach|so tien|von|muc chi)(?: \w+){0,3} (?:la )?bao nhieu",
        r"bao nhieu (?:kinh phi|ngan sach|von)",
        r"(?:ty|trieu|nghin) dong",
        r"(?:so )?dien thoai (?:cua|la|lien|nao|so|de)",
        r"so dien thoai",
        r"dia chi (?:cua|email|nha|co quan|o dau)",
        r"hop thu",
        rf"ai (?:la|lam|dang la|giu chuc)(?: chuc)?(?: pho)? (?:{_OFFICES})",
        rf"(?:{_OFFICES})(?: \w+){{0,8}} (?:la ai|ten (?:la )?gi|bao nhieu tuoi)",
        r"^(?:(?:da|vang|ok|oke|uh|roi|the|xin|rat|cam on|thanks|thank you|tks|tam biet"
        r"|hieu roi|ro roi) ?)+"
        r"(?:(?:a|ad|anh|ban|bac|bot|chi|co|em|nha|nhe|nhieu|lam|hen|truoc) ?)*$",
        r"thi (?:dai hoc|tot nghiep|tuyen sinh|cong chuc|vien chuc|bang lai|lai xe|hoc ky|vao lop)",
    ),
    "source": _pattern(
        r"(?:van ban|muc|phan|cho) nao (?:noi|ghi|neu|viet|quy dinh|dan)"
        r"(?: (?:vay|the|nhu|dieu|ro|gi))?$",
        r"van ban nao noi",
        r"noi o dau",
        r"o dau (?:ra|noi|quy dinh)",
        r"can cu (?:vao )?dau",
        r"nguon (?:o )?(?:dau|nao)",
        r"trich (?:o|tu) dau",
        r"dong (?:nao|may)",
        r"lay o dau",
        r"muc nao noi",
        r"theo van ban nao$",
        r"nguon$",
        r"ghi o dau",
        r"trong van ban nao",
        r"quy dinh o dau",
        r"o muc nao",
    ),
    "basis": _pattern(
        r"can cu(?: vao| theo)? (?:van ban|ke hoach|quyet dinh|nghi quyet|chi thi) nao"
        r" cua(?: \w+){1,4}",
        r"can cu(?: phap ly| phap luat| ban hanh)?",
        r"dua (?:tren|vao|theo)",
        r"xuat phat tu",
        r"ke thua",
        r"cu the hoa (?:van ban|ke hoach)",
        r"thi hanh (?:van ban|ke hoach)",
        r"bat nguon",
        r"thuc hien theo (?:van ban|ke hoach)",
        r"trien khai (?:tu|theo) (?:van ban|ke hoach)",
        r"noi tiep",
    ),
    "conflicts": _pattern(
        r"khac (?:nhau|gi|biet|o|voi|so)",
        r"mau thuan",
        r"thay doi",
        r"lech(?: nhau)?",
        r"venh",
        r"(?:khong|khong he|chua) (?:thong nhat|khop|trung|an khop)",
        r"sua (?:gi|nhung gi|doi|cho nao|dieu gi)",
        r"(?:dieu chinh|bo sung)(?: nhung)? (?:gi|cho nao|the nao)",
        r"doi chieu",
        r"chenh",
        r"so sanh",
        r"so voi",
        r"(?:khong|co) giong(?: nhau)?",
        r"giong nhau",
        r"sua doi",
        r"doi (?:gi|the nao)",
        r"diem moi",
        r"trai nguoc",
    ),
    "targets": _pattern(
        r"chi tieu",
        r"muc tieu",
        r"bao nhieu phan tram",
        r"bao nhieu %",
        r"may phan tram",
        r"may %",
        r"phan tram",
        r"ty le",
        r"ti le",
        r"(?:bao nhieu|may) (?:trieu|nguoi|dan|ho|can bo|hoc sinh)",
        r"phai dat",
        r"dat bao nhieu",
        r"\d+ ?(?:%|phan tram)(?: \w+){0,4} (?:nhom|doi tuong|van ban|ke hoach|noi|tinh) nao",
        r"(?:nhom|doi tuong|van ban|ke hoach|noi|tinh) nao(?: \w+){0,3} \d+ ?(?:%|phan tram)",
        r"dat may",
    ),
    "documents": _pattern(
        r"(?:nhung|cac|bao nhieu|may|danh sach) (?:van ban|ke hoach|tai lieu|quyet dinh)",
        r"van ban (?:gi|nao)",
        r"(?:ke hoach|quyet dinh) nao",
        r"(?:van ban|ke hoach|quyet dinh) (?:moi|cu|gan day) nhat",
        r"(?:van ban|ke hoach|quyet dinh) (?:cua )?(?:nhung|cac) (?:tinh|noi|don vi)",
        r"tinh nao",
        r"dia phuong nao",
    ),
}
"""What kind of thing is asked for, where it is not a task; the first that fits counts.

No plan of the register holds what `not_held` asks for: sums, telephone numbers, addresses, who
holds an office, examinations.
"""

COUNTED = _pattern(r"co (\d+) (?:dau )?(?:viec|nhiem vu)")
"""How many tasks a person says there are."""

TELLING = _pattern(
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
    r"con hieu luc",
    r"sa[pt] nhap",
    r"nhap vao",
    r"gioi thieu",
    r"tom tat",
    r"ra (?:ngay|khi|hoi) nao",
    r"(?:ban hanh|ra|co) (?:sau|truoc|som hon|muon hon)",
    r"(?:cai|van ban|ban) nao (?:sau|truoc|moi|cu)(?: hon| nhat)?",
    r"(?:moi|cu) (?:hon|nhat)",
)
"""Something about a document itself."""

ANY_PLAN = _pattern(r"binh dan hoc vu so", r"bdhvs")
"""The name of the movement that every plan here is about: it tells none of their tasks."""

FIGURES = _pattern(r"(?:chi|muc) tieu", r"phan tram", r"t[yi] le")
"""That a figure to reach is meant, whichever it is."""

HOLDING = _pattern(
    r"(?:he thong|kho(?: du lieu)?|du lieu|so ke hoach|tro ly)(?: nay)?(?: (?:dang|hien|da))*"
    r" (?:co|luu|giu)",
)
"""What is asked is what the register itself has."""

FILLERS = _pattern(r"cu the(?! hoa)", r"co the")
"""Words between others that say nothing of what is meant."""

SAME_UNIT = _pattern(
    r"(?:so|cuc|vu|phong|bo|trung tam|don vi|co quan) (?:nay|do|ay|kia|tren|vua roi)"
)
"""The unit that was talked of."""

DEMANDS = _pattern(r"(?:yeu cau|quy dinh|giao|noi|neu|ghi) (?:nhung )?(?:gi|the nao|dieu gi|sao)")
"""What a part of a document says, asked for."""

PART = _pattern(r"tham gia", r"thuc hien", r"trien khai", r"to chuc")
"""To have to do with a task."""

NARROWER = _pattern(r"trong (?:so )?(?:do|nay|day|cac viec)", r"^rieng")
"""Some of what was named before."""

EVERYWHERE = _pattern(r"ca nuoc", r"toan quoc", r"(?:moi|tat ca cac) (?:noi|tinh|van ban)")
"""That no one place is meant."""

WHERE = _pattern(r"(?:tinh|dia phuong|noi|thanh pho) nao")
"""A place, asked for."""

WHICH = _pattern(r"(?:so|cuc|vu|phong|vien|truong|xa|huyen|ben|cap) nao")
"""A kind of unit, asked for."""

IN_ALL = _pattern(r"tong (?:cong|so)", r"tat ca", r"toan bo")
"""That all of something is meant."""

RHYTHMS: Mapping[str, re.Pattern[str]] = {
    "quarterly": _pattern(
        r"(?:hang|moi|tung|dinh ky|theo|bao cao|bc) quy(?! (?:dinh|che|mo|trinh|\d|i|v))",
        r"cuoi quy",
        r"quy mot lan",
    ),
    "yearly": _pattern(r"(?:hang|moi|dinh ky|tung) nam(?! \d)", r"thuong nien", r"nam mot lan"),
    "monthly": _pattern(r"(?:hang|moi|dinh ky|tung) thang(?! \d)"),
    "weekly": _pattern(r"(?:hang|moi|dinh ky|tung) tuan"),
    "ongoing": _pattern(r"thuong xuyen", r"lien tuc"),
    "not_stated": _pattern(
        r"(?:khong|chua|ko|k) (?:ghi|co|neu|dat|quy dinh|noi)(?: ro)? (?:thoi )?han",
        r"(?:khong|chua) (?:ghi|co|neu) thoi gian",
    ),
}
"""How often something comes back, by kinds of deadlines."""
