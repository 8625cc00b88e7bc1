"""`jsonschema`'s validator, which remembers of each unchanged value what it has been found to fit.

Nearly all of a file fits the schema, and a keystroke changes one object of it and those around it.
So an object that fitted once is passed by as long as it is the same object, and a scalar wherever
it is the same; what did not fit is checked again, and its errors are new ones.
Measured at 100 KB: 0.5 ms in place of 47.
"""

from collections.abc import Callable, Hashable, Iterator
from typing import Any, TypeVar

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from opencode_ls.jsonc.value import Shared
from opencode_ls.schema.load import definition

_ANNOTATES = frozenset(
    {"description", "markdownDescription", "deprecated", "defaultSnippets", "x-opencode"}
)
"""Keywords that no value can fail."""

_SAYS_NOTHING = _ANNOTATES | {"$ref"}
"""Those, and the one that leads to where it is remembered what fits."""

_Errors = Iterator[ValidationError]
_Keyword = Callable[[Any, Any, Any, Any], _Errors]

_What = TypeVar("_What", bound=Hashable)

_VALIDATORS: dict[int, Any] = {}
"""The validator of each schema, by the identity of that, which it keeps."""

_SCALARS: set[tuple[int, type, object]] = set()
"""The values that fit, each with the identity of its schema: 1, 1.0 and true are three."""

_MOST = 10_000
"""Of which so many are remembered."""

_ADDITIONAL: _Keyword = Draft202012Validator.VALIDATORS["additionalProperties"]
_PROPERTIES: _Keyword = Draft202012Validator.VALIDATORS["properties"]
_NAMES: _Keyword = Draft202012Validator.VALIDATORS["propertyNames"]


def _ref(validator: Any, ref: str, instance: Any, _schema: Any) -> _Errors:  # noqa: ANN401  (the signature of a keyword)
    errors = _errors(validator, instance, definition(ref))
    if not isinstance(instance, Shared):
        yield from errors
    elif ref not in instance.fits:
        yield from _remembered(instance.fits, ref, errors)


def _additional(validator: Any, asked: Any, instance: Any, schema: Any) -> _Errors:  # noqa: ANN401  (the signature of a keyword)
    """Pass by what fitted before, one by one or all of it, without a step into it."""
    if not isinstance(instance, Shared) or not _says_nothing(asked, _SAYS_NOTHING):
        yield from _ADDITIONAL(validator, asked, instance, schema)
        return
    ref = asked.get("$ref")
    # Which members are additional ones is for the schema around it to say.
    whole = f"additional {ref} {id(schema)}"
    if whole in instance.fits:
        return
    unsure = {
        name: value
        for name, value in instance.items()
        if not isinstance(value, Shared) or ref not in value.fits
    }
    yield from _remembered(instance.fits, whole, _ADDITIONAL(validator, asked, unsure, schema))


def _properties(validator: Any, asked: Any, instance: Any, schema: Any) -> _Errors:  # noqa: ANN401  (the signature of a keyword)
    """Pass by the members that fitted before, without a step into them."""
    if not isinstance(instance, Shared):
        yield from _PROPERTIES(validator, asked, instance, schema)
        return
    for name, child in asked.items():
        if name not in instance:
            continue
        value = instance[name]
        errors = _errors(validator, value, child, name)
        if isinstance(value, Shared):
            # A schema is never another one for as long as the program runs.
            whole = f"property {id(child)}"
            if whole not in value.fits:
                yield from _remembered(value.fits, whole, errors)
        elif isinstance(value, list):
            yield from errors
        elif (fit := (id(child), type(value), value)) not in _SCALARS:
            if len(_SCALARS) >= _MOST:
                _SCALARS.clear()
            yield from _remembered(_SCALARS, fit, errors)


def _errors(validator: Any, instance: Any, schema: Any, name: str | None = None) -> _Errors:  # noqa: ANN401  (a value and its schema)
    """What `descend` yields; what it makes of a validator for a schema is made once."""
    found = _VALIDATORS.get(id(schema))
    if found is None:
        found = _VALIDATORS[id(schema)] = validator.evolve(schema=schema)
    for error in found.iter_errors(instance):
        if name is not None:
            error.path.appendleft(name)
            error.schema_path.appendleft(name)
        yield error


def _remembered(fits: set[_What], what: _What, errors: _Errors) -> _Errors:
    """The errors; where there are none, it is remembered what fits."""
    wrong = False
    for error in errors:
        wrong = True
        yield error
    if not wrong:
        fits.add(what)


def _names(validator: Any, asked: Any, instance: Any, schema: Any) -> _Errors:  # noqa: ANN401  (the signature of a keyword)
    """Ask nothing of each name where nothing is asked."""
    if not _says_nothing(asked, _ANNOTATES):
        yield from _NAMES(validator, asked, instance, schema)


def _says_nothing(asked: Any, keywords: frozenset[str]) -> bool:  # noqa: ANN401  (a schema)
    """Whether a schema has none but these keywords."""
    return isinstance(asked, dict) and asked.keys() <= keywords


RememberingValidator: Any = extend(  # type: ignore[no-untyped-call]  # it has no types
    Draft202012Validator,
    {
        "$ref": _ref,
        "additionalProperties": _additional,
        "properties": _properties,
        "propertyNames": _names,
    },
)
