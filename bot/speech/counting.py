"""Numbers as Vietnamese words: the inverse of `bot.vietnamese.numbers`."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NORTHERN", "SOUTHERN", "Counting", "digits"]

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# After “mươi” only; “mười một”, but “hai mươi mốt”.
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_BILLION = 1_000_000_000


def digits(figures: str) -> str:
    """The figures one by one: “113” is “một một ba”. Anything but 0 to 9 is left out."""
    return " ".join(_DIGITS[int(figure)] for figure in figures if figure in "0123456789")


@dataclass(frozen=True)
class Counting:
    """A region's words for a thousand, and for the place of the tens that is empty."""

    thousand: str
    odd: str

    def words(self, value: int) -> str:
        """A number from 0: 2025 is “hai nghìn không trăm hai mươi lăm”."""
        if value >= _BILLION:
            above, rest = divmod(value, _BILLION)
            return f"{self.words(above)} tỷ" + (f" {self._full(rest)}" if rest else "")
        return self._below_billion(value, full=False)

    def decimal(self, whole: int, figures: str) -> str:
        """A number with figures after its comma: 3,25 is “ba phẩy hai mươi lăm”."""
        after = digits(figures) if figures[0] == "0" else self.words(int(figures))
        return f"{self.words(whole)} phẩy {after}"

    def _full(self, value: int) -> str:
        return self._below_billion(value, full=True)

    def _below_billion(self, value: int, *, full: bool) -> str:
        """`full`: something stands before it, so that empty hundreds are said."""
        millions, rest = divmod(value, 1_000_000)
        thousands, ones = divmod(rest, 1_000)
        said = []
        for group, scale in ((millions, "triệu"), (thousands, self.thousand), (ones, "")):
            if group:
                said.append(f"{self._group(group, full=full)} {scale}".strip())
                full = True
        return " ".join(said) or _DIGITS[0]

    def _group(self, value: int, *, full: bool) -> str:
        hundreds, rest = divmod(value, 100)
        if not hundreds and not full:
            return self._tens(rest)
        said = f"{_DIGITS[hundreds]} trăm"
        if not rest:
            return said
        return f"{said} {self.odd} {_DIGITS[rest]}" if rest < 10 else f"{said} {self._tens(rest)}"

    def _tens(self, value: int) -> str:
        tens, ones = divmod(value, 10)
        if not tens:
            return _DIGITS[ones]
        if tens == 1:
            return "mười" + (f" {'lăm' if ones == 5 else _DIGITS[ones]}" if ones else "")
        return f"{_DIGITS[tens]} mươi" + (
            f" {_AFTER_TENS.get(ones, _DIGITS[ones])}" if ones else ""
        )


NORTHERN = Counting(thousand="nghìn", odd="linh")
SOUTHERN = Counting(thousand="ngàn", odd="lẻ")
