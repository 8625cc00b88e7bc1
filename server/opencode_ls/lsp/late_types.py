"""Imports lsprotocol's types, of which a class has no more than its name until it is first used.

lsprotocol defines 554 classes in one module.  Attrs builds those that are used, when they are used
(`late_classes`); here also what is written in a class, annotations above all, is put off so long.
Measured: importing the module takes 0.02 s of CPU time instead of 0.35; with attrs' part alone put
off it is 0.05.

Known upstream: microsoft/lsprotocol#441.  Once that is solved, this file can go.
"""

import builtins
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any

from opencode_ls.lsp.late_classes import IN_PLACE, put_off, replaced

TYPES = "lsprotocol.types"

_OWN = frozenset({"__dict__", "__weakref__"})
"""What every class has of its own, whatever is written in it."""

_BODY = "__opencode_ls_body__"
"""Where a class keeps what is written in it until that is executed."""

_build_class: Callable[..., type] = builtins.__build_class__


def load() -> None:
    """Import `lsprotocol.types` with its classes unbuilt; does nothing if somebody has it already.

    To be called before any other thread runs: `attrs.define` is another while it works.
    """
    if TYPES not in sys.modules:
        with (
            replaced(import_module("attrs"), "define", _late),
            replaced(builtins, "__build_class__", lambda _: _without_body),
        ):
            found = vars(import_module(TYPES))
        for each in found.values():
            # One that attrs has nothing to do with.
            if isinstance(each, type) and "__attrs_attrs__" not in vars(each):
                _write(each)


def _without_body(body: FunctionType, name: str, *bases: type, **options: Any) -> type:  # noqa: ANN401  (as Python has it)
    """Make a class as Python does, for one that holds nothing but members its name alone."""
    has_methods = CodeType in map(type, body.__code__.co_consts)
    if bases or options or has_methods or body.__globals__.get("__name__") != TYPES:
        return _build_class(body, name, *bases, **options)
    return type(name, (), {"__module__": TYPES, _BODY: staticmethod(body)})


def _late(define: Callable[..., type]) -> Callable[..., Any]:
    later = put_off(partial(_build, define))

    def decorate(cls: type | None = None, **options: Any) -> Any:  # noqa: ANN401  (as attrs has it)
        if cls is None or options or cls.__module__ != TYPES:
            return define(cls, **options)
        return later(cls)

    return decorate


def _build(define: Callable[..., type], cls: type) -> None:
    _write(cls)
    define(cls, **IN_PLACE)


def _write(cls: type) -> None:
    """Put what is written in a class into it, unless it is there."""
    body = vars(cls).get(_BODY)
    if body is not None:
        delattr(cls, _BODY)
        written = vars(_build_class(body.__func__, cls.__name__))
        for name in written.keys() - _OWN:
            setattr(cls, name, written[name])
