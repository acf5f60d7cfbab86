"""Words that tell which kind of thing is asked for; all without marks, as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.plans.cues import pattern

__all__ = ["WANTS"]

_OFFICES = (
    "bo truong|thu truong bo|thu tuong|chu tich|tong bi thu|bi thu|giam doc|cuc truong|vu truong"
)

WANTS: Mapping[str, re.Pattern[str]] = {
    "not_held": pattern(
        r"(?:bao nhieu|may) (?:tien|ty|ti|(?:tram )?trieu dong|nghin|ngan|dong)(?! le)",
        r"(?:kinh phi|ngan sach|so tien|von|muc chi)(?: \w+){0,3} (?:la )?bao nhieu",
        r"bao nhieu (?:kinh phi|ngan sach|von)",
        r"(?:ty|trieu|nghin) dong",
        r"(?:so )?dien thoai (?:cua|la|lien|nao|so|de)",
        r"so dien thoai",
        r"dia chi (?:cua|email|nha|co quan|o dau)",
        r"(?:o|tai|nam|dong) (?:tren )?(?:duong|pho|so nha) (?:nao|gi|may)",
        r"hop thu",
        rf"ai (?:la|lam|dang la|giu chuc)(?: chuc)?(?: pho)? (?:{_OFFICES})",
        rf"(?:{_OFFICES})(?: \w+){{0,8}} (?:la ai|ten (?:la )?gi|bao nhieu tuoi)",
        r"^(?:(?:da|vang|ok|oke|uh|roi|the|xin|rat|cam on|thanks|thank you|tks|tam biet"
        r"|hieu roi|ro roi) ?)+"
        r"(?:(?:a|ad|anh|ban|bac|bot|chi|co|em|nha|nhe|nhieu|lam|hen|truoc) ?)*$",
        r"(?:co|xin|cho|theo|dung|tai|lay)(?: \w+){0,2} "
        r"(?:mau(?! thuan)|bieu mau|file|link|duong link|ban (?:mem|word|pdf|scan))"
        r"(?! (?:so|chu))",
        r"(?:bieu )?mau (?:bao cao|bieu|nao|o dau|de cuong)",
        r"^(?:mau|bieu mau|file|link)(?! \w+ (?:hinh|mau))",
        r"tai (?:ve|xuong|van ban|tai lieu|file)(?! \w+ (?:noi|ghi))",
        r"thi (?:dai hoc|tot nghiep|tuyen sinh|cong chuc|vien chuc|bang lai|lai xe|hoc ky|vao lop)",
    ),
    "source": pattern(
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
    "basis": pattern(
        r"(?:can cu|dua|bam)(?: vao| theo| tren)?"
        r" (?:van ban|ke hoach|quyet dinh|nghi quyet|chi thi) nao cua(?: \w+){1,4}",
        r"can cu(?: phap ly| phap luat| ban hanh)?",
        r"dua (?:tren|theo)",
        r"(?:dan chieu|vien dan|trich dan)(?: (?:den|toi|theo))?",
        r"dua vao(?: (?:dau|gi|cai gi|nhung|cac|van ban|ke hoach|quyet dinh|chi thi|nghi quyet)|$)",
        r"xuat phat tu",
        r"ke thua",
        r"cu the hoa (?:van ban|ke hoach)",
        r"thi hanh (?:van ban|ke hoach)",
        r"bat nguon",
        r"thuc hien theo (?:van ban|ke hoach)",
        r"trien khai (?:tu|theo) (?:van ban|ke hoach)",
        r"noi tiep",
    ),
    "conflicts": pattern(
        r"khac (?:nhau|gi|biet|o|voi|so)",
        r"khac(?: \w+){1,3} (?:the nao|cho nao|o dau|gi|ra sao|nhu nao|diem nao)",
        r"(?:dao|nguoc|nham)(?: \w+){0,3} nhau",
        r"(?:bi|ghi) (?:dao|nguoc|nham|lon)",
        r"mau thuan",
        r"thay doi",
        r"lech(?: nhau)?",
        r"(?:lui|doi|gia|keo dai) (?:thoi )?(?:han|moc)",
        r"(?:bi|duoc|da) (?:lui|hoan(?! (?:thanh|tat|thien)))",
        r"(?:sao|ma)(?: \w+){1,8} (?:con|thi)(?: \w+){1,4} lai",
        r"moi (?:noi|cho|ben|van ban)(?: \w+){0,2} (?:mot|khac)",
        r"venh",
        r"(?:khong|khong he|chua) (?:thong nhat|khop|trung|an khop)",
        r"sua (?:gi|nhung gi|doi|cho nao|dieu gi)",
        r"(?:dieu chinh|bo sung)(?: nhung)? (?:gi|cho nao|the nao)",
        r"doi chieu",
        r"chenh",
        r"so sanh",
        r"(?<!tre )(?<!cham )(?<!muon )(?<!som )so voi(?! (?:thoi )?han(?! \w+ (?:cua|o)))",
        r"(?:khong|co) giong(?: nhau)?",
        r"(?:van ban|ke hoach|quyet dinh) nao(?: khac)? (?:(?:da|ra sau|sau do|lai) )*"
        r"(?:sua|thay|lui|doi|dieu chinh|ghi lai|gia han|hoan|noi lai"
        r"|(?:noi|ghi)(?: han)? khac)",
        r"giong nhau",
        r"sua doi",
        r"doi (?:gi|the nao)",
        r"diem moi",
        r"trai nguoc",
    ),
    "targets": pattern(
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
        r"phan dau",
        r"(?:cho|biet|neu|dua|nhung|cac) (?:\w+ )?con so(?! lieu)",
        r"con so(?! lieu)(?: \w+){1,20} bao nhieu",
        r"con so(?! lieu) tuong ung",
        r"con so (?:nao|bao nhieu|la|phai|gi|cu the)",
        r"dat (?:ra )?(?:muc |con so )?bao nhieu",
        r"dat (?:ra )?(?:muc|con so)",
        r"muc (?:bao nhieu|dat|toi thieu)",
        r"\d+ ?(?:%|phan tram)(?: \w+){0,4} (?:nhom|doi tuong|van ban|ke hoach|noi|tinh) nao",
        r"(?:nhom|doi tuong|van ban|ke hoach|noi|tinh) nao(?: \w+){0,3} \d+ ?(?:%|phan tram)",
        r"dat may",
        r"\d+ ?(?:%|phan tram|trieu(?: nguoi| dan)?)(?: \w+){0,2}"
        r" (?:nam nao|nam may|cua ai|cho ai|la ai|ai$)",
        r"\d+ ?trieu (?:nguoi|dan)",
        r"(?:bao nhieu|may) tuoi",
        r"(?:do|lua) tuoi (?:nao|bao nhieu|may)",
        r"tu (?:cap|lop|bac)(?: hoc)? (?:nao|may)",
    ),
    "documents": pattern(
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
