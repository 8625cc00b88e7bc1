"""A command that prints a key: ready ones for the tools that keep keys, those found here first."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.world import Lookup
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value, index_of

_POSIX = ("darwin", "linux")


class Ready(NamedTuple):
    """A command with tab stops.

    `platforms` are those that have its tool, () for all; `needs` is the program that must be there,
    the first word where it is "".
    """

    label: str
    tool: str
    argv: tuple[str, ...]
    note: str = ""
    platforms: tuple[str, ...] = ()
    needs: str = ""


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


_SECRET = "Prints the secret and nothing else."  # noqa: S105  (a sentence)

READY = (
    Ready("op read", "1Password", _words("op read op://${1:Private}/${2:OpenAI}/${3:credential}")),
    Ready(
        "aws secretsmanager",
        "AWS Secrets Manager",
        _words("aws secretsmanager get-secret-value --secret-id ${1:llm/api-key}")
        + _words("--query SecretString --output text"),
        "Without `--output text` the key would stand in quotes.",
    ),
    Ready(
        "aws ssm",
        "AWS Parameter Store",
        _words("aws ssm get-parameter --name ${1:/llm/api-key} --with-decryption")
        + _words("--query Parameter.Value --output text"),
        "Without `--with-decryption` the value would stay encrypted.",
    ),
    Ready(
        "vault kv get",
        "HashiCorp Vault",
        _words("vault kv get -field=${1:api_key} ${2:secret/llm}"),
        "Reads `VAULT_ADDR` and the token of `vault login`.",
    ),
    Ready(
        "bao kv get",
        "OpenBao",
        _words("bao kv get -field=${1:api_key} ${2:secret/llm}"),
        "Reads `BAO_ADDR` and the token of `bao login`.",
    ),
    Ready(
        "gcloud secrets",
        "Google Secret Manager",
        _words("gcloud secrets versions access latest --secret=${1:llm-api-key}"),
        "Add `--project=…` if no project is set.",
    ),
    Ready(
        "gcloud auth print-access-token",
        "Google Cloud, a token for an hour",
        _words("gcloud auth print-access-token"),
    ),
    Ready(
        "az keyvault",
        "Azure Key Vault",
        _words("az keyvault secret show --vault-name ${1:vault} --name ${2:llm-api-key}")
        + _words("--query value --output tsv"),
    ),
    Ready(
        "az account get-access-token",
        "Azure, a token for an hour",
        _words("az account get-access-token --resource ${1:https://cognitiveservices.azure.com}")
        + _words("--query accessToken --output tsv"),
    ),
    Ready(
        "pass show",
        "pass",
        _words("pass show ${1:llm/api-key}"),
        "The entry must be the key alone; where more lines follow, take the first through `sh`.",
        _POSIX,
    ),
    Ready(
        "pass show, first line",
        "pass",
        ("sh", "-c", "pass show ${1:llm/api-key} | head -n 1"),
        "For an entry whose first line is the key.",
        _POSIX,
        "pass",
    ),
    Ready("gopass show", "gopass", _words("gopass show --password ${1:llm/api-key}")),
    Ready(
        "gpg decrypt",
        "GnuPG",
        _words("gpg --quiet --batch --decrypt ${1:/path/to/key.gpg}"),
        "`~` is not expanded: write the whole path.",
    ),
    Ready("gh auth token", "GitHub CLI", _words("gh auth token")),
    Ready(
        "security find-generic-password",
        "macOS Keychain",
        _words("security find-generic-password -s ${1:openai} -a ${2:api-key} -w"),
        "Without `-w` it prints attributes, not the key.",
        ("darwin",),
    ),
    Ready(
        "secret-tool lookup",
        "the desktop's keyring (Secret Service)",
        _words("secret-tool lookup ${1:service} ${2:openai}"),
        platforms=("linux",),
    ),
    Ready(
        "bw get password",
        "Bitwarden",
        _words("bw get password ${1:OpenAI}"),
        "Reads `BW_SESSION`, which `bw unlock` prints.",
    ),
    Ready("rbw get", "Bitwarden (rbw)", _words("rbw get ${1:OpenAI}"), platforms=_POSIX),
    Ready(
        "keyring get",
        "the system's keyring (Python keyring)",
        _words("keyring get ${1:openai} ${2:api-key}"),
    ),
    Ready(
        "doppler secrets get",
        "Doppler",
        _words("doppler secrets get ${1:OPENAI_API_KEY} --plain"),
    ),
    Ready(
        "infisical secrets get",
        "Infisical",
        _words("infisical secrets get ${1:OPENAI_API_KEY} --plain --silent"),
    ),
    Ready(
        "sops decrypt",
        "SOPS",
        ("sops", "--decrypt", "--extract", '["${1:api_key}"]', "${2:secrets.yaml}"),
    ),
    Ready(
        "age decrypt",
        "age",
        _words("age --decrypt --identity ${1:/path/to/identity.txt} ${2:/path/to/key.age}"),
    ),
    Ready(
        "powershell Get-Secret",
        "PowerShell SecretManagement",
        ("powershell", "-NoProfile", "-Command", "Get-Secret -Name ${1:OpenAI} -AsPlainText"),
        platforms=("win32",),
    ),
    Ready(
        "sh, first line",
        "the first line of what a command prints",
        ("sh", "-c", "${1:my-command} | head -n 1"),
        "For a secret of many lines whose first one is the key.",
        _POSIX,
    ),
)


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """Whole commands, also for an empty list; beside other elements only the program's name."""
    found = [(ready, _look(analysis, ready)) for ready in READY if _fits(analysis, ready)]
    found.sort(key=lambda pair: pair[1].status != "found")
    index = index_of(place)
    if index is None or (index == 0 and _alone(place)):
        yield from (_whole(ready, lookup) for ready, lookup in found)
    elif index == 0:
        found_here = [(ready, lookup) for ready, lookup in found if lookup.status == "found"]
        here = {ready.needs or ready.argv[0]: lookup.path for ready, lookup in found_here}
        yield from (Value(name, name, "command", path or "") for name, path in here.items())


def _fits(analysis: Analysis, ready: Ready) -> bool:
    return not ready.platforms or analysis.world.platform in ready.platforms


def _look(analysis: Analysis, ready: Ready) -> Lookup:
    return analysis.world.which(ready.needs or ready.argv[0], analysis.home_folder)


def _whole(ready: Ready, lookup: Lookup) -> Value:
    absent = "" if lookup.status in {"found", "unknown"} else " · not found here"
    line = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", " ".join(ready.argv))
    note = f"`{line}`\n\n{ready.note or _SECRET}"
    return Value(ready.label, "", "command", ready.tool + absent, note, body=ready.argv)


def _alone(place: Place) -> bool:
    """Whether nothing else stands in the list."""
    node = place.node
    if node is None:
        return True
    items = node.items if len(node.path) < len(place.path) else node.parent and node.parent.items
    return all(item is node for item in items or ())
