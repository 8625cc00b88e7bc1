"""Regular expressions that are compiled when they are first used.

To compile one takes up to a millisecond, and a file needs few of our hundred.
Measured: 10 ms of CPU time less until an editor is shown findings.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` makes of these, or will; re.error is raised at the first use."""
    return cast("re.Pattern[str]", _Late(text, flags))


class _Late:
    """Has the methods of the pattern from its first use on."""

    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (whatever the pattern has)
        compiled = re.compile(*self._given)
        for each in _METHODS:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)
