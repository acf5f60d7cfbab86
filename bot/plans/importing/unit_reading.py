"""Units in the words of a document: where their names end, and which known units they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.nlu.entity_files import NamesFile
from bot.plans.files import UnitEntry
from bot.plans.importing.fields import trimmed
from bot.plans.importing.folding import fold

__all__ = [
    "Assignment",
    "KnownUnits",
    "assignment",
    "cut_at_verb",
    "is_unit",
    "known_units",
    "leading_unit",
]

_HEADS = (
    r"(?:ubnd|ub mttq|mttq|ủy ban|uỷ ban|hđnd|hội đồng|công an|công đoàn|bộ|ban(?! hành)|văn "
    r"phòng|phòng|"
    r"trung tâm|cục|vụ|báo(?! cáo)|đài|đoàn|hội(?! thảo| nghị| thi)|liên (?:đoàn|hiệp|minh)|mặt "
    r"trận|"
    r"trường(?! hợp)|viện|học viện|doanh nghiệp|tỉnh (?:đoàn|ủy|uỷ)|thành (?:đoàn|ủy|uỷ)|quận ủy|"
    r"huyện (?:ủy|đoàn)|đảng (?:ủy|uỷ|bộ)|chi cục|chi bộ|kho bạc|ngân hàng|bưu điện|vnpt|viettel|"
    r"mobifone|"
    r"fpt|bảo hiểm|công ty|tổng công ty|tập đoàn|bệnh viện|cơ quan|đơn vị|tổ(?! chức)|thủ trưởng|"
    r"chủ tịch|"
    r"giám đốc|chánh|trưởng|sở|các(?! nhiệm vụ| nội dung| hoạt động| giải pháp| văn bản| mục "
    r"tiêu| chỉ tiêu|"
    r" lớp| khóa| buổi| mô hình| chương trình| đề án| chính sách| dịch vụ| nền tảng| phong trào| "
    r"sản phẩm|"
    r" tài liệu)|toàn thể|ngành|địa phương|xã(?! hội)|phường|đặc khu|thôn|cấp (?:ủy|uỷ)|bí thư|"
    r"bộ đội|tòa án|"
    r"viện kiểm sát|thanh tra|thuế|hải quan|hệ thống|hiệp hội|hợp tác xã|câu lạc bộ|thư viện|bảo "
    r"tàng|nhà)"
    r"(?!\w)"
)
_UNIT_HEAD = re.compile(_HEADS, re.IGNORECASE)
_BARE_UNIT_HEAD = re.compile(fold(_HEADS))
_OPENERS = re.compile(
    r"(?:tran trong )?(?:de nghi|kinh de nghi|giao cho|giao|yeu cau|doi voi|trach nhiem cua|phan "
    r"cong"
    r"|moi)\s*:?\s+"
)
_VERBS = re.compile(
    r"(?:[,;:]\s*|\s)(?=(?:chủ trì|có trách nhiệm|phối hợp|hướng dẫn|tham mưu|chịu trách nhiệm|"
    r"căn cứ|"
    r"chủ động|thực hiện|"
    r"tổ chức(?!\s*[,;]|\s(?:chính trị|xã hội|có liên quan|liên quan|cá nhân|và|đoàn thể|quốc tế|"
    r"kinh tế))|"
    r"xây dựng|báo cáo|tổng hợp|theo dõi|đôn đốc|bố trí|rà soát|định kỳ|"
    r"kịp thời|gửi|nghiêm túc|tập trung|đẩy mạnh|chỉ đạo|triển khai|cân đối|thường xuyên|"
    r"là (?:đơn vị|cơ quan|đầu mối)|làm đầu mối|đề xuất|tiếp nhận|ban hành|biên soạn|bảo đảm|đảm "
    r"bảo|"
    r"tăng cường|phát động|vận động|hỗ trợ|khuyến khích|cử|bám sát|trình|thẩm định|"
    r"(?<!công )(?<!dân )(?<!độc )lập|lên "
    r"phương án|"
    r"tiếp tục|huy động|lồng ghép|cung cấp|quán triệt|phát huy|hoàn thành|đăng tải|tuyên truyền|"
    r"đưa|"
    r"mở|thành lập|kiện toàn|cập nhật|công bố|phổ biến|khai thác|sử dụng|quản lý|vận hành|đào tạo|"
    r"bồi dưỡng|giám sát|kiểm tra|đánh giá|khảo sát|nghiên cứu|phân công|phân bổ|phản ánh|được "
    r"giao|"
    r"trực tiếp|nộp|đề nghị|hoạt động|thiết lập|thống nhất|phát triển|chuẩn bị|giúp|để|tại|trong "
    r"việc|"
    r"trong quá trình|nhằm|duy trì|thực hiện|tạo điều kiện|kết nối|giới thiệu|xác định|sơ kết|"
    r"tổng kết|"
    r"biểu dương|lựa chọn|theo chức năng|theo nhiệm vụ|có kế hoạch|ngay sau|trước ngày|khi có|"
    r"khẩn trương|"
    r"thẩm tra|nhân rộng|thí điểm|tích hợp|đồng hành|bảo trì|hằng năm|hàng năm|hằng quý|hàng quý|"
    r"hằng tháng|hàng tháng|phổ cập|định hướng|trang bị|tư vấn|giải đáp|tháo gỡ|xử lý|biên tập|"
    r"nghiệm thu|lắp đặt|khắc phục|kêu gọi|thu thập|tạo lập|ứng dụng|khen thưởng|tôn vinh|liên hệ|"
    r"dạy(?! nghề| học)|cấp (?:phát|tài khoản|chữ ký|mã|giấy)|phát hành|sản xuất|cụ thể hóa|"
    r"chấp hành|gắn|tuyển chọn|đăng ký|yêu cầu|"
    r"nâng cấp|nâng cao|mời|lấy ý kiến|dự thảo|hoàn thiện|phê duyệt|số hóa|chia sẻ|thu "
    r"hút)(?![\w]))"
)
_IN_THE_ROLE = re.compile(
    r"\s*\((?:là\s+)?(?:cơ quan|đơn vị|bộ phận)\s+(?:thường trực|đầu mối|chủ trì)[^()]*\)$",
    re.IGNORECASE,
)
_OFFICE_OF_TWO = re.compile(
    r"văn phòng (?:hđnd|hội đồng nhân dân|đoàn (?:đbqh|đại biểu quốc hội))$", re.IGNORECASE
)
_NOUNS_BEFORE = re.compile(r"(?:các|cơ sở|cơ quan|và|ban|của|về|chuyên|chuyên ngành|đội ngũ|sự)$")
_LONGEST_NAME = 260
_MOST_WORDS = 14
"""Of one unit's name; what is longer ran on into the task, past a verb that is not known."""
_COORDINATION = re.compile(
    r"(?:,|;)?\s*(?:(?:va|dong thoi) )?phoi hop\s*(?:chat che\s+)?(?:voi|cung|va)?\s*:?\s*"
)
_LEADS = re.compile(
    r"\s+(?:la (?:don vi|co quan) dau moi|lam dau moi)(?= ?,? (?:phoi hop|chu tri)\b)"
    r"(?:,? chu tri(?![a-z]))?|"
    r"(?:\s+la (?:don vi|co quan))?\s*(?:,|\(|-|:)?\s*(?:lam dau moi\s*,?\s*)?"
    r"(?:(?:co trach nhiem|chiu trach nhiem)\s+)?chu tri(?: thuc hien| tham muu| trien "
    r"khai)?\)?(?![a-z])"
)


