"""How many options are read out at a time: more than a few nobody keeps in mind."""

from __future__ import annotations

__all__ = ["MOST_OPTIONS", "OPTIONS_AT_ONCE"]

OPTIONS_AT_ONCE = 3
"""Options in one breath; of a longer list the others are read when somebody asks for them."""

MOST_OPTIONS = 4
"""All options of a question are read, for nobody can choose rightly among some of them only."""
