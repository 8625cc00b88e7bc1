"""REPLAYS, not tools: programs that say what op, vault, az, doppler and bw are documented to say.

No package of Debian or PyPI carries these tools, and each needs an account.  The texts, shortened,
are those of their manuals, sources and issue threads; `bw` 2026.9 was seen signed out.
"""

import shlex

import pytest

from tools.home import Home, check

pytestmark = pytest.mark.tools

OP = ("op", "read", "op://Private/OpenAI/api-key")
OP_FIELD = ("op", "item", "get", "OpenAI", "--fields", "api-key")
VAULT = ("vault", "kv", "get", "-field=api_key", "secret/openai")
AZ = ("az", "keyvault", "secret", "show", "--vault-name", "v", "--name", "openai")
AZ_BARE = (*AZ, "--query", "value", "--output", "tsv")
DOPPLER = ("doppler", "secrets", "get", "OPENAI_API_KEY", "--plain")
BW = ("bw", "get", "password", "openai")

TIME = "[ERROR] 2026/03/02 16:00:35 "
VAULT_REQUEST = "Error making API request.\n\nURL: GET http://v:8200/v1/secret/data/openai\n"

FAILURES = [
    (
        OP,
        1,
        f"{TIME}You are not currently signed in. Please run `op signin --help` for instructions",
        "needs-sign-in",
        "`op signin`",
    ),
    (
        OP,
        1,
        f"{TIME}No accounts configured for use with 1Password CLI.",
        "needs-sign-in",
        "OP_SERVICE_ACCOUNT_TOKEN",
    ),
    (OP, 1, f"{TIME}authorization prompt dismissed, please try again", "needs-sign-in", "unlock"),
    (
        OP,
        1,
        (
            f"{TIME}error initializing client: connecting to desktop app: read: connection reset, "
            "make sure 1Password CLI is updated and the app is running"
        ),
        "locked",
        "1Password app",
    ),
    (OP, 1, f"{TIME}operation not supported on socket", "locked", "`op signin` in a terminal"),
    (
        OP,
        1,
        (
            f"{TIME}could not read secret 'op://Private/OpenAI/api-key': could not get item "
            'Private/OpenAI: "OpenAI" isn\'t an item in the "Private" vault. Specify the item with '
            "its UUID, name, or domain."
        ),
        "missing-item",
        "`op item list`",
    ),
    (
        OP,
        1,
        (
            f"{TIME}could not read secret 'op://Private/OpenAI/api-key': item 'Private/OpenAI' "
            "does not have a field 'api-key'"
        ),
        "missing-item",
        "`op://VAULT/ITEM/FIELD`",
    ),
    (
        VAULT,
        2,
        f"{VAULT_REQUEST}Code: 403. Errors:\n\n* permission denied",
        "needs-sign-in",
        "login",
    ),
    (VAULT, 2, "No value found at secret/data/openai", "missing-item", "`vault kv list`"),
    (VAULT, 1, 'Field "api_key" not present in secret', "missing-item", "`vault kv get`"),
    (VAULT, 2, f"{VAULT_REQUEST}Code: 503. Errors:\n\n* Vault is sealed", "locked", "unsealed"),
    (
        VAULT,
        2,
        (
            'Get "https://127.0.0.1:8200/v1/sys/internal/ui/mounts/secret/openai": dial tcp '
            "127.0.0.1:8200: connect: connection refused"
        ),
        "network",
        "Set VAULT_ADDR",
    ),
    (
        VAULT,
        2,
        (
            'Get "https://v:8200/v1/secret/data/openai": http: server gave HTTP response to HTTPS '
            "client"
        ),
        "network",
        "Set VAULT_ADDR",
    ),
    (AZ_BARE, 1, "ERROR: Please run 'az login' to setup account.", "needs-sign-in", "`az login`"),
    (
        AZ_BARE,
        1,
        (
            "ERROR: AADSTS700082: The refresh token has expired due to inactivity.\n"
            "Interactive authentication is needed. Please run:\naz logout\naz login"
        ),
        "needs-sign-in",
        "`az login`",
    ),
    (
        AZ_BARE,
        3,
        "ERROR: (SecretNotFound) A secret with (name/id) openai was not found in this key vault.",
        "missing-item",
        "`az keyvault secret list",
    ),
    (
        AZ_BARE,
        1,
        "ERROR: (Forbidden) Caller is not authorized to perform action on resource.",
        "no-permission",
        "Key Vault Secrets User",
    ),
    (DOPPLER, 1, "Doppler Error: you must provide a token", "needs-sign-in", "`doppler login`"),
    (
        DOPPLER,
        1,
        "Unable to fetch secrets\nDoppler Error: Invalid Auth token",
        "needs-sign-in",
        "DOPPLER_TOKEN",
    ),
    (DOPPLER, 1, "Doppler Error: you must specify a project", "configuration", '`"--project"`'),
    (
        DOPPLER,
        1,
        "Unable to fetch secrets\nDoppler Error: Could not find requested secret: OPENAI_API_KEY",
        "missing-item",
        "`doppler secrets`",
    ),
    (BW, 1, "You are not logged in.", "needs-sign-in", "`bw login`"),
    (BW, 1, "Vault is locked.", "locked", "BW_SESSION"),
    (BW, 1, "Not found.", "missing-item", "`bw list items"),
    (BW, 1, "More than one result was found. Try getting a specific object", "missing-item", "id"),
]

RUBBISH = [
    (OP_FIELD, "[use 'op item get abc --reveal' to reveal]\n", "json", "--reveal"),
    (AZ, '{\n  "name": "openai",\n  "value": "sk-test-not-a-key"\n}\n', "json", '`"--query"'),
    (AZ_BARE[:-2], '"sk-test-not-a-key"\n', "quoted", '"tsv"'),
    ((*BW[:1], "status"), '{"serverUrl":null,"status":"locked"}\n', "json", "`bw get password"),
    (VAULT[:3], "====== Data ======\nKey    Value\n---    -----\n", "several-lines", "head -n1"),
]


def replay(home: Home, name: str, status: int, out: str, err: str) -> None:
    """Make the program, first on PATH, that stands in for a tool."""
    path = home.folder / name
    path.write_text(
        "#!/bin/sh\n# A replay: it prints what the tool is known to print.\n"
        f"printf %s {shlex.quote(out)}\nprintf %s {shlex.quote(err)} >&2\nexit {status}\n"
    )
    path.chmod(0o755)
    home.env["PATH"] = f"{home.folder}:{home.env['PATH']}"


@pytest.mark.parametrize("argv", [OP, VAULT, AZ_BARE, DOPPLER, BW], ids=lambda argv: argv[0])
def test_a_key(home: Home, argv: tuple[str, ...]) -> None:
    replay(home, argv[0], 0, "sk-test-not-a-key\n", "a new version is available\n")

    check(home.ask(*argv), "=sk-test-not-a-key")


@pytest.mark.parametrize(("argv", "status", "err", "kind", "hint"), FAILURES)
def test_why_there_is_no_key(  # noqa: PLR0913, PLR0917  (the columns of the table)
    home: Home, argv: tuple[str, ...], status: int, err: str, kind: str, hint: str
) -> None:
    replay(home, argv[0], status, "", err)

    check(home.ask(*argv), kind, hint)


@pytest.mark.parametrize(("argv", "out", "kind", "hint"), RUBBISH)
def test_it_ends_well_and_prints_no_key(
    home: Home, argv: tuple[str, ...], out: str, kind: str, hint: str
) -> None:
    replay(home, argv[0], 0, out, "")

    check(home.ask(*argv), kind, hint)
