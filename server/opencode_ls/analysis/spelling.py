"""Finds the word that was probably meant: a slip of the finger, another case, another separator."""

import re
from collections.abc import Iterable
from functools import lru_cache

_SHORT, _LONG = 3, 8
"""Letters up to which a word is short, and from which it is long enough for two slips."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that a word is a misspelling of, None if there is none.

    Of several, one that differs only in case or separators, else the one with the fewest slips and
    then the most alike in length.
    """
    written = fold(word)
    best: tuple[int, int] | None = None
    found: str | None = None
    for candidate in candidates:
        other = fold(candidate)
        rank = (_slips(written, other), abs(len(written) - len(other)))
        if written == other:
            return candidate
        if rank[0] and (best is None or rank < best):
            best, found = rank, candidate
    return found


@lru_cache(maxsize=1024)
def fold(word: str) -> str:
    """The word without what people write differently: case, `_`, `-`, `.` and blanks."""
    return re.sub(r"[-_.\s]", "", word).lower()


def _slips(one: str, other: str) -> int:
    """How many letters were slipped on, 0 if it is too many (or none) for a misspelling."""
    shorter, longer = sorted((len(one), len(other)))
    limit = 1 if shorter < _LONG else 2
    if longer - shorter > limit or len(set(one) ^ set(other)) > 2 * limit:
        return 0
    # Of a short word, any letter may be another word's: only two that changed places are sure.
    if longer <= _SHORT and sorted(one) != sorted(other):
        return 0
    slips = _distance(one, other)
    return slips if slips <= limit else 0


def _distance(one: str, other: str) -> int:
    """Letters to insert, remove, change or swap to turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        older, before, row = before, row, [at + 1]
        for place, target in enumerate(other):
            costs = [before[place + 1] + 1, row[place] + 1, before[place] + (letter != target)]
            if at and place and letter == other[place - 1] and one[at - 1] == target:
                costs.append(older[place - 1] + 1)
            row.append(min(costs))
    return row[-1]
