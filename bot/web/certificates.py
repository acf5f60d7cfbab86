"""The public page of a certificate, its PDF, and the download of one's own data."""

from __future__ import annotations

import json
from datetime import datetime, timezone

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from bot.learning.certificate import Status, status
from bot.learning.download import person_of
from bot.runtime import Runtime
from bot.web.badges import criteria_in_force
from bot.web.certificate_page import certificate_page, plain_page, refusal_page

__all__ = ["certificate_router"]


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
            return refusal_page(found, status(found, public_key))
        body = render(
            found,
            f"{runtime.settings.base_url}/certificates/{found.code}",
            (found.criteria or criteria_in_force(runtime)).in_words,
            runtime.services.library.facts["bdhvs_site"].value,
        )
        name = f"giay-chung-nhan-{found.code}.pdf"
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return Response(body, media_type="application/pdf", headers=headers)

    @router.get("/certificates/{code}", response_class=HTMLResponse)
    def page(code: str) -> Response:
        found = certificates.find(code)
        return certificate_page(found, status(found, public_key))

    @router.get("/my-data/{token}", response_class=Response)
    def my_data(token: str) -> Response:
        person = person_of(public_key, token, datetime.now(timezone.utc))
        if person is None:
            return plain_page(404, "Liên kết đã hết hạn", "Xin nhắn lại “cho tôi xem dữ liệu”.")
        held = runtime.services.learners.export(person)
        body = json.dumps(held, ensure_ascii=False, indent=2)
        headers = {"Content-Disposition": 'attachment; filename="du-lieu-cua-toi.json"'}
        return Response(body, media_type="application/json", headers=headers)

    return router
