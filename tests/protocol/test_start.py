"""What is loaded until the server has answered, and that what was put off is there when asked."""

import json
import subprocess
import sys
from importlib.metadata import version

import pytest

from opencode_ls import VERSION
from opencode_ls.lsp.areas import ALWAYS
from protocol.raw_client import RawClient

PUT_OFF = (
    *("asyncio", "cattrs", "inspect", "lsprotocol.converters", "platform", "pygls.capabilities"),
    *("hashlib", "traceback", "pygls.workspace", "dataclasses", "importlib.metadata", "ssl"),
    *("http.client", "decimal", "fractions", "pprint", "tempfile", "textwrap", "tokenize"),
    *("typing_extensions", "zipfile"),
)


def check(*arguments: str, given: bytes = b"") -> str:
    """What a Python that ends well writes to stdout and stderr; imports need a process each."""
    done = subprocess.run(
        [sys.executable, *arguments], input=given, capture_output=True, check=False
    )
    output = (done.stdout + done.stderr).decode()

    assert done.returncode == 0, output
    return output


def session(*messages: tuple[str, object]) -> bytes:
    bodies = [
        json.dumps({"jsonrpc": "2.0", "id": index, "method": method, "params": params}).encode()
        for index, (method, params) in enumerate(messages)
    ]
    end = b'{"jsonrpc": "2.0", "method": "exit"}'
    return b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in [*bodies, end])


# A session ends by `os._exit`; importtime does not name what importlib.import_module loads.
SERVER = """
import os, sys
from opencode_ls.cli import main
end = os._exit
os._exit = lambda code: (print(*sys.modules, file=sys.stderr), end(code))
main(["server"])
"""


def loaded(*messages: tuple[str, object]) -> set[str]:
    """The modules that are loaded at the end of a session."""
    return {*check("-c", SERVER, given=session(*messages)).splitlines()[-1].split()}


def test_a_session_loads_neither_asyncio_nor_cattrs() -> None:
    modules = loaded(("initialize", {"capabilities": {}}), ("shutdown", None))

    assert "opencode_ls.lsp.session" in modules
    assert modules & {*PUT_OFF, "opencode_ls.rules.syntax_error"} == set()


def test_the_first_findings_load_nothing_that_answers_to_something_else() -> None:
    uri = "file:///work/opencode.json"
    item = {"uri": uri, "languageId": "json", "version": 1, "text": "{"}
    pulls = {
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": True}},
    }
    modules = loaded(
        ("initialize", {"capabilities": pulls}),
        ("textDocument/didOpen", {"textDocument": item}),
        ("textDocument/diagnostic", {"textDocument": {"uri": uri}}),
        ("shutdown", None),
    )
    areas = {name for name in ALWAYS if f"opencode_ls.lsp.{name}" in modules}

    assert "opencode_ls.rules.syntax_error" in modules
    assert areas == set()
    assert modules & {*PUT_OFF, "argparse", "subprocess"} == set()


STOOD_IN = [
    *("asyncio", "cattrs", "cattrs.errors", "inspect", "lsprotocol.converters", "platform"),
    *("pygls.capabilities", "pygls.workspace", "fractions", "importlib.resources", "pprint"),
    *("jsonschema._format", "linecache", "textwrap", "typing_extensions"),
]


def test_the_others_are_loaded_while_there_is_nothing_to_do() -> None:
    program = (
        "import os, sys; from opencode_ls.lsp import areas\n"
        "areas.loading = lambda: (lambda: os._exit(7),)\n"
        "from opencode_ls.cli import main; sys.exit(main(['server']))\n"
    )
    with RawClient(command=(sys.executable, "-c", program)) as client:
        client.initialize()

        assert client.exit_code() == 7


def test_garbage_is_collected_while_an_editor_is_served() -> None:
    given = session(("initialize", {"capabilities": {}}), ("shutdown", None))
    program = SERVER.replace("*sys.modules", "__import__('gc').isenabled()")

    assert check("-c", program, given=given).endswith("}True\n")


def test_there_is_a_module_for_each_of_them() -> None:
    program = (
        "from opencode_ls.lsp import areas\n"
        "for load in areas.loading(): print(load().__name__.rpartition('.')[2])\n"
    )
    commands = ["commands", "add_models", "run_all", "install_plugin", "effective"]

    assert check("-c", program).split() == [*ALWAYS, "tokens", *commands]


@pytest.mark.parametrize("name", STOOD_IN)
def test_whoever_imports_what_was_put_off_gets_the_real_one(name: str) -> None:
    program = (
        "import opencode_ls.lsp, importlib\n"
        f"found = importlib.import_module({name!r})\n"
        "print(type(found).__name__, found.__spec__.name)\n"
    )

    assert check("-c", program) == f"module {name}\n"


def test_pygls_gets_what_was_put_off_when_it_asks_for_it() -> None:
    program = (
        "import opencode_ls.lsp\n"
        "from lsprotocol import types\n"
        "from pygls import protocol\n"
        "from pygls.protocol import json_rpc\n"
        "converter = protocol.default_converter()\n"
        "print(converter.unstructure(types.Position(1, 2)))\n"
        "print(json_rpc.asyncio.sleep.__module__)\n"
    )

    assert check("-c", program) == "{'line': 1, 'character': 2}\nasyncio.tasks\n"


def test_what_calls_a_handler_knows_how_to() -> None:
    program = (
        "import functools, opencode_ls.lsp, inspect as real\n"
        "from pygls.protocol import json_rpc\n"
        "def plain(x): pass\n"
        "def generator(x): yield\n"
        "async def coroutine(x): pass\n"
        "class Bound:\n"
        "    def generator(self): yield\n"
        "given = [plain, generator, coroutine, Bound().generator, len, None]\n"
        "given += [functools.partial(each, 1) for each in given[:3]]\n"
        "asks = [json_rpc.inspect.isgeneratorfunction, real.isgeneratorfunction,\n"
        "        json_rpc.asyncio.iscoroutinefunction, real.iscoroutinefunction]\n"
        "found = [[ask(each) for each in given] for ask in asks]\n"
        "print(found[0] == found[1], found[2] == found[3], sum(map(sum, found)))\n"
    )

    assert check("-c", program) == "True True 10\n"


def test_what_is_loaded_already_is_left_alone() -> None:
    program = (
        "import asyncio, cattrs\n"
        "import opencode_ls.lsp\n"
        "from pygls.protocol import json_rpc\n"
        "print(json_rpc.asyncio is asyncio)\n"
    )

    assert check("-c", program) == "True\n"


def test_the_version_is_that_of_the_package() -> None:
    assert version("opencode-ls") == VERSION


def test_jsonschema_finds_the_same_without_what_it_would_load() -> None:
    program = (
        "from jsonschema import Draft202012Validator as Validator\n"
        "schema = {'properties': {'a': {'multipleOf': 0.123}, 'b': {'enum': [1]}},\n"
        "          '$ref': '#/$defs/x', '$defs': {'x': {'required': ['c']}}}\n"
        "found = Validator(schema).iter_errors({'a': 1e308, 'b': 2})\n"
        "print(*sorted(error.message for error in found), Validator.META_SCHEMA['$id'])\n"
    )

    assert check("-c", f"import opencode_ls.lsp\n{program}") == check("-c", program)
