"""The extension without a workbench: its own tests, its style, its size, what it brings."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

from opencode_ls import VERSION

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "editors" / "vscode"
VSIX = ROOT / "build" / "opencode-ls.vsix"
INSTALL = EXTENSION / "install.py"
LINES = 700

pytestmark = pytest.mark.vscode


def check(*command: str) -> None:
    if not (EXTENSION / "node_modules").exists() or not VSIX.exists():
        pytest.skip("needs the extension: make vsix")
    done = subprocess.run(command, cwd=EXTENSION, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_its_own_tests_pass() -> None:
    check("npm", "test")


def test_its_types_and_its_style() -> None:
    check("npm", "run", "lint")


def test_it_is_small() -> None:
    files = sorted((EXTENSION / "src").glob("*.ts"))

    assert sum(file.read_text(encoding="utf-8").count("\n") for file in files) < LINES


def test_it_has_the_version_of_the_server() -> None:
    manifest = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))

    assert manifest["version"] == VERSION


def test_what_is_in_the_package() -> None:
    check("true")
    with ZipFile(VSIX) as package:
        names = {name.removeprefix("extension/") for name in package.namelist()}
        third = package.read("extension/THIRD-PARTY.md").decode()
        pins = package.read("extension/server/requirements.txt").decode()

    assert f"server/opencode_ls-{VERSION}-py3-none-any.whl" in names
    assert {name for name in names if name.endswith((".js", ".py", ".whl"))} == {
        "dist/extension.js",
        "install.py",
        f"server/opencode_ls-{VERSION}-py3-none-any.whl",
    }
    assert len(re.findall(r"(?m)^## \S+ [\d.]+\n\n[\w.-]+, `sha512-\S+`$", third)) > 5
    assert {"pygls", "lsprotocol", "jsonschema", "rpds-py"} <= {
        *re.findall(r"(?m)^([\w-]+)==", pins)
    }
    assert pins.count("==") <= pins.count("--hash=sha256:")


def install(*arguments: str | Path, **env: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", INSTALL, *arguments],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_a_python_that_a_folder_brings_is_not_fit(tmp_path: Path) -> None:
    environment = tmp_path / "server"
    for folder in (Path(sys.executable).parent, Path(sys.prefix), Path(sys.base_prefix)):
        assert install(environment, "", tmp_path / "other", folder) == (2, "")
    assert not environment.exists()


def test_without_an_index_it_says_what_to_do(tmp_path: Path) -> None:
    check("true")
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_NO_CACHE_DIR": "1"}
    told = (
        "opencode-ls was not installed: the log says why. "
        "Run `opencode config: Restart Server` to try again\n"
    )

    assert install(tmp_path / "server", "", **nowhere) == (1, told)
    assert not (tmp_path / "server" / "ready").exists()
    assert not (tmp_path / "server.lock").exists()


def bundle() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bundle", EXTENSION / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_package_that_is_needed_is_pinned() -> None:
    module = bundle()
    pinned = module.pins(ROOT / "constraints.txt")

    assert module.needed("opencode-ls") - {"opencode-ls"} <= set(pinned)
