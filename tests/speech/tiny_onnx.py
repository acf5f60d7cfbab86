"""A network with the inputs of a Piper voice, small enough to be written down.

Its sound repeats the numbers it is given, a hundred times for a length of one. The bytes are
those of a `ModelProto` (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

__all__ = ["tiny_voice"]

_FLOAT, _INT64 = 1, 7


def tiny_voice() -> bytes:
    """The network as the content of an ONNX file."""
    nodes = [
        _node("Cast", ["input"], "numbers", to=_FLOAT),
        _node("Mul", ["numbers", "quiet"], "wave"),
        _node("Gather", ["scales", "second"], "length"),
        _node("Mul", ["length", "hundred"], "times"),
        _node("Cast", ["times"], "whole", to=_INT64),
        _node("Reshape", ["whole", "one"], "row"),
        _node("Concat", ["one", "row"], "repeats", axis=0),
        _node("Tile", ["wave", "repeats"], "output"),
    ]
    constants = [
        _tensor("quiet", _FLOAT, struct.pack("<f", 0.01)),
        _tensor("hundred", _FLOAT, struct.pack("<f", 100)),
        _tensor("second", _INT64, struct.pack("<q", 1)),
        _tensor("one", _INT64, struct.pack("<q", 1), dimensions=1),
    ]
    graph = b"".join(
        [
            *(_field(1, node) for node in nodes),
            _field(2, b"tiny"),
            *(_field(5, constant) for constant in constants),
            _field(11, _value("input", _INT64, 2)),
            _field(11, _value("input_lengths", _INT64, 1)),
            _field(11, _value("scales", _FLOAT, 1)),
            _field(12, _value("output", _FLOAT, 2)),
        ]
    )
    return _field(1, 8) + _field(7, graph) + _field(8, _field(2, 13))


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    more = []
    while value > 0x7F:
        more.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*more, value])


def _node(kind: str, inputs: Iterable[str], output: str, **settings: int) -> bytes:
    attributes = [
        _field(5, _field(1, name.encode()) + _field(3, value) + _field(20, 2))
        for name, value in settings.items()
    ]
    names = [_field(1, each.encode()) for each in inputs]
    return b"".join([*names, _field(2, output.encode()), _field(4, kind.encode()), *attributes])


def _tensor(name: str, kind: int, value: bytes, dimensions: int = 0) -> bytes:
    return b"".join(
        [_field(1, 1)] * dimensions + [_field(2, kind), _field(8, name.encode()), _field(9, value)]
    )


def _value(name: str, kind: int, dimensions: int) -> bytes:
    shape = b"".join(_field(1, _field(2, f"{name}{n}".encode())) for n in range(dimensions))
    return _field(1, name.encode()) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))