@dataclass(frozen=True)
class Assignment:
    """Who leads and who helps, as written, and what the sentence goes on to say."""

    lead: str
    coordinating: str | None
    rest: str


@dataclass(frozen=True)
class KnownUnits:
    """Names of units without case and diacritics, and the names they stand for.

    `registered` are those names that the register has for this document's province.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    registered: frozenset[str] = frozenset()

    def read(self, written: str) -> tuple[str, ...]:
        """The units in `written`, by their known names where they have one."""
        listed = [self.names.get(_key(part)) for part in written.split(";")]
        if len(listed) > 1 and all(listed):
            return tuple(name for name in listed if name)
        whole = self.names.get(_key(written))
        if whole is not None:
            return (whole,)
        found = (self.names.get(_key(part), part) for part in split_units(written))
        return tuple(dict.fromkeys(found))

    def unknown(self, written: str) -> tuple[str, ...]:
        """The units in `written` that the register does not have."""
        return tuple(name for name in self.read(written) if name not in self.registered)


def known_units(
    units: Iterable[UnitEntry], names: Iterable[NamesFile], province: str | None
) -> KnownUnits:
    """What is known of units: those of the whole country, and those of `province`.

    Of the names that officials write in short only those count that keep the kind of unit:
    “Sở KH&CN” is Sở Khoa học và Công nghệ, but “Tỉnh đoàn” is not just any Đoàn Thanh niên.
    """
    known: dict[str, str] = {}
    registered: set[str] = set()
    for file in names:
        if file.entity == "unit":
            for name in file.all_names():
                if name.value and _key(name.value).split()[0] == _key(name.text).split()[0]:
                    known.setdefault(_key(name.text), name.value)
    for unit in units:
        if unit.province in (None, province):
            registered.add(unit.name)
            for text in (unit.name, *unit.aliases):
                known[_key(text)] = unit.name
    # A short form leads through the full name to the province's own unit.
    known = {text: known.get(_key(value), value) for text, value in known.items()}
    return KnownUnits(known, frozenset(registered))


def _key(text: str) -> str:
    """The name as it is compared: “Uỷ ban nhân dân” is UBND, “KH&CN” “KH và CN”."""
    folded = fold(text).replace("uy ban nhan dan", "ubnd").replace("&", " va ")
    words = " ".join(re.sub(r"[^\w]+", " ", folded).split())
    return words.replace(" co lien quan", " lien quan")


def split_units(written: str) -> tuple[str, ...]:
    """The units listed in `written`.

    “Sở Khoa học và Công nghệ” stays one, and so does “Văn phòng HĐND và UBND xã”, which serves two.
    """
    parts: list[str] = []
    for piece in re.split(r"\s*(;|,|\bvà\b)\s*", trimmed(written)):
        if piece in (";", ",", "và"):
            parts.append(piece)
        elif parts and (_serves_two(parts) or not _starts_unit(piece, parts[-1])):
            joint = parts.pop()
            before = parts.pop() if parts else ""
            parts.append(f"{before}{'' if joint in ',;' else ' '}{joint} {piece}".strip())
        else:
            if parts:
                parts.pop()
            parts.append(piece)
    return tuple(part for part in (trimmed(part) for part in parts) if part)


def _serves_two(parts: list[str]) -> bool:
    """Whether `parts` end in an office and the word that joins its second body to the first."""
    office, joint = parts[-2:]
    return joint != ";" and bool(_OFFICE_OF_TWO.match(office))


def _starts_unit(piece: str, joint: str) -> bool:
    if not is_unit(piece):
        return False
    if joint == ";" or re.match(r"(?:các|những)\s", piece):
        return True
    return piece[0].isupper() and not re.match(r"(?:Đào tạo|Công nghệ)\b", piece)


def is_unit(text: str) -> bool:
    """Whether `text` starts as the name of a unit does; without diacritics it may be guessed."""
    return bool((_BARE_UNIT_HEAD if text.isascii() else _UNIT_HEAD).match(text.lower()))


def leading_unit(text: str) -> tuple[str, str] | None:
    """The unit that `text` starts with, and the words after it; None where it starts otherwise.

    “Đề nghị Ủy ban … tỉnh: chủ trì …” gives the name without “Đề nghị”, “Sở A (Cơ quan thường
    trực)” without the bracket.
    """
    opened = _OPENERS.match(fold(text))
    begin = opened.end() if opened else 0
    rest = text[begin:]
    if not rest or not is_unit(rest):
        return None
    if not (rest[0].isupper() or re.match(r"các|đơn vị|cơ quan", rest)):
        return None
    name = cut_at_verb(rest)
    colon = name.find(":")
    name = name if colon < 0 else name[:colon]
    if len(name) > _LONGEST_NAME or not trimmed(name):
        return None
    if len(name) == len(rest) and re.search(r"\.\s", name):
        return None
    return _IN_THE_ROLE.sub("", trimmed(name)), rest[len(name) :].lstrip(" :,;")


def cut_at_verb(text: str) -> str:
    """`text` up to the first verb that is no part of a unit's name."""
    for found in _VERBS.finditer(text):
        before = text[: found.start()]
        if before and (found[0].strip() or not _NOUNS_BEFORE.search(before)):
            return before
    return text


