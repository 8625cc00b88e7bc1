"""The settings, from where they may come, and what is said of those that are no use."""

import json
from pathlib import Path

import pytest

from opencode_ls.lsp.settings import ServerSettings, read_settings
from protocol.raw_client import RawClient, at

DEFAULTS = ServerSettings({}, "auto", 60.0)


def check(own: object, shared: object, expected: ServerSettings, problems: list[str]) -> None:
    assert read_settings(own, shared) == (expected, tuple(problems))


@pytest.mark.parametrize(
    ("own", "shared", "expected"),
    [
        (None, None, DEFAULTS),
        ({}, {}, DEFAULTS),
        ({"opencode": "2"}, None, DEFAULTS._replace(opencode="2")),
        ({"opencode": "2"}, {"opencode": "1"}, DEFAULTS._replace(opencode="1")),
        ({"run": {"timeout": 5}}, None, DEFAULTS._replace(timeout=5.0)),
        (
            {"rules": {"unknown-key": "off", "wrong-type": "hint"}},
            {"rules": {"unknown-key": "error"}},
            DEFAULTS._replace(levels={"unknown-key": "error", "wrong-type": "hint"}),
        ),
        (
            {"rules": {"literal-key": "off"}},
            None,
            DEFAULTS._replace(levels={"literal-key": "off"}),
        ),
        (
            None,
            {"rules": {"literal-key": "error"}},
            DEFAULTS._replace(levels={"literal-key": "error"}),
        ),
        (
            {"codeLens": False},
            {"inlayHints": False},
            DEFAULTS._replace(code_lens=False, inlay_hints=False),
        ),
        ({"codeLens": False}, {"codeLens": True}, DEFAULTS),
        ({"catalog": "/x", "somethingNew": []}, None, DEFAULTS._replace(catalog="/x")),
        ({"catalog": ""}, None, DEFAULTS),
        ({"catalog": None}, None, DEFAULTS),
    ],
)
def test_what_counts(own: object, shared: object, expected: ServerSettings) -> None:
    check(own, shared, expected, [])


LEVEL = "must be one of off, hint, info, warning, error"
CATALOG = "`catalog` must be an absolute path"
TIMEOUT = "`run.timeout` must be seconds, more than 0, at most 3600"


@pytest.mark.parametrize(
    ("own", "shared", "problem"),
    [
        ([], None, "`initializationOptions.settings` must be an object"),
        (None, "x", "`opencode-ls` must be an object"),
        ({"rules": []}, None, "`rules` must be an object"),
        ({"rules": {"unknown-key": "loud"}}, None, f"`rules.unknown-key` {LEVEL}"),
        ({"rules": {"unknown-key": ["off"]}}, None, f"`rules.unknown-key` {LEVEL}"),
        ({"rules": {"no-such\nrule": "off"}}, None, "`rules` names a rule that does not exist"),
        ({"opencode": 2}, None, "`opencode` must be one of auto, 1, 2"),
        ({"opencode": ["1"]}, None, "`opencode` must be one of auto, 1, 2"),
        ({"codeLens": 7}, None, "`codeLens` must be true or false"),
        (None, {"inlayHints": "off"}, "`inlayHints` must be true or false"),
        ({"catalog": "models.json"}, None, CATALOG),
        ({"catalog": ["/x"]}, None, CATALOG),
        ({"run": 5}, None, "`run` must be an object"),
        ({"run": {"timeout": "5"}}, None, TIMEOUT),
        ({"run": {"timeout": True}}, None, TIMEOUT),
        ({"run": {"timeout": 0}}, None, TIMEOUT),
        ({"run": {"timeout": float("nan")}}, None, TIMEOUT),
        ({"run": {"timeout": float("inf")}}, None, TIMEOUT),
    ],
)
def test_what_is_ignored(own: object, shared: object, problem: str) -> None:
    check(own, shared, DEFAULTS, [problem])


@pytest.mark.parametrize("level", ["off", "hint", "info"])
def test_a_workspace_does_not_hide_a_risk(level: str) -> None:
    problem = (
        "`rules.literal-key` is about a risk and is lowered in initializationOptions.settings only"
    )
    check(None, {"rules": {"literal-key": level}}, DEFAULTS, [problem])


def test_a_workspace_does_not_set_how_long_a_command_may_take() -> None:
    check(None, {"run": {"timeout": 3600}}, DEFAULTS, [])


def test_a_workspace_does_not_name_a_file_to_read() -> None:
    check(None, {"catalog": "/x"}, DEFAULTS, [])


def test_models_of_the_list_that_the_user_names(tmp_path: Path) -> None:
    models = tmp_path / "my models.json"
    models.write_text(json.dumps({"acme": {"name": "Acme", "models": {"m": {}}}}), encoding="utf-8")
    uri = (tmp_path / "opencode.json").as_uri()
    with RawClient() as client:
        client.initialize(initializationOptions={"settings": {"catalog": str(models)}})
        client.open(uri, '{"model": "acme/m"}')
        place = {"textDocument": {"uri": uri}, "position": at(0, 12)}
        shown = client.request("textDocument/hover", place)["result"]["contents"]["value"]

    assert shown.startswith('"acme/m": A model of Acme\n')
