"""Has attrs build a class when it is first used, not when the module that defines it is imported.

attrs writes and compiles the methods of a class, about half a millisecond each.  lsprotocol has 554
of them, of which an editor's session uses some forty; of the sixty that attrs itself, pygls,
jsonschema and referencing have, it uses thirty.
Measured, for these sixty alone: 15 ms of CPU time less until findings are shown.
A class is then the same but for its slots: it has none, so a misspelt attribute can be assigned.

Known upstream: microsoft/lsprotocol#441, for the most of them.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from threading import RLock
from types import ModuleType
from typing import Any, cast

Build = Callable[[type], object]
"""Builds a class in place."""

IN_PLACE: Mapping[str, bool] = {"slots": False, "init": True}
"""Has attrs build a class in place, and make `__init__` though the class has one by then."""

_build_one_at_a_time = RLock()


def load_attrs() -> None:
    """Import attrs with its validators unbuilt; does nothing if somebody has it already.

    While it is imported a stand-in is in the place of the validators; that steps aside.
    """
    if "attrs" in sys.modules:
        return
    import_module("attrs")
    for name in ("attr.validators", "attrs.validators"):
        sys.modules.pop(name).step_aside()
    with replaced(import_module("attr._make"), "attrs", _late):
        import_module("attrs.validators")


@contextmanager
def building_late() -> Iterator[None]:
    """Put off all that `attrs.define` and `attrs.frozen` are asked to build meanwhile.

    No other thread may import something then.
    """
    attrs = import_module("attrs")
    with replaced(attrs, "define", _late), replaced(attrs, "frozen", _late):
        yield


def is_put_off(cls: type) -> bool:
    """Whether a class is yet to be built."""
    return any(isinstance(vars(cls).get(name), _Later) for name in _LOOKED_AT)


def put_off(build: Build) -> Callable[[type], type]:
    """A decorator that has a class built when somebody makes an instance or asks for its fields."""
    laters = [_Later(name, build) for name in _LOOKED_AT]

    def decorate(cls: type) -> type:
        for later in laters:
            setattr(cls, later.name, later)
        return cls

    return decorate


def _late(build: Callable[..., type]) -> Callable[..., Any]:
    """Make of attrs' decorator one that puts off what it does."""

    def decorate(cls: type | None = None, **options: Any) -> Any:  # noqa: ANN401  (as attrs has it)
        if cls is None:
            return partial(decorate, **options)
        if "__init__" in vars(cls) or not options.get("init", True):
            return build(cls, **options)
        return put_off(partial(build, **{**options, **IN_PLACE}))(cls)

    return decorate


class _Later:
    """Stands in classes for something that is yet to be made; to look at it is to have it."""

    __slots__ = ("build", "name")

    def __init__(self, name: str, build: Build) -> None:
        self.name = name
        self.build = build

    def __get__(self, instance: object, owner: type) -> object:
        """What stands here once the class is built, and those above it."""
        with _build_one_at_a_time:
            for cls in reversed(owner.__mro__):
                later = vars(cls).get(self.name)
                if isinstance(later, _Later):
                    later.build(cls)
        return getattr(owner if instance is None else instance, self.name)


_LOOKED_AT = ("__init__", "__attrs_attrs__")
"""What is looked at before anything else that attrs makes: nobody has an instance, or the fields.

Unpickling is not looked after: it makes an instance without either.
"""


@contextmanager
def replaced(module: ModuleType | type, name: str, successor: Callable[..., Any]) -> Iterator[None]:
    """Have what `successor` makes of a function in its place for a while."""
    original = cast("Any", getattr(module, name))
    setattr(module, name, successor(original))
    try:
        yield
    finally:
        setattr(module, name, original)
