"""`opencode-ls doctor`: what applies here, where keys come from, and what will not work."""

import json
import os
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from opencode_ls.cli.arguments import parser_of
from opencode_ls.cli.diagnosis import CommandState, Diagnosis, FileState, KeyState, diagnose
from opencode_ls.cli.sink import columns, terminal
from opencode_ls.cli.surroundings import SHORT_PATH
from opencode_ls.host import RealWorld
from opencode_ls.resolver.store import Store, default_path

VERSION = 1
"""Of the JSON; rises when a field changes its meaning or goes away."""


WIDTH = 100
"""Columns of the longest line of names."""


def run(argv: Sequence[str]) -> int:
    """Print all that was found out; 1 if something will not work."""
    parser = parser_of("doctor", "Exit code: 0 fine, 1 something will not work.")
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    as_json: bool = parser.parse_args(argv).json
    found = diagnose(RealWorld(), Store(default_path(os.environ)))
    print(json.dumps(_to_json(found)) if as_json else "\n".join(_told(found)))
    return 1 if found.problems else 0


def _told(found: Diagnosis) -> Iterator[str]:
    yield "Files that apply here, each above the one before"
    yield from _rows([(each.scope, _file(each)) for each in found.files])
    yield "\nWhere keys would come from"
    yield from _rows([(each.provider, _key(each)) for each in found.keys])
    commands = [each.command for each in found.keys if each.command is not None]
    yield "\nPrograms of apiKeyCommand"
    yield from _rows(list(dict.fromkeys((each.program, _program(each)) for each in commands)))
    yield "\nVariables that decide what is found"
    yield from _variables("set", [name for name, there in found.variables.items() if there])
    yield from _variables("not set", [name for name, there in found.variables.items() if not there])
    yield ""
    yield _plugin(found)
    yield f"Commands allowed for good: {_consents(found)}"
    yield ", ".join(f"{name} {number or 'unknown'}" for name, number in found.versions.items())
    yield ""
    yield "Will not work:" if found.problems else "Nothing stands in the way."
    yield from (f"  {terminal(problem)}" for problem in found.problems)


def _rows(pairs: list[tuple[str, str]]) -> Iterator[str]:
    shown = [(terminal(label), terminal(text)) for label, text in pairs] or [("none", "")]
    width = max(columns(label) for label, _ in shown)
    for label, text in shown:
        yield f"  {label}{' ' * (width - columns(label))}  {text}".rstrip()


def _file(each: FileState) -> str:
    counts = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((each.errors, "error"), (each.warnings, "warning"))
        if number
    ]
    refused = [] if each.accepted else ["refused by opencode 1.18"]
    return f"{each.shown}  ({', '.join((*refused, *counts))})" if refused or counts else each.shown


def _key(each: KeyState) -> str:
    if each.command is None or each.command.problem:
        return each.source
    return f"{each.source}, {'asks before it runs' if each.command.asks else 'runs unasked'}"


def _program(each: CommandState) -> str:
    if each.status != "found":
        return each.status.replace("-", " ")
    place = each.path or "found"
    short = f"  (not on the PATH of a desktop application, {SHORT_PATH})"
    return f"{place}{short if each.desktop is False else ''}"


def _variables(label: str, names: list[str]) -> Iterator[str]:
    text = f"  {label:7}  {', '.join(names) or 'none'}"
    yield textwrap.fill(text, WIDTH, subsequent_indent=" " * 11, break_on_hyphens=False)


def _plugin(found: Diagnosis) -> str:
    place = found.plugin.path
    if place is None:
        return (
            "Plugin for opencode: not found; opencode 1.18 does not run apiKeyCommand without one"
        )
    served = ", ".join(each.provider for each in found.keys if each.origin.kind == "command")
    if found.plugin.problem:
        does = "does nothing as it is"
    else:
        does = f"gets the keys of {served}" if served else "has nothing to do here"
    return f"Plugin for opencode: {terminal(place)}, {terminal(does)}"


def _consents(found: Diagnosis) -> str:
    return "unknown" if found.consents is None else str(found.consents)


def _to_json(found: Diagnosis) -> dict[str, Any]:
    return {
        "version": VERSION,
        "ok": not found.problems,
        "problems": list(found.problems),
        "files": [
            {name: value for name, value in each._asdict().items() if name != "shown"}
            for each in found.files
        ],
        "unread": list(found.unread),
        "keys": [_key_to_json(each) for each in found.keys],
        "variables": found.variables,
        "plugin": found.plugin.path,
        "consents": found.consents,
        "versions": found.versions,
    }


def _key_to_json(each: KeyState) -> dict[str, Any]:
    return {
        "provider": each.provider,
        "kind": each.origin.kind,
        "usable": each.origin.usable and not each.problem,
        "source": each.source,
        "command": each.command._asdict() if each.command is not None else None,
    }
