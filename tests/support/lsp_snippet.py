"""Expands LSP snippets as an editor would, to see what a snippet inserts before anyone types."""

import re

_PART = re.compile(
    r"\\(?P<escaped>[\\$}])|\$(?P<bare>\d+)"
    r"|\$\{\d+(?::(?P<inside>(?:\\.|[^\\}])*))?\}"
    r"|(?P<text>[^\\$]+)|(?P<wrong>.)",
    re.DOTALL,
)
_CHOICE = re.compile(r"\$\{(\d+)\|((?:\\.|[^\\|])*)\|\}")


def expanded(snippet: str) -> str:
    """The text with every placeholder's default and each choice's first alternative.

    Raises ValueError for what LSP's grammar does not allow.
    """
    parts: list[str] = []
    at = 0
    while at < len(snippet):
        choice = _CHOICE.match(snippet, at)
        if choice is not None:
            first = re.split(r"(?<!\\),", choice[2])[0]
            parts.append(re.sub(r"\\([\\,|])", r"\1", first))
            at = choice.end()
            continue
        match = _PART.match(snippet, at)
        if match is None or match["wrong"] is not None:
            raise ValueError(f"not a snippet at {at}: {snippet!r}")
        inside = re.sub(r"\\([\\$}])", r"\1", match["inside"] or "")
        parts.append(match["escaped"] or match["text"] or inside)
        at = match.end()
    return "".join(parts)
