"""What came of trying a key, as a value: never the key, and nothing that a provider said."""

from typing import Any, Literal, NamedTuple


class Answer(NamedTuple):
    """What came of asking; `kind` is "" if the key was accepted, `host` "" if nobody was asked.

    `seconds` is how long it took; `message` and `hint` are as those of a `Failure`.
    """

    status: Literal["accepted", "rejected", "unreachable", "unknown"]
    kind: str
    message: str
    hint: str = ""
    host: str = ""
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The object `try` of a result."""
        host = {"host": self.host} if self.host else {}
        return {"status": self.status, "seconds": round(self.seconds, 3), **host}
