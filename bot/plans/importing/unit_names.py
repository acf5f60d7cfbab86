"""Where the name of a unit ends by its form, whatever verb comes after it."""

from __future__ import annotations

import re

from bot.plans.importing.folding import fold, one_spelling

__all__ = ["end_of_names"]

# What a department or a ministry is for, in the names since 2021, without diacritics.
_SECTOR = (
    r"(?:khoa hoc va cong nghe|khoa hoc, cong nghe|thong tin va truyen thong"
    r"|giao duc va dao tao|nong nghiep va (?:moi truong|phat trien nong thon)"
    r"|tai nguyen va moi truong|van hoa,? (?:the thao va du lich|thong tin|va the thao|va thong tin"
    r"|- xa hoi|xa hoi)|lao dong,? ?-? thuong binh va xa hoi|dan toc va ton giao"
    r"|kinh te,? ha tang va do thi|ke hoach va dau tu|giao thong van tai|quy hoach - kien truc"
    r"|cong thuong|tai chinh|noi vu|tu phap|xay dung|ngoai vu|ngoai giao|du lich|y te|dan toc"
    r"|cong an|quoc phong|kinh te|the thao)"
)
_OF_SECTOR = re.compile(rf"(?:so|bo|phong) {_SECTOR}(?!\w)")
_WHOLE = re.compile(r"(?:tỉnh|thành|huyện|quận|thị|xã|trung ương) (?:đoàn|ủy)(?!\w)")
_KIND = (
    r"(?:tỉnh|thành phố|tp\.?|quận|huyện|thị xã|(?<!tác )xã|phường|đặc khu|thị trấn|khu phố"
    r"|thôn|ấp|buôn)"
)
_PLACE = re.compile(rf"\s+{_KIND}(?!\w| (?:ủy|đoàn|hội|viên|dân|trường|trực thuộc|và)\b)")
_PLACES = re.compile(
    rf"(?:(?:ubnd|ủy ban nhân dân|hđnd|công an|mttq|cấp ủy|đảng ủy|đoàn thanh niên) )?"
    rf"(?:cấp |các |tất cả các )?{_KIND}(?:,? (?:và |các )*{_KIND})*(?!\w| (?:hội|đoàn|ủy)\b)"
    r"(?: (?:liên quan|trên địa bàn(?: tỉnh| thành phố)?))*"
)
_BODIES = re.compile(
    r"(?:các )?sở, (?:ban, )?ngành(?:,? (?:và )?(?:đoàn thể|địa phương|mặt trận))*"
    r"(?: (?:cấp )?(?:tỉnh|thành phố)(?! ủy| đoàn))?(?: liên quan)?"
)
_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LETTERS = re.compile(rf"\w+\s+[{_UPPER}][{_UPPER}&]+(?:\s+(?:và|&)\s+[{_UPPER}]+)?(?!\w)")
_PROPER = re.compile(rf"\s+[{_UPPER}][\w'’]*(?:(?:\s+|\s?-\s?)[{_UPPER}][\w'’]*)*")
_HOUSE = re.compile(
    rf"(?:(?:[Tt]rường )?(?:[Đđ]ại học|[Cc]ao đẳng|[Tt]rung cấp)|[Tt]rường|[Vv]iện|[Bb]ệnh viện"
    rf"|VNPT|Viettel|MobiFone|FPT|[Cc]ông ty|[Cc]ảng vụ|[Tt]huế|[Hh]ải quan|[Đđ]iện lực)"
    rf"(?: [\w–-]+){{0,8}}? (?<![{_UPPER}] )[{_UPPER}][\w']*(?: [{_UPPER}][\w']*)+(?= [^{_UPPER}])"
)
_BRANCH = re.compile(  # “Viễn thông Bình Giang phủ sóng …”
    rf"(?:[Vv]iễn thông|[Bb]ưu điện|[Đđ]ài|[Bb]áo|[Cc]hi nhánh|[Tt]hống kê|[Bb]ảo hiểm xã hội"
    rf"|[Kk]ho bạc|[Cc]ông đoàn)(?: [{_UPPER}][\w']*){{2,}}(?= [^{_UPPER}])"
)
_REGION = re.compile(r"\s+khu vực (?:[ivx]+|\d+)(?!\w)")
_JOINT = re.compile(r"\s*[,;]\s*|\s+(?:và|-)\s+")
_GOES_ON = re.compile(  # “… các xã biên giới”, “… tỉnh được giao chủ trì”
    r"\s+(?:và|của|thuộc|trên|tại|ở|các|liên quan|có liên quan|được|biên giới|miền|vùng|ven"
    r"|trung du|hải đảo|nông thôn|khó khăn|còn lại|trọng điểm|lân cận|phía|đảo|mới|nơi|có)\b"
)
_MOST_WORDS = 9


def end_of_names(text: str) -> int | None:
    """Where the unit, or the list of units, ends that `text` starts with; None if none is told.

    The form tells it: “Sở Tư pháp” is whole after what it is for, “Hội Người mù tỉnh” after whose
    it is, “Kho bạc Nhà nước khu vực XIX” after its region, “Sở KHCN” after its letters. Only an end
    is told that a word in small letters follows: what the unit does.
    """
    spelt = one_spelling(text)
    lower, folded = spelt.lower(), fold(text)
    if not len(spelt) == len(lower) == len(folded):
        return None
    at = 0
    while True:
        end = _end_of_one(spelt, lower, folded, at)
        if end is None:
            return None
        joint = _JOINT.match(lower, end)
        if joint is None:
            acts = spelt[end : end + 1] == " " and spelt[end + 1 : end + 2].islower()
            return end if acts and not _GOES_ON.match(lower, end) else None
        at = joint.end()


def _end_of_one(spelt: str, lower: str, folded: str, at: int) -> int | None:
    """Where the name ends that starts at `at`; the same text as spelt, in small letters, folded."""
    for pattern, of in ((_BODIES, lower), (_PLACES, lower), (_OF_SECTOR, folded), (_WHOLE, lower)):
        found = pattern.match(of, at)
        if found:
            return _past_place(spelt, lower, found.end())
    found = next(
        filter(None, (each.match(spelt, at) for each in (_LETTERS, _HOUSE, _BRANCH))), None
    )
    if found:
        return _past_place(spelt, lower, found.end())
    nearest = (_PLACE.search(lower, at), _REGION.search(lower, at))
    found = min(filter(None, nearest), key=lambda each: each.start(), default=None)
    between = spelt[at : found.start()] if found else ""
    if found is None or re.search(r"[,;:.()]", between) or len(between.split()) > _MOST_WORDS:
        return None
    return _past_proper(spelt, found.end())


def _past_place(spelt: str, lower: str, end: int) -> int:
    """Past “tỉnh Cà Mau”, “thành phố”, or a proper name, after the rest of a name."""
    place = _PLACE.match(lower, end)
    return _past_proper(spelt, place.end() if place else end)


def _past_proper(spelt: str, end: int) -> int:
    proper = _PROPER.match(spelt, end)
    return proper.end() if proper else end
