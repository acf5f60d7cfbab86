"""One file fetched over HTTP: gone on with where it broke off, kept only if it is the right one.

What has come so far lies beside the target as NAME.part, and what the server called that version of
the file (its ETag) as NAME.part.version, so that a later run goes on with both (RFC 9110, sections
13.1.5 and 14).
"""

from __future__ import annotations

import contextlib
import fcntl
import ipaddress
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.models import sha256_of

__all__ = [
    "KEPT_FREE",
    "DownloadError",
    "Patience",
    "Wanted",
    "Watch",
    "discard",
    "download",
    "is_safe",
    "only_one",
    "part_of",
]

KEPT_FREE = 512 << 20
"""Bytes that a download leaves free on the disk: the bot's own database may lie on it."""

_MOST_REDIRECTS = 10
_LONGEST_WAIT = 120.0
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_BUFFER = 1 << 20


class DownloadError(Exception):
    """The file cannot be had; one sentence for the operator."""


class _Broken(Exception):
    """This attempt came to nothing, the next one may not; `after` seconds if the server says so."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


@dataclass(frozen=True)
class Wanted:
    """A file: where it lies, its SHA-256 in hexadecimal, its size in bytes."""

    url: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Patience:
    """How often to try again. Pauses are in seconds; each is twice the one before."""

    tries: int = 6  # in a row, counted from the last that brought something new
    first_pause: float = 1.0
    longest_pause: float = 30.0


@dataclass(frozen=True)
class Watch:
    """Whom to tell: how many bytes are there; why the next attempt waits, and how many seconds."""

    received: Callable[[int], None]
    broken: Callable[[str, float], None]


def download(
    wanted: Wanted, target: Path, client: httpx.Client, watch: Watch, patience: Patience
) -> bool:
    """Puts the file at `target`, at once and as a whole; False where it is there already.

    `client` must not follow redirects by itself. A file with another sum is deleted. Raises
    DownloadError, and OSError where the folder cannot be used; what has come is then kept.
    """
    if not is_safe(wanted.url):
        raise DownloadError(f"{wanted.url} is refused: it is neither https nor on this machine")
    target.parent.mkdir(parents=True, exist_ok=True)
    with only_one(target.parent):
        if target.exists() and sha256_of(target) == wanted.sha256:
            return False
        part = part_of(target)
        if _size(part) > wanted.size:
            discard(part)
        _check_space(wanted, part)
        _fetch(wanted, part, client, watch, patience)
        found = sha256_of(part)
        if found != wanted.sha256:
            discard(part)
            raise DownloadError(
                f"{wanted.url} is not the file of the table and was deleted: its SHA-256 is "
                f"{found}, the table asks for {wanted.sha256}"
            )
        part.replace(target)
        discard(part)
    return True


def part_of(target: Path) -> Path:
    """Where what has come of `target` is kept."""
    return target.with_name(f"{target.name}.part")


def discard(part: Path) -> None:
    """Removes a part and what is noted of it, if there."""
    part.unlink(missing_ok=True)
    _version_file(part).unlink(missing_ok=True)


def is_safe(url: str, come_from: str | None = None) -> bool:
    """Whether a file may be fetched from `url`, to which `come_from` redirects if given.

    Only over https, or by http from this very machine; never from elsewhere to this machine's http.
    """
    try:
        found = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    if found.scheme == "https":
        return bool(found.host)
    local = found.scheme == "http" and _is_local(found.host)
    return local and (come_from is None or httpx.URL(come_from).scheme == "http")


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds the lock of a folder of downloads; raises DownloadError where it is held already."""
    lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DownloadError(f"another download into {folder} is under way") from error
        yield
    finally:
        os.close(lock)


def _fetch(
    wanted: Wanted, part: Path, client: httpx.Client, watch: Watch, patience: Patience
) -> None:
    """Asks for what is missing until nothing is, or nothing more comes."""
    furthest, in_vain = _size(part), 0
    while _size(part) < wanted.size:
        try:
            _attempt(wanted, part, client, watch)
        except _Broken as problem:
            # Measured against the furthest ever reached: a server that always starts anew and
            # always breaks off at the same place would else be asked for ever.
            in_vain = in_vain + 1 if _size(part) <= furthest else 1
            furthest = max(furthest, _size(part))
            if in_vain >= patience.tries:
                raise DownloadError(
                    f"{wanted.url}: {problem}; given up after {in_vain} attempts, "
                    f"{_size(part)} of {wanted.size} bytes are kept for the next time"
                ) from problem
            doubled = patience.first_pause * 2.0 ** (in_vain - 1)
            pause = max(problem.after, min(doubled, patience.longest_pause))
            watch.broken(str(problem), pause)
            time.sleep(pause)


