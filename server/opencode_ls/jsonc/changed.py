"""Where two versions of a text differ."""

from opencode_ls.text import Span, common_end, common_start


def changed(old: str, new: str) -> tuple[Span, Span]:
    """The stretch of each text outside of which the two are equal; both empty if they are.

    Where several would do, the first: of two equal lines the earlier is the new one.
    """
    after = common_end(old, new)
    before = min(common_start(old, new), min(len(old), len(new)) - after)
    return Span(before, len(old) - after), Span(before, len(new) - after)
