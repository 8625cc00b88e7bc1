"""Who may run what: the one decision, and all that it covers."""

import os
from pathlib import Path

import pytest

from opencode_ls.resolver.consent import (
    Answer,
    Destination,
    Request,
    content_of,
    decide,
    fingerprint,
    may_remember,
)
from resolver.asked import REQUEST, Person, store

OWN = REQUEST._replace(own=True, file="/home/me/.config/opencode/opencode.json")
TOUCHED = OWN._replace(touched_by=("/work/opencode.json",))
SCRIPT = REQUEST._replace(files=(("/work/get-key.sh", "0" * 64),))

NOBODY = "`op` did not run: there is nobody to ask"
NO = "`op` did not run: it was not allowed"


def check(
    request: Request,
    answer: Answer | None,
    expected: tuple[str | None, int],
    folder: Path,
    *,
    consented: bool = False,
) -> None:
    """Expected: why it does not run (None: it runs), and how often the person was asked."""
    person = Person(answer or "no")
    ask = None if answer is None else person.ask
    found = decide(request, ask, consented=consented, store=store(folder))

    assert (found and found.message, len(person.questions)) == expected
    assert found is None or found.kind == "not-allowed"


@pytest.mark.parametrize(
    ("request_", "answer", "expected"),
    [
        (OWN, "no", (None, 0)),
        (OWN, None, (None, 0)),
        (TOUCHED, "once", (None, 1)),
        (TOUCHED, "no", (NO, 1)),
        (TOUCHED, None, (NOBODY, 0)),
        (REQUEST, "once", (None, 1)),
        (REQUEST, "always", (None, 1)),
        (REQUEST, "no", (NO, 1)),
        (REQUEST, None, (NOBODY, 0)),
        (SCRIPT, "once", (None, 1)),
        (SCRIPT, "always", (None, 1)),
        (SCRIPT, None, (NOBODY, 0)),
    ],
)
def test_who_decides(
    request_: Request, answer: Answer | None, expected: tuple[str | None, int], tmp_path: Path
) -> None:
    check(request_, answer, expected, tmp_path)


@pytest.mark.parametrize("request_", [OWN, TOUCHED, REQUEST, SCRIPT])
def test_an_explicit_yes_is_enough(request_: Request, tmp_path: Path) -> None:
    check(request_, None, (None, 0), tmp_path, consented=True)


@pytest.mark.parametrize("answer", [None, "", "yes", "Run once", 1, True])
def test_whatever_is_no_yes_is_a_no(answer: Answer, tmp_path: Path) -> None:
    person = Person(answer)

    assert decide(REQUEST, person.ask, store=store(tmp_path)) is not None


def test_once_is_once(tmp_path: Path) -> None:
    check(REQUEST, "once", (None, 1), tmp_path)
    check(REQUEST, None, (NOBODY, 0), tmp_path)


def test_always_asks_no_more(tmp_path: Path) -> None:
    check(REQUEST, "always", (None, 1), tmp_path)
    check(REQUEST, None, (None, 0), tmp_path)
    check(REQUEST, "no", (None, 0), tmp_path)


def test_what_the_project_can_change_is_not_remembered(tmp_path: Path) -> None:
    check(SCRIPT, "always", (None, 1), tmp_path)
    check(SCRIPT, "no", (NO, 1), tmp_path)

    assert not may_remember(SCRIPT)
    assert may_remember(REQUEST)


def test_always_without_a_store_is_once() -> None:
    person = Person("always")

    assert decide(REQUEST, person.ask) is None
    assert decide(REQUEST, person.ask) is None
    assert len(person.questions) == 2


def test_a_refusal_says_how_to_allow() -> None:
    found = decide(REQUEST._replace(provider="my gateway"), None)

    assert found is not None
    assert found.hint == (
        "Run `opencode-ls key 'my gateway'` in a terminal, which asks, or with `--yes` allow it."
    )


