"""A command that prints something else than a key.

What the command prints is taken for the key as a whole.
Some tools print a table, JSON or the attributes of an entry unless an option asks for the bare
value: `security find-generic-password` needs `-w`, `aws secretsmanager get-secret-value` needs
`--query SecretString --output text`, `vault kv get` needs `-field=…`.
Tools that print credentials for another program (`aws eks get-token`) have no such option.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["security", "find-generic-password", "-s", "openai"] }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["security", "find-generic-password", "-s", "openai", "-w"] }
    }
  }
}
```

```jsonc good
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["security", "find-generic-password", "-s", "openai", "-w"] }
    },
    "gateway": {
      "options": { "apiKeyCommand": ["vault", "kv", "get", "-field=key", "secret/gateway"] }
    }
  }
}
```
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found, Severity
from opencode_ls.analysis.key_source import commands, written_argv
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.shell_syntax import base_name
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import quote
from opencode_ls.text import Span, TextEdit

EFFECT: Effect = "broken"
# What a tool prints is its own affair and may change.
SEVERITY: Severity = "warning"
ENTRIES = PROVIDERS


class _Tool(NamedTuple):
    """A tool's command, what it prints, and the option (a pattern) with which it prints a value.

    `more` are the words that ask for the bare value, () where they depend on what is stored.
    """

    words: tuple[str, ...]
    prints: str
    option: str = ""
    more: tuple[str, ...] = ()


_AWS = ("--output", "text")
_AZ = ("--output", "tsv")
_TOOLS = (
    _Tool(
        ("security", "find-generic-password"), "the entry's attributes", "-[a-z]*w[a-z]*", ("-w",)
    ),
    _Tool(
        ("security", "find-internet-password"), "the entry's attributes", "-[a-z]*w[a-z]*", ("-w",)
    ),
    _Tool(
        ("aws", "secretsmanager", "get-secret-value"),
        "JSON about the secret",
        "--query(?:=.*)?",
        ("--query", "SecretString", *_AWS),
    ),
    _Tool(
        ("aws", "ssm", "get-parameter"),
        "JSON about the parameter",
        "--query(?:=.*)?",
        ("--query", "Parameter.Value", *_AWS),
    ),
    _Tool(
        ("az", "account", "get-access-token"),
        "JSON about the token",
        "--query(?:=.*)?",
        ("--query", "accessToken", *_AZ),
    ),
    _Tool(
        ("az", "keyvault", "secret", "show"),
        "JSON about the secret",
        "--query(?:=.*)?",
        ("--query", "value", *_AZ),
    ),
    _Tool(("vault", "kv", "get"), "a table", "-(?:field|format)(?:=.*)?"),
    _Tool(("vault", "read"), "a table", "-(?:field|format)(?:=.*)?"),
    _Tool(("op", "item", "get"), "the whole item", "--(?:fields?|format|otp)(?:=.*)?"),
    _Tool(("bw", "get", "item"), "JSON about the whole item"),
    _Tool(("doppler", "secrets", "get"), "a table", "--plain|--json", ("--plain",)),
    _Tool(("infisical", "secrets", "get"), "a table", "--plain", ("--plain",)),
    _Tool(("aws", "configure", "export-credentials"), "AWS credentials"),
    _Tool(("aws", "eks", "get-token"), "JSON for kubectl"),
    _Tool(
        ("aws-iam-authenticator", "token"), "JSON for kubectl", "--token-only", ("--token-only",)
    ),
    _Tool(("gke-gcloud-auth-plugin",), "JSON for kubectl"),
    _Tool(("kubectl", "oidc-login", "get-token"), "JSON for kubectl"),
)


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each command that is known to print more than a key, at its program."""
    for _, node in commands(analysis):
        argv = written_argv(analysis, node)
        for tool in _TOOLS if argv else ():
            if argv and _is_meant(tool, argv) and not _asks_for_value(tool, argv):
                name = " ".join(tool.words)
                message = f"`{name}` prints {tool.prints}, not a bare key"
                if tool.more:
                    message = f"{message}: add `{' '.join(tool.more)}`"
                place = analysis.span(node.items[0])
                yield Found(place, message, _fixes(analysis, node, tool))


def _is_meant(tool: _Tool, argv: tuple[str, ...]) -> bool:
    program, *words = tool.words
    places = range(1, len(argv) - len(words) + 1)
    return base_name(argv[0]) == program and (
        not words or any(argv[at : at + len(words)] == tuple(words) for at in places)
    )


def _asks_for_value(tool: _Tool, argv: tuple[str, ...]) -> bool:
    option = re.compile(tool.option)
    return bool(tool.option) and any(option.fullmatch(word) for word in argv)


def _fixes(analysis: Analysis, node: Node, tool: _Tool) -> tuple[Fix, ...]:
    """Append what is missing; nothing may follow a `--`."""
    written = analysis.written_node(node)
    if written is None or not tool.more or any(item.value == "--" for item in written.items):
        return ()
    end = written.items[-1].span.end
    text = "".join(f", {quote(word)}" for word in tool.more)
    edit = TextEdit(Span(end, end), text)
    return (Fix(f"Add `{' '.join(tool.more)}`", (edit,), safe=False),)
