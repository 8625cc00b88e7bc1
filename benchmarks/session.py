"""What is measured of one server in one round: a short session with one document."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from documents import ENUM, Place, document, place_of
from editor import Editor, Peer, editor

Numbers = dict[str, float]
"""What was measured, in milliseconds or MiB, by its name."""

Steps = dict[str, Callable[[], object]]
"""What is done after a keystroke, by its name."""

_STARTS = 3
"""So often a server is started in a round: of all that is measured a start differs the most."""

_TYPED = "x"
_OPTIONS = {"tabSize": 2, "insertSpaces": True}


class Work(NamedTuple):
    """How big the document is in bytes, how often each thing is done, how many edits are sent."""

    size: int
    times: int
    edits: int
    commands: bool = True


class _Toggle:
    """One letter that is typed and taken back in turn; with it one value is wrong, as at first."""

    def __init__(self, opened: Editor, text: str) -> None:
        self._editor = opened
        self.begin = place_of(text, ENUM, len(ENUM))
        self.end = Place(self.begin.line, self.begin.character + len(_TYPED))
        self._wrong = True

    def __call__(self) -> None:
        if self._wrong:
            self._editor.change(self.begin, self.end, "")
        else:
            self._editor.change(self.begin, self.begin, _TYPED)
        self._wrong = not self._wrong

    def await_findings(self) -> None:
        """Wait for those that are true now."""
        self._editor.await_findings(self.begin.line, wrong=self._wrong)


def measure(peer: Peer, work: Work) -> Numbers:
    """One session, and some that end when findings are shown."""
    text = document(work.size, commands=work.commands)
    starts = [_only_start(peer, text) for _ in range(_STARTS - 1)]
    with TemporaryDirectory() as folder, editor(peer, Path(folder)) as opened:
        toggle = _Toggle(opened, text)
        starts.append(_start(opened, text, toggle))
        started = {what: median(each[what] for each in starts) for what in starts[0]}
        return started | _typing(opened, text, toggle, work) | _many(opened, toggle, work)


def _only_start(peer: Peer, text: str) -> Numbers:
    with TemporaryDirectory() as folder, editor(peer, Path(folder)) as opened:
        return _start(opened, text, _Toggle(opened, text))


def _start(opened: Editor, text: str, toggle: _Toggle) -> Numbers:
    opened.initialize()
    ready = time.perf_counter()
    opened.open(text.replace(ENUM, ENUM + _TYPED))
    toggle.await_findings()
    shown = time.perf_counter()
    return {
        "start to initialize": (ready - opened.started) * 1e3,
        "start to first findings": (shown - opened.started) * 1e3,
        "memory after open (MiB)": opened.memory(),
    }


def _typing(opened: Editor, text: str, toggle: _Toggle, work: Work) -> Numbers:
    """Every answer is asked for right after a keystroke: nothing can have been kept for it."""
    here = {"position": toggle.begin._asdict()}
    there = {"position": place_of(text, '"permission"', 3)._asdict()}
    steps: Steps = {
        "findings": toggle.await_findings,
        "completion": lambda: opened.ask_here("completion", **here),
        "hover": lambda: opened.ask_here("hover", **there),
        "symbols": lambda: opened.ask_here("documentSymbol"),
        "formatting": lambda: opened.ask_here("formatting", options=_OPTIONS),
    }
    found: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(work.times + 1):
        for name, step in steps.items():
            if name == "findings":
                opened.settle()
            begun = time.perf_counter()
            toggle()
            step()
            found[name].append((time.perf_counter() - begun) * 1e3)
    # The first of each makes warm.
    return {f"edit to {name}": median(times[1:]) for name, times in found.items()}


def _many(opened: Editor, toggle: _Toggle, work: Work) -> Numbers:
    begun = time.perf_counter()
    for _ in range(work.edits):
        toggle()
    opened.ask_here("hover", position=toggle.begin._asdict())
    took = (time.perf_counter() - begun) * 1e3
    return {
        f"{work.edits} edits, then an answer": took,
        "memory after them (MiB)": opened.memory(),
    }
