"""Adds models to a provider's entry: the edit, for ids that a provider says it has."""

from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.key_source import providers
from opencode_ls.features.insertion import at_line, unit
from opencode_ls.jsonc import Node, parse_template
from opencode_ls.jsonc.edit import Edits, add_properties, add_property, quote, replace_value
from opencode_ls.text import apply_edits

MOST = 500
"""Models that are added at once."""


class NewModels(NamedTuple):
    """The edits that add `added` models; none if all are there."""

    edits: Edits
    added: int


def new_models(analysis: Analysis, provider: str, ids: tuple[str, ...]) -> NewModels | None:
    """Add those of the ids that are not there, at most `MOST`; None if there is no place for them.

    The ids are taken as they are: whoever read them has looked at them.
    """
    entry = dict(providers(analysis)).get(provider)
    written = None if entry is None else analysis.written_node(entry)
    if entry is None or written is None or written.kind != "object":
        return None
    models = entry.get("models")
    present = {found.name for found in models.properties} if models else set()
    names = tuple(name for name in dict.fromkeys(ids) if name not in present)[:MOST]
    edits = _edits(analysis, written, names) if names else ()
    return None if edits is None else NewModels(edits, len(names))


def _edits(analysis: Analysis, entry: Node, names: tuple[str, ...]) -> Edits | None:
    tree, models = analysis.written, entry.get("models")
    if models is None:
        edits = add_property(tree, entry, "models", _object(analysis.text, entry, names))
    elif models.properties:
        edits = add_properties(tree, models, dict.fromkeys(names, "{}"))
    elif models.kind in {"object", "missing"}:
        edits = replace_value(models, _object(analysis.text, entry, names))
    else:
        return None
    # A text that is half typed may have no such place: nothing is better than a broken file.
    after = parse_template(apply_edits(analysis.text, edits))
    return edits if len(after.problems) <= len(tree.problems) else None


def _object(text: str, entry: Node, names: tuple[str, ...]) -> str:
    """The models on a line each, if the entry has lines."""
    members = [f"{quote(name)}: {{}}" for name in names]
    if "\n" not in entry.span.of(text):
        return f"{{ {', '.join(members)} }}"
    step = unit(text)
    lines = f",\n{step}".join(members)
    start = entry.properties[-1].span.start if entry.properties else entry.start
    return at_line(text, start, f"{{\n{step}{lines}\n}}")
