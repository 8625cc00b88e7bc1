"""Imports pygls without two big libraries that it imports and we do not use: asyncio and cattrs.

pygls runs `async` handlers and an event loop with the one, and reads and writes messages with the
other.  We have neither handlers nor a loop like that (`session`), and read messages by `typed`.
While pygls is imported, a small module stands in for each; it has what pygls looks at then, and
fetches the real one for anything else that is ever asked of it.
Measured, with the version read from `VERSION`: `initialize` is answered after 170 ms, not 201, and
it takes 4 MB less memory.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from inspect import iscoroutinefunction
from types import ModuleType

_NAMES: Mapping[str, Mapping[str, object]] = {
    "asyncio": {"Future": object, "iscoroutinefunction": iscoroutinefunction},
    "cattrs": {"Converter": object},
    "cattrs.errors": {"ClassValidationError": type("ClassValidationError", (Exception,), {})},
    "lsprotocol.converters": {},
}
"""What pygls looks at while it is imported and when we register what we answer to.

`Future` and `Converter` are annotations there, and the exception is cattrs' own: nobody raises it.
"""


def load() -> None:
    """Import pygls' server; whoever imports the libraries themselves later gets the real ones."""
    with _standing_in():
        import_module("pygls.lsp.server")
        # The server would import it at `initialize`.
        import_module("pygls.progress")


@contextmanager
def _standing_in() -> Iterator[None]:
    absent = [_StandIn(name) for name in _NAMES if name not in sys.modules]
    sys.modules.update({each.__name__: each for each in absent})
    try:
        yield
    finally:
        for each in absent:
            each.step_aside()


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
