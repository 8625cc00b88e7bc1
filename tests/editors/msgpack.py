"""MessagePack, as much of it as Neovim speaks: values to bytes, bytes to values."""

import struct
from typing import Any

_SIZES = ((0x100, ">BB"), (0x1_0000, ">BH"), (0x1_0000_0000, ">BI"))
_NUMBERS = {
    0xCA: ">f",
    0xCB: ">d",
    0xCC: ">B",
    0xCD: ">H",
    0xCE: ">I",
    0xCF: ">Q",
    0xD0: ">b",
    0xD1: ">h",
    0xD2: ">i",
    0xD3: ">q",
}
_CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}


class IncompleteError(Exception):
    """The value has not arrived whole."""


def packed(value: Any) -> bytes:  # noqa: ANN401  (a JSON value)
    """The bytes of a value of JSON."""
    match value:
        case None | bool():
            return {None: b"\xc0", False: b"\xc2", True: b"\xc3"}[value]
        case int():
            return struct.pack(">Bq", 0xD3, value)
        case float():
            return struct.pack(">Bd", 0xCB, value)
        case str():
            data = value.encode()
            return _head(len(data), 0xD9) + data
        case list() | tuple():
            return struct.pack(">BI", 0xDD, len(value)) + b"".join(map(packed, value))
        case dict():
            members = b"".join(packed(name) + packed(member) for name, member in value.items())
            return struct.pack(">BI", 0xDF, len(value)) + members
        case _:
            raise TypeError(f"no such value in MessagePack: {value!r}")


def unpacked(data: bytes, start: int = 0) -> tuple[Any, int]:
    """The value that begins at `start`, and where it ends; raises IncompleteError."""
    unpacker = _Unpacker(data, start)
    return unpacker.value(), unpacker.at


def _head(size: int, first: int) -> bytes:
    number, form = next((n, form) for n, (limit, form) in enumerate(_SIZES) if size < limit)
    return struct.pack(form, first + number, size)


class _Unpacker:
    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.at = at

    def value(self) -> Any:  # noqa: ANN401  (a JSON value, and Neovim's handles)
        kind = self._number(">B")
        if kind < 0x80:
            return kind
        if kind >= 0xE0:
            return kind - 0x100
        if kind in _CONSTANTS:
            return _CONSTANTS[kind]
        if kind in _NUMBERS:
            return self._number(_NUMBERS[kind])
        return self._container(kind)

    def _container(self, kind: int) -> Any:  # noqa: ANN401  (as above)
        if kind < 0x90:
            return self._map(kind & 0x0F)
        if kind < 0xA0:
            return self._array(kind & 0x0F)
        if kind < 0xC0:
            return self._text(kind & 0x1F)
        if kind in range(0xD4, 0xD9):
            return self._handle(1 << kind - 0xD4)
        first, read = next(row for row in self._sized() if kind in range(row[0], row[0] + 3))
        return read(self._number((">B", ">H", ">I")[kind - first]))

    def _sized(self) -> tuple[tuple[int, Any], ...]:
        # Arrays and maps have no form with one byte: theirs begin one earlier.
        return (
            (0xC4, self._bytes),
            (0xC7, self._handle),
            (0xD9, self._text),
            (0xDB, self._array),
            (0xDD, self._map),
        )

    def _number(self, form: str) -> Any:  # noqa: ANN401  (an int or a float)
        return struct.unpack(form, self._bytes(struct.calcsize(form)))[0]

    def _bytes(self, size: int) -> bytes:
        if self.at + size > len(self._data):
            raise IncompleteError
        self.at += size
        return self._data[self.at - size : self.at]

    def _text(self, size: int) -> str:
        return self._bytes(size).decode(errors="replace")

    def _array(self, size: int) -> list[Any]:
        return [self.value() for _ in range(size)]

    def _map(self, size: int) -> dict[Any, Any]:
        return {self.value(): self.value() for _ in range(size)}

    def _handle(self, size: int) -> tuple[int, bytes]:
        return self._number(">b"), self._bytes(size)
