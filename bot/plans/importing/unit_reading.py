"""Units in the words of a document: where their names end, and which known units they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.nlu.entity_files import NamesFile
from bot.plans.files import UnitEntry
from bot.plans.importing.fields import trimmed
from bot.plans.importing.folding import fold, one_spelling
from bot.plans.importing.unit_names import end_of_names

__all__ = [
    "Assignment",
    "KnownUnits",
    "acting",
    "assignment",
    "cut_at_verb",
    "is_unit",
    "known_units",
    "leading_unit",
    "names_units",
]

_HEADS = (
    r"(?:ubnd|ub mttq|mttq|ủy ban|uỷ ban|hđnd|hội đồng|công an|công đoàn|bộ|ban(?! hành)|"
    r"văn phòng|phòng|trung tâm|cục|vụ|báo(?! cáo)|đài|đoàn|hội(?! thảo| nghị| thi)|"
    r"liên (?:đoàn|hiệp|minh)|mặt trận|trường(?! hợp)|đại học|cao đẳng|cảng vụ|quỹ|trạm y tế|"
    r"hạt kiểm lâm|viện|học viện|doanh nghiệp|tỉnh (?:đoàn|ủy|uỷ)|thành (?:đoàn|ủy|uỷ)|quận ủy|"
    r"huyện (?:ủy|đoàn)|đảng (?:ủy|uỷ|bộ)|chi cục|chi bộ|kho bạc|ngân hàng|bưu điện|vnpt|"
    r"viettel|mobifone|fpt|bảo hiểm|công ty|tổng công ty|tập đoàn|bệnh viện|cơ quan|đơn vị|"
    r"tổ(?! chức)|thủ trưởng|chủ tịch|giám đốc|chánh|trưởng|sở|các(?! nhiệm vụ| nội dung|"
    r" việc| công việc| phần việc| đầu việc|"
    r" hoạt động| giải pháp| văn bản| mục tiêu| chỉ tiêu| lớp| khóa| buổi| mô hình|"
    r" chương trình| đề án| chính sách| dịch vụ| nền tảng| phong trào| sản phẩm| tài liệu)|"
    r"toàn thể|ngành|địa phương|xã(?! hội)|phường|đặc khu|thôn|cấp (?:ủy|uỷ)|bí thư|bộ đội|"
    r"tòa án|viện kiểm sát|thanh tra|thuế|hải quan|hệ thống|hiệp hội|hợp tác xã|câu lạc bộ|"
    r"thư viện|bảo tàng|nhà|điện lực|viễn thông|thống kê(?= tỉnh| thành phố| khu vực| cơ sở)|"
    r"đồn|đội(?! ngũ)|lực lượng|phân (?:hiệu|viện|xã)|tạp chí|tổng (?:cục|hội)|kiểm toán|"
    r"(?:lữ|trung|sư|binh|quân|hải) đoàn|quân khu|hải đội|bến xe|khoa(?! học)|cảnh sát|"
    r"chi (?:hội|nhánh)|bql|bhxh|lđlđ)(?!\w)"
)
_UNIT_HEAD = re.compile(_HEADS, re.IGNORECASE)
_BARE_UNIT_HEAD = re.compile(fold(_HEADS))
_OPENERS = re.compile(
    r"(?:tran trong )?(?:de nghi|kinh de nghi|giao cho|giao|yeu cau|doi voi|trach nhiem cua|phan "
    r"cong"
    r"|moi)\s*:?\s+"
)
_VERBS = re.compile(
    r"(?:[,;:]\s*|\s)(?=(?P<verb>chủ trì|có (?:trách nhiệm|nhiệm vụ)|phối hợp|hướng dẫn|tham mưu|"
    r"chịu trách nhiệm|"
    r"căn cứ|"
    r"chủ động|thực hiện|"
    r"tổ chức(?!\s*[,;]|\s(?:chính trị|xã hội|có liên quan|liên quan|cá nhân|và|đoàn thể|quốc tế|"
    r"kinh tế))|"
    r"xây dựng|báo cáo|tổng hợp|theo dõi|đôn đốc|bố trí|rà soát|định kỳ|"
    r"kịp thời|gửi|nghiêm túc|tập trung|đẩy mạnh|chỉ đạo|triển khai|cân đối|thường xuyên|"
    r"báo (?:ngay|về|cho|lại)|thông tin (?:ngay|cho|kịp)|là (?:đơn vị|cơ quan|đầu mối)|"
    r"làm đầu mối|đề xuất|"
    r"tiếp nhận|ban hành|biên soạn|bảo đảm|đảm bảo|"
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
    r"hút|công nhận|xếp hạng|phân loại|sắp xếp|tuyển(?! sinh)|tặng|trao(?! đổi)|bình chọn|bình xét|"
    r"ký kết|treo|khai trương|khai giảng|phát sóng|ghi hình|thuê|mua sắm|khởi động|nhắc nhở|"
    r"chấn chỉnh|xử phạt|giải quyết|thử nghiệm|đo lường|cảnh báo|ngăn chặn|đối soát|hình thành|"
    r"thúc đẩy|củng cố|chuyển giao|niêm yết|tiến hành|trả lời|viết|ra quân|"
    r"phát(?= (?:chuyên|tin|bản|tài|tờ|sổ|quà|phiếu))|sửa chữa|"
    r"điều chỉnh|cải tạo|công khai|rút kinh nghiệm|hoàn chỉnh|đặt)(?![\w]))"
)
_IN_THE_ROLE = re.compile(
    r"\s*\((?:(?:là\s+)?(?:cơ quan|đơn vị|bộ phận)\s+(?:thường trực|đầu mối|chủ trì)[^()]*"
    r"|(?:kính\s+)?(?:đề nghị|mời)[^()]*|chủ trì)\)$",
    re.IGNORECASE,
)
_OFFICE_OF_TWO = re.compile(
    r"văn phòng (?:hđnd|hội đồng nhân dân|đoàn (?:đbqh|đại biểu quốc hội))$", re.IGNORECASE
)
_NOUNS_BEFORE = re.compile(
    r"(?:các|(?:^|(?:các|những|và|,)\s)cơ sở|cơ quan|và|ban|của|về|chuyên|chuyên ngành|đội ngũ|sự)$"
)
# “Các đơn vị được giao chủ trì nhiệm vụ: …” are named by what they were given.
_CHARGED_ONES = re.compile(
    r"(?:các |những )?(?:cơ quan|đơn vị|địa phương|sở, (?:ban, )?ngành)[^:;.]{0,40}? "
    r"được (?:giao|phân công)[^:;.]{0,60}(?=:)",
    re.IGNORECASE,
)
_BRACKETED_UNIT = re.compile(r"^[\[(]([^()\[\]:]{4,80})[)\]]\s*[:–-]?\s*")
_NEVER_IN_NAMES = re.compile(r"báo cáo|gửi|phản ánh|kịp thời|chủ động|có trách nhiệm|chủ trì")
_DOES = re.compile(r"phối hợp|thực hiện|triển khai|tham mưu|hoàn thành|trình|để|tại|nhằm")
_NO_OBJECT = re.compile(r"\s*(?:[;.)]*$|(?:,|và)\s+(?:[A-ZĐÂÔỦ][a-zà-ỹ]|các\s))")
_TIME_BETWEEN = re.compile(
    r",\s*(?:trước|trong|chậm nhất|muộn nhất|từ|đến|định kỳ|hằng|hàng|vào|quý|tháng)\s.*$"
)
_LONGEST_NAME = 260
_MOST_WORDS = 14
"""Of one unit's name; what is longer ran on into the task, past a verb that is not known."""
_COORDINATION = re.compile(
    r"(?:,|;)?\s*(?:(?:va|dong thoi) )?"
    r"(?:phoi hop\s*(?:chat che\s+)?(?:voi|cung|va)?|cung(?: voi)? (?!cap\b|ung\b|co\b)"
    r"|(?:voi|co) su (?:phoi hop|tham gia|ho tro|dong hanh)(?: cua)?)\s*:?\s*"
)
_HELPERS = re.compile(
    r"\s*[,;.]\s*(?P<who>.+?)\s*\(?(?:la (?:don vi|co quan) )?"
    r"(?P<how>(?:cung )?(?:phoi hop|tham gia)|ho tro|cung thuc hien)\b(?! (?:voi|cung)\b)\)?"
    r"(?P<told>[^.]*)$"
)
_JUST_DOES = re.compile(r"\s*(?:cung )?(?:thuc hien|trien khai)\W*$")
_THE_TASK_OF = re.compile(r"^(?:(?:trong|về) )?việc\s+")
# These lead only where nothing but a unit stands before them.
_TAKES_ON = re.compile(
    r"\s+(?:dam nhiem|dam nhan|dam trach|phu trach|chiu trach nhiem chinh|lam dau moi"
    r"|(?:to chuc )?thuc hien(?=\s*(?:[,;.(]|$)))(?: thuc hien| trien khai)?(?![a-z])"
)
_LEADS = re.compile(
    r"\s+(?:la (?:don vi|co quan|bo phan) (?:dau moi|chiu trach nhiem chinh)(?![a-z])"
    r"|lam dau moi(?= ?,? (?:phoi hop|chu tri)\b))"
    r"(?:,? chu tri(?![a-z]))?|"
    r"(?:\s+la (?:don vi|co quan))?\s*(?:,|\(|-|:)?\s*(?:lam dau moi\s*,?\s*)?"
    r"(?:(?:co trach nhiem|chiu trach nhiem)\s+)?(?:(?:cung|dong) )?chu tri"
    r"(?:(?: thuc hien| tham muu| trien khai)(?=\s*(?:[,;.:()]|phoi hop|$)))?\)?(?![a-z])"
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
    if text.isascii():
        return bool(_BARE_UNIT_HEAD.match(text.lower()))
    return bool(_UNIT_HEAD.match(one_spelling(text).lower()))


def names_units(text: str) -> bool:
    """Whether `text` is units, or a name (“Điện lực Bình Giang”) and nothing that anyone does."""
    return is_unit(text) or (text[:1].isupper() and cut_at_verb(text) == text)


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
    charged = _CHARGED_ONES.match(one_spelling(rest))
    name = charged[0] if charged else cut_at_verb(rest)
    colon = name.find(":")
    name = name if colon < 0 else name[:colon]
    if len(name) > _LONGEST_NAME or not trimmed(name):
        return None
    if len(name) == len(rest) and re.search(r"\.\s", name):
        return None
    return _IN_THE_ROLE.sub("", trimmed(name)), rest[len(name) :].lstrip(" :,;")


def cut_at_verb(text: str) -> str:
    """`text` up to the first verb that is no part of a unit's name, or the end its form tells."""
    verb, form = _first_verb(text), end_of_names(text)
    return text[: verb if form is None else min(verb, form)]


def _first_verb(text: str) -> int:
    for found in _VERBS.finditer(one_spelling(text)):
        before = text[: found.start()]
        apart = found[0].strip() or _NEVER_IN_NAMES.match(text, found.end())
        named = not apart and (_NOUNS_BEFORE.search(before) or _without_object(text, found))
        if before and not named:
            return found.start()
    return len(text)


def _without_object(text: str, verb: re.Match[str]) -> bool:
    """Whether nothing is done to anything, as in “Viện Kinh tế xây dựng và Sở Y tế”."""
    done = _DOES.fullmatch(verb["verb"]) is not None
    return not done and _NO_OBJECT.match(text, verb.end("verb")) is not None


def assignment(text: str) -> Assignment | None:
    """“Giao Sở A chủ trì, phối hợp với Sở B xây dựng …”, “Sở A (chủ trì); Sở B (phối hợp)”.

    None where the text names no one who leads.
    """
    folded = fold(text)
    weaker = _TAKES_ON.search(folded)
    leads = _LEADS.search(folded) or weaker
    if leads is None or leads.start() > _LONGEST_NAME:
        return None
    opened = _OPENERS.match(folded)
    lead = trimmed(_TIME_BETWEEN.sub("", text[opened.end() if opened else 0 : leads.start()]))
    lead = _passed_on(lead)
    named = is_unit(lead) or (opened is not None and lead[:1].isupper())
    if not lead or not named or ". " in lead:
        return None
    if leads is weaker and cut_at_verb(lead) != lead:
        return None
    after = text[leads.end() :]
    helped = _with_helpers(lead, after)
    if helped is not None:
        return helped
    other = _HELPERS.match(fold(after))
    if other and names_units(after[slice(*other.span("who"))]):
        return Assignment(lead, trimmed(after[slice(*other.span("who"))]), _told(after, other))
    return Assignment(lead, None, _THE_TASK_OF.sub("", after.lstrip(" ,;:")))


def _passed_on(lead: str) -> str:
    """Of “UBND xã giao trưởng các thôn” those who lead: whom the former gives it to."""
    giving = re.search(r"\s(?:giao(?: cho)?|phân công|chỉ đạo)\s", lead)
    both = giving and is_unit(lead) and is_unit(lead[giving.end() :])
    return lead[giving.end() :] if giving and both else lead


def _told(after: str, helping: re.Match[str]) -> str:
    """What is to be done, behind the words that say who helps, with a colon or without a sign."""
    told = after[slice(*helping.span("told"))]
    before, colon, behind = told.partition(":")
    if colon:
        return behind.strip()
    goes_on = before[:1] == " " and before[1:2].isalnum() and helping["how"] != "ho tro"
    return "" if not goes_on or _JUST_DOES.match(fold(before)) else before.strip()


def acting(text: str) -> Assignment | None:
    """“Sở A mở lớp …”, “Giao Sở A phối hợp cùng Sở B mở lớp …”: who does it, without “chủ trì”.

    None where `text` does not start with a unit that does something.
    """
    named = leading_unit(_BRACKETED_UNIT.sub(r"\1: ", text))
    if named is None or not named[1]:
        return None
    lead, rest = named
    return _with_helpers(lead, rest) or Assignment(lead, None, rest)


def _with_helpers(lead: str, after: str) -> Assignment | None:
    """The assignment where the units that help come right after the one that leads."""
    helped = _COORDINATION.match(fold(after))
    if helped is None:
        return None
    named = after[helped.end() :]
    if not is_unit(named):
        return Assignment(lead, None, named)
    units = cut_at_verb(named)
    if any(len(unit.split()) > _MOST_WORDS for unit in split_units(units)):
        return Assignment(lead, None, named)
    return Assignment(lead, trimmed(units.rstrip(" :")) or None, named[len(units) :].lstrip(" ,;"))
