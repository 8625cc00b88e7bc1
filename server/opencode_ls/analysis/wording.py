"""Names places and kinds of values in messages; a value from a placeholder is never in them."""

import os.path

from opencode_ls.analysis.build import QUOTE, Analysis
from opencode_ls.analysis.shell_syntax import TICK
from opencode_ls.jsonc import Kind, Node
from opencode_ls.text import Span

_KINDS: dict[Kind, str] = {
    "object": "an object",
    "array": "a list",
    "string": "a string",
    "number": "a number",
    "boolean": "`true` or `false`",
    "null": "`null`",
}


def shown(analysis: Analysis, place: Node | Span) -> str:
    """What stands between the quotes of a string or key, as written, in backticks."""
    span = analysis.span(place)
    text = span.of(analysis.text)
    if text.startswith('"'):
        closed = len(text) > 1 and text.endswith('"')
        span = Span(span.start + 1, span.end - 1 if closed else span.end)
    return as_written(analysis, span)


def as_written(analysis: Analysis, span: Span) -> str:
    """What stands at a span of the written text, on one short line and in backticks."""
    return in_short(" ".join(span.of(analysis.text).split()))


def in_short(text: str) -> str:
    """A text as code, cut where it is long."""
    return in_ticks(text if len(text) <= QUOTE else text[: QUOTE - 1] + "…")


def in_ticks(text: str) -> str:
    """A text of a stranger's file as code, on one line."""
    # Backticks would end the quote; what cannot be seen is shown as its escape.
    seen = (char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return f"`{''.join(seen).replace('`', TICK)}`"


def from_here(path: str, folder: str) -> str:
    """The path from a folder, where it lies below it."""
    return path.removeprefix(os.path.join(folder, ""))


def from_home(path: str, home: str) -> str:
    """The path with `~` for the home folder, where it lies below it."""
    folder = home.rstrip("/\\")
    below = folder and path.startswith((f"{folder}/", f"{folder}\\"))
    return f"~{path[len(folder) :]}" if below else path


def short_path(analysis: Analysis, path: str) -> str:
    """The path from where the user works, or from the home folder, where it is below one."""
    below = from_here(path, analysis.folder)
    return from_home(path, analysis.world.home) if below == path else below


def kind_of(node: Node) -> str:
    """What kind of value a node is, with its article."""
    return _KINDS.get(node.kind, "something else")


def subject(analysis: Analysis, node: Node) -> str:
    """The name of a value as the beginning of a sentence: its key, or what it is an item of."""
    holder = node
    while holder.key is None and holder.parent is not None:
        holder = holder.parent
    if holder.key is None:
        return "the file"
    name = shown(analysis, holder.key.key_span)
    return name if holder is node else f"an item of {name}"
