"""The public page of a certificate, its PDF, and the download of one's own data."""

from __future__ import annotations

import html
import json
from datetime import datetime, timezone
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from bot.learning.certificate import Certificate, Status, status
from bot.learning.download import person_of
from bot.runtime import Runtime

__all__ = ["certificate_router"]

_PAGE = (Path(__file__).parent / "certificate.html").read_text(encoding="utf-8")

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


def certificate_router(runtime: Runtime) -> APIRouter:
    """`/certificates/{code}`, `/certificates/{code}.pdf` and `/my-data/{token}`.

    A code cannot be guessed (80 random bits), so whoever has it was shown the paper; the
    page tells no more than the paper does.
    """
    router = APIRouter()
    certificates = runtime.services.certificates
    public_key = certificates.key.public_key()

    @router.get("/certificates/{code}.pdf", response_class=Response)
    def pdf(code: str) -> Response:
        # Here, because what draws it takes most of a second to import at every start.
        from bot.learning.certificate_pdf import render

        found = certificates.find(code)
        if found is None or status(found, public_key) is not Status.VALID:
            return _page(found, status(found, public_key))
        rule = runtime.services.library.framework.exam
        body = render(
            found,
            f"{runtime.settings.base_url}/certificates/{found.code}",
            f"Đạt bài thi tổng hợp: đúng từ {rule.pass_percent}% số câu, "
            f"mỗi phần từ {rule.module_minimum_percent}%.",
            runtime.services.library.facts["bdhvs_site"].value,
        )
        name = f"giay-chung-nhan-{found.code}.pdf"
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return Response(body, media_type="application/pdf", headers=headers)

    @router.get("/certificates/{code}", response_class=HTMLResponse)
    def page(code: str) -> Response:
        found = certificates.find(code)
        return _page(found, status(found, public_key))

    @router.get("/my-data/{token}", response_class=Response)
    def my_data(token: str) -> Response:
        person = person_of(public_key, token, datetime.now(timezone.utc))
        if person is None:
            return _html(404, "Liên kết đã hết hạn", "Xin nhắn lại “cho tôi xem dữ liệu”.", "")
        held = runtime.services.learners.export(person)
        body = json.dumps(held, ensure_ascii=False, indent=2)
        headers = {"Content-Disposition": 'attachment; filename="du-lieu-cua-toi.json"'}
        return Response(body, media_type="application/json", headers=headers)

    return router


def _page(found: Certificate | None, outcome: Status) -> HTMLResponse:
    rows = ""
    if found is not None and outcome in (Status.VALID, Status.REVOKED):
        modules = "; ".join(title for _, title in found.modules)
        shown = {
            "Họ và tên": found.name,
            "Ngày cấp": f"{found.issued_on:%d/%m/%Y}",
            "Các phần đã học": modules,
            "Mã số": found.code,
        }
        if found.revoked and found.reason:
            shown["Lý do thu hồi"] = found.reason
        rows = "".join(
            f"<dt>{html.escape(label)}</dt><dd>{html.escape(value)}</dd>"
            for label, value in shown.items()
        )
    return _html(
        404 if outcome is Status.UNKNOWN else 200,
        _TITLES[outcome],
        _EXPLANATIONS[outcome],
        f"<dl>{rows}</dl>" if rows else "",
        outcome.value,
    )


def _html(code: int, title: str, text: str, details: str, kind: str = "unknown") -> HTMLResponse:
    filled = _PAGE
    for name, value in {
        "{{title}}": html.escape(title),
        "{{text}}": html.escape(text),
        "{{kind}}": kind,
        "{{details}}": details,
    }.items():
        filled = filled.replace(name, value)
    return HTMLResponse(filled, code)
