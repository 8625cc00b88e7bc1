"""What the tests beside the released opencode share: the program, started once for a module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from opencode.documents import OWN, VARIABLES
from opencode.oracle import Oracle, needed


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oracle]:
    """The program, to be asked about folders below its own; `test_layers` starts another one."""
    needed()
    with Oracle(tmp_path_factory.mktemp("opencode"), VARIABLES) as started:
        Path(started.env["HOME"], "own").write_text(OWN, encoding="utf-8")
        yield started
