"""Imports attrs, lsprotocol, pygls and jsonschema without what they import and we do not use.

pygls runs `async` handlers and an event loop with asyncio, reads and writes messages with cattrs,
and keeps texts of its own.  We have neither handlers nor a loop like that (`session`), read
messages by `typed`, and have texts of ours.  attrs and pygls also ask a few things of `inspect` and
`platform` that need neither.
jsonschema has a checker for each `format`, prints errors, and reads the official schemas through
`importlib.resources`; our schemas have no `format`, our words are ours, and a folder is enough.
While they are imported, a small module stands in for each; it has what is looked at then, and
fetches the real one for anything else that is ever asked of it.
Measured: 35 ms of CPU time less for asyncio and cattrs, with 4 MB of memory, 15 for the others
of pygls, and 40 % of what jsonschema takes.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from opencode_ls.lsp import late_types
from opencode_ls.lsp.late_classes import building_late, is_put_off, load_attrs, replaced

_GENERATOR, _COROUTINE = 0x20, 0x80
"""Marks in the code of a function, as the module `inspect` documents them."""


def load() -> None:
    """Import pygls' server; whoever imports the libraries themselves later gets the real ones."""
    with _standing_in():
        load_attrs()
        late_types.load()
        with building_late():
            import_module("pygls.lsp.server")
            # The server would import it when it is made.
            import_module("pygls.progress")
            # The first findings need it; `initialize` has been answered before.
            _load_jsonschema()


def _load_jsonschema() -> None:
    """Import it; what the official schemas refer to is looked for once somebody refers to them."""
    registry = import_module("referencing").Registry
    with replaced(registry, "crawl", lambda _: lambda itself: itself):
        import_module("jsonschema_specifications")
    with replaced(import_module("attrs"), "fields", _as_of_the_first):
        import_module("jsonschema")


def _as_of_the_first(fields: Callable[[type], Any]) -> Callable[[type], Any]:
    """Ask for the fields of the first validator alone: there is one for each draft, all alike."""
    known: dict[tuple[str, str], Any] = {}

    def fields_of(cls: type) -> Any:  # noqa: ANN401  (as attrs has it)
        place = cls.__module__, cls.__qualname__
        if place not in known or not is_put_off(cls):
            known[place] = fields(cls)
        return known[place]

    return fields_of


def _marked(mark: int) -> Callable[[object], bool]:
    """Whether calling a function makes something else than its result."""

    def is_marked(function: object) -> bool:
        while isinstance(function, partial):
            function = function.func
        return bool(getattr(getattr(function, "__code__", None), "co_flags", 0) & mark)

    return is_marked


def _implementation() -> str:
    return "PyPy" if sys.implementation.name == "pypy" else "CPython"


def _system() -> str:
    return os.uname().sysname if hasattr(os, "uname") else "Windows"


def _unknown(_function: object) -> object:
    """Say as `inspect.signature` that nothing is known of the types of a function's arguments."""
    raise ValueError


def _late(module: str, name: str) -> Callable[..., Any]:
    """A function that imports its module when it is called."""

    def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (as the real one has it)
        return getattr(import_module(module), name)(*arguments, **options)

    return call


def _type_variable(name: str, *types: object, default: object = None, **_options: object) -> object:  # noqa: ARG001  (as the real one has it)
    """A type variable without its default, which only a type checker asks for."""
    return TypeVar(name, *types)


def _folder(package: str) -> Path:
    return Path(str(import_module(package).__file__)).parent


_DRAFTS = ("3", "4", "6", "7", "201909", "202012")

_NAMES: Mapping[str, Mapping[str, object]] = {
    "attr.validators": {},
    "attrs.validators": {},
    "asyncio": {"Future": object, "iscoroutinefunction": _marked(_COROUTINE)},
    "cattrs": {"Converter": object},
    "cattrs.errors": {"ClassValidationError": type("ClassValidationError", (Exception,), {})},
    "fractions": {"Fraction": _late("fractions", "Fraction")},
    "ipaddress": {},
    "importlib.resources": {"files": _folder},
    "inspect": {"isgeneratorfunction": _marked(_GENERATOR), "signature": _unknown},
    "jsonschema._format": {
        "FormatChecker": object,
        **{f"draft{draft}_format_checker": None for draft in _DRAFTS},
    },
    "linecache": {"cache": {}},
    "lsprotocol.converters": {},
    "platform": {"python_implementation": _implementation, "system": _system},
    "pprint": {"pformat": _late("pprint", "pformat")},
    "pygls.capabilities": {"ServerCapabilitiesBuilder": object},
    "pygls.workspace": {"Workspace": object},
    "textwrap": {name: _late("textwrap", name) for name in ("dedent", "indent")},
    "traceback": {},
    "typing_extensions": {"TypeVar": _type_variable},
}
"""What is looked at while they are imported, and when a handler is called.

`Future`, `Converter` and `Workspace` are annotations there; the exception is cattrs' own, and
nobody raises it; we announce by a table of ours what pygls' builder would (`door.capabilities`).
"""


@contextmanager
def _standing_in() -> Iterator[None]:
    absent = [_StandIn(name) for name in _NAMES if name not in sys.modules]
    sys.modules.update({each.__name__: each for each in absent})
    try:
        yield
    finally:
        for each in absent:
            each.step_aside()
            # attrs asks for one of its own classes; whoever asks later wants to know.
            vars(each).pop("signature", None)


class _StandIn(ModuleType):
    """Is the real module, once something is asked of it that it does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        vars(self).update(_NAMES[name])

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            # The import system asks for a few; a module need not have them.
            raise AttributeError(name)
        self.step_aside()
        return getattr(import_module(self.__name__), name)

    def step_aside(self) -> None:
        """Let whoever imports the module from now on get the real one."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