def assignment(text: str) -> Assignment | None:
    """“Giao Sở A chủ trì, phối hợp với Sở B xây dựng …”, “Sở A (chủ trì); Sở B (phối hợp)”.

    None where the text names no one who leads.
    """
    folded = fold(text)
    leads = _LEADS.search(folded)
    if leads is None or leads.start() > _LONGEST_NAME:
        return None
    opened = _OPENERS.match(folded)
    lead = trimmed(text[opened.end() if opened else 0 : leads.start()])
    if not lead or not is_unit(lead) or ". " in lead:
        return None
    after, after_folded = text[leads.end() :], folded[leads.end() :]
    helped = _COORDINATION.match(after_folded)
    if helped:
        named = after[helped.end() :]
        if not is_unit(named):
            return Assignment(lead, None, named)
        units = cut_at_verb(named)
        if any(len(unit.split()) > _MOST_WORDS for unit in split_units(units)):
            return Assignment(lead, None, named)
        return Assignment(lead, trimmed(units) or None, named[len(units) :].lstrip(" ,;"))
    other = re.match(
        r"\s*[,;.]\s*(.+?)\s*\(?(?:la (?:don vi|co quan) )?phoi hop\b[^.;]*$", after_folded
    )
    if other and is_unit(after[other.start(1) :]):
        return Assignment(lead, trimmed(after[other.start(1) : other.end(1)]), "")
    return Assignment(lead, None, after.lstrip(" ,;:"))
