"""Draws ratios as bars: SVG by hand, readable on a light and on a dark page."""

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

_ROW, _LEFT, _WIDTH = 22, 330, 380
_RIGHT = _LEFT + _WIDTH + 50
_LEAST = 0.02
_STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #57606a }
  .ours { fill: #2da44e } .slower { fill: #bf8700 } .one { stroke: #57606a; stroke-dasharray: 3 3 }
  @media (prefers-color-scheme: dark) { text { fill: #9198a1 } .one { stroke: #9198a1 } }
"""


class Bar(NamedTuple):
    """What was measured, and ours by the best peer's."""

    what: str
    ratio: float


def picture(bars: Sequence[Bar], machine: str) -> str:
    """All bars, on a logarithmic scale: half as much and twice as much look the same."""
    most = max(2.0, *(bar.ratio for bar in bars))
    height = _ROW * (len(bars) + 3)
    one = _at(1.0, most)
    rows = "\n".join(_row(index, bar, most) for index, bar in enumerate(bars, 2))
    title = f"opencode-ls by the best of the JSON servers (left of the line: better); {machine}"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{_RIGHT + 20}" \
height="{height}" role="img" aria-label="{escape(title)}">
<style>{_STYLE}</style>
<text x="0" y="{_ROW - 6}">{escape(title)}</text>
<line class="one" x1="{one:.0f}" x2="{one:.0f}" y1="{_ROW}" y2="{height - _ROW}"/>
{rows}
</svg>
"""


def _row(index: int, bar: Bar, most: float) -> str:
    top, end = index * _ROW, _at(bar.ratio, most)
    name = "ours" if bar.ratio <= 1 else "slower"
    return (
        f'<text x="{_LEFT - 8}" y="{top + 4}" text-anchor="end">{escape(bar.what)}</text>'
        f'<rect class="{name}" x="{_LEFT}" y="{top - 8}" width="{end - _LEFT:.1f}" height="14"/>'
        f'<text x="{_RIGHT}" y="{top + 4}" text-anchor="end">{bar.ratio:.2f}</text>'
    )


def _at(ratio: float, most: float) -> float:
    whole = math.log(most / _LEAST)
    return _LEFT + _WIDTH * max(0.0, math.log(max(ratio, _LEAST) / _LEAST) / whole)
