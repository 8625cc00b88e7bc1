"""Which values of a file other files that apply set too, and whose counts.

The merge is that of opencode 1.18 (`analysis.effective`); of a file for opencode 2, and of a file
that does not apply where it lies, nothing is said.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.effective import Step, Value, effective
from opencode_ls.analysis.finding import Found, Related
from opencode_ls.analysis.layers import Layer, places
from opencode_ls.analysis.wording import as_written, in_ticks, short_path
from opencode_ls.text import Span

LIMIT = 20
"""Values of one file that are told of at most: with more, one file is a copy of the other."""

_OF_EACH_FILE = frozenset({"$schema", "instructions", "plugin"})
"""Keys at the root that do not compete: lists that are added up, and what only editors read."""

_Values = Mapping[tuple[Step, ...], Value]


class Pair(NamedTuple):
    """A value of this file, and the one of another file at the same path that differs."""

    own: Value
    other: Value


class Overrides(NamedTuple):
    """What another file has the last word on, and what this file has it on; in the text's order."""

    overridden: tuple[Pair, ...] = ()
    overriding: tuple[Pair, ...] = ()


@lru_cache(maxsize=1)
def overrides(analysis: Analysis) -> Overrides:
    """The pairs of both kinds; one value is in one of them at most.  The last answer is kept."""
    if len(analysis.layers) == 1 or analysis.dialect == "2" or not _applies(analysis):
        return Overrides()
    at = _index(analysis)
    own = analysis.layers[at]
    written, counting = _values(own), {value.path: value for value in effective(analysis.layers)}
    lost = (pair for pair in _pairs(written, counting) if pair.other.layer is not own)
    won = {path: value for path, value in written.items() if _is_of(counting.get(path), own)}
    below = reversed(analysis.layers[:at])
    return Overrides(_sorted(lost), _sorted(_nearest(won, below)))


def found(analysis: Analysis, pair: Pair, verb: str, remark: str) -> Found:
    """Say of this file's value what it has to do with the other, which `remark` describes."""
    path = in_ticks(short_path(analysis, pair.other.layer.path))
    message = f"{_name(analysis, pair.own)} {verb} {path}"
    other = pair.other
    related = Related(other.span, remark, other.layer.path, other.layer.text)
    return Found(pair.own.span, message, related=(related,))


def _applies(analysis: Analysis) -> bool:
    """Whether opencode reads the file where it lies; a link to it counts."""
    real_path = analysis.world.real_path
    own = real_path(analysis.path)
    return any(real_path(path) == own for path, _ in places(analysis.world, analysis.folder))


def _index(analysis: Analysis) -> int:
    """Of this file's place among the layers, the highest if a link makes it two."""
    real_path = analysis.world.real_path
    own = real_path(analysis.path)
    return max(at for at, layer in enumerate(analysis.layers) if real_path(layer.path) == own)


def _values(layer: Layer) -> _Values:
    """The values of one file that compete with others: scalars and lists, by their paths."""
    return {
        value.path: value
        for value in effective((layer,))
        if value.node.kind != "object" and value.path[0] not in _OF_EACH_FILE
    }


def _nearest(won: _Values, below: Iterator[Layer]) -> Iterator[Pair]:
    """Each value with what it takes the place of: that of the highest file below that has one."""
    left = dict(won)
    for layer in below:
        others = _values(layer)
        yield from _pairs(left, others)
        left = {path: value for path, value in left.items() if path not in others}


def _pairs(own: _Values, others: _Values) -> Iterator[Pair]:
    for path, value in own.items():
        other = others.get(path)
        # What is compared is what is shown: nothing may depend on a placeholder's value.
        if other is not None and repr(other.shown) != repr(value.shown):
            yield Pair(value, other)


def _is_of(value: Value | None, layer: Layer) -> bool:
    return value is not None and value.layer is layer


def _sorted(pairs: Iterator[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: pair.own.span)[:LIMIT])


def _name(analysis: Analysis, value: Value) -> str:
    """The key of a value, as it is written."""
    key = value.node.key
    if key is None:
        return "the value"
    span = value.layer.substitution.back(key.key_span)
    text = span.of(analysis.text)
    inner = len(text) > 1 and text[0] == text[-1] == '"'
    return as_written(analysis, Span(span.start + 1, span.end - 1) if inner else span)
