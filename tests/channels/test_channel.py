"""What delivery asks of a platform."""

from __future__ import annotations

import pytest

from bot.channels.channel import PushChannel, SendError, SendErrorKind
from bot.channels.pull import PullChannel


def test_a_channel_that_is_fetched_from_is_not_pushed_to() -> None:
    assert not isinstance(PullChannel("web"), PushChannel)


@pytest.mark.parametrize(
    ("kind", "passes"),
    [
        (SendErrorKind.UNAVAILABLE, True),
        (SendErrorKind.RATE_LIMITED, True),
        (SendErrorKind.UNAUTHORIZED, True),
        (SendErrorKind.REJECTED, False),
        (SendErrorKind.UNREACHABLE, False),
    ],
)
def test_which_errors_pass(kind: SendErrorKind, passes: bool) -> None:
    assert kind.passes is passes
    assert SendError(kind, 3.0).retry_after == 3.0
