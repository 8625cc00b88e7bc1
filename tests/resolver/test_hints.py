"""What each tool means by its error: programs on PATH that replay the tools' own texts.

These are replays, not the tools.  The texts of vault, az, op, security, rbw, doppler, infisical and
sops are after their sources and manuals; the others were seen.
"""

import re
import shlex
from pathlib import Path

import pytest

from opencode_ls.resolver import Failure, KeyCommand, resolve
from opencode_ls.resolver.hints import ANY, TOOLS
from opencode_ls.resolver.hints.row import KINDS


def check(
    argv: list[str], said: tuple[int, str, str], expected: tuple[str, str], folder: Path
) -> Failure:
    """Said: status, stdout, stderr.  Expected: the kind, and what the hint tells to type."""
    status, out, err = said
    tool = folder / (argv[0] if argv[0] != "sh" else "pass")
    tool.write_text(
        f"#!/bin/sh\nprintf %s {shlex.quote(out)}\nprintf %s {shlex.quote(err)} >&2\n"
        f"exit {status}\n",
        encoding="utf-8",
    )
    tool.chmod(0o755)
    found = resolve(KeyCommand(argv, env={"PATH": f"{folder}:/usr/bin:/bin"}))

    assert isinstance(found, Failure)
    assert found.kind == expected[0]
    assert expected[1] in found.hint
    if found.kind in KINDS:
        assert found.message == f"`{argv[0]}` ended with status {status}: {KINDS[found.kind]}"
    return found


@pytest.mark.parametrize(
    ("tool", "status", "stderr", "kind", "hint"),
    [
        ("aws", 255, "Unable to locate credentials.", "needs-sign-in", "`aws configure`"),
        ("aws", 255, "Error loading SSO Token: Token for x", "needs-sign-in", "`aws sso login`"),
        ("aws", 254, "An error occurred (ExpiredTokenException)", "needs-sign-in", "aws sso login"),
        ("aws", 255, "The config profile (work) could not be found", "configuration", "profile"),
        ("aws", 253, "You must specify a region.", "configuration", '`"--region"`'),
        ("aws", 254, "(ResourceNotFoundException)", "missing-item", "list-secrets"),
        ("aws", 254, "(AccessDeniedException)", "no-permission", "secretsmanager:GetSecretValue"),
        ("aws", 255, "Could not connect to the endpoint URL", "network", "VPN"),
        ("aws", 255, "from custom-process: no", "configuration", "`credential_process`"),
        ("aws", 2, "aws: error: Invalid choice", "exit", "`aws help`"),
        ("pass", 1, "Error: x is not in the password store.", "missing-item", "`pass ls`"),
        ("pass", 2, "gpg: decryption failed: No secret key", "locked", "Unlock the key"),
        ("gpg", 2, "public key decryption failed: No pinentry", "locked", "Unlock the key"),
        ("gpg", 2, "gpg: can't open 'x.gpg'", "missing-item", "path"),
        ("op", 1, "[ERROR] You are not currently signed in.", "needs-sign-in", "`op signin`"),
        ("op", 1, "No accounts configured for use", "needs-sign-in", "OP_SERVICE_ACCOUNT_TOKEN"),
        (
            "op",
            1,
            "error initializing client: connecting to desktop app",
            "locked",
            "1Password app",
        ),
        ("op", 1, '"x" isn\'t an item in the "y" vault', "missing-item", "op://VAULT/ITEM/FIELD"),
        ("vault", 2, "Code: 403. Errors:\n\n* permission denied", "needs-sign-in", "`vault login`"),
        ("bao", 2, "Code: 403. Errors:\n\n* permission denied", "needs-sign-in", "`bao login`"),
        ("vault", 2, "No value found at secret/data/x", "missing-item", "`vault kv list`"),
        ("vault", 1, 'Field "x" not present in secret', "missing-item", "`vault kv get`"),
        ("vault", 2, "dial tcp 127.0.0.1:8200: connection refused", "network", "VAULT_ADDR"),
        (
            "gcloud",
            1,
            "do not currently have an active account selected",
            "needs-sign-in",
            "login`",
        ),
        (
            "gcloud",
            1,
            "Your default credentials were not found.",
            "needs-sign-in",
            "application-default login",
        ),
        ("gcloud", 1, "Failed to find attribute [project].", "configuration", '`"--project"`'),
        ("gcloud", 1, "NOT_FOUND: Secret [x]", "missing-item", "`gcloud secrets list`"),
        ("gcloud", 1, "PERMISSION_DENIED: Permission", "no-permission", "Secret Accessor"),
        ("gcloud", 2, "ERROR: (gcloud.auth) Invalid choice: 'x'.", "exit", "`gcloud help`"),
        ("az", 1, "Please run 'az login' to setup account.", "needs-sign-in", "`az login`"),
        ("az", 1, "(SecretNotFound) A secret with name x", "missing-item", "secret list"),
        ("az", 1, "(Forbidden) Caller is not authorized", "no-permission", "Key Vault"),
        ("security", 44, "The specified item could not be found", "missing-item", "`-s`"),
        ("security", 36, "User interaction is not allowed.", "locked", "unlock-keychain"),
        ("security", 128, "", "locked", "macOS"),
        ("secret-tool", 1, "", "missing-item", "`secret-tool store`"),
        ("secret-tool", 1, "Cannot autolaunch D-Bus", "configuration", "desktop session"),
        ("keyring", 1, "", "missing-item", "`keyring set SERVICE USER`"),
        ("keyring", 1, "No recommended backend was available.", "configuration", "list-backends"),
        ("bw", 1, "You are not logged in.", "needs-sign-in", "`bw login`"),
        ("bw", 1, "Vault is locked.", "locked", "BW_SESSION"),
        ("bw", 1, "Not found.", "missing-item", "`bw list items"),
        ("rbw", 1, "rbw get: couldn't find entry for 'x': no entry found", "missing-item", "list"),
        ("rbw", 1, "failed to unlock database: pinentry", "locked", "`rbw unlock`"),
        ("gh", 1, "no oauth token", "needs-sign-in", "`gh auth login`"),
        ("git", 128, "could not read Username for 'x': terminal", "missing-item", "with git"),
        ("git", 128, "credential missing host field", "configuration", "`git credential fill`"),
        ("kubectl", 1, "getting credentials: exec: executable x failed", "needs-sign-in", "config"),
        (
            "kubectl",
            1,
            "getting credentials: exec: executable x not found",
            "configuration",
            "view",
        ),
        ("kubectl", 1, "Error from server (Forbidden): secrets", "no-permission", "right"),
        ("doppler", 1, "Doppler Error: you must provide a token", "needs-sign-in", "doppler login"),
        ("infisical", 1, "You must be logged in", "needs-sign-in", "`infisical login`"),
        ("sops", 128, "Failed to get the data key required", "locked", "SOPS_AGE_KEY_FILE"),
        ("age", 1, "age: error: no identity matched any", "no-permission", "`-i`"),
        ("age", 1, "open x: no such file or directory", "missing-item", "paths"),
        ("other", 6, "curl: (6) Could not resolve host: x", "network", "VPN"),
        ("other", 127, "sh: 1: jq: not found", "exit", "PATH"),
        ("other", 126, "", "exit", "chmod +x"),
        ("other", 1, "You are not logged in.", "exit", "in a terminal"),
        ("aws", 255, "", "exit", "in a terminal"),
    ],
)
def test_on_stderr(  # noqa: PLR0913, PLR0917  (the columns of the table)
    tool: str, status: int, stderr: str, kind: str, hint: str, tmp_path: Path
) -> None:
    check([tool, "get"], (status, "", stderr), (kind, hint), tmp_path)


