"""Words of the Centre, the South and the countryside of the North as standard Vietnamese.

“Mần răng chừ” becomes “làm sao bây giờ”. A word that is also a standard one (“mô hình”, “đánh
răng”, “dữ liệu”) stays where its neighbours show that. The words stand in
`knowledge/language/dialect.yml`, whose head explains its fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.vietnamese.abbreviations import Lexicon, expand, read_lexicon

__all__ = ["load", "standardise"]


def load(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon of `dialect.yml`, read as YAML.

    Raises ValueError naming the form and the field that is wrong.
    """
    return read_lexicon(data, "dialect")


def standardise(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """`words` with the dialect that `lexicon` knows in standard words, in a list of that length.

    Words are lower case in NFC, chat abbreviations already written out: one of several syllables
    is a neighbour and stays as it is. Longest phrase first; “bữa ni” becomes “hôm nay” and "".
    """
    return expand(words, lexicon)
