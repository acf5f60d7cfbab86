"""A download goes on where it broke off, and leaves nothing behind that is not the right file."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.download import (
    DownloadError,
    Patience,
    Wanted,
    Watch,
    download,
    is_safe,
    only_one,
    part_of,
)
from tests.file_server import Answer, FileServer, serving

CONTENT = random.Random(8).randbytes(700_000)
OTHER = random.Random(9).randbytes(700_000)
QUICK = Patience(tries=3, first_pause=0.0, longest_pause=0.0)


@pytest.fixture(name="server")
def _server() -> Iterator[FileServer]:
    with serving(FileServer(CONTENT)) as server:
        yield server


@pytest.fixture(name="target")
def _target(tmp_path: Path) -> Path:
    return tmp_path / "models" / "model.gguf"


def wanted_of(server: FileServer) -> Wanted:
    return Wanted(server.url, hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))


def fetch(
    server: FileServer,
    target: Path,
    wanted: Wanted | None = None,
    patience: Patience = QUICK,
    read_seconds: float = 5.0,
    broken: list[tuple[str, float]] | None = None,
    received: list[int] | None = None,
) -> bool:
    watch = Watch(
        (received if received is not None else []).append,
        lambda reason, pause: (broken if broken is not None else []).append((reason, pause)),
    )
    with httpx.Client(timeout=read_seconds, trust_env=False, verify=False) as client:
        return download(wanted or wanted_of(server), target, client, watch, patience)


def left(target: Path) -> set[str]:
    return {each.name for each in target.parent.iterdir()} - {".lock"}


def test_a_file_comes_whole_and_leaves_nothing_beside_it(server: FileServer, target: Path) -> None:
    received: list[int] = []
    assert fetch(server, target, received=received)
    assert target.read_bytes() == CONTENT
    assert left(target) == {"model.gguf"}
    assert received == sorted(received)
    assert received[-1] == len(CONTENT)
    assert server.asked[0]["accept-encoding"] == "identity"


def test_what_is_there_already_is_not_asked_for(server: FileServer, target: Path) -> None:
    assert fetch(server, target)
    assert not fetch(server, target)
    assert len(server.asked) == 1
    target.write_bytes(OTHER)
    assert fetch(server, target)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("length", [True, False])
def test_broken_connections_are_gone_on_with(
    server: FileServer, target: Path, length: bool
) -> None:
    server.answers = [Answer(break_after=each, length=length) for each in (100_000, 250_000, 1)]
    broken: list[tuple[str, float]] = []
    assert fetch(server, target, broken=broken)
    assert target.read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=100000-", "bytes=350000-", "bytes=350001-"]
    assert [each.get("if-range") for each in server.asked] == [None, '"one"', '"one"', '"one"']
    assert server.sent == len(CONTENT)
    assert len(broken) == 3


def test_a_later_run_goes_on_with_what_is_kept(server: FileServer, target: Path) -> None:
    server.answers = [Answer(break_after=300_000)]
    server.then = Answer(status=503)
    with pytest.raises(DownloadError, match="answered 503; given up after 3 attempts, 300000 of"):
        fetch(server, target)
    assert not target.exists()
    server.then = Answer()
    server.asked.clear()
    assert fetch(server, target)
    assert server.ranges == ["bytes=300000-"]
    assert target.read_bytes() == CONTENT


def test_a_server_without_ranges_is_begun_with_anew(server: FileServer, target: Path) -> None:
    server.answers = [Answer(break_after=300_000), Answer(ranges=False)]
    assert fetch(server, target)
    assert target.read_bytes() == CONTENT
    assert server.sent == 300_000 + len(CONTENT)


def test_a_server_that_always_breaks_off_there_is_given_up(
    server: FileServer, target: Path
) -> None:
    server.then = Answer(break_after=300_000, ranges=False)
    with pytest.raises(DownloadError, match="given up after 3 attempts"):
        fetch(server, target)
    assert len(server.asked) == 3
    assert left(target) == {"model.gguf.part", "model.gguf.part.version"}


def test_a_slow_but_steady_connection_is_not_given_up(server: FileServer, target: Path) -> None:
    server.answers = [Answer(break_after=20_000) for _ in range(20)]
    assert fetch(server, target)
    assert target.read_bytes() == CONTENT
    assert len(server.asked) == 21


def test_a_silent_server_is_hung_up_on(server: FileServer, target: Path) -> None:
    server.answers = [Answer(stall_after=100_000)]
    broken: list[tuple[str, float]] = []
    assert fetch(server, target, read_seconds=0.2, broken=broken)
    assert "ReadTimeout" in broken[0][0]
    assert server.ranges == [None, "bytes=100000-"]
    assert target.read_bytes() == CONTENT


def test_a_file_that_changed_meanwhile_is_not_mixed_with_the_old_one(
    server: FileServer, target: Path
) -> None:
    server.answers = [Answer(break_after=300_000, content=OTHER)]
    server.then = Answer(status=404)
    with pytest.raises(DownloadError, match="404"):
        fetch(server, target)
    server.then, server.etag = Answer(), '"two"'
    assert fetch(server, target)
    assert server.asked[-1]["if-range"] == '"one"'
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("etag", "last_modified", "condition"),
    [
        ('W/"weak"', "Sun, 22 Nov 2026 08:00:00 GMT", "Sun, 22 Nov 2026 08:00:00 GMT"),
        (None, "Sun, 22 Nov 2026 08:00:00 GMT", "Sun, 22 Nov 2026 08:00:00 GMT"),
        ('W/"weak"', None, None),
        (None, None, None),
    ],
)
def test_servers_without_a_strong_etag(
    server: FileServer,
    target: Path,
    etag: str | None,
    last_modified: str | None,
    condition: str | None,
) -> None:
    server.etag, server.last_modified = etag, last_modified
    server.answers = [Answer(break_after=300_000)]
    assert fetch(server, target)
    assert server.ranges == [None, "bytes=300000-"]
    assert server.asked[1].get("if-range") == condition
    assert target.read_bytes() == CONTENT


def test_a_part_longer_than_the_servers_file_is_dropped(server: FileServer, target: Path) -> None:
    server.answers = [Answer(break_after=300_000), Answer(status=416)]
    broken: list[tuple[str, float]] = []
    assert fetch(server, target, broken=broken)
    assert "no such part" in broken[1][0]
    assert server.ranges == [None, "bytes=300000-", None]
    assert target.read_bytes() == CONTENT


def test_a_part_longer_than_the_file_of_the_table_is_dropped(
    server: FileServer, target: Path
) -> None:
    target.parent.mkdir()
    part_of(target).write_bytes(CONTENT + b"x")
    assert fetch(server, target)
    assert server.ranges == [None]


def test_a_whole_part_needs_no_request(server: FileServer, target: Path) -> None:
    target.parent.mkdir()
    part_of(target).write_bytes(CONTENT)
    assert fetch(server, target)
    assert server.asked == []
    assert target.read_bytes() == CONTENT


def test_another_part_than_asked_for_is_not_taken(server: FileServer, target: Path) -> None:
    target.parent.mkdir()
    part_of(target).write_bytes(CONTENT[:300_000])
    server.answers = [Answer(status=206, headers={"Content-Range": "bytes 0-9/700000"})]
    broken: list[tuple[str, float]] = []
    assert fetch(server, target, broken=broken)
    assert "another part" in broken[0][0]
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("content", [OTHER, CONTENT[:-1] + b"?"])
def test_a_file_with_another_sum_is_removed(
    server: FileServer, target: Path, content: bytes
) -> None:
    server.content = content
    found = hashlib.sha256(content).hexdigest()
    with pytest.raises(DownloadError, match=rf"was deleted: its SHA-256 is {found}, the table"):
        fetch(server, target)
    assert left(target) == set()


def test_a_file_of_another_size_is_refused_before_it_comes(
    server: FileServer, target: Path
) -> None:
    server.content = b"<html>Welcome!</html>"
    with pytest.raises(DownloadError, match="the server offers 21 bytes, the table says 700000"):
        fetch(server, target)
    assert left(target) == set()
    server.content = OTHER + b"more"
    server.then = Answer(length=False)
    with pytest.raises(DownloadError, match="offers more than 700000 bytes"):
        fetch(server, target)
    assert left(target) == set()


def test_a_page_in_between_does_not_cost_what_has_come(server: FileServer, target: Path) -> None:
    server.answers = [Answer(break_after=300_000), Answer(content=b"log in first", ranges=False)]
    with pytest.raises(DownloadError, match="offers 12 bytes"):
        fetch(server, target)
    assert fetch(server, target)
    assert server.ranges[-1] == "bytes=300000-"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501])
def test_what_will_not_pass_is_not_tried_again(
    server: FileServer, target: Path, status: int
) -> None:
    server.then = Answer(status=status)
    with pytest.raises(DownloadError, match=f"{server.url}: the server answered {status}"):
        fetch(server, target)
    assert len(server.asked) == 1
    assert left(target) == set()


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(server: FileServer, target: Path, status: int) -> None:
    server.answers = [Answer(status=status)]
    assert fetch(server, target)
    assert len(server.asked) == 2


def test_pauses_double_and_a_server_may_ask_for_longer_ones(
    server: FileServer, target: Path
) -> None:
    server.answers = [
        Answer(status=503),
        Answer(status=503),
        Answer(status=503),
        Answer(status=503, headers={"Retry-After": "1"}),
        Answer(status=503, headers={"Retry-After": "Sun, 22 Nov 2026 08:00:00 GMT"}),
    ]
    broken: list[tuple[str, float]] = []
    assert fetch(server, target, patience=Patience(6, 0.01, 0.03), broken=broken)
    assert [pause for _, pause in broken] == [0.01, 0.02, 0.03, 1.0, 0.03]


def test_nobody_listening_is_one_sentence(target: Path) -> None:
    with serving(FileServer(CONTENT)) as gone:
        pass
    with pytest.raises(DownloadError, match=r"the connection broke \(ConnectError.*3 attempts"):
        fetch(gone, target)


def test_redirects_on_this_machine_are_followed(server: FileServer, target: Path) -> None:
    server.answers = [
        Answer(status=302, headers={"Location": "/elsewhere"}),
        Answer(status=307, headers={"Location": server.url}),
        Answer(break_after=300_000),
        Answer(status=302, headers={"Location": "/again?signed=yes"}),
    ]
    assert fetch(server, target)
    assert server.paths[1:] == ["/elsewhere", "/model.gguf", "/model.gguf", "/again?signed=yes"]
    assert server.ranges[-1] == "bytes=300000-"
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("http://models.example/model.gguf", "refused: not https"),
        ("ftp://127.0.0.1/model.gguf", "refused: not https"),
        ("file:///etc/passwd", "refused: not https"),
        ("http://127.0.0.1:x/", "Invalid URL in location header"),
        ("/model.gguf", "more than 10 redirects"),
    ],
)
def test_redirects_to_elsewhere_are_refused(
    server: FileServer, target: Path, location: str, message: str
) -> None:
    server.then = Answer(status=302, headers={"Location": location})
    with pytest.raises(DownloadError, match=message):
        fetch(server, target)
    assert left(target) == set()


@pytest.mark.parametrize(
    ("url", "come_from", "safe"),
    [
        ("https://models.example/a.gguf", None, True),
        ("http://models.example/a.gguf", None, False),
        ("http://127.0.0.1:80/a.gguf", None, True),
        ("http://[::1]/a.gguf", None, True),
        ("http://localhost/a.gguf", None, True),
        ("http://localhost.models.example/a.gguf", None, False),
        ("http://127.0.0.1.models.example/a.gguf", None, False),
        ("https:///a.gguf", None, False),
        ("ftp://models.example/a.gguf", None, False),
        ("file:///a.gguf", None, False),
        ("a.gguf", None, False),
        ("https://cdn.example/a", "https://models.example/a", True),
        ("http://cdn.example/a", "https://models.example/a", False),
        ("http://127.0.0.1/a", "https://models.example/a", False),
        ("http://127.0.0.1/a", "http://localhost/a", True),
        ("https://cdn.example/a", "http://localhost/a", True),
    ],
)
def test_where_files_may_come_from(url: str, come_from: str | None, safe: bool) -> None:
    assert is_safe(url, come_from) is safe


def test_an_unsafe_address_is_not_asked(server: FileServer, target: Path) -> None:
    wanted = replace(wanted_of(server), url="http://models.example/model.gguf")
    with pytest.raises(DownloadError, match="neither https nor on this machine"):
        fetch(server, target, wanted)


def test_a_disk_without_room_is_told_before_anything_comes(
    server: FileServer, target: Path
) -> None:
    wanted = replace(wanted_of(server), size=1 << 55)
    with pytest.raises(DownloadError, match=r"MiB free, 34359738880 MiB are needed \(512 of them"):
        fetch(server, target, wanted)
    assert server.asked == []


def test_two_downloads_at_once_are_one_too_many(server: FileServer, target: Path) -> None:
    target.parent.mkdir()
    with (
        only_one(target.parent),
        pytest.raises(DownloadError, match=f"another download into {target.parent}"),
    ):
        fetch(server, target)
    assert server.asked == []
    assert fetch(server, target)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.lists(
        st.one_of(
            st.builds(
                Answer,
                break_after=st.integers(0, 900),
                ranges=st.booleans(),
                length=st.booleans(),
            ),
            st.sampled_from([Answer(status=503), Answer(status=416), Answer(status=404)]),
            st.builds(Answer, content=st.sampled_from([OTHER[:900], OTHER[:50]])),
        ),
        max_size=6,
    )
)
def test_whatever_happens_only_the_right_file_is_ever_there(
    tmp_path_factory: pytest.TempPathFactory, answers: list[Answer]
) -> None:
    content = CONTENT[:900]
    target = tmp_path_factory.mktemp("any") / "model.gguf"
    with serving(FileServer(content, etag=None, answers=list(answers))) as server:
        wanted = Wanted(server.url, hashlib.sha256(content).hexdigest(), len(content))
        for _ in range(8):
            try:
                fetch(server, target, wanted)
            except DownloadError:
                assert not target.exists()
            else:
                break
    assert target.read_bytes() == content
    assert left(target) == {"model.gguf"}
