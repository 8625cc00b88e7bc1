"""What `doctor` tells of the machine: variables that are set, versions, the short PATH.

It looks at names only: no value of a variable is read further than whether there is one.
"""

import platform
from importlib.metadata import PackageNotFoundError, version

from opencode_ls.analysis.program import DESKTOP_FOLDERS, on_desktop_path
from opencode_ls.analysis.world import World

VARIABLES = {
    "opencode": (
        *("OPENCODE_CONFIG", "OPENCODE_CONFIG_DIR", "OPENCODE_CONFIG_CONTENT"),
        *("OPENCODE_AUTH_CONTENT", "OPENCODE_DISABLE_PROJECT_CONFIG", "OPENCODE_PERMISSION"),
        *("XDG_CONFIG_HOME", "XDG_DATA_HOME"),
    ),
    "age": ("SOPS_AGE_KEY_FILE", "SOPS_AGE_KEY"),
    "aws": (
        *("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID"),
        *("AWS_SESSION_TOKEN", "AWS_CONFIG_FILE", "AWS_ENDPOINT_URL"),
    ),
    "az": ("AZURE_CONFIG_DIR",),
    "bw": ("BW_SESSION",),
    "doppler": ("DOPPLER_TOKEN",),
    "gcloud": (*("CLOUDSDK_CONFIG", "CLOUDSDK_CORE_PROJECT", "GOOGLE_APPLICATION_CREDENTIALS"),),
    "gh": ("GH_TOKEN", "GITHUB_TOKEN", "GH_HOST"),
    "gpg": ("GNUPGHOME", "GPG_TTY"),
    "infisical": ("INFISICAL_TOKEN",),
    "keyring": ("PYTHON_KEYRING_BACKEND",),
    "kubectl": ("KUBECONFIG",),
    "op": ("OP_SERVICE_ACCOUNT_TOKEN", "OP_ACCOUNT", "OP_CONNECT_HOST", "OP_CONNECT_TOKEN"),
    "pass": ("PASSWORD_STORE_DIR",),
    "secret-tool": ("DBUS_SESSION_BUS_ADDRESS",),
    "vault": ("VAULT_ADDR", "VAULT_TOKEN", "VAULT_NAMESPACE"),
}
"""The variables that decide what each tool finds, after the manuals of the tools."""

SHORT_PATH = ":".join(DESKTOP_FOLDERS)
"""The PATH of an application that macOS starts from the dock."""

PACKAGES = ("opencode-ls", "pygls", "lsprotocol", "jsonschema")


def variables(world: World) -> dict[str, bool]:
    """Each variable, and whether it has a value; an empty one counts as none, as for the tools."""
    return {name: bool(world.env(name)) for names in VARIABLES.values() for name in names}


def on_short_path(program: str, folder: str, world: World) -> bool | None:
    """Whether a desktop application would find the program; None where there is no such PATH."""
    return None if world.platform == "win32" else on_desktop_path(world, program, folder)


def versions() -> dict[str, str]:
    """The version of each part, "" for one that is not installed as a package."""
    return {"python": platform.python_version(), **{name: _version(name) for name in PACKAGES}}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
