"""Badges as files, and what other programs check them with: the key and the revoked ones."""

from __future__ import annotations

from datetime import datetime, timezone
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, HTTPException, Path
from fastapi.responses import JSONResponse, Response

from bot.learning.badge_list import slots_of
from bot.learning.certificate import Certificate, Criteria, Status, status
from bot.runtime import Runtime
from bot.web.certificate_page import refusal_page

if TYPE_CHECKING:
    from bot.learning.badge import BadgeIssuer

__all__ = ["badge_router", "criteria_in_force"]

# “Open Badges 3.0”, 5.2: a badge in the form of a JWT is served as text.
_JWT = "text/plain; charset=us-ascii"

# Checked on sites of others, in the browser of whoever checks.
_FOR_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}

_GONE: dict[int | str, dict[str, Any]] = {
    404: {"description": "No such badge"},
    410: {"description": "Revoked, or not ours"},
}
_NONE: dict[int | str, dict[str, Any]] = {404: {"description": "There is none"}}


def badge_router(runtime: Runtime) -> APIRouter:
    """`/certificates/{code}.jwt` and `.png`, `/badges/…`, and the issuer's did.json.

    Everything but the list of revoked badges needs no database to be checked with.
    """
    router = APIRouter()
    services = runtime.services
    certificates = services.certificates
    public_key = certificates.key.public_key()

    def issuer() -> BadgeIssuer:
        # Here, because it takes a while to import at every start.
        from bot.learning.badge import BadgeIssuer

        return BadgeIssuer(certificates.key, runtime.settings.base_url)

    def found(code: str) -> Certificate | Response:
        held = certificates.find(code)
        outcome = status(held, public_key)
        if held is None or outcome is not Status.VALID:
            return refusal_page(held, outcome)
        return held

    @router.get("/certificates/{code}.jwt", response_class=Response, responses=_GONE)
    def badge(code: str) -> Response:
        held = found(code)
        if isinstance(held, Response):
            return held
        signed = issuer().sign(held, criteria_in_force(runtime))
        return _file(signed, _JWT, f"huy-hieu-so-{held.code}.jwt")

    @router.get("/certificates/{code}.png", response_class=Response, responses=_GONE)
    def picture(code: str) -> Response:
        from bot.learning.badge_picture import draw_badge

        held = found(code)
        if isinstance(held, Response):
            return held
        drawn = draw_badge(held.name, held.issued_on)
        baked = issuer().bake(held, criteria_in_force(runtime), drawn)
        return _file(baked, "image/png", f"huy-hieu-so-{held.code}.png")

    @router.get("/badges/badge.png", response_class=Response)
    def picture_of_all() -> Response:
        return Response(_picture_of_all(), media_type="image/png", headers=_FOR_ALL)

    @router.get("/badges/status/{number}.jwt", response_class=Response, responses=_NONE)
    def revoked(number: int = Path(ge=0, le=2**31)) -> Response:
        first, end = slots_of(number)
        if number and first > certificates.last_slot():
            raise HTTPException(404)
        now = datetime.now(timezone.utc)
        signed = issuer().status_list(number, certificates.void_slots(first, end), now)
        return Response(signed, media_type=_JWT, headers=_FOR_ALL)

    @router.get("/badges/key.pem", response_class=Response)
    def key() -> Response:
        headers = {**_FOR_ALL, "Content-Disposition": 'attachment; filename="ban-hoc-so.pem"'}
        return Response(issuer().public_key, media_type="application/x-pem-file", headers=headers)

    # Where did:web looks for it: here, or below the path that the public address has.
    @router.get("/.well-known/did.json", response_class=Response, responses=_NONE)
    @router.get("/did.json", response_class=Response, responses=_NONE)
    def did() -> Response:
        document = issuer().did_document()
        if document is None:
            raise HTTPException(404)
        return JSONResponse(document, media_type="application/did+json", headers=_FOR_ALL)

    return router


def criteria_in_force(runtime: Runtime) -> Criteria:
    """What has to be reached in the exam now."""
    rule = runtime.services.library.framework.exam
    return Criteria(rule.pass_percent, rule.module_minimum_percent)


@cache
def _picture_of_all() -> bytes:
    """Drawn once: it takes a sixth of a second, and anybody may ask for it."""
    from bot.learning.badge_picture import draw_badge

    return draw_badge()


def _file(body: str | bytes, media_type: str, name: str) -> Response:
    headers = {**_FOR_ALL, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=media_type, headers=headers)
