"""Prints what the classes of attrs, pygls, jsonschema and referencing are: `late` or `as-it-is`."""

import sys
from typing import Any

if sys.argv[1] == "late":
    import opencode_ls.lsp  # noqa: F401  (it has the classes built late)

import attrs
import jsonschema.validators
import pygls.protocol.json_rpc
import referencing.exceptions
import referencing.jsonschema
from referencing import Registry

MODULES = (
    attrs.validators,
    pygls.protocol.json_rpc,
    jsonschema.exceptions,
    jsonschema.validators,
    referencing._core,
    referencing.exceptions,
    referencing.jsonschema,
)

_UNLIKE = {
    *("__slots__", "__weakref__", "__dict__", "__getstate__", "__setstate__"),
    "__attrs_own_setattr__",
}
"""What only classes with slots have, or only those without."""


def classes() -> list[type]:
    """All that attrs has to do with, by their names."""
    found = {each for module in MODULES for each in vars(module).values() if isinstance(each, type)}
    return sorted(filter(attrs.has, found), key=lambda each: (each.__module__, each.__qualname__))


def attempt(what: object) -> str:
    """What calling it says."""
    try:
        return repr(what())  # type: ignore[operator]  # a lambda
    except Exception as error:  # noqa: BLE001  (the error is what is compared)
        return f"{type(error).__name__} {error}"


def frozen() -> None:
    """Set an attribute of a frozen instance."""
    registry: Any = Registry()
    registry._resources = {}


for cls in classes():
    fields = [(each.name, type(each.default), each.init, each.eq) for each in attrs.fields(cls)]
    print(cls.__module__, cls.__qualname__, cls.__bases__, cls.__doc__, fields)
    print(sorted(vars(cls).keys() - _UNLIKE - {each[0] for each in fields}))

exceptions: Any = referencing.exceptions
validators: Any = attrs.validators
unresolvable = exceptions.Unresolvable("x")
anchor: Any = exceptions.NoSuchAnchor(ref="x", resource=1, anchor="y")
official = "https://json-schema.org/draft/2020-12/schema"
schema = {
    "type": "object",
    "properties": {"a": {"$ref": "#/$defs/a"}},
    "$defs": {"a": {"enum": [1]}},
}
for what in (
    lambda: unresolvable,
    lambda: unresolvable == exceptions.Unresolvable("x"),
    lambda: hash(unresolvable) == hash(exceptions.Unresolvable("x")),
    lambda: anchor,
    lambda: attrs.evolve(anchor, anchor="z"),
    lambda: isinstance(anchor, exceptions.Unresolvable),
    lambda: validators.instance_of(int),
    lambda: validators.optional(validators.in_((1, 2))),
    lambda: validators.and_(validators.ge(1), validators.matches_re("a")),
    lambda: validators.not_(validators.lt(3)),
    lambda: attrs.make_class("X", {"a": attrs.field(validator=validators.max_len(1))})("bc"),
    lambda: pygls.protocol.json_rpc.JsonRPCNotification("2.0", "m", {}),
    lambda: [each.message for each in jsonschema.Draft7Validator(schema).iter_errors({"a": 2})],
    lambda: jsonschema.Draft202012Validator({"$ref": "#/no"}).validate(1),
    lambda: jsonschema.Draft3Validator.check_schema({"type": 1}),
    lambda: jsonschema.Draft201909Validator.check_schema({"allOf": [{"minimum": "x"}]}),
    lambda: jsonschema.Draft202012Validator.check_schema({"properties": {"a": {"type": 1}}}),
    lambda: jsonschema.Draft202012Validator({"$ref": official}).validate({"type": 1}),
    lambda: Registry().get_or_retrieve("https://x.example"),
    frozen,
):
    print(attempt(what))