@pytest.mark.parametrize(
    ("tool", "status", "stdout", "kind", "hint"),
    [
        (
            "docker-credential-pass",
            1,
            "credentials not found in native keychain",
            "missing-item",
            "list",
        ),
        (
            "docker-credential-pass",
            1,
            "no credentials server URL",
            "configuration",
            '"helper", "docker"',
        ),
        ("docker-credential-x", 0, '{"ServerURL":"x","Secret":""}', "json", '"helper", "docker"'),
        ("aws", 0, "None\n", "null-literal", "SecretString"),
        ("aws", 0, '"sk-test"\n', "quoted", '"--output", "text"'),
        ("pass", 0, "sk-test\nuser: me\n", "several-lines", "head -n1"),
        ("pass", 0, "\x1b[0mfolder", "terminal-escape", "`pass ls`"),
        ("git", 0, "protocol=https\npassword=sk-test\n", "several-lines", '"helper", "git"'),
        ("bw", 0, '{"status":"locked"}', "json", "`bw get password"),
        ("security", 0, "keychain: x\nclass: y\n", "several-lines", '`"-w"`'),
        ("other", 0, "a\nb\n", "several-lines", "head -n1"),
    ],
)
def test_on_stdout(  # noqa: PLR0913, PLR0917  (the columns of the table)
    tool: str, status: int, stdout: str, kind: str, hint: str, tmp_path: Path
) -> None:
    check([tool, "get"], (status, stdout, ""), (kind, hint), tmp_path)


def test_a_tool_within_a_script(tmp_path: Path) -> None:
    said = (1, "", "Error: x is not in the password store.")

    check(["sh", "-c", "pass show x; exit 1"], said, ("missing-item", "`pass ls`"), tmp_path)


def test_the_tools_own_words_stay_out(tmp_path: Path) -> None:
    said = (1, "", "You are not currently signed in, sk-test-not-a-key")
    found = check(["op", "read"], said, ("needs-sign-in", "op signin"), tmp_path)

    assert "sk-test" not in found.message + found.hint + found.detail


def test_the_rows_are_well_formed() -> None:
    for row in (*(row for rows in TOOLS.values() for row in rows), *ANY):
        re.compile(row.pattern)
        assert row.kind in {"", *KINDS}
        assert row.hint.endswith(".")
