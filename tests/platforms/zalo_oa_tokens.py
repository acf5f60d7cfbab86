"""The endpoint for tokens of Zalo's applications: every refresh token can be used once.

https://developers.zalo.me/docs/official-account/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new
"""

from __future__ import annotations

import secrets
import threading
import time

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .forms import posted

__all__ = ["TokenEndpoint"]

INVALID = -216
EXPIRED = -220


class TokenEndpoint:
    """The tokens of one application.

    `code`: what the operator gets for allowing the application to act for the account, good once.
    `first`: the refresh token that the operator is given otherwise. `spent`: those that were used,
    in order; `refused`: how often one was used that was spent or revoked before. `access_seconds`:
    the life of access tokens to come.
    """

    def __init__(self, app_id: str, app_secret: str) -> None:
        self.access_seconds = 90_000
        self.code = f"code-{secrets.token_hex(8)}"
        self.first = f"refresh-{secrets.token_hex(8)}"
        self.spent: list[str] = []
        self.refused = 0
        self._app = (app_id, app_secret)
        self._lock = threading.Lock()
        self._unspent = {self.first}
        self._codes = {self.code}
        self._access: dict[str, float] = {}

    def expire_access(self) -> None:
        """All access tokens have ended."""
        with self._lock:
            self._access = dict.fromkeys(self._access, 0.0)

    def revoke_access(self) -> None:
        """No access token is known any more."""
        with self._lock:
            self._access.clear()

    def revoke_refresh(self) -> None:
        """No refresh token is known any more."""
        with self._lock:
            self._unspent.clear()

    def problem(self, access: str) -> int:
        """The error that an access token leads to, 0 for a good one."""
        ends = self._access.get(access)
        if ends is None:
            return INVALID
        return 0 if time.time() < ends else EXPIRED

    async def answer(self, request: Request) -> Response:
        """What is answered to a renewal."""
        form = posted(request.headers.get("content-type", ""), await request.body())
        if (form.get("app_id"), request.headers.get("secret_key")) != self._app:
            return _error(-14004, "Invalid secret key.")
        with self._lock:
            match form.get("grant_type"):
                case "authorization_code":
                    if form.get("code") not in self._codes:
                        return _error(-14016, "Invalid authorization code.")
                    self._codes.clear()
                case "refresh_token":
                    refresh = str(form.get("refresh_token"))
                    if refresh not in self._unspent:
                        self.refused += 1
                        return _error(-14014, "Invalid refresh token.")
                    self._unspent.discard(refresh)
                    self.spent.append(refresh)
                case _:
                    return _error(-14006, "Invalid grant type.")
            access, following = f"access-{secrets.token_hex(8)}", f"refresh-{secrets.token_hex(8)}"
            self._access[access] = time.time() + self.access_seconds
            self._unspent.add(following)
        pair = {"access_token": access, "refresh_token": following}
        return JSONResponse({**pair, "expires_in": str(self.access_seconds)})


def _error(number: int, name: str) -> Response:
    """Errors come with HTTP 200 here, too."""
    return JSONResponse({"error": number, "error_name": name})
