"""`opencode-ls trust`: shows the commands that the user allowed for good, and takes that back."""

import json
import os
import shlex
import sys
from collections.abc import Sequence

from opencode_ls.cli.arguments import Parser, parser_of
from opencode_ls.cli.files import reason
from opencode_ls.cli.sink import terminal
from opencode_ls.resolver.redact import mask_argv
from opencode_ls.resolver.store import Broken, Consent, Store, default_path

NOT_FOUND, UNUSABLE = 1, 2
"""The exit codes besides 0: no such consent, and a request or a file that cannot be used."""

SHOWN = 12
"""Digits of a fingerprint that `list` shows: enough to tell any consents apart."""

VERSION = 1
"""Of the JSON; rises when a field changes its meaning or goes away."""


def run(argv: Sequence[str]) -> int:
    """List or remove consents, return the exit code."""
    parser = _parser()
    given = parser.parse_args(argv)
    store = Store(default_path(os.environ))
    try:
        if given.action == "list":
            return _list(store, as_json=given.json)
        if given.all == (given.prefix is not None):
            parser.error("remove: name the FINGERPRINT of one consent, or --all")
        return _remove_all(store) if given.all else _remove(store, given.prefix)
    except Broken as broken:
        return _refuse(
            f"{terminal(store.path)}: {broken}; it allows nothing: correct it, or delete it"
        )
    except OSError as error:
        return _refuse(f"{terminal(store.path)}: cannot be written: {reason(error)}")


def _parser() -> Parser:
    parser = parser_of("trust", "Exit code: 0 done, 1 no such consent, 2 it cannot be done.")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the commands that were allowed for good")
    listing.add_argument("--json", action="store_true", help="print them as JSON")
    removal = actions.add_parser("remove", help="ask again before a command runs")
    removal.add_argument(
        "prefix", metavar="FINGERPRINT", nargs="?", help="its first digits, as `list` shows them"
    )
    removal.add_argument("--all", action="store_true", help="take back every consent")
    return parser


def _list(store: Store, *, as_json: bool) -> int:
    consents = store.consents()
    if as_json:
        listed = [_to_json(consent) for consent in consents]
        print(json.dumps({"version": VERSION, "path": store.path, "consents": listed}))
    elif not consents:
        print("no command is allowed for good")
    else:
        print("\n\n".join(map(_told, consents)))
    return 0


def _to_json(consent: Consent) -> dict[str, object]:
    # The store has masked them; another hand may have written the file.
    return {**consent._asdict(), "argv": mask_argv(consent.argv)}


def _told(consent: Consent) -> str:
    lines = (
        f"{_named(consent)}, allowed {consent.allowed}",
        f"  {shlex.join(mask_argv(consent.argv))}",
        f"  in {consent.file}",
    )
    return "\n".join(map(terminal, lines))


def _remove_all(store: Store) -> int:
    removed = [store.remove(consent) for consent in store.consents()]
    print(f"{sum(removed)} removed")
    return 0


def _remove(store: Store, prefix: str) -> int:
    found = [each for each in store.consents() if prefix and each.fingerprint.startswith(prefix)]
    if len(found) > 1:
        many = ", ".join(terminal(each.fingerprint[:SHOWN]) for each in found)
        return _refuse(f"{terminal(prefix)} begins more than one fingerprint: {many}")
    if not found or not store.remove(found[0]):
        _refuse(
            f"no consent begins with {terminal(prefix) or 'nothing'}; see opencode-ls trust list"
        )
        return NOT_FOUND
    print(f"removed {terminal(_named(found[0]))}")
    return 0


def _named(consent: Consent) -> str:
    return f"{consent.fingerprint[:SHOWN]} {consent.provider}"


def _refuse(complaint: str) -> int:
    print(f"opencode-ls trust: {complaint}", file=sys.stderr)
    return UNUSABLE
