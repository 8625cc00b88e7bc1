"""A command, or the name of a stored secret, in the place of a key.

opencode knows `{env:NAME}` and `{file:path}` and nothing else of that kind.
`{exec:…}`, `{cmd:…}`, `{cred:…}`, `$(…)`, `!command`, a command in backticks and `op://…` are not
carried out: the provider receives this very text as the key, and refuses it.
Write the command as a list in `apiKeyCommand`.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKey": "{exec:op read op://Private/OpenAI/credential}" }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"] }
    }
  }
}
```

```jsonc good
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"] }
    },
    "groq": {
      "options": { "apiKey": "{file:~/.secrets/groq}" }
    }
  }
}
```
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.argv import as_json, command_of
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.destination import shape_of
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.key_source import providers
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.shell_syntax import TICK
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import rename_key, replace_value
from opencode_ls.pattern import pattern

EFFECT: Effect = "broken"
ENTRIES = PROVIDERS

_COMMANDS = pattern(
    r"(?P<braces>\{(?:exec|cmd|command|sh|shell|run):)\s*(?P<in_braces>.+)\}"
    r"|(?P<dollar>\$\()(?P<in_dollar>.+)\)"
    r"|(?P<ticks>`)(?P<in_ticks>.+)`"
    r"|(?P<bang>!)\s*(?P<after_bang>[\w~/.].*)"
    r"|(?P<prefix>(?:cmd|exec|command):)\s*(?P<after_prefix>.+)",
    re.DOTALL,
)
_STORE = pattern(r"(\{(?:cred|credential|keychain|keyring|secret|vault|pass|op):).*\}", re.DOTALL)


class _Form(NamedTuple):
    """How a command is written: `shown` is its frame without what it holds."""

    shown: str
    line: str | None


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each key that is a command or the name of a secret."""
    for _, node in providers(analysis):
        key = node.at(shape_of(node).options, "apiKey")
        form = _form(key.value) if key is not None and isinstance(key.value, str) else None
        if key is not None and form is not None:
            what = "names a secret" if form.line is None else "is not run"
            message = f"`{form.shown}` {what}: opencode sends this text itself as the key"
            if form.line is None:
                message = f"opencode knows no `{form.shown}`: it sends this text itself as the key"
            yield Found(analysis.span(key), message, _fixes(analysis, key, form))


def _form(text: str) -> _Form | None:
    text = text.strip()
    if re.fullmatch(r"op://\S.*", text):
        return _Form("op://…", f"op read '{text}'")
    if match := _STORE.fullmatch(text):
        return _Form(f"{match[1]}…}}", None)
    match = _COMMANDS.fullmatch(text)
    if match is None:
        return None
    frames = {"{": "}", "$(": ")", "`": TICK}
    opening, line = (found for found in match.groups() if found is not None)
    shown = opening.replace("`", TICK)
    return _Form(f"{shown}…{frames.get(opening, frames.get(opening[0], ''))}", line)


def _fixes(analysis: Analysis, key: Node, form: _Form) -> tuple[Fix, ...]:
    written = analysis.written_node(key)
    if written is None or written.key is None or form.line is None or analysis.tainted(key):
        return ()
    argv = command_of(form.line, analysis.world.platform)
    if argv is None or (written.parent and written.parent.get("apiKeyCommand")):
        return ()
    edits = (*rename_key(written.key, "apiKeyCommand"), *replace_value(written, as_json(argv)))
    return (Fix("Make it an `apiKeyCommand`", edits, safe=False),)
