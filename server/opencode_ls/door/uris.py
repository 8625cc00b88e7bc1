"""Reads and writes the URIs by which an editor names documents and folders; never raises.

An editor names the same few with every keystroke, hence the caches.
"""

import os
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_DRIVE = re.compile(r"/[A-Za-z]:")


@lru_cache(maxsize=256)
def scheme(uri: str) -> str:
    """The part before the first colon, "" if the URI cannot be read."""
    try:
        return urlsplit(uri).scheme
    except ValueError:
        return ""


@lru_cache(maxsize=256)
def path_of(uri: str) -> str:
    """The absolute path that a `file:` URI names, "" if it names none that could exist."""
    try:
        parts = urlsplit(uri)
        # `;`, `?` and `#` stand in paths as escapes, so nothing is cut off after decoding.
        path = unquote(parts.path, errors="strict")
        host = unquote(parts.netloc)
        os.fsencode(path)
    except ValueError:
        return ""
    if parts.scheme != "file" or not path.startswith("/") or "\0" in path:
        return ""
    if host not in {"", "localhost"}:
        path = f"//{host}{path}"
    elif _DRIVE.match(path):
        path = path[1:]
    return path.replace("/", "\\") if os.name == "nt" else path


@lru_cache(maxsize=256)
def name_of(uri: str) -> str:
    """The last part of the path, whatever the scheme."""
    try:
        return unquote(urlsplit(uri).path).rsplit("/", 1)[-1]
    except ValueError:
        return ""


def uri_of(path: str) -> str:
    """The `file:` URI of an absolute path, "" if there is none."""
    try:
        return Path(path).as_uri()
    except ValueError:
        return ""


def encoded(address: str) -> str:
    """A web address with escapes for what a URI may not hold, "" if it cannot have them."""
    try:
        return quote(address, safe="%:/?#[]@!$&'()*+,;=-._~")
    except ValueError:
        return ""
