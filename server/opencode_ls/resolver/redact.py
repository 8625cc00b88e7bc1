"""Takes secrets out of texts that are to be shown: known ones, and those with a known form.

Pure, and no promise: a secret that nobody knows and that has no known form stays.
"""

import re
from collections.abc import Iterable

HIDDEN = "…"

SHORTEST = 4
"""Characters of a known secret below which it is not searched for: it would shred the text."""

_FORMS = re.compile(
    r"""
      -----BEGIN\ [A-Z ]*PRIVATE\ KEY-----(?:.*?-----END\ [A-Z ]*PRIVATE\ KEY-----|.*)
    | (?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?
    | \b(?:sk|pk|rk)[-_][\w-]{8,}
    | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b
    | \bAIza[\w-]{30,}
    | \bya29\.[\w-]{20,}
    | \b(?:gh[pousr]|github_pat|glpat|gsk|xai|hf|r8|pplx|nvapi|csk|tgp_v1|tvly|lin_api)
      [-_]\w[\w-]{15,}
    | \bxox[abprs]-[\w-]{10,}
    | \b(?:hv[sbr]|dp\.[a-z]{2,3}|ops|st)[._][\w.-]{20,}
    | \bAGE-SECRET-KEY-[A-Z0-9]+
    """,
    re.VERBOSE | re.DOTALL,
)
_BEARER = re.compile(r"(\b(?:Bearer|Basic|Token)\s+)(?=\S*\d)[\w.~+/=-]{8,}", re.IGNORECASE)
_IN_URL = re.compile(
    r"((?<![a-z0-9+.-])[a-z][a-z0-9+.-]*://[^\s/:@]*:)[^\s/@]+(?=@)", re.IGNORECASE
)
_SPOKEN = (
    r"(?:tokens?|password|passwd|passphrase|pwd|api[-_]?key|secret[-_]?(?:access[-_]?)?key"
    r"|access[-_]?key|private[-_]?key|client[-_]?secret|credentials?|bearer|session|pin)"
)
_ASSIGNED = re.compile(rf"({_SPOKEN}[\"']?\s*[=:]\s*[\"']?)(?!//)[^\s\"',;&]{{4,}}", re.IGNORECASE)
_OPTION = re.compile(rf"--?(?:[\w-]*-)?{_SPOKEN}", re.IGNORECASE)
_OPTION_VALUE = re.compile(rf"(?s)((?:--?)?(?:[\w-]*[-_])?{_SPOKEN}=).+", re.IGNORECASE)
_HEADER = re.compile(
    r"(?s)((?:Proxy-)?Authorization|[\w-]*(?:api-key|token|secret))(\s*:\s*).+", re.IGNORECASE
)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with each of the secrets, and whatever has the form of one, replaced by `…`."""
    for secret in sorted({secret for secret in secrets if len(secret) >= SHORTEST}, key=len)[::-1]:
        text = text.replace(secret, HIDDEN)
    text = _FORMS.sub(HIDDEN, text)
    for pattern in (_BEARER, _IN_URL, _ASSIGNED):
        text = pattern.sub(rf"\1{HIDDEN}", text)
    return text


def mask_argv(argv: tuple[str, ...]) -> tuple[str, ...]:
    """The argv with secrets masked (`--token …`), for all places but the question for consent."""
    before = ("", *argv)
    return tuple(map(_masked, before, argv))


def masked_words(argv: tuple[str, ...]) -> tuple[str, ...]:
    """The texts that `mask_argv` hides, to be looked for elsewhere."""
    pairs = zip(argv, mask_argv(argv), strict=True)
    return tuple(
        word.removeprefix(mask.removesuffix(HIDDEN)) for word, mask in pairs if word != mask
    )


def _masked(before: str, word: str) -> str:
    if _OPTION.fullmatch(before) and not word.startswith("-"):
        return HIDDEN
    if found := _OPTION_VALUE.fullmatch(word):
        return found[1] + HIDDEN
    if found := _HEADER.fullmatch(word):
        return found[1] + found[2] + HIDDEN
    return redact(word)
