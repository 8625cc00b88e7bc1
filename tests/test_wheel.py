"""The built wheel, installed away from the checkout with an empty HOME, does the main jobs."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONFIG = '{\n  "modle": "anthropic/claude-sonnet-4-5"\n}\n'
BARE = ("PATH", "SYSTEMROOT")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration and a virtual environment that holds the wheel."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "opencode.json").write_text(CONFIG)
    (folder / "home").mkdir()
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([*pip, *wheel], check=True)
    venv.create(folder / "venv", with_pip=False)
    (built,) = folder.glob("*.whl")
    target = ["--python", str(python(folder)), "install", "--no-deps", "--no-index", str(built)]
    subprocess.run([*pip, *target], check=True)
    # The dependencies come from the environment of the tests: nothing is downloaded twice.
    site = next((folder / "venv").rglob("site-packages"))
    (site / "dependencies.pth").write_text(dependencies())
    return folder


def dependencies() -> str:
    import pygls  # noqa: PLC0415  (a test's own look at where it is installed)

    return str(Path(pygls.__file__).parents[1])


def python(folder: Path) -> Path:
    return folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"


def bare(folder: Path) -> dict[str, str]:
    """An environment with nothing in it but an empty HOME."""
    kept = {name: os.environ[name] for name in BARE if name in os.environ}
    return {**kept, "HOME": str(folder / "home")}


def check(folder: Path, *arguments: str, given: bytes = b"") -> tuple[int, bytes]:
    """Run the installed program in the folder; what it says on stderr is part of a failure."""
    done = subprocess.run(
        [python(folder), *arguments],
        cwd=folder,
        env=bare(folder),
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout


@pytest.mark.parametrize("isolated", [[], ["-I"]], ids=["plain", "isolated"])
def test_checks_a_file(place: Path, isolated: list[str]) -> None:
    code, printed = check(place, *isolated, "-m", "opencode_ls", "check", "--format", "json", ".")
    (file,) = json.loads(printed)["files"]

    assert code == 0
    assert (file["accepted"], [found["code"] for found in file["findings"]]) == (
        True,
        ["unknown-key"],
    )


def test_explains_a_rule(place: Path) -> None:
    code, printed = check(place, "-m", "opencode_ls", "explain", "unknown-key")

    assert (code, printed.splitlines()[0]) == (
        0,
        b"unknown-key (effect: ignored, severity: warning)",
    )


def test_carries_the_pages_of_the_rules(place: Path) -> None:
    program = "from opencode_ls.lsp.pages import page_of; print(page_of('unknown-key'))"
    code, printed = check(place, "-c", program)

    assert (code, printed.startswith(place.as_uri().encode())) == (0, True)
    assert printed.rstrip().endswith(b"/opencode_ls/docs/rules/unknown-key.md")


def test_carries_the_plugin_for_opencode(place: Path) -> None:
    code, _ = check(place, "-m", "opencode_ls", "plugin", "install", "--yes")
    plugin = place / "home" / ".config" / "opencode" / "plugin" / "opencode-ls.js"

    assert code == 0
    assert f'const COMMAND = ["{python(place)}", "-P", "-m", "opencode_ls"]' in plugin.read_text()


@pytest.mark.parametrize("isolated", [[], ["-I"]], ids=["plain", "isolated"])
def test_serves_an_editor(place: Path, isolated: list[str]) -> None:
    uri = (place / "opencode.json").as_uri()
    document = {"uri": uri, "languageId": "json", "version": 1, "text": '{"share": "auto"}'}
    code, printed = check(
        place,
        *isolated,
        "-m",
        "opencode_ls",
        "server",
        given=b"".join(
            (
                request(1, "initialize", {"capabilities": {}, "processId": None, "rootUri": None}),
                notification("initialized", {}),
                notification("textDocument/didOpen", {"textDocument": document}),
                request(2, "textDocument/hover", hover_at(document["uri"], 0, 3)),
                request(3, "shutdown", None),
                notification("exit", None),
            )
        ),
    )

    assert code == 0
    assert b'"id":2,"result":{"contents":{"kind":"plaintext","value":"share: ' in printed


def hover_at(uri: object, line: int, character: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def request(name: int, method: str, params: object) -> bytes:
    return frame({"jsonrpc": "2.0", "id": name, "method": method, "params": params})


def notification(method: str, params: object) -> bytes:
    return frame({"jsonrpc": "2.0", "method": method, "params": params})


def frame(message: dict[str, Any]) -> bytes:
    body = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
