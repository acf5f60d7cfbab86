"""What is weighed: how strongly each sign is there, what speaks against, what links look like."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.scams.files import CALMS, SIGNS
from bot.answers.scams.links import Link
from bot.answers.scams.signs import Reading

__all__ = ["FEATURES", "features_of"]

_ASKS = ("secret", "payment", "odd_link", "app")
_LURES = (
    "impersonation",
    "threat",
    "pressure",
    "secrecy",
    "too_good",
    "contact",
    "stranger",
    "odd",
)
_FAKE = frozenset({"imitates", "letters", "number", "user", "app"})

AGAINST = (*CALMS, "denied", "real_link")
"""Features that may only speak against a swindle; all others may only speak for one."""

FEATURES: tuple[str, ...] = (*SIGNS, "both", "fake_link", "shady_link", "strange_link", *AGAINST)
"""The names of what is weighed, in the order of `features_of`.

both: something is asked for, and there is a lure or a threat; fake_link: a link imitates a site,
or hides its own nature; shady_link: it is odd in another way; strange_link: it is of no known site.
"""


def features_of(reading: Reading, links: Sequence[Link]) -> list[float]:
    """One number from 0 to 1 for each of `FEATURES`.

    A sign that is worded in many ways counts more than one that may be a chance: 0.5, 0.75, …
    """
    strength = {id: _strength(count) for id, count in {**reading.signs, **reading.calm}.items()}
    faults = {fault for link in links for fault in link.faults}
    asks = max((strength[id] for id in _ASKS), default=0.0)
    lures = max((strength[id] for id in _LURES), default=0.0)
    found = strength | {
        "both": min(max(asks, float(bool(faults))), lures),
        "fake_link": float(bool(faults & _FAKE)),
        "shady_link": float(bool(faults - _FAKE)),
        "strange_link": float(any(not link.official and not link.faults for link in links)),
        "denied": _strength(reading.denied),
        "real_link": float(bool(links) and all(link.official for link in links)),
    }
    return [found[name] for name in FEATURES]


def _strength(count: int) -> float:
    return float(1 - 0.5**count)
