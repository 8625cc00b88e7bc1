"""What the fixes make of texts: comments and commas stay right, and two fixes do not collide."""

import pytest

from opencode_ls.analysis.finding import Finding
from opencode_ls.features.fixing import any_fix, fixed
from opencode_ls.rules import findings
from support.scene import scene


def check(code: str, before: str, after: str) -> None:
    """Apply one rule's fixes, round by round, as `check --fix --unsafe-fixes` does."""
    there = scene()

    def found(text: str) -> tuple[Finding, ...]:
        return tuple(each for each in findings(there.analyse(text)) if each.code == code)

    assert fixed(before, found, any_fix).text == after


CASES = [
    (
        "misplaced-key",
        '{"provider": {"x": {"baseURL": "http://a", "apiKey": "k", "name": "X"}}}',
        '{"provider": {"x": {"options": { "baseURL": "http://a", "apiKey": "k" }, "name": "X"}}}',
    ),
    (
        "misplaced-key",
        """\
{
  "provider": {
    "x": {
      // Where it is.
      "baseUrl": "http://a", // here
      "options": {
        "timeout": 5
      },
      "apiKeyCommand": ["op"]
    }
  }
}
""",
        """\
{
  "provider": {
    "x": {
      // Where it is.
      // here
      "options": {
        "timeout": 5,
        "baseURL": "http://a",
        "apiKeyCommand": ["op"]
      }
    }
  }
}
""",
    ),
    (
        "misplaced-key",
        '{"provider": {"x": {"apiKey": "a", "options": {"apiKey": "b"}}}}',
        '{"provider": {"x": {"apiKey": "a", "options": {"apiKey": "b"}}}}',
    ),
    ("unclosed-placeholder", '{"username": "{env:"', '{"username": "{env:"'),
    ("unclosed-placeholder", '{"username": "{env:A"', '{"username": "{env:A}"'),
    *(
        ("misplaced-key", text, text)
        for text in (
            '{"provider": {"x": {"options": {}, "headers":',
            '{"provider": {"x": {"options": {}, "headers": {"a": "b"',
            '{"provider": {"x": {"options": {}, "headers": , "name": "X"}}}',
            '{"provider": {"x": {"options": {}, "baseURL": "http://a',
        )
    ),
    (
        "unknown-key",
        '{"model": "a/b", "modle": "c/d", "Share": "auto", "mcpServers": {}}',
        '{"model": "a/b", "modle": "c/d", "share": "auto", "mcp": {}}',
    ),
    (
        "duplicate-key",
        '{"a": 1, "a": 2, "b": 3, "a": 4}',
        '{"b": 3, "a": 4}',
    ),
    (
        "deprecated-key",
        '{"autoshare": true, "share": "manual"}',
        '{"share": "manual"}',
    ),
    ("deprecated-key", '{"autoshare": false}', "{}"),
    (
        "deprecated-key",
        '{"reference": {}, "references": {}}',
        '{"reference": {}, "references": {}}',
    ),
    ("deprecated-key", '{"tools": {"bash": false}}', '{"tools": {"bash": false}}'),
    (
        "dropped-mcp-server",
        '{"mcp": {"s": {"command": "npx", "args": ["-y", "s"], "enabled": true}}}',
        '{"mcp": {"s": {"type": "local", "command": ["npx", "-y", "s"], "enabled": true}}}',
    ),
    (
        "dropped-mcp-server",
        '{"mcp": {"s": {"args": ["-y"], "enabled": true, "command": "npx"}}}',
        '{"mcp": {"s": {"enabled": true, "type": "local", "command": ["npx", "-y"]}}}',
    ),
    (
        "dropped-mcp-server",
        '{"mcp": {"s": {"type": "local", "command": "a | b", "enabled": true}}}',
        '{"mcp": {"s": {"type": "local", "command": ["sh", "-c", "a | b"], "enabled": true}}}',
    ),
    (
        "dropped-mcp-server",
        '{"mcp": {"s": {"url": "https://a.example", "enabled": true}}}',
        '{"mcp": {"s": {"type": "remote", "url": "https://a.example", "enabled": true}}}',
    ),
    (
        "wrong-type",
        '{"mcp": {"s": {"type": "local", "command": "npx -y s"}}}',
        '{"mcp": {"s": {"type": "local", "command": ["npx", "-y", "s"]}}}',
    ),
    (
        "wrong-type",
        '{"provider": {"x": {"models": {"m": {"tool_call": "true", "name": 5}}}}}',
        '{"provider": {"x": {"models": {"m": {"tool_call": true, "name": "5"}}}}}',
    ),
    (
        "wrong-type",
        '{"provider": {"x": {"models": {"m": {"limit": {"context": "128000", "output": "64k"}}}}}}',
        '{"provider": {"x": {"models": {"m": {"limit": {"context": 128000, "output": "64k"}}}}}}',
    ),
    (
        "wrong-value",
        '{"share": "Auto", "logLevel": "debug"}',
        '{"share": "auto", "logLevel": "DEBUG"}',
    ),
    (
        "missing-key",
        '{"mcp": {"s": {"url": "https://a"}}}',
        '{"mcp": {"s": {"type": "remote", "url": "https://a"}}}',
    ),
    ("missing-key", '{"mcp": {"s": {}}}', '{"mcp": {"s": {}}}'),
    ("v2-key", '{"providers": {"x": {"npm": "p"}}}', '{"provider": {"x": {"npm": "p"}}}'),
    ("v2-key", '{"providers": {"x": {"settings": {}}}}', '{"providers": {"x": {"settings": {}}}}'),
    (
        "foreign-mcp-server",
        '{"mcp": {"s": {"command": "npx -y", "args": ["s"], "disabled": true}}}',
        '{"mcp": {"s": {"type": "local", "command": ["npx", "-y", "s"], "enabled": false}}}',
    ),
    (
        "foreign-mcp-server",
        '{"mcp": {"s": {"type": "stdio", "command": "s", "env": {"A": "b"}}}}',
        '{"mcp": {"s": {"type": "local", "command": ["s"], "environment": {"A": "b"}}}}',
    ),
    (
        "foreign-mcp-server",
        '{"mcp": {"s": {"type": "sse", "serverUrl": "https://a.example", "headers": {"X": "y"}}}}',
        '{"mcp": {"s": {"type": "remote", "url": "https://a.example", "headers": {"X": "y"}}}}',
    ),
    (
        "foreign-mcp-server",
        '{"mcp": {"s": {"command": "npx | cat", "args": ["s"]}}}',
        '{"mcp": {"s": {"command": "npx | cat", "args": ["s"]}}}',
    ),
    (
        "foreign-mcp-server",
        """\
{
\t"mcpServers": {
\t\t"s": {
\t\t\t"command": "npx"
\t\t}
\t}
}
""",
        """\
{
\t"mcp": {
\t\t"s": {
\t\t\t"type": "local",
\t\t\t"command": [
\t\t\t\t"npx"
\t\t\t]
\t\t}
\t}
}
""",
    ),
    (
        "foreign-mcp-server",
        '{"mcp": {}, "mcpServers": {"s": {"command": "npx"}}}',
        '{"mcp": {}, "mcpServers": {"s": {"command": "npx"}}}',
    ),
    (
        "covered-permission",
        """\
{
  "permission": { "bash": {
    "git *": "allow",
    "rm *": "deny", // never
    "*": "ask"
  } }
}
""",
        """\
{
  "permission": { "bash": {
    "*": "ask",
    "git *": "allow",
    "rm *": "deny" // never
  } }
}
""",
    ),
    (
        "wrong-dialect",
        '{"providers": {"x": {"npm": "p", "options": {"a": 1}, "settings": {}}}}',
        '{"providers": {"x": {"package": "aisdk:p", "options": {"a": 1}, "settings": {}}}}',
    ),
    (
        "wrong-dialect",
        '{"providers": {}, "mcp": {"servers": {"s": {"type": "local", "enabled": true}}}}',
        '{"providers": {}, "mcp": {"servers": {"s": {"type": "local", "disabled": false}}}}',
    ),
    (
        "odd-base-url",
        '{"provider": {"x": {"options": {"baseURL": "llm.example.com/v1"}}}}',
        '{"provider": {"x": {"options": {"baseURL": "https://llm.example.com/v1"}}}}',
    ),
    ("blank-file", "\n", "\n{}\n"),
    ("blank-file", " ", " {}\n"),
    ("blank-file", "// a", "// a\n{}\n"),
]


@pytest.mark.parametrize(("code", "before", "after"), CASES)
def test_the_text_after_its_fixes(code: str, before: str, after: str) -> None:
    check(code, before, after)
