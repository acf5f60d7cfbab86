"""Two pictures as SVG elements: what is confused with what, and how honest confidence is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from bot.evaluation.calibration import Bin

__all__ = ["heat_map", "reliability_diagram"]

_CELL = 22
_LETTER = 7.0
"""How wide a letter of a name is at most, in pixels."""

_SLANT = 0.71  # sine and cosine of 45°, at which the names of the columns lean
_LIGHT, _DARK = (253, 231, 215), (165, 15, 38)
_FRAME, _BAR, _IDEAL = "#d5d9d8", "#8cc5b0", "#b3361b"


def heat_map(confusions: Mapping[tuple[str, str], int]) -> Element:
    """How often each intent (rows) was understood as another (columns).

    `confusions` holds counts by (meant, understood) and is not empty. Only intents that take
    part are shown: what was understood as meant is in the tables.
    """
    rows = sorted({meant for meant, _ in confusions})
    columns = sorted({understood for _, understood in confusions})
    left = _LETTER * (max(map(len, rows)) + 5)
    lean = _LETTER * _SLANT * max(map(len, columns))
    top, width, height = lean + 34, _CELL * len(columns), _CELL * len(rows)
    svg = _svg(left + width + lean + 8, top + height + 8, "Intents meant and understood")
    _text(svg, 4, 16, "rows: meant, columns: understood", fill="#555")
    for place, name in enumerate(columns):
        x, y = left + _CELL * (place + 0.5), top - 6
        _line(svg, x - _CELL / 2, top, x - _CELL / 2, top + height)
        _text(svg, x, y, name, transform=f"rotate(-45 {x:g} {y:g})")
    for place, name in enumerate(rows):
        y = top + _CELL * place
        count = sum(n for (meant, _), n in confusions.items() if meant == name)
        _line(svg, left, y, left + width, y)
        _text(svg, left - 6, y + _CELL * 0.65, f"{name} ({count})", **{"text-anchor": "end"})
    _line(svg, left + width, top, left + width, top + height)
    _line(svg, left, top + height, left + width, top + height)
    most = max(confusions.values())
    for (meant, understood), count in sorted(confusions.items()):
        x, y = left + _CELL * columns.index(understood), top + _CELL * rows.index(meant)
        cell = _box(svg, x + 1, y + 1, _CELL - 2, _CELL - 2, _shade(count / most))
        SubElement(cell, "title").text = f"{meant} understood as {understood}: {count}"
        ink = "#fff" if count / most > 0.5 else "#222"
        middle = {"text-anchor": "middle", "pointer-events": "none"}
        _text(svg, x + _CELL / 2, y + _CELL * 0.65, str(count), fill=ink, **middle)
    return svg


def reliability_diagram(bins: Sequence[Bin]) -> Element:
    """A bar for each bin: how many of its answers were right; on the dashed line if honest."""
    side, left, top = 300, 56, 24
    svg = _svg(left + side + 56, top + side + 62, "Confidence and accuracy")
    for tenth in range(0, 11, 2):
        y, x = top + side * (1 - tenth / 10), left + side * tenth / 10
        _line(svg, left, y, left + side, y)
        _text(svg, left - 6, y + 4, f"{tenth / 10:.1f}", **{"text-anchor": "end"})
        _text(svg, x, top + side + 32, f"{tenth / 10:.1f}", **{"text-anchor": "middle"})
    for each in bins:
        x, width = left + side * each.low, side * (each.high - each.low)
        height = side * each.accuracy
        bar = _box(svg, x + 1, top + side - height, width - 2, height, _BAR)
        what = f"{each.accuracy:.2f} right at confidence {each.confidence:.2f}"
        SubElement(bar, "title").text = f"{what} ({each.count} sentences)"
        _text(
            svg,
            x + width / 2,
            top + side + 15,
            str(each.count) if each.count else "",
            fill="#555",
            **{"text-anchor": "middle", "font-size": "10"},
        )
        if each.count:
            mark = {"cx": _px(left + side * each.confidence), "cy": _px(top + side - height)}
            SubElement(svg, "circle", {**mark, "r": "3.5", "fill": _IDEAL, "stroke": "#fff"})
    dashed = {"stroke-dasharray": "6 4", "stroke-width": "2"}
    _line(svg, left, top + side, left + side, top, stroke=_IDEAL, **dashed)
    _text(svg, left, 14, "share of right ones; dot: mean confidence of a bin", fill="#555")
    below = top + side + 52
    axis = "confidence (sentences of each bin above)"
    _text(svg, left + side / 2, below, axis, fill="#555", **{"text-anchor": "middle"})
    return svg


def _svg(width: float, height: float, label: str) -> Element:
    size = {"width": _px(width), "height": _px(height)}
    return Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {size['width']} {size['height']}",
            **size,
            "font-family": "system-ui, sans-serif",
            "font-size": "13",
            "role": "img",
            "aria-label": label,
        },
    )


def _box(svg: Element, x: float, y: float, width: float, height: float, fill: str) -> Element:
    size = {"width": _px(width), "height": _px(height)}
    return SubElement(svg, "rect", {"x": _px(x), "y": _px(y), **size, "fill": fill})


def _line(
    svg: Element, x1: float, y1: float, x2: float, y2: float, stroke: str = _FRAME, **more: str
) -> None:
    ends = {"x1": _px(x1), "y1": _px(y1), "x2": _px(x2), "y2": _px(y2)}
    SubElement(svg, "line", {**ends, "stroke": stroke, **more})


def _text(svg: Element, x: float, y: float, words: str, **more: str) -> None:
    SubElement(svg, "text", {"x": _px(x), "y": _px(y), **more}).text = words


def _shade(share: float) -> str:
    """From light for 0 to dark for 1."""
    mixed = (round(a + (b - a) * share) for a, b in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
