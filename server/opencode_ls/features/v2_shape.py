"""Offers to rewrite the providers of a file in the shape of opencode 2.

All at once: opencode 2 reads a file with entries of both shapes, but 1.18 loses each that is
converted, so half of them would serve neither; and one key renamed moves no comment.
"""

from collections.abc import Iterator, Mapping

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.destination import FIRST, SECOND
from opencode_ls.analysis.key_origin import PREFIX
from opencode_ls.features.actions import Action
from opencode_ls.features.v2_certain import hindrances
from opencode_ls.jsonc import Node, Property, Tree, parse_template
from opencode_ls.jsonc.edit import Edits, quote, rename_key, replace_value
from opencode_ls.jsonc.moving import move_before, move_into
from opencode_ls.text import Span, TextEdit, apply_edits, difference


def conversion(analysis: Analysis, span: Span) -> Iterator[Action]:
    """Converting all providers, where nothing but the key of one or of their map is selected."""
    tree = analysis.written
    section = _section(tree)
    if section is None or analysis.settings.opencode == "1":
        return
    keys = (section, *section.value.properties)
    if not any(key.key_span.covers(span) for key in keys) or not section.value.properties:
        return
    if any(problem.span.touches(section.span) for problem in tree.problems):
        return
    title = "Convert the providers to the V2 shape"
    if analysis.settings.opencode != "2":
        title += ", which opencode 1.18 does not read"
    hindrance = next(hindrances(section), "")
    edits = () if hindrance else (difference(tree.text, _converted(tree)),)
    yield Action(
        title, "refactor.rewrite", None, edits, preferred=False, command=None, hindrance=hindrance
    )


def _section(tree: Tree) -> Property | None:
    """The only map of providers, if it is written for opencode 1."""
    sections = {FIRST.section, SECOND.section}
    found = [each for each in tree.root.properties if each.name in sections] if tree.root else []
    only = found[0] if len(found) == 1 and found[0].name == FIRST.section else None
    return only if only is not None and only.value.kind == "object" else None


def _converted(tree: Tree) -> str:
    """The text with the shape of opencode 2; one move in each object at a time."""
    while moves := tuple(_moves(tree)):
        tree = parse_template(apply_edits(tree.text, moves))
    return apply_edits(tree.text, tuple(_renames(tree)))


def _moves(tree: Tree) -> Iterator[TextEdit]:
    section = _section(tree)
    for entry in section.value.children() if section else ():
        yield from _out_of_options(tree, entry) or _gathered(
            tree, entry, "api", "options", "baseURL"
        )
        models = entry.get("models")
        for model in models.children() if models else ():
            yield from _gathered(tree, model, "tool_call", "modalities", "tools")
            cost = model.get("cost")
            if cost is not None:
                yield from _gathered(tree, cost, "cache_write", "cache", "write") or _gathered(
                    tree, cost, "cache_read", "cache", "read"
                )


def _out_of_options(tree: Tree, entry: Node) -> Edits:
    options = entry.get("options")
    for name in ("headers", "body"):
        found = options.get(name) if options else None
        if options is not None and options.key and found is not None and found.key:
            return move_before(tree, found.key, name, options.key)
    return ()


def _gathered(tree: Tree, node: Node, name: str, holder: str, new: str) -> Edits:
    """Move a key, under a new name, into an object beside it, which is made if need be."""
    found, target = node.get(name), node.get(holder)
    if found is None or found.key is None:
        return ()
    if target is not None:
        return move_into(tree, found.key, new, target)
    return _wrapped(found.key, f"{quote(holder)}: {{ {quote(new)}", " }")


def _wrapped(found: Property, key: str, end: str) -> Edits:
    after = found.span.end
    return TextEdit(found.key_span, key), TextEdit(Span(after, after), end)


def _renames(tree: Tree) -> Iterator[TextEdit]:
    section = _section(tree)
    if section is None:
        return
    yield from rename_key(section, SECOND.section)
    for entry in section.value.children():
        yield from _renamed(entry, {"npm": SECOND.npm, "options": SECOND.options})
        npm, models = entry.get("npm"), entry.get("models")
        if npm is not None:
            yield TextEdit(Span(npm.start + 1, npm.start + 1), PREFIX)
        for model in models.children() if models else ():
            yield from _of_renamed_model(tree, model)


def _of_renamed_model(tree: Tree, model: Node) -> Iterator[TextEdit]:
    names = {"id": "modelID", "options": "settings", "modalities": "capabilities"}
    yield from _renamed(model, {**names, "status": "disabled"})
    status, variants = model.get("status"), model.get("variants")
    if status is not None:
        yield from replace_value(status, "true")
    if variants is not None:
        start, end = variants.span
        yield TextEdit(Span(start, start + 1), "[")
        yield TextEdit(Span(end - 1, end), "]")
        for found in variants.properties:
            written = found.key_span.of(tree.text)
            yield from _wrapped(found, f'{{ "id": {written}, "settings"', " }")


def _renamed(node: Node, names: Mapping[str, str]) -> Iterator[TextEdit]:
    for found in node.properties:
        if found.name in names:
            yield from rename_key(found, names[found.name])