COVERED = [
    REQUEST._replace(tries="https://llm.example/v1/models"),
    REQUEST._replace(provider="anthropic"),
    REQUEST._replace(written=("op", "read", "{env:OTHER}")),
    REQUEST._replace(written=("op", "read {env:REF}")),
    REQUEST._replace(argv=("op", "read", "op://Private/Other/key")),
    REQUEST._replace(argv=("op", "readop://Private/OpenAI/key")),
    REQUEST._replace(program="/usr/local/bin/op"),
    REQUEST._replace(real_program="/opt/evil/op"),
    REQUEST._replace(folder="/work/sub"),
    REQUEST._replace(file="/work/sub/opencode.json"),
    REQUEST._replace(destination=REQUEST.destination._replace(base_url="https://evil.example/v1")),
    REQUEST._replace(destination=REQUEST.destination._replace(base_url=None)),
    REQUEST._replace(destination=REQUEST.destination._replace(api="https://evil.example")),
    REQUEST._replace(destination=REQUEST.destination._replace(npm="evil")),
    REQUEST._replace(destination=REQUEST.destination._replace(headers=(("X-Team", "b"),))),
    REQUEST._replace(destination=REQUEST.destination._replace(headers=())),
    REQUEST._replace(destination=REQUEST.destination._replace(others=(("options.endpoint", "x"),))),
    REQUEST._replace(files=(("/work/get-key.sh", "0" * 64),)),
]


@pytest.mark.parametrize("other", COVERED)
def test_any_difference_asks_again(other: Request, tmp_path: Path) -> None:
    check(REQUEST, "always", (None, 1), tmp_path)
    check(other, "no", (NO, 1), tmp_path)


def test_each_covered_difference_is_a_fingerprint_of_its_own() -> None:
    requests = [REQUEST, *COVERED]

    assert len({fingerprint(request) for request in requests}) == len(requests)


def test_a_fingerprint_takes_any_text() -> None:
    assert len(fingerprint(REQUEST._replace(argv=("\ud800", "\0")))) == 64


def test_none_and_empty_are_different_destinations() -> None:
    empty, none = (REQUEST._replace(destination=Destination(text)) for text in ("", None))

    assert fingerprint(empty) != fingerprint(none)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A workspace with a script, a link out of it, a folder and a pipe; and a link into it."""
    folder = tmp_path / "work"
    (folder / "sub").mkdir(parents=True)
    (folder / "get.sh").write_text("1", encoding="utf-8")
    (tmp_path / "outside").write_text("2", encoding="utf-8")
    (folder / "link").symlink_to(tmp_path / "outside")
    (tmp_path / "into").symlink_to(folder / "get.sh")
    os.mkfifo(folder / "pipe")
    return folder


ONE = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
TWO = "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35"


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("sh", "get.sh"), {"get.sh": ONE}),
        (("sh", "./get.sh", "sub/../get.sh"), {"get.sh": ONE}),
        (("sh", "{work}/get.sh"), {"get.sh": ONE}),
        (("sh", "-c", "cat <get.sh|tr a b; ./link"), {"get.sh": ONE, "link": TWO}),
        (("tool", "--file=get.sh"), {"get.sh": ONE}),
        (("tool", "@get.sh"), {"get.sh": ONE}),
        (("tool", "link"), {"link": TWO}),
        (("tool", "../into"), {"../into": ONE}),
        (("tool", "sub"), {"sub": "folder"}),
        (("tool", "pipe"), {"pipe": "special"}),
        (("tool", "nothing", "", "\0", "x" * 9999, "op://get.sh", "--x"), {}),
        (("tool", "../outside", "/etc/passwd"), {}),
        (("get.sh",), {}),
    ],
)
def test_files_of_the_workspace(
    argv: tuple[str, ...], expected: dict[str, str], work: Path
) -> None:
    argv = tuple(word.replace("{work}", str(work)) for word in argv)
    found = dict(content_of(argv, "/usr/bin/tool", str(work), str(work)))

    assert found == {os.path.normpath(work / name): content for name, content in expected.items()}


def test_the_program_counts_too(work: Path) -> None:
    program = str(work / "get.sh")

    assert content_of(("./get.sh",), program, str(work), str(work)) == ((program, ONE),)


def test_a_changed_script_and_a_swapped_link_are_seen(work: Path) -> None:
    argv = ("sh", "get.sh", "link")
    before = content_of(argv, "/bin/sh", str(work), str(work))
    (work / "get.sh").write_text("2", encoding="utf-8")
    (work / "link").unlink()
    (work / "link").symlink_to(work / "get.sh")
    (work / "get.sh").write_text("1", encoding="utf-8")
    after = content_of(argv, "/bin/sh", str(work), str(work))

    assert [content for _, content in before] == [ONE, TWO]
    assert [content for _, content in after] == [ONE, ONE]


def test_without_a_workspace_there_is_nothing_to_cover(work: Path) -> None:
    assert content_of(("sh", "get.sh"), "/bin/sh", str(work), "") == ()


def test_a_workspace_named_by_a_link(work: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(work)
    found = content_of(("sh", "get.sh"), "/bin/sh", str(work), str(tmp_path / "alias"))

    assert found == ((str(work / "get.sh"), ONE),)
