"""Writes what is documented in the rules: a page for each, their index, the README's table.

`make docs` runs it; with `--check` it writes nothing and fails if a file is stale.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from opencode_ls.rules import Rule, rules

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"
README = ROOT / "README.md"
START, END = "<!-- rules: written by `make docs` -->\n", "<!-- end of rules -->\n"

EFFECTS = {
    "rejected": "opencode refuses to start",
    "broken": "opencode loads it, but it can work nowhere",
    "here": "it cannot work on this machine",
    "ignored": "opencode drops it without a word",
    "risk": "a secret or a stranger's command is at stake",
    "hint": "it works, but could be better",
}


def main(arguments: list[str]) -> int:
    """Write every generated file, or tell which ones are stale."""
    wanted = dict(_files())
    stray = [page for page in PAGES.glob("*.md") if page not in wanted]
    stale = [path for path, text in wanted.items() if _text(path) != text]
    if arguments == ["--check"]:
        for path in (*stale, *stray):
            print(f"{path.relative_to(ROOT)} is stale: run `make docs`")
        return 1 if stale or stray else 0
    PAGES.mkdir(exist_ok=True)
    for path in stray:
        path.unlink()
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    return 0


def _files() -> Iterator[tuple[Path, str]]:
    for rule in rules().values():
        yield PAGES / f"{rule.code}.md", _page(rule)
    yield PAGES / "README.md", _index()
    before, rest = _text(README).split(START)
    _, after = rest.split(END)
    yield README, f"{before}{START}\n{_table('docs/rules/')}\n{END}{after}"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _page(rule: Rule) -> str:
    return (
        f"# {rule.code}\n\n"
        f"Effect: `{rule.effect}` ({EFFECTS[rule.effect]}).\n"
        f"Severity: {rule.severity}.\n\n"
        f"{_examples(rule.documentation.strip())}\n\n"
        f"{(_SILENCE_RISK if rule.effect == 'risk' else _SILENCE).replace('CODE', rule.code)}"
    )


def _examples(documentation: str) -> str:
    """The examples under a line that names them; the fence's words say what is around them."""
    return _FENCE.sub(_introduced, documentation)


def _introduced(match: re.Match[str]) -> str:
    around = [_AROUND[name].format(*value.split(":", 1)) for name, value in _words(match[2])]
    return f"{', '.join([_NAMES[match[1]], *around])}:\n\n```jsonc\n"


def _words(text: str) -> Iterator[tuple[str, str]]:
    for word in text.split():
        name, _, value = word.partition("=")
        yield name, value


_FENCE = re.compile(r"^```jsonc (\w+)([^\n]*)\n", re.MULTILINE)
_NAMES = {"bad": "Found in", "fixed": "Fixed", "good": "Not found in"}
_AROUND = {
    "env": "where the variable `{0}` is `{1}`",
    "file": "where the file `{0}` is `{1}`",
    "own": "where your own file has an `apiKeyCommand` for `{0}`",
    "path": "in the file `{0}`",
    "platform": "on `{0}`",
    "program": "where `{0}` is `{1}`",
    "run": "after the command has failed",
    "opencode": "where the settings say opencode {0}",
}

_SILENCE = """\
Silence it with a comment `// opencode-ls: allow CODE` on the line or the line above,
with `--rule CODE=off` on the command line, or in the editor's settings.
"""

_SILENCE_RISK = """\
Silence it with `--rule CODE=off` on the command line or in the editor's own settings.
As it is about a risk, a comment in the file does not silence it.
"""


def _index() -> str:
    meanings = "\n".join(f"- `{effect}`: {meaning}." for effect, meaning in EFFECTS.items())
    intro = "The effect says what opencode does with the mistake:"
    return f"# Rules\n\n{intro}\n\n{meanings}\n\n{_table('')}"


def _table(folder: str) -> str:
    rows = "".join(_row(rule, folder) for rule in rules().values())
    return f"| rule | effect | severity | finds |\n|---|---|---|---|\n{rows}"


def _row(rule: Rule, folder: str) -> str:
    link = f"[{rule.code}]({folder}{rule.code}.md)"
    return f"| {link} | {rule.effect} | {rule.severity} | {_title(rule)} |\n"


def _title(rule: Rule) -> str:
    """The first line of the documentation, as a cell of a table."""
    return rule.documentation.strip().partition("\n")[0].rstrip(".").replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
