"""Whether a text has the person tell somebody what only its owner may know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.address import AddressForm

__all__ = ["told_to_tell", "told_to_type"]

_NO_SECRET_CODE = (
    "qr|vạch|hồ sơ|giao dịch|vận đơn|đơn|hàng|số thuế|bảo hiểm|số bảo hiểm|bưu|vùng|nguồn|độc"
)
_THING = (
    r"(?P<thing>mật khẩu|mật mã|mã số thẻ|số thẻ|số căn cước|số cccd|số định danh|passcode|otp|"
    r"cvv|(?:ba|3) số mặt sau|(?:ảnh|hai mặt|2 mặt) (?:thẻ )?căn cước|"
    rf"mã(?!\s+(?:{_NO_SECRET_CODE})))"
)
_TELL = r"(?P<tell>đọc|nói|gửi|nhắn|đưa|báo|cung cấp|chia sẻ|tiết lộ|khai|chụp)"
_WRITE = (
    r"(?P<tell>gõ|nhập|điền|bấm|viết|ghi|chép|giao|trao|mách|bày|chìa|giơ|đăng|dán|chuyển tiếp|"
    r"chuyển)"
)
_WHOM = r"(?:họ|người\s+\w+|khách|cán bộ|nhân viên|thợ|bạn bè)"
_INTO = r"(?:hộ|giúp|giùm|thay)"
_HELPED = r"(?:biết|giữ|cầm|gõ|nhập|điền|đặt|xem|dùng)"
_DOING_WORDS = """
    đổi đặt lấy khóa quên mất lộ có chứa xem gõ nhập tạo nhớ giữ lưu nghi đòi hỏi xin bảo không đừng
    chưa kẻo vì nếu để xóa che kèm khỏi trừ
