"""Writes a tree on one line, so that a test can state the whole of it.

A value is written as in JSON; what is not closed ends with `…`, a missing value is `?` with the
text that stands there, a placeholder is as written between `<` and `>`.
"""

import json

from opencode_ls.jsonc import Node, Tree


def dump(tree: Tree) -> str:
    """The tree of a small text, "" for none."""
    return _node(tree, tree.root) if tree.root else ""


def problems(tree: Tree) -> list[str]:
    """Each problem as its code and the text that it points at."""
    return [f"{problem.code} {problem.span.of(tree.text)}" for problem in tree.problems]


def _node(tree: Tree, node: Node) -> str:
    match node.kind:
        case "object":
            members = (
                f"{_string(found.name)}: {_node(tree, found.value)}" for found in node.properties
            )
            return f"{{{', '.join(members)}{'}' if node.closed else '…'}"
        case "array":
            items = (_node(tree, item) for item in node.items)
            return f"[{', '.join(items)}{']' if node.closed else '…'}"
        case "string":
            text = _string(str(node.value))
            return text if node.closed else text[:-1] + "…"
        case "missing":
            return f"?{node.span.of(tree.text)}"
        case "placeholder":
            return f"<{node.span.of(tree.text)}>"
        case _:
            return json.dumps(node.value)


def _string(text: str) -> str:
    return json.dumps(text)
