"""Names an answer by what is in it, so that a client can say which one it has."""

from hashlib import blake2b

from opencode_ls.lsp.typed import Made, Written, write


def result_id(answer: Made) -> str:
    """Sixteen characters that are equal for equal answers, and in practice for no others."""
    text = answer.text if isinstance(answer, Written) else write(answer)
    return blake2b(text.encode(), digest_size=8).hexdigest()
