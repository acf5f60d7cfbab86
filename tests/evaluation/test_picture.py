"""The pictures: what stands in them, and that nothing lies outside."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from made_up import TEN, answer

from bot.evaluation.calibration import reliability
from bot.evaluation.picture import heat_map, reliability_diagram
from bot.evaluation.scores import confusions


def words(svg: Element) -> list[str]:
    """What is written in a picture."""
    return [text.text or "" for text in svg.iter("text")]


def corners(svg: Element) -> Iterator[tuple[float, float]]:
    """Places that are drawn at, names apart."""
    for box in svg.iter("rect"):
        x, y = float(box.attrib["x"]), float(box.attrib["y"])
        yield x, y
        yield x + float(box.attrib["width"]), y + float(box.attrib["height"])
    for line in svg.iter("line"):
        yield float(line.attrib["x1"]), float(line.attrib["y1"])
        yield float(line.attrib["x2"]), float(line.attrib["y2"])


def test_the_heat_map_names_and_counts_what_is_confused() -> None:
    svg = heat_map(confusions([*TEN, TEN[2]]))
    assert {"greet (2)", "thank (1)", "scam_victim (1)", "out_of_scope (2)"} <= set(words(svg))
    assert {"thank", "nlu_fallback", "check_scam"} <= set(words(svg))
    boxes = {box.find("title").text: box.attrib for box in svg.iter("rect")}  # type: ignore[union-attr]
    assert len(boxes) == 5
    most = boxes["greet understood as thank: 2"]
    once = boxes["out_of_scope understood as thank: 1"]
    assert most["x"] == once["x"]
    assert float(most["y"]) + 22 == pytest.approx(float(once["y"]))
    assert most["fill"] == "#a50f26"
    assert once["fill"] != most["fill"]


def test_a_bar_is_as_high_as_its_share_of_right_ones() -> None:
    half = [answer("greet", ("greet", 0.85)), answer("greet", ("thank", 0.85))]
    svg = reliability_diagram(reliability(half))
    heights = [float(box.attrib["height"]) for box in svg.iter("rect")]
    assert heights == [0] * 8 + [150, 0]
    assert "2" in words(svg)
    assert len(list(svg.iter("circle"))) == 1


@pytest.mark.parametrize(
    "svg", [heat_map(confusions(TEN)), reliability_diagram(reliability(TEN))], ids=["map", "bins"]
)
def test_a_picture_is_well_formed_and_within_its_frame(svg: Element) -> None:
    fromstring(tostring(svg))
    width, height = float(svg.attrib["width"]), float(svg.attrib["height"])
    assert all(0 <= x <= width and 0 <= y <= height for x, y in corners(svg))
