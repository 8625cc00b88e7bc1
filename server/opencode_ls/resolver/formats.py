"""Reads one key out of what a credential helper prints: git, Docker, AWS, JSON, many lines; pure.

The forms are those of the manuals: gitcredentials(7), Docker's "Credential helpers", "Sourcing
credentials with an external process" of the AWS CLI, RFC 6901 for pointers into JSON.
"""

import json
import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from opencode_ls.resolver.failure import IN_TERMINAL, Failure, failure
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.visible import named

Read = Callable[[Key, str], Key | Failure]
"""Takes all that was printed, and the name of the program in backticks; gives the key in it."""

LONGEST = 500
"""Characters that a name may have which a helper reads on stdin."""

_BREAK = re.compile(r"\r\n|\r|\n")
_AWS_ID = re.compile(r"(?:AKIA|ASIA)[A-Z0-9]{16}")
_SIGNS = (
    "AWS takes it only together with the rest of the credentials, to sign requests: "
    "no AWS service takes it as a key"
)


class Format(NamedTuple):
    """How a kind of program is spoken to: what it reads on stdin, and how its output is read."""

    given: bytes
    read: Read


def git(host: str, username: str | None = None) -> Format:
    """`git credential fill` and its helpers; raises ValueError for what is no name."""
    lines = ["protocol=https", f"host={_name(host)}"]
    lines += [] if username is None else [f"username={_name(username)}"]
    return Format("\n".join((*lines, "", "")).encode(), _git_password)


def docker(server: str) -> Format:
    """`docker-credential-… get`; raises ValueError for what is no name."""
    return Format(f"{_name(server)}\n".encode(), _docker_secret)


def pointed(pointer: str) -> Format:
    """Any program that prints JSON; raises ValueError for what is no JSON pointer."""
    if not re.fullmatch(r"(?:/(?:[^~/]|~[01])*)*", pointer):
        raise ValueError("no JSON pointer: it is `/`, then a name, as in `/status/token`")
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    return Format(b"", lambda text, name: _at(text, name, pointer, steps))


def _as_it_is(text: Key, _name: str) -> Key:
    return text


def _first_line(text: Key, name: str) -> Key | Failure:
    line = Key(_BREAK.split(text.reveal(), maxsplit=1)[0])
    if text.reveal().strip() and not line.reveal().strip():
        return Failure(
            "empty",
            f"the first line of what {name} printed is empty",
            "The key must stand on the first line: correct the entry, or print the right line.",
        )
    return line


def _git_password(text: Key, name: str) -> Key | Failure:
    found = dict(line.partition("=")[::2] for line in _BREAK.split(text.reveal()))
    expires = found.get("password_expiry_utc", "")
    if expires.isascii() and expires.isdigit() and int(expires[:18]) <= time.time():
        return failure("expired", name)
    if not found.get("password"):
        return Failure(
            "missing-item",
            f"{name} gave no password for this host",
            "Sign in once with git in a terminal, such as with `git fetch` from that host.",
        )
    return Key(found["password"])


def _docker_secret(text: Key, name: str) -> Key | Failure:
    if _field(text, "Secret") == "":
        return Failure(
            "missing-item",
            f"{name} has no secret for this server",
            f"Compare the server with those of {name[:-1]} list`.",
        )
    return _at(text, name, "/Secret", ["Secret"])


def _aws_secret(text: Key, name: str) -> Key | Failure:
    found = _at(text, name, "/SecretAccessKey", ["SecretAccessKey"])
    if isinstance(found, Failure) and found.kind != "no-field":
        return found
    if isinstance(found, Failure) or _field(text, "Version") != 1:
        return Failure(
            "not-credentials",
            f"{name} printed JSON that is no answer of a `credential_process`",
            'Such an answer has `"Version": 1` and a `SecretAccessKey`; for other JSON there is '
            "`opencode-ls helper json`.",
        )
    if _is_past(_field(text, "Expiration")):
        return failure("expired", name)
    signs = _field(text, "SessionToken") or _AWS_ID.fullmatch(str(_field(text, "AccessKeyId")))
    return Key(found.reveal(), warnings=(_SIGNS,) if signs else ())


def _at(text: Key, name: str, pointer: str, steps: list[str]) -> Key | Failure:
    """The text that the pointer leads to, or why it leads to none."""
    if not text.reveal().strip():
        return failure("empty", name)
    try:
        value = _value(text, steps)
    except (ValueError, RecursionError):
        return Failure("not-json", f"{name} did not print JSON", IN_TERMINAL)
    except LookupError:
        return Failure(
            "no-field",
            f"{name} printed JSON in which {named(pointer)} leads nowhere",
            "Compare the pointer with the names in what the command prints in a terminal.",
        )
    if not isinstance(value, str) or not value:
        kind = "an empty text" if value == "" else _KINDS[type(value)]
        return Failure(
            "no-text",
            f"{named(pointer)} leads to {kind} in what {name} printed",
            "Lead the pointer to the key itself, which is a text.",
        )
    if any("\ud800" <= character <= "\udfff" for character in value):
        return failure("not-utf8", name)
    return Key(value)


_KINDS = {
    dict: "an object",
    list: "a list",
    int: "a number",
    float: "a number",
    bool: "`true` or `false`",
    type(None): "`null`",
}


def _value(text: Key, steps: list[str]) -> Any:  # noqa: ANN401  (a JSON value)
    """What the steps lead to; raises LookupError, and ValueError or RecursionError for no JSON."""
    value = json.loads(text.reveal().lstrip("\ufeff"))
    for step in steps:
        if isinstance(value, dict):
            value = value[step]
        elif isinstance(value, list) and re.fullmatch(r"0|[1-9][0-9]{0,8}", step):
            value = value[int(step)]
        else:
            raise LookupError
    return value


def _field(text: Key, name: str) -> object:
    """A member of the outermost object, None if there is none."""
    try:
        return _value(text, [name])
    except (ValueError, RecursionError, LookupError):
        return None


def _is_past(moment: object) -> bool:
    """Whether a time of ISO 8601 is over; what is no such time, or names no zone, is not."""
    try:
        return datetime.fromisoformat(str(moment)).timestamp() <= time.time()
    except (ValueError, OverflowError):
        return False


def _name(text: str) -> str:
    """The text, if it stays one line in what a helper reads."""
    if not text.strip() or not text.isprintable():
        raise ValueError("it is empty, or holds a control character")
    if len(text) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} characters")
    return text


BARE = Format(b"", _as_it_is)
"""A command that prints the key and nothing else."""

FIRST_LINE = Format(b"", _first_line)
"""A command that prints the key on its first line, and more below."""

AWS = Format(b"", _aws_secret)
"""A `credential_process` of AWS: the key is its `SecretAccessKey`."""
