"""What the schema says of a key, in Markdown: what it does, its type, its default."""

import json

from opencode_ls.features.expected import alternatives, listed
from opencode_ls.features.markdown import markdown_code
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import mark, resolve

_LISTED = 8
"""Values that a type names one by one at most."""


def type_of(found: tuple[Schema, ...]) -> str:
    """The type in a few words, such as `boolean | "notify"` or `list of string`."""
    names = [name for branch in alternatives(found) for name in _names(branch)]
    return " | ".join(dict.fromkeys(names))


def described(found: tuple[Schema, ...]) -> str:
    """The description of a key, its default, and what to use instead of a deprecated one."""
    texts = [text for child in found if (text := _text(child))]
    told = any("efault" in text for text in texts)
    defaults = [child["default"] for child in found if "default" in child and not told]
    lines = [
        *(_deprecated(child) for child in found if child.get("deprecated")),
        *texts[:1],
        *(f"Default: {shown(value)}" for value in defaults[:1]),
    ]
    return "\n\n".join(lines)


def shown(value: object) -> str:
    """A JSON value of the schema as code."""
    return markdown_code(json.dumps(value, ensure_ascii=False))


def value_text(found: tuple[Schema, ...], value: object) -> str:
    """What the schema says of one of the values that it lists, "" where it says nothing."""
    for branch in (*found, *alternatives(found)):
        texts = branch.get("markdownEnumDescriptions", branch.get("enumDescriptions", ()))
        values = branch.get("enum", ())
        if value in values and values.index(value) < len(texts):
            return str(texts[values.index(value)])
    return ""


def _text(found: Schema) -> str:
    return str(found.get("markdownDescription") or found.get("description") or "")


def _deprecated(found: Schema) -> str:
    replacement = mark(found, "replacement")
    instead = f": use {markdown_code(replacement)}" if isinstance(replacement, str) else ""
    return f"**Deprecated**{instead}"


def _names(branch: Schema) -> tuple[str, ...]:
    values = listed(branch)
    if branch.get("type") == "boolean" and values == (True, False):
        return ("boolean",)
    if values is not None:
        names = tuple(json.dumps(value, ensure_ascii=False) for value in values[:_LISTED])
        return (*names, "…") if len(values) > _LISTED else names
    types = branch.get("type", "any value")
    return tuple(_name(branch, name) for name in ([types] if isinstance(types, str) else types))


def _name(branch: Schema, name: str) -> str:
    if name != "array":
        return name
    items = branch.get("items")
    inner = type_of((resolve(items),)) if isinstance(items, dict) else ""
    return f"list of {inner}" if inner and " | " not in inner else "list"
