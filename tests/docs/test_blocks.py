"""Every code block of the documentation is run, or checked as far as it can be without an account.

`console` runs, and prints what stands there; a line `…` stands for any lines.
`sh` is what would change the reader's machine or needs an account: its words are checked.
A configuration has nothing to find but hints, or with `bad=CODE,CODE` just that.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

import pytest
import yaml  # type: ignore[import-untyped]  # it has no types, and only this file reads YAML

from opencode_ls.analysis.key_source import command_sites
from opencode_ls.cli import main
from opencode_ls.lsp.settings import read_settings
from opencode_ls.rules import findings
from opencode_ls.values.key_command import READY
from support.blocks import Block, blocks, path_of
from support.scene import OWN_PATH, PATH, scene

ROOT = Path(__file__).resolve().parents[2]
EDITORS = "editors.md"  # tests/editors/test_recipes.py reads its set-ups, which have names
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCKS = tuple(
    block for page in PAGES for block in blocks(page) if block.page != EDITORS or not block.words
)
GUIDE = "python.md"  # tests/sdk/test_guide.py runs its examples
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}

BASH = shutil.which("bash") or "/bin/bash"

PARSED = 99
"""The exit code that a command line gets here that was read and not run."""

TOOLS = (
    *(ready.needs or ready.argv[0] for ready in READY),
    "kubectl",
    "opencode-ls",
    "my-auth-cli",
)
PLUGIN = "file=/home/me/.config/opencode/plugin/opencode-ls.js:installed"
EXCERPT = "$ cd examples; opencode-ls check opencode.jsonc\n…\n{}…\n"
"""A block of no kind is a part of what is found in the example."""

BEFORE = "export GIT_TERMINAL_PROMPT=0 NO_COLOR=1\n"

STAND_INS = {
    "opencode-ls": f'exec {shlex.quote(sys.executable)} -m opencode_ls "$@"',
    "op": """\
case "$2" in
  op://Private/OpenAI/*) echo sk-test-not-a-key ;;
  *) echo '[ERROR] 2026/11/24 12:00:00 You are not currently signed in.' >&2; exit 1 ;;
