"""What all tests share: a bare environment, patience for a slow machine, no silent skips in CI."""

import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings

# The time of one example says more about the machine's load than about the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

_REQUIRE_ALL = os.environ.get("REQUIRE") == "all"


@pytest.fixture(scope="session", autouse=True)
def bare_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty HOME, and none of the variables that lead opencode to a developer's own files."""
    with pytest.MonkeyPatch.context() as patch:
        for name in tuple(os.environ):
            if name.startswith(("OPENCODE", "XDG_")) or name in {"NO_COLOR", "GPG_TTY"}:
                patch.delenv(name)
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required, a test that was passed over has failed."""
    report = yield
    if _REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} must run here, but: {report.longrepr}"
    return report