"""
_DOING = frozenset(_DOING_WORDS.split())
"""Words that part the telling from what stands after it: “gửi yêu cầu đổi mật khẩu”."""

_WORDS = r"(?P<between>(?:[^\W\d]+\s+){0,5}?)"
_LIST = r"(?P<between>(?:[^\W\d]+,?\s+){0,5}?)"
_TOLD = tuple(
    re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
    for pattern in (
        rf"{_TELL}\s+{_WORDS}{_THING}",
        rf"{_THING}(?P<between>(?:[\s,]+[^\W\d]+){{0,6}}?)[\s,]+"
        r"(?P<tell>đọc|nói|gửi|nhắn|đưa|cung cấp|chia sẻ|cho|để|nhờ|giao|trao)"
        rf"(?:\s+[^\W\d]+){{0,2}}?\s+(?:cho|với|biết|xem|giữ|cầm|họ|{_INTO})",
        rf"(?:ảnh|hình)\s+(?:[^\W\d]+\s+)?có\s+(?:[^\W\d]+\s+){{0,3}}?{_THING}"
        r"(?P<between>(?:\s+(?!bỏ|xóa|che|trước)[^\W\d]+){0,5}?)\s+(?P<tell>gửi|đăng|chuyển)",
        rf"{_WRITE}\s+{_WORDS}{_THING}(?:\s+[^\W\d]+){{0,3}}?\s+(?:cho|{_INTO})",
        rf"{_WRITE}\s+(?P<between>{_INTO}\s+){_THING}",
        rf"(?P<tell>cho)\s+{_WHOM}\s+(?P<between>(?:[^\W\d]+\s+)??){_THING}",
        rf"(?P<tell>gửi|đăng|chuyển)\s+(?P<between>)(?:ảnh|hình)\s+(?:[^\W\d]+\s+)?có\s+{_THING}",
        rf"(?P<tell>cho|để|nhờ)\s+{_LIST}{_HELPED}\s+(?:hộ\s+|giúp\s+|giùm\s+|luôn\s+)?{_THING}",
    )
)
_ANY_THING = re.compile(rf"(?<!\w){_THING}(?!\w)", re.IGNORECASE)
_TYPED = re.compile(rf"(?<!\w)(?P<tell>gõ|nhập|điền)\s+{_WORDS}{_THING}(?!\w)", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?…\n]+")
_CLAUSE_END = re.compile(r"[,;:“”\"()–—]|(?<!\w)(?:nhưng|rồi|mà|còn|thì|nên)(?!\w)", re.IGNORECASE)
_NO = re.compile(
    r"(?<!\w)(?:không|đừng|chớ|chưa|khỏi|cấm|chẳng|tránh|kẻo|chả|ngừng|thôi)(?!\w)", re.IGNORECASE
)
_OR = re.compile(r"\s*(?:hay|hoặc|cũng như|lẫn)(?!\w)", re.IGNORECASE)
_REPORTED = re.compile(
    r"(?<!\w)(?:bảo|đòi|xin|hỏi|yêu cầu|dọa|dụ|ép|bắt|rủ|mời|xúi|giục|lỡ|đã|trót|kẻ|họ|ai|"
    r"bị lừa|lừa|kịch bản|chiêu|trò)(?!\w)",
    re.IGNORECASE,
)
_ADVISED = re.compile(r"(?<!\w)(?:thì|cứ|nên|hãy|nhớ|phải|rồi|cần|được)(?!\w)", re.IGNORECASE)
_HARM = re.compile(
    r"(?<!\w)(?:là|sẽ|thì|dễ)\s+(?:\w+\s+)?(?:lừa|mất|kẻ|bị|nguy|lộ|sai|hỏng)(?!\w)", re.IGNORECASE
)
_MACHINE = re.compile(
    r"(?<!\w)(?:vneid|vssid|ngân hàng|hệ thống|tổng đài|nhà mạng|ứng dụng|cổng|zalo|google|trang|"
    r"facebook|máy|bên ấy|nơi cấp|cơ quan|tin|trình duyệt)"
    r"(?:\s+(?:sẽ|có|tự|cũng|vừa|hay|thì))*\s*$",
    re.IGNORECASE,
)
_HOME = re.compile(r"[^,.;]{0,24}?(?<!\w)về(?!\w)", re.IGNORECASE)


def told_to_tell(text: str, form: AddressForm) -> frozenset[str]:
    """What the person is to tell somebody, by `text`: “mật khẩu”, “mã”, …

    Not what is warned of (“đừng đọc …”), what others ask for (“họ bảo đọc …”), what has happened
    (“lỡ đọc …”), or what a machine sends to the person.
    """
    return frozenset(
        found["thing"].lower()
        for sentence in _SENTENCE.findall(text)
        for found in _tellings(sentence)
        if _is_advised(sentence, found, form)
    )


def told_to_type(text: str) -> frozenset[str]:
    """What the person is to type somewhere, by `text`; not what is warned of, or asked for."""
    return frozenset(
        found["thing"].lower()
        for sentence in _SENTENCE.findall(text)
        for found in _TYPED.finditer(sentence)
        if not _NO.search(_clause_before(sentence[: found.start("tell")]))
        if not _DOING & {*found["between"].lower().split()}
    )


def _tellings(sentence: str) -> Iterator[re.Match[str]]:
    """Where a telling word and a secret stand together, from each place on."""
    if not _ANY_THING.search(sentence):
        return
    for pattern in _TOLD:
        at = 0
        while found := pattern.search(sentence, at):
            yield found
            at = found.start() + 1


def _is_advised(sentence: str, found: re.Match[str], form: AddressForm) -> bool:
    between = found["between"].lower().replace(",", " ").split()
    thing_first = found.start("thing") < found.start("tell")
    doing = _DOING - {"giữ"} if found["tell"].lower() == "nhờ" else _DOING
    if not thing_first and doing & {*between}:
        return False
    told = found.start("tell")
    before = sentence[:told]
    clause = _clause_before(before)
    if _NO.search(clause) or _MACHINE.search(before):
        return False
    after = sentence[found.end() :]
    to_person = rf"[^,.;]{{0,24}}?(?<!\w)cho\s+{re.escape(form.ban)}(?!\w)"
    comes = _HOME.match(after) or re.match(to_person, after, re.IGNORECASE)
    if _HARM.search(after) or (comes and not thing_first):
        return False
    reported = [each.end() for each in _REPORTED.finditer(before)]
    return not reported or bool(_ADVISED.search(before, reported[-1]))


def _clause_before(text: str) -> str:
    """The clause that `text` ends in; with “hay …” also the one before it, whose “no” goes on."""
    ends = [0, *(each.end() for each in _CLAUSE_END.finditer(text))]
    clause = text[ends[-1] :]
    return text[ends[-2] :] if _OR.match(clause) and len(ends) > 1 else clause