def _attempt(wanted: Wanted, part: Path, client: httpx.Client, watch: Watch) -> None:
    """One request, and what comes of it added to `part`. Raises _Broken or DownloadError."""
    have = _size(part)
    try:
        with _opened(client, wanted.url, _headers(part)) as answer:
            if answer.status_code == 416:  # what is there is longer than the server's file
                discard(part)
                raise _Broken("the server has no such part of the file")
            if not _goes_on(answer, have, wanted):
                discard(part)
                have = 0
            _note_version(part, answer.headers)
            with part.open("ab", buffering=_BUFFER) as stream:
                for block in answer.iter_raw():
                    have += len(block)
                    if have > wanted.size:
                        discard(part)
                        raise _other_file(wanted, f"more than {wanted.size}")
                    stream.write(block)
                    watch.received(have)
                stream.flush()
                os.fsync(stream.fileno())
    except httpx.UnsupportedProtocol as error:
        raise DownloadError(f"{wanted.url}: {error}") from error
    except httpx.TransportError as error:
        raise _Broken(f"the connection broke ({type(error).__name__}: {error})") from error
    if have < wanted.size:
        raise _Broken("the server hung up before the end")


@contextlib.contextmanager
def _opened(client: httpx.Client, url: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
    """The answer at the end of all redirects, each of them checked."""
    for _ in range(_MOST_REDIRECTS + 1):
        with client.stream("GET", url, headers=headers) as answer:
            if answer.next_request is None:  # no redirect
                yield answer
                return
            following = str(answer.next_request.url)
        if not is_safe(following, url):
            raise DownloadError(f"{url} redirects to {following}, which is refused: not https")
        url = following
    raise DownloadError(f"{url}: more than {_MOST_REDIRECTS} redirects")


def _goes_on(answer: httpx.Response, have: int, wanted: Wanted) -> bool:
    """Whether the answer continues what is there; False where it begins anew.

    Raises _Broken or DownloadError where it is neither.
    """
    status = answer.status_code
    if status == 206:
        ranged = re.fullmatch(
            r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("content-range", "").strip()
        )
        if ranged is None or int(ranged[1]) != have:
            raise _Broken("the server sent another part than the one asked for")
        if ranged[2] not in ("*", str(wanted.size)):
            raise _other_file(wanted, ranged[2])
        return True
    if status == 200:
        offered = answer.headers.get("content-length", str(wanted.size))
        if offered != str(wanted.size):
            raise _other_file(wanted, offered)
        return False
    if status in _PASSING:
        raise _Broken(f"the server answered {status}", _retry_after(answer.headers))
    raise DownloadError(f"{wanted.url}: the server answered {status} {answer.reason_phrase}")


def _other_file(wanted: Wanted, offered: str) -> DownloadError:
    return DownloadError(
        f"{wanted.url} is not the file of the table: the server offers {offered} bytes, "
        f"the table says {wanted.size}"
    )


def _headers(part: Path) -> dict[str, str]:
    plain = {"Accept-Encoding": "identity"}
    have = _size(part)
    if not have:
        return plain
    with contextlib.suppress(OSError):
        plain["If-Range"] = _version_file(part).read_text(encoding="ascii")
    # Without a version the rest is asked for all the same: the sum decides in the end.
    return {**plain, "Range": f"bytes={have}-"}


def _note_version(part: Path, headers: Mapping[str, str]) -> None:
    """Keeps what If-Range takes: a strong ETag, else the day of the last change."""
    tag = headers.get("etag", "")
    version = tag if tag.startswith('"') else headers.get("last-modified", "")
    if version and version.isascii():
        _version_file(part).write_text(version, encoding="ascii")


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds, at most two minutes; 0 where none are named (a date is not waited for)."""
    named = headers.get("retry-after", "").strip()
    return min(float(named), _LONGEST_WAIT) if named.isascii() and named.isdigit() else 0.0


def _check_space(wanted: Wanted, part: Path) -> None:
    missing = wanted.size - _size(part) + KEPT_FREE
    free = shutil.disk_usage(part.parent).free
    if free < missing:
        raise DownloadError(
            f"{part.parent} has {free >> 20} MiB free, {missing >> 20} MiB are needed "
            f"({KEPT_FREE >> 20} of them stay free)"
        )


def _version_file(part: Path) -> Path:
    return part.with_name(f"{part.name}.version")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
