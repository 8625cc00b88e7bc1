"""What was allowed for good: one private file, never trusted blindly, never overwritten blindly."""

import json
import os
from pathlib import Path
from threading import Thread

import pytest

from opencode_ls.resolver.request import fingerprint
from opencode_ls.resolver.store import Broken, Consent, Store, default_path
from resolver.asked import REQUEST, store


def check(folder: Path, expected: list[str]) -> None:
    """Expected: the providers that were allowed, oldest first."""
    assert [consent.provider for consent in store(folder).consents()] == expected


def test_nothing_is_allowed_at_first(tmp_path: Path) -> None:
    check(tmp_path, [])

    assert not store(tmp_path).allows(REQUEST)
    assert list(tmp_path.iterdir()) == []


def test_what_is_allowed_stays_allowed(tmp_path: Path) -> None:
    assert store(tmp_path).allow(REQUEST)
    assert store(tmp_path).allow(REQUEST._replace(provider="x"))
    assert store(tmp_path).allows(REQUEST)
    assert not store(tmp_path).allows(REQUEST._replace(provider="y"))
    check(tmp_path, ["openai", "x"])


def test_the_file_has_its_documented_form_and_is_private(tmp_path: Path) -> None:
    request = REQUEST._replace(written=("get", "--token", "sk-test-not-a-key"))
    store(tmp_path).allow(request)
    path = Path(store(tmp_path).path)
    content = json.loads(path.read_text(encoding="utf-8"))
    allowed = content["consents"][fingerprint(request)].pop("allowed")

    assert content == {
        "version": 1,
        "consents": {
            fingerprint(request): {
                "provider": "openai",
                "argv": ["get", "--token", "…"],
                "file": "/work/opencode.json",
            }
        },
    }
    assert len(allowed) == len("2025-01-31T12:00:00Z")
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert {found.name for found in path.parent.iterdir()} == {
        "consents.json",
        "consents.json.lock",
    }


def test_a_consent_is_taken_back(tmp_path: Path) -> None:
    store(tmp_path).allow(REQUEST)
    store(tmp_path).allow(REQUEST._replace(provider="x"))
    consent = store(tmp_path).consents()[0]

    assert consent == Consent(
        fingerprint(REQUEST), "openai", REQUEST.written, REQUEST.file, consent.allowed
    )
    assert store(tmp_path).remove(consent)
    assert not store(tmp_path).remove(consent)
    assert not store(tmp_path).allows(REQUEST)
    check(tmp_path, ["x"])


GOOD = {"provider": "p", "argv": ["a"], "file": "f", "allowed": "t"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "it is not JSON"),
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "it does not have the shape of a file of consents"),
        ('{"version": 1}', "it does not have the shape of a file of consents"),
        ('{"version": 1, "consents": []}', "it does not have the shape of a file of consents"),
        (
            json.dumps({"version": 1, "consents": {"%": True}}),
            "it does not have the shape of a file of consents",
        ),
        (
            json.dumps({"version": 1, "consents": {"%": {**GOOD, "argv": [1]}}}),
            "it does not have the shape of a file of consents",
        ),
        (
            json.dumps({"version": 2, "consents": {"%": GOOD}}),
            "it has version 2, and this program knows version 1",
        ),
    ],
)
def test_a_broken_file_allows_nothing_and_stays_as_it_is(
    content: str, reason: str, tmp_path: Path
) -> None:
    found = store(tmp_path)
    path = Path(found.path)
    path.parent.mkdir()
    content = content.replace("%", fingerprint(REQUEST))
    path.write_text(content, encoding="utf-8")

    assert not found.allows(REQUEST)
    assert not found.allow(REQUEST)
    with pytest.raises(Broken, match=f"^{reason}$"):
        found.consents()
    assert path.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_allows_nothing(mode: int, tmp_path: Path) -> None:
    store(tmp_path).allow(REQUEST)
    Path(store(tmp_path).path).chmod(mode)

    assert not store(tmp_path).allows(REQUEST)
    with pytest.raises(Broken, match="other users may write it"):
        store(tmp_path).consents()


def test_a_pipe_or_a_folder_in_its_place(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        assert not Store(str(path)).allows(REQUEST)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "state").touch()

    assert not store(tmp_path).allow(REQUEST)


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(20)]
    threads = [
        Thread(target=store(tmp_path).allow, args=(REQUEST._replace(provider=name),))
        for name in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {consent.provider for consent in store(tmp_path).consents()} == set(names)


@pytest.mark.parametrize(
    ("env", "platform", "expected"),
    [
        ({"HOME": "/home/me"}, "linux", "/home/me/.local/state/opencode-ls/consents.json"),
        ({"XDG_STATE_HOME": "/s", "HOME": "/h"}, "darwin", "/s/opencode-ls/consents.json"),
        (
            {"XDG_STATE_HOME": "s", "HOME": "/h"},
            "linux",
            "/h/.local/state/opencode-ls/consents.json",
        ),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/opencode-ls/consents.json"),
    ],
)
def test_where_it_is(env: dict[str, str], platform: str, expected: str) -> None:
    assert default_path(env, platform) == expected
