"""What the bot has to reach beside stock Rasa, and whether it did."""

from __future__ import annotations

from dataclasses import dataclass

from .results import Side

__all__ = ["Goal", "goals"]

BARE = "nodia"
"""The way of writing without diacritics."""


@dataclass(frozen=True)
class Goal:
    """One goal; `met` is None where this run did not measure it."""

    name: str
    reached: str
    met: bool | None


def goals(bot: Side, stock: Side) -> list[Goal]:
    """All goals. Where there are several numbers of people, the worst one counts."""
    per_core = min(bot.loads[n].per_core / stock.loads[n].per_core for n in bot.loads)
    idle = bot.memory_idle.rss / stock.memory_idle.rss
    loaded = bot.memory_loaded.rss / stock.memory_loaded.rss
    boot = bot.boot / stock.boot
    ours, theirs = bot.understanding, stock.understanding
    return [
        Goal("messages a second per core ≥ 5 × stock", f"{per_core:.1f} ×", per_core >= 5),
        _late(bot, stock),
        _length(bot),
        Goal("memory ≤ 60 % of stock", f"{max(idle, loaded):.0%}", max(idle, loaded) <= 0.6),
        Goal("boot ≤ 35 % of stock", f"{boot:.0%}", boot <= 0.35),
        Goal(
            "accuracy no lower than stock",
            f"{ours.accuracy():.3f} / {theirs.accuracy():.3f}",
            ours.accuracy() >= theirs.accuracy(),
        ),
        Goal(
            "accuracy without diacritics higher than stock",
            f"{ours.accuracy(BARE):.3f} / {theirs.accuracy(BARE):.3f}",
            ours.accuracy(BARE) > theirs.accuracy(BARE),
        ),
    ]


def _late(bot: Side, stock: Side) -> Goal:
    ratio = bot.loads[8].milliseconds(95) / stock.loads[8].milliseconds(95)
    return Goal("p95 at 8 people ≤ 1/4 of stock", f"{ratio:.2f}", ratio <= 0.25)


def _length(bot: Side) -> Goal:
    name = "message 1000 ≤ 1.3 × message 10"
    if 1000 not in bot.positions:
        return Goal(name, "not measured", None)
    ratio = bot.positions[1000] / bot.positions[10]
    return Goal(name, f"{ratio:.2f} ×", ratio <= 1.3)
