"""A placeholder in place of a string: `{env:NAME}` or `{file:path}`.

No schema is marked with it: it is offered in every string that can be anything.
"""

import re
from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc.cursor import Place
from opencode_ls.pattern import pattern
from opencode_ls.values import Value, provider_at
from opencode_ls.values.env_name import provider_names, status

_KEY = pattern(r"key|token|secret|auth|password|credential", re.IGNORECASE)
_ADDRESS = pattern(r"url|endpoint|host", re.IGNORECASE)


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The provider's variables that fit the key, then the two forms to fill in."""
    key = str(place.path[-1:])
    for name in provider_names(analysis, place) or _custom(place):
        if any(kind.search(key) and kind.search(name) for kind in (_KEY, _ADDRESS)):
            text = f"{{env:{name}}}"
            yield Value(text, text, "variable", status(analysis, name))
    yield Value(
        "{env:…}",
        "{env:}",
        "variable",
        "the value of an environment variable",
        "opencode puts the variable's value in place; one that is not set becomes an empty text.",
        "{env:$1}",
        more=True,
    )
    yield Value(
        "{file:…}",
        "{file:}",
        "file",
        "the content of a file",
        "The path starts from the folder of this file, or with `~/`; blanks around the content go.",
        "{file:$1}",
        more=True,
    )


def _custom(place: Place) -> tuple[str, ...]:
    """What the variable of a provider that nobody knows would be called."""
    provider = provider_at(place)
    if provider is None or not re.fullmatch(r"[\w.-]+", provider):
        return ()
    return (re.sub(r"\W", "_", provider).upper() + "_API_KEY",)
