"""What an editor hears of the other files that apply: where they stand, and when they change."""

from pathlib import Path
from typing import Any

from opencode_ls.lsp.message import Json
from protocol.raw_client import RawClient, at

PULLS: dict[str, Any] = {
    "textDocument": {"diagnostic": {}, "publishDiagnostics": {"relatedInformation": True}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}


def check(client: RawClient, uri: str, expected: dict[str, list[Json]]) -> None:
    """By its code, where each finding that a pull gives leads to."""
    reply = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    items = reply["result"]["items"]
    found = {item["code"]: item.get("relatedInformation", []) for item in items}

    assert {code: [each["location"] for each in told] for code, told in found.items()} == expected


def test_a_finding_leads_to_the_value_in_the_other_file(tmp_path: Path) -> None:
    folder = tmp_path / "é x"
    path, other = folder / "opencode.json", folder / ".opencode" / "opencode.json"
    other.parent.mkdir(parents=True)
    text = '{"username": "a"}'
    path.write_text(text, encoding="utf-8")
    other.write_text('\r\n{"model": "😀", "username": "b"}', encoding="utf-8")
    with RawClient() as client:
        folders = [{"uri": tmp_path.as_uri(), "name": "work"}]
        client.initialize(capabilities=PULLS, workspaceFolders=folders)
        client.open(path.as_uri(), text)
        area = {"start": at(1, 28), "end": at(1, 31)}

        check(client, path.as_uri(), {"overridden-value": [{"uri": other.as_uri(), "range": area}]})
