"""Secrets: nothing goes to a model, and nothing comes from one, that only its owner may know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.requests import told_to_tell, told_to_type
from bot.knowledge.address import AddressForm
from bot.vietnamese.masking import BLANK, mask_secrets

__all__ = ["masked", "secret_faults"]

_ACCOUNT = re.compile(
    r"(?<!\w)(?:số tài khoản|so tai khoan|tài khoản|tai khoan|stk|số tk|so tk|tk|số thẻ|so the|"
    r"thẻ|card)(?: số| so)?(?:\s+(?:của|cua)\s+\w+)?(?:\s+(?:là|la))?\s*[:=]?\s*"
    r"(\d(?:[ .-]?\d){5,18})(?!\d)",
    re.IGNORECASE,
)
_LONG = re.compile(r"(?<![\d/.,])\d(?:[ .-]?\d){11,18}(?!\d)")
_PASSWORD = re.compile(
    r"(?<!\w)(?:mật khẩu|mat khau|password|pass|mk)(?:\s+(?:cũ|mới|cu|moi|là|la))*\s*[:=]?\s+"
    r"[“\"]?((?=\S*[\d#@$%^&*_!])(?=\S*[^\W\d_])[^\s“”\",;]{4,})",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?<!\w)(?:mã|ma|otp|cvv|cvc|pin|code)(?:\s+[^\W\d_]+){0,6}\s*[:=]?\s*"
    r"(\d(?:[ -]?\d){3,7})(?![\d/.])",
    re.IGNORECASE,
)
SHORTEST = 4
"""A shorter one may stand in a text by chance."""

_NOT_SECRET = re.compile(r"1[89]00")
_HOTLINE = re.compile(r"(?<![\d.-])1[89]00[ .-]?\d{4}(?![\d-]|[ .]\d)")

_THING = (
    r"(?:mật khẩu|mã (?:otp|pin|xác (?:thực|nhận)|khóa|kích hoạt|bí mật)|otp|số thẻ|số căn cước|"
    r"số tài khoản|cvv|ba số mặt sau|3 số mặt sau|số cccd|passcode|ảnh căn cước|khuôn mặt)"
)
_GIVE = r"(?:cho|gửi|nhắn|đọc|báo|nói|cung cấp|đưa|xin|nhập|gõ|điền|chụp)"
_NO = re.compile(r"(?:không|đừng|chớ|chưa|khỏi|cấm|chẳng)(?:\s+\w+){0,4}\s*$", re.IGNORECASE)


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with secrets blanked out, and their kinds: those of `mask_secrets`, and "account".

    For what is shown to a model and for what it writes; masking twice changes nothing more.
    """
    text, kinds = mask_secrets(text)
    found = list(kinds)

    def blank(kind: str, each: re.Match[str]) -> str:
        start, end = each.span(1) if each.re.groups else each.span()
        if _NOT_SECRET.match(each.string, start) or BLANK in each.string[start:end]:
            return each[0]
        found.append(kind)
        return each[0][: start - each.start()] + BLANK + each[0][end - each.start() :]

    text = _ACCOUNT.sub(lambda each: blank("account", each), text)
    text = _LONG.sub(lambda each: blank("account", each), text)
    text = _PASSWORD.sub(lambda each: blank("password", each), text)
    text = _CODE.sub(lambda each: blank("otp", each), text)
    return text, tuple(dict.fromkeys(found))


def secret_faults(text: str, passage: str, question: str, form: AddressForm) -> Iterator[Fault]:
    """Secrets that `text` holds, among them those of the other two, and asking for one.

    A plain word of the passage is none, whatever it stands after: “… mật khẩu: VNeID …”; nor is a
    hotline of the passage.
    """
    hotlines = frozenset(map(_squeezed, _HOTLINE.findall(passage)))
    text = _HOTLINE.sub(lambda each: " " if _squeezed(each[0]) in hotlines else each[0], text)
    squeezed, known = _squeezed(text), _squeezed(passage)
    told = [secret for secret in _secrets(text) if not (secret.isalpha() and secret in known)]
    for kind in masked(text)[1] if told else ():
        yield Fault("secret", kind)
    given = [secret for secret in _secrets(passage) if not secret.isalpha()]
    given += [secret for secret in _secrets(question) if secret not in known]
    if any(secret in squeezed for secret in given if len(secret) >= SHORTEST):
        yield Fault("secret", "given")
    shown, typed = told_to_tell(text, form), told_to_type(text)
    shown = shown and shown - told_to_tell(passage, form)
    typed = typed and typed - told_to_type(passage)
    if _asks(text, form) or shown or typed:
        yield Fault("secret", "asked for")


def _secrets(text: str) -> Iterator[str]:
    """What is blanked out of `text`, squeezed."""
    rest = text
    for piece in masked(text)[0].split(BLANK):
        before, _, rest = rest.partition(piece) if piece else ("", "", rest)
        secret = _squeezed(before)
        if secret:
            yield secret
    if masked(text)[0].endswith(BLANK) and (last := _squeezed(rest)):
        yield last


def _squeezed(text: str) -> str:
    return re.sub(r"(?<=\d)[ .-]+(?=\d)", "", text).lower().strip(" .,;:!?“”\"'")


def _asks(text: str, form: AddressForm) -> bool:
    """Whether the person is to give the bot a secret."""
    me = "|".join(map(re.escape, {form.toi, "tôi", "mình", "Bạn Học Số"}))
    to_me = (
        rf"(?<!\w){_GIVE}\s+(?:{me})\s+(?:\w+\s+){{0,3}}?{_THING}|"
        rf"(?<!\w){_GIVE}\s+(?:\w+\s+){{0,4}}?{_THING}[^.!?]{{0,40}}?"
        rf"(?:vào đây|ở đây|cho (?:{me})|lên đây|tại đây|qua đây)(?!\w)"
    )
    return any(
        not _NO.search(text[: each.start()].split(".")[-1][-40:])
        for each in re.finditer(to_me, text, re.IGNORECASE)
    )
