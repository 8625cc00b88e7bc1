"""How long random cases are tried: a few by default, as many as fit into FUZZ seconds each."""

import os
from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import ParamSpec

from hypothesis import HealthCheck, settings

SECONDS = float(os.environ.get("FUZZ", "0"))
"""How long each of the tests goes on."""

# Each round must be another one, also where CI has hypothesis do the same every time.
EFFORT = settings(
    max_examples=10,
    derandomize=False,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

_Params = ParamSpec("_Params")


def for_a_while(test: Callable[_Params, None]) -> Callable[_Params, None]:
    """The test once, and again until its time is over."""

    @wraps(test)
    def rounds(*args: _Params.args, **kwargs: _Params.kwargs) -> None:
        end = monotonic() + SECONDS
        test(*args, **kwargs)
        while monotonic() < end:
            test(*args, **kwargs)

    return rounds
