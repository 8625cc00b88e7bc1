"""Names an answer by what is in it, so that a client can say which one it has."""

from hashlib import blake2b

from opencode_ls.lsp.typed import Made, write


def result_id(answer: Made) -> str:
    """Sixteen characters that are equal for equal answers, and in practice for no others."""
    return blake2b(write(answer).encode(), digest_size=8).hexdigest()