esac""",
    "pass": "printf 'sk-test-not-a-key\\nuser: me\\n'",
    "my-auth-cli": "echo sk-test-not-a-token",
    "my-plugin": """echo '{"kind": "ExecCredential", "status": {"token": "sk-test-not-a-key"}}'""",
    "docker-credential-pass": """echo '{"ServerURL": "", "Secret": "sk-test-not-a-key"}'""",
}


def check_configuration(block: Block, parse: Callable[[str], None]) -> None:
    """What is found in it; a block that begins with a key is the `options` of a provider."""
    if block.words == ("settings",):
        assert read_settings(json.loads(block.text), None)[1] == ()
        return
    told = dict(word.split("=", 1) for word in block.words)
    bad = told.pop("bad", None)
    own = (path_of(block.text) or "~").startswith("~")
    words = [f"{name}={value}" for name, value in told.items()]
    words += [f"program={tool}:/usr/bin/{tool}" for tool in TOOLS]
    place = scene(f"path={OWN_PATH if own else PATH}", PLUGIN, *words)
    text = block.text if block.text.lstrip().startswith(("{", "//")) else in_a_provider(block.text)
    analysis = place.analyse(text)
    found = {each.code for each in findings(analysis) if each.severity != "hint"}

    assert found == set(bad.split(",") if bad else ())
    for site in command_sites(analysis):
        if site.argv and site.argv[0] == "opencode-ls":
            parse(shlex.join(site.argv))


def in_a_provider(options: str) -> str:
    return f'{{"provider": {{"openai": {{"options": {{{options}}}}}}}}}'


def check_shell(text: str, parse: Callable[[str], None]) -> None:
    """It is the language of bash, our own commands are right, and no name is installed bare."""
    done = subprocess.run([BASH, "-n", "-c", text], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    joined = text.replace("\\\n", " ")
    for line in re.findall(r"(?<![\w./-])opencode-ls [a-z-][^|&;)#\n]*", joined):
        parse(line)
    for target in re.findall(r"(?m)^make ([a-z-]+)$", joined):
        assert f"\n{target}:" in (ROOT / "Makefile").read_text()
    for words in re.findall(r"(?:pip|pipx|uv tool) install ([^|&;#\n]*)", joined):
        # Anyone could register a name under which nothing is published.
        assert not re.search(
            r"(?:^|\s)['\"]?opencode[-_]ls(?:\[[^\]]*\])?['\"]?(?:[=<>~!]|\s|$)", words
        )


def check_run(block: Block, folder: Path) -> None:
    """It runs with stand-ins for the tools, and prints what the page says."""
    home, project, bins = folder / "me", folder / "me" / "project", folder / "bin"
    (project / ".git").mkdir(parents=True)
    bins.mkdir()
    for name, script in STAND_INS.items():
        (bins / name).write_text(f"#!/bin/sh\n{script}\n")
        (bins / name).chmod(0o755)
    (project / "examples").symlink_to(ROOT / "examples")
    for path, text in block.files:
        file = home / path[2:] if path.startswith("~/") else project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    env = {**os.environ, "HOME": str(home), "PATH": f"{bins}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [BASH, "-c", BEFORE + script_of(block.text)],
        cwd=project,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )

    assert told(done.stdout.replace(str(home), "/home/me"), block.text) == block.text


def script_of(text: str) -> str:
    """The commands of a console, each of which prints itself first."""
    lines = (line for line in text.splitlines() if line.startswith("$ "))
    return "".join(f"printf '%s\\n' {shlex.quote(line)}\n{line[2:]}\n" for line in lines)


def told(printed: str, expected: str) -> str:
    """What was expected if that was printed, else what was printed."""
    parts = re.split(r"(\d+\.\d+ s\b)|(?m:^(…)\n)", expected)
    pattern = "".join(
        r"\d+\.\d+ s"
        if index % 3 == 1 and part
        else r"(?s:(?:.*\n)?)"
        if part == "…"
        else re.escape(part)
        for index, part in enumerate(parts)
        if part
    )
    return expected if re.fullmatch(pattern, printed) else printed


def check_yaml(block: Block, parse: Callable[[str], None]) -> None:
    """It is YAML, the scripts in it are right, and the hooks that it names exist."""
    content = yaml.safe_load(block.text)
    for name, value in leaves(content):
        if name == "run":
            check_shell(value, parse)
        elif name == "id":
            assert value in HOOKS


def leaves(value: object) -> Iterator[tuple[str, str]]:
    """Each text with the key that it stands under."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if isinstance(inner, str):
                yield str(name), inner
            else:
                yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)


@pytest.fixture
def parse(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Says whether a command line is right, by the parsers that would run it."""
    read = argparse.ArgumentParser.parse_args

    def only(self: argparse.ArgumentParser, args: list[str] | None = None) -> NoReturn:
        read(self, args)
        raise SystemExit(PARSED)

    def check(line: str) -> None:
        words = shlex.split(line)

        assert main(words[1:]) == (0 if words[1:] == ["--version"] else PARSED), line

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", only)
    return check


def check(block: Block, parse: Callable[[str], None], folder: Path) -> None:
    match block.kind:
        case "json" | "jsonc":
            check_configuration(block, parse)
        case "console":
            check_run(block, folder)
        case "sh":
            check_shell(block.text, parse)
        case "yaml":
            check_yaml(block, parse)
        case "python":
            compile(block.text, block.page, "exec")
        case "":
            check_run(block._replace(text=EXCERPT.format(block.text)), folder)
        case "text":
            assert (block.page, block.above) == (GUIDE, "python")
        case _:
            pytest.fail(f"nobody checks a block of the kind {block.kind!r}")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.page}:{block.line}")
def test_a_block(block: Block, parse: Callable[[str], None], tmp_path: Path) -> None:
    check(block, parse, tmp_path)


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_a_hook_is_a_command(hook: Mapping[str, str], parse: Callable[[str], None]) -> None:
    parse(f"{hook['entry']} opencode.json")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", page.read_text())
    targets = [(page.parent / path if path else page, anchor) for path, anchor in links]

    assert [str(path) for path, _ in targets if not path.exists()] == []
    assert [
        f"{path.name}#{anchor}"
        for path, anchor in targets
        if anchor and anchor not in anchors(path.read_text())
    ] == []


def anchors(markdown: str) -> list[str]:
    """What a heading is called in a link."""
    headings = re.findall(r"(?m)^#+ (.*)$", markdown)
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
