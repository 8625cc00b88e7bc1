"""Configurations of any size, the same for each size: providers, agents, servers and commands.

Every server finds them right; what is typed into them makes one value wrong.
"""

import re
from typing import NamedTuple

ENUM = '"manual'
"""A value with few choices, at the end of the document: an `x` behind it makes it wrong."""


class Place(NamedTuple):
    """A line and a column, both from 0; every document is ASCII."""

    line: int
    character: int


def document(size: int, *, commands: bool = True) -> str:
    """A configuration of about `size` bytes; without `commands` we have nothing to say of it.

    Of each command we say that this machine lacks its program, and that it stands in a project.
    """
    count = 0
    while len(text := _document(count + 1, commands)) < size or not count:
        count += max(1, (size - len(text)) * count // len(text))
    return text


def place_of(text: str, part: str, behind: int = 0) -> Place:
    """Where the last `part` of a text begins, or so many characters behind."""
    before = text[: text.rindex(part) + behind]
    return Place(before.count("\n"), len(before) - before.rfind("\n") - 1)


def _document(count: int, commands: bool) -> str:  # noqa: FBT001  (the one of `document`)
    sections = (
        ("provider", _provider if commands else _without_command, count),
        ("mcp", _server, count),
        ("command", _command, count),
        ("agent", _agent, 2 * count),
    )
    parts = (
        f'  "{name}": {{\n{",".join(make(index) for index in range(many))}\n  }},\n'
        for name, make, many in sections
    )
    return f"""{{
  // The team's configuration: the keys are in the vault.
  "$schema": "https://opencode.ai/config.json",
  "autoupdate": true,
{"".join(parts)}  "permission": {{ "edit": "ask", "webfetch": "allow" }},
  "instructions": ["AGENTS.md", "docs/*.md"],
  "share": {ENUM}",
  "username": "team"
}}
"""


def _without_command(index: int) -> str:
    return re.sub(r',\s+"apiKeyCommand": \[.*\]', "", _provider(index))


def _provider(index: int) -> str:
    models = ",\n".join(_model(index, model) for model in range(8))
    return f"""
    // provider {index}
    "acme-{index:03d}": {{
      "npm": "@ai-sdk/openai-compatible",
      "name": "Acme {index}",
      "options": {{
        "baseURL": "https://gateway-{index}.example/v1",
        "apiKeyCommand": ["op", "read", "op://Private/acme-{index}/key"]
      }},
      "models": {{
{models}
      }}
    }}"""


def _model(provider: int, index: int) -> str:
    return f"""        "model-{provider:03d}-{index:02d}": {{
          "name": "Model {index}", // shown in the picker
          "reasoning": {str(index % 2 == 0).lower()},
          "tool_call": true,
          "release_date": "2025-0{index % 9 + 1}-15",
          "cost": {{ "input": {index}.5, "output": {index * 3}.25 }},
          "limit": {{ "context": 128000, "output": 8192 }}
        }}"""


def _server(index: int) -> str:
    return f"""
    "tool-{index:03d}": {{
      "type": "local",
      "command": ["npx", "-y", "@acme/tool-{index}", "--port", "{4000 + index}"],
      "environment": {{ "LOG_LEVEL": "info" }}
    }}"""


def _command(index: int) -> str:
    return f"""
    "task-{index:03d}": {{
      "template": "Run the checks of part {index} on $ARGUMENTS and say what is wrong.",
      "description": "Checks of part {index}"
    }}"""


def _agent(index: int) -> str:
    return f"""
    "helper-{index:03d}": {{
      "description": "Knows the code of part {index}.",
      "temperature": 0.{index % 9 + 1},
      "prompt": "You know part {index}. Be brief, cite files, never guess.",
      "permission": {{ "bash": {{ "*": "ask", "git status": "allow" }} }},
      "mode": "subagent"
    }}"""
