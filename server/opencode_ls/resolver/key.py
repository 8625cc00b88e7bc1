"""The one type that holds a secret: it shows itself nowhere, and is unwrapped by name."""

from collections.abc import Callable
from typing import NoReturn, Self, SupportsIndex


class Key:
    """A key that a command printed, trimmed as JavaScript trims.

    `seconds` is how long the command ran; `warnings` say what looks odd about the key without
    showing it.  `len` counts characters.
    """

    # The value lives in a closure: whoever lists attributes finds a function, not the key.
    __slots__ = ("_length", "_value", "seconds", "warnings")

    def __init__(self, value: str, *, seconds: float = 0.0, warnings: tuple[str, ...] = ()) -> None:
        self._value = self._keep(value)
        self._length = len(value)
        self.seconds = seconds
        self.warnings = warnings

    @staticmethod
    def _keep(value: str) -> Callable[[], str]:
        return lambda: value

    def reveal(self) -> str:
        """The key itself; call it where the key leaves us, and keep the answer in no variable."""
        return self._value()

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return "Key(…)"

    def __format__(self, spec: str) -> str:
        return "Key(…)"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a Key is not pickled: that would write the key down")
