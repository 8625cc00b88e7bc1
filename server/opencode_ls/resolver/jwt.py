"""Reads when a JSON Web Token expires; checks no signature and keeps nothing of the token."""

import base64
import json
import math

from opencode_ls.resolver.key import Key

_DOTS = 2


def expiry(key: Key) -> float | None:
    """Seconds since 1970 at which a token expires; None if it is no token or does not say."""
    if key.reveal().count(".") != _DOTS or "alg" not in _segment(key, 0):
        return None
    exp = _segment(key, 1).get("exp")
    if isinstance(exp, bool) or not isinstance(exp, int | float):
        return None
    try:
        return float(exp) if math.isfinite(exp) else None
    except OverflowError:
        return None


def _segment(key: Key, number: int) -> dict[str, object]:
    """One part of a token; {} for what is no base64 of a JSON object."""
    try:
        found = json.loads(base64.urlsafe_b64decode(f"{key.reveal().split('.')[number]}=="))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
