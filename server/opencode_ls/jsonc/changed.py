"""Where two versions of a text differ, found by comparing ever smaller halves."""

from collections.abc import Callable

from opencode_ls.text import Span


def changed(old: str, new: str) -> tuple[Span, Span]:
    """The stretch of each text outside of which the two are equal; both empty if they are.

    Where several would do, the first: of two equal lines the earlier is the new one.
    """

    def same_end(done: int, size: int) -> bool:
        piece = old[len(old) - done - size : len(old) - done]
        return new.endswith(piece, 0, len(new) - done)

    def same_start(done: int, size: int) -> bool:
        return new.startswith(old[done : done + size], done)

    after = _equal(min(len(old), len(new)), same_end)
    before = _equal(min(len(old), len(new)) - after, same_start)
    return Span(before, len(old) - after), Span(before, len(new) - after)


def _equal(most: int, agree: Callable[[int, int], bool]) -> int:
    """How many characters agree: halving the stretch lets comparing be C's work."""
    done, size = 0, most
    while size > 0:
        if agree(done, size):
            done += size
            size = most - done
        else:
            most = done + size - 1
            size //= 2
    return done
