"""Imports what only some tests need, and skips them with the line that installs it."""

from types import ModuleType

import pytest


def needed(name: str, package: str = "") -> ModuleType:
    """The module, or the test is skipped: called in a test, so that CI can make that a failure."""
    module: ModuleType = pytest.importorskip(
        name, reason=f"needs {name}: pip install '{package or name}'"
    )
    return module
