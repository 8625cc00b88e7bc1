"""What the tests of editors share: a home with a project in it."""

from pathlib import Path

import pytest

from editors.place import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty one."""
    return Place(tmp_path)
