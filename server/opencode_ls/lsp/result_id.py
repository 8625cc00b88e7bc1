"""Names an answer by what is in it, so that a client can say which one it has.

A name is for one process: `hash` begins elsewhere in each, and a client that comes back with a name
of another one gets the whole answer.  `hashlib` would take 3 ms to load.
"""

from opencode_ls.lsp.typed import Made, Written, write

_NAMES = 1 << 64


def result_id(answer: Made) -> str:
    """Sixteen characters that are equal for equal answers, and in practice for no others."""
    text = answer.text if isinstance(answer, Written) else write(answer)
    return f"{hash(text) % _NAMES:016x}"
