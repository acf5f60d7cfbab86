"""What the public page says of a certificate, and of one that cannot be had."""

from __future__ import annotations

import html
from pathlib import Path

from fastapi.responses import HTMLResponse

from bot.learning.badge_list import LIST_DAYS, list_path, place_in_list
from bot.learning.certificate import Certificate, Status

__all__ = ["certificate_page", "plain_page", "refusal_page"]

_FOLDER = Path(__file__).parent / "templates"
_PAGE = (_FOLDER / "certificate.html").read_text(encoding="utf-8")
_ELSEWHERE = (_FOLDER / "certificate_elsewhere.html").read_text(encoding="utf-8")

_TITLES = {
    Status.VALID: "Giấy chứng nhận hợp lệ",
    Status.REVOKED: "Giấy chứng nhận đã bị thu hồi",
    Status.UNKNOWN: "Không có giấy chứng nhận này",
    Status.FORGED: "Giấy chứng nhận không hợp lệ",
}
_EXPLANATIONS = {
    Status.VALID: "Giấy này do Bạn Học Số cấp và chưa bị sửa đổi. Hãy so tên và ngày với tờ giấy.",
    Status.REVOKED: "Giấy này từng được cấp nhưng nay không còn giá trị.",
    Status.UNKNOWN: "Mã số này không có trong sổ cấp. Xin kiểm tra lại từng chữ trên tờ giấy.",
    Status.FORGED: "Nội dung lưu trong sổ không khớp với chữ ký số. Không nên tin giấy này.",
}


def certificate_page(found: Certificate | None, outcome: Status) -> HTMLResponse:
    """The page: of a valid one also how to check it elsewhere."""
    return _page(404 if outcome is Status.UNKNOWN else 200, found, outcome)


def refusal_page(found: Certificate | None, outcome: Status) -> HTMLResponse:
    """The same in place of a file that is not given out: 404, or 410 for what is void."""
    return _page(404 if outcome is Status.UNKNOWN else 410, found, outcome)


def plain_page(
    code: int, title: str, text: str, details: str = "", kind: str = "unknown"
) -> HTMLResponse:
    """A page of this look; `details` is HTML."""
    filled = _PAGE
    for name, value in {
        "{{title}}": html.escape(title),
        "{{text}}": html.escape(text),
        "{{kind}}": kind,
        "{{details}}": details,
    }.items():
        filled = filled.replace(name, value)
    return HTMLResponse(filled, code)


def _page(code: int, found: Certificate | None, outcome: Status) -> HTMLResponse:
    details = ""
    if found is not None and outcome in (Status.VALID, Status.REVOKED):
        details = _rows(found)
    if found is not None and outcome is Status.VALID:
        number, _ = place_in_list(found.slot)
        elsewhere = _ELSEWHERE.replace("{{code}}", found.code)
        elsewhere = elsewhere.replace("{{list}}", list_path(number))
        details += elsewhere.replace("{{days}}", str(LIST_DAYS))
    return plain_page(code, _TITLES[outcome], _EXPLANATIONS[outcome], details, outcome.value)


def _rows(found: Certificate) -> str:
    shown = {
        "Họ và tên": found.name,
        "Ngày cấp": f"{found.issued_on:%d/%m/%Y}",
        "Các phần đã học": "; ".join(title for _, title in found.modules),
        "Mã số": found.code,
    }
    if found.revoked and found.reason:
        shown["Lý do thu hồi"] = found.reason
    rows = "".join(
        f"<dt>{html.escape(label)}</dt><dd>{html.escape(value)}</dd>"
        for label, value in shown.items()
    )
    return f"<dl>{rows}</dl>"
