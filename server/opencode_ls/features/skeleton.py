"""The value that a new key starts with, made from its schema: tab stops where the user types."""

from opencode_ls.features.expected import alternatives, kinds, listed
from opencode_ls.features.snippet import Parts, Stop, literal, plain, shifted, template
from opencode_ls.jsonc.edit import quote
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import properties_of, resolve

_CHOICES = 20
"""Values among which a tab stop lets the user choose at most."""

_DEPTH = 4


def skeleton(found: tuple[Schema, ...], depth: int = _DEPTH) -> Parts:
    """The value of a key with these schemas; its plain text is valid JSON of the right type."""
    branches = alternatives(found)
    values = [_few(branch) for branch in branches]
    if any(listed(branch) for branch in branches) and all(value is not None for value in values):
        return _choice(found, [value for some in values for value in some or ()])
    return _of_type(found, next(iter(branches), {}), depth)


def completable(found: tuple[Schema, ...]) -> bool:
    """Whether something can be offered once the skeleton stands there."""
    branches = alternatives(found)
    if any(branch.get("type") in {"object", "array"} for branch in branches):
        return True
    free = any(listed(branch) is None for branch in branches)
    return free and (bool(kinds(found)) or _from_elsewhere(found))


def _from_elsewhere(found: tuple[Schema, ...]) -> bool:
    """Whether such a text is usually taken from a variable or a file."""
    examples = [example for child in found for example in child.get("examples", ())]
    return any(isinstance(one, str) and one.startswith("{") for one in examples)


def _few(branch: Schema) -> tuple[object, ...] | None:
    """The values that a branch lists; an empty container stands for all of its kind."""
    match branch.get("type"):
        case "object":
            return ({},)
        case "array":
            return ([],)
        case _:
            return listed(branch)


def _choice(found: tuple[Schema, ...], values: list[object]) -> Parts:
    """A choice, the default last: a key is written to say something else."""
    defaults = [plain(literal(child["default"])) for child in found if "default" in child]
    ordered = dict.fromkeys(plain(literal(value)) for value in values)
    texts = tuple(sorted(ordered, key=lambda text: text in defaults)[:_CHOICES])
    if len(texts) == 1:
        return texts
    if all(text.startswith('"') for text in texts):
        inner = tuple(text[1:-1] for text in texts)
        return ('"', Stop(1, inner[0], inner), '"')
    return (Stop(1, texts[0], texts),)


def _of_type(found: tuple[Schema, ...], branch: Schema, depth: int) -> Parts:
    types = branch.get("type", "string")
    match types if isinstance(types, str) else types[0]:
        case "object":
            return _object(branch, depth)
        case "array":
            items = branch.get("items")
            text = isinstance(items, dict) and resolve(items).get("type") == "string"
            return template('["$1"]' if text and not kinds(found) else "[$1]")
        case "integer" | "number":
            return (Stop(1, str(_number(found, branch))),)
        case _:
            return ('"', Stop(1, _usual(found)), '"')


def _object(branch: Schema, depth: int) -> Parts:
    """An object with the keys without which opencode refuses it."""
    names = branch.get("required", ()) if depth else ()
    if not names:
        return ("{", Stop(1), "}")
    known = properties_of((branch,))
    parts: list[str | Stop] = ["{ "]
    last = 0
    for index, name in enumerate(names):
        value = shifted(skeleton((known.get(name, {}),), depth - 1), last)
        last = max((part.number for part in value if isinstance(part, Stop)), default=last)
        parts += (", " if index else "", f"{quote(name)}: ", *value)
    return (*parts, " }")


def _usual(found: tuple[Schema, ...]) -> str:
    """A default that is also the example is what nearly everybody writes."""
    for child in found:
        default = child.get("default")
        if isinstance(default, str) and child.get("examples", ())[:1] == [default]:
            return quote(default)[1:-1]
    return ""


def _number(found: tuple[Schema, ...], branch: Schema) -> object:
    for child in (*found, branch):
        if "default" in child:
            return child["default"]
        if child.get("examples"):
            return child["examples"][0]
    above = branch.get("exclusiveMinimum")
    return branch.get("minimum", 0) if above is None else above + 1
