"""The configurations that editors open, each with an accent and an emoji before what matters."""

import json
import re
import sys

from editors.place import Place

KEY = "sk-test-not-a-key"

MISSPELT = '{\n  "username": "é😀", "shaer": "manual"\n}\n'
REPAIRED = '  "username": "é😀", "share": "manual"'
SHARED = f"{{\n{REPAIRED}\n}}\n"
RENAMED = '{\n  "username": "é😀", "agent": { "é😀": {} }, "default_agent": "é😀"\n}\n'
ONLY_NAME = '{\n  "username": "é😀"\n}\n'


def provider(name: str, program: str) -> str:
    """The entry of a provider whose command is this Python program."""
    argv = json.dumps([sys.executable, "-c", program])
    return f'"{name}": {{ "options": {{ "apiKeyCommand": {argv} }} }}'


def providers(*entries: str) -> str:
    """A configuration with these."""
    return f'{{\n  "provider": {{ {", ".join(entries)} }}\n}}\n'


PRINTS = providers(provider("é😀", f"print('{KEY}')"))
FAILS = providers(provider("é😀", "raise SystemExit(3)"))

RAN = "The key of `é😀`: 17 characters in 0.00 s. opencode 1.18 does not run this by itself"
FAILED = "`PYTHON` ended with status 3. Run the command in a terminal to see what it says."


def plain(text: str, place: Place) -> str:
    """A message without what differs from run to run."""
    text = text.replace(str(place.work), "WORK").replace(sys.executable, "PYTHON")
    return re.sub(r"\d\.\d\d s", "0.00 s", text)
