"""Offers to move a key out of the file, to name the schema in it, and to change its shape.

The key itself is in no title and in no new text: whoever moves it stores it by hand, first.
"""

from collections.abc import Iterator

from opencode_ls.analysis.argv import as_json
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.destination import shape_of
from opencode_ls.analysis.key_source import providers
from opencode_ls.analysis.key_variable import variable
from opencode_ls.features.actions import Action
from opencode_ls.features.snippet import plain, template
from opencode_ls.features.v2_shape import conversion
from opencode_ls.jsonc import Node, Property
from opencode_ls.jsonc.edit import Edits, add_property, quote, rename_key, replace_value
from opencode_ls.text import Span, TextEdit
from opencode_ls.values.key_command import READY, Ready

SCHEMA = "https://opencode.ai/config.json"
"""What opencode itself writes into a file as its `$schema` (1.18.33, run)."""

MANAGERS = (
    "op read",
    "pass show",
    "secret-tool lookup",
    "security find-generic-password",
    "aws secretsmanager",
    "vault kv get",
)
"""The ready commands that a key can be moved to, by their labels."""


def refactorings(analysis: Analysis, span: Span) -> tuple[Action, ...]:
    """What can be rewritten where `span` is selected."""
    keys = (action for found in _keys(analysis, span) for action in _moves(analysis, *found))
    return (*keys, *_schema(analysis, span), *conversion(analysis, span))


def _keys(analysis: Analysis, span: Span) -> Iterator[tuple[str, Node, Property]]:
    """Each literal `apiKey` that the selection touches: provider, entry, the key as written."""
    for provider, entry in providers(analysis):
        node = entry.at(shape_of(entry).options, "apiKey")
        if node is None or not isinstance(node.value, str) or not node.value.strip():
            continue
        # An id that comes from a placeholder would be shown in the name of the variable.
        tainted = (
            analysis.tainted(node) or entry.key is None or analysis.tainted(entry.key.key_span)
        )
        written = None if tainted else analysis.written_node(node)
        found = written.key if written is not None else None
        if found is not None and found.span.touches(span):
            yield provider, entry, found


def _moves(analysis: Analysis, provider: str, entry: Node, found: Property) -> Iterator[Action]:
    name = f"{{env:{variable(analysis, provider, entry)}}}"
    title = f"Move this key to `{name}` (set the variable to it first)"
    yield _rewrite(title, replace_value(found.value, quote(name)))
    if found.parent.get("apiKeyCommand") is None:
        for ready in _managers(analysis):
            argv = tuple(plain(template(word)) for word in ready.argv)
            title = f"Move this key to {ready.tool} (`{ready.label}`; store it there first)"
            edits = (
                *rename_key(found, "apiKeyCommand"),
                *replace_value(found.value, as_json(argv)),
            )
            yield _rewrite(title, edits)


def _managers(analysis: Analysis) -> tuple[Ready, ...]:
    """Those whose program is here; all that this system can have if none is."""
    here = [
        ready
        for ready in READY
        if ready.label in MANAGERS
        and (not ready.platforms or analysis.world.platform in ready.platforms)
    ]
    which, folder = analysis.world.which, analysis.home_folder
    found = [ready for ready in here if which(ready.argv[0], folder).status == "found"]
    return tuple(sorted(found or here, key=lambda ready: MANAGERS.index(ready.label)))


def _schema(analysis: Analysis, span: Span) -> Iterator[Action]:
    """Where the root opens: editors without our server read the file by its schema."""
    tree = analysis.written
    root = tree.root
    if root is None or root.kind != "object" or not root.closed or root.get("$schema") is not None:
        return
    line = analysis.lines.line_span(analysis.lines.line_of(root.start))
    if not line.touches(span):
        return
    if not root.properties:
        yield _rewrite("Add $schema", add_property(tree, root, "$schema", quote(SCHEMA)))
        return
    first = root.properties[0].span.start
    before = tree.text[root.start + 1 : first]
    blank = before[len(before.rstrip(" \t\r\n")) :] or " "
    written = f'"$schema": {quote(SCHEMA)},{blank}'
    yield _rewrite("Add $schema", (TextEdit(Span(first, first), written),))


def _rewrite(title: str, edits: Edits) -> Action:
    return Action(title, "refactor.rewrite", None, edits, preferred=False, command=None)
