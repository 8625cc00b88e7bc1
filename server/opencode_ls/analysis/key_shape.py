"""Tells a text that looks like a live key from a dummy; the answer never holds the key itself."""

import re
from itertools import pairwise

from opencode_ls.pattern import pattern

_KNOWN = (
    (r"sk-ant-[\w-]{20,}", "an Anthropic key, `sk-ant-…`"),
    (r"sk-or-[\w-]{20,}", "an OpenRouter key, `sk-or-…`"),
    (r"sk-proj-[\w-]{20,}", "an OpenAI key, `sk-proj-…`"),
    (r"sk_live_\w{16,}", "a live key, `sk_live_…`"),
    (r"sk-[\w-]{16,}", "a key of the form `sk-…`"),
    (r"AIza[\w-]{30,}", "a Google key, `AIza…`"),
    (r"gh[pousr]_\w{30,}", "a GitHub token, `gh._…`"),
    (r"github_pat_\w{30,}", "a GitHub token, `github_pat_…`"),
    (r"glpat-[\w-]{18,}", "a GitLab token, `glpat-…`"),
    (r"gsk_\w{20,}", "a Groq key, `gsk_…`"),
    (r"xai-\w{20,}", "an xAI key, `xai-…`"),
    (r"(?:AKIA|ASIA)[A-Z0-9]{16}", "an AWS access key, `AKIA…`"),
    (r"hf_\w{20,}", "a Hugging Face token, `hf_…`"),
    (r"r8_\w{20,}", "a Replicate token, `r8_…`"),
    (r"pplx-\w{20,}", "a Perplexity key, `pplx-…`"),
    (r"nvapi-[\w-]{20,}", "an NVIDIA key, `nvapi-…`"),
    (r"csk-\w{20,}", "a Cerebras key, `csk-…`"),
    (r"tgp_v1_[\w-]{20,}", "a Together key, `tgp_v1_…`"),
    (r"tvly-[\w-]{20,}", "a Tavily key, `tvly-…`"),
    (r"ctx7sk-[\w-]{20,}", "a Context7 key, `ctx7sk-…`"),
    (r"fc-[0-9a-f]{32}", "a Firecrawl key, `fc-…`"),
    (r"xox[abprs]-[\w-]{20,}", "a Slack token, `xox…`"),
    (r"lin_api_\w{20,}", "a Linear key, `lin_api_…`"),
    (r"ya29\.[\w-]{20,}", "a Google access token, `ya29.…`"),
    (r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*", "a JSON Web Token, `eyJ…`"),
)
_UUID = pattern(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DUMMY = pattern(
    r"your|example|sample|placeholder|dummy|fake|replace|change|insert|redacted|secret-?here|here$"
    r"|not-?a-?key|no-?key|\btest\b|unused|none|xxx|\.\.\.|…|\*\*\*|<.*>|\[.*\]|1234567|abcdefg|(.)\1{5}",
    re.IGNORECASE,
)
_WORD = pattern(r"[A-Za-z0-9+/]+")
_DISTINCT = 10
_RANDOM = 20
"""Characters without a separator that a key of no known form has at least."""


def live_key(text: str) -> str | None:
    """What kind of live key a text looks like, None if it is a dummy or no key at all."""
    return known_key(text) or (_unknown_key(text) if _may_be_key(text) else None)


def known_key(text: str) -> str | None:
    """What kind of key it is by its first characters, None if it has no form that we know."""
    if not _may_be_key(text):
        return None
    # Few texts come so far: the patterns are compiled when one does.
    return next((name for pattern, name in _KNOWN if re.fullmatch(pattern, text)), None)


def _may_be_key(text: str) -> bool:
    return (
        len(set(text)) >= _DISTINCT
        and re.search(r"[0-9]", text) is not None
        and re.search(r"[A-Za-z]", text) is not None
        and _DUMMY.search(text) is None
    )


def _unknown_key(text: str) -> str | None:
    if re.fullmatch(r"[\w.~+/=-]+", text) is None:
        return None
    if _UUID.fullmatch(text):
        return "a UUID"
    longest = max(_WORD.findall(text), key=len, default="")
    if len(longest) < _RANDOM or _changes(longest) < len(longest) // 4:
        return None
    return "a long random text"


def _changes(word: str) -> int:
    """How often letters and digits, large and small, take turns: rarely in words."""
    kinds = ["0" if char.isdigit() else "A" if char.isupper() else "a" for char in word]
    return sum(before != after for before, after in pairwise(kinds))
