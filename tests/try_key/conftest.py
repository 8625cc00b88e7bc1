"""A project with a provider."""

from pathlib import Path

import pytest

from support.tried import Provider


@pytest.fixture
def provider(tmp_path: Path) -> Provider:
    (tmp_path / ".git").mkdir()
    return Provider(tmp_path)
