"""How many random cases are tried: `make fuzz` says more."""

import os

from hypothesis import HealthCheck, settings

CASES = int(os.environ.get("FUZZ", "10"))

EFFORT = settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
