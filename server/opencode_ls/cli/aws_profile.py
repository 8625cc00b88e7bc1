"""Finds the `credential_process` of a profile in the user's AWS configuration.

Places, names and order are those of botocore 1.43 (its source): `~/.aws/credentials`, where the
section is `[NAME]`, counts above `~/.aws/config`, where it is `[profile NAME]` or `[default]`.
"""

import os
import shlex
from collections.abc import Mapping
from configparser import Error, RawConfigParser

from opencode_ls.analysis.argv import split
from opencode_ls.cli.files import Problem, read

_DEFAULT = "default"


def default_profile(env: Mapping[str, str]) -> str:
    """The profile that the AWS CLI uses where none is named."""
    return env.get("AWS_DEFAULT_PROFILE") or env.get("AWS_PROFILE") or _DEFAULT


def credential_process(
    profile: str, env: Mapping[str, str], platform: str
) -> tuple[str, ...] | Problem:
    """The argv of the profile's command, or why there is none."""
    config = os.path.expanduser(env.get("AWS_CONFIG_FILE") or "~/.aws/config")
    shared = os.path.expanduser(env.get("AWS_SHARED_CREDENTIALS_FILE") or "~/.aws/credentials")
    known = False
    for path in (shared, config):
        section = _section(path, profile, prefixed=path == config)
        if isinstance(section, Problem):
            return section
        known = known or section is not None
        if section and (line := section.get("credential_process")):
            words = split(line, platform)
            return words or Problem(path, f"the credential_process of {profile} is no command line")
    what = "no credential_process" if known else "no such profile"
    return Problem(profile, f"{what} in {config} and {shared}")


def _section(path: str, profile: str, *, prefixed: bool) -> Mapping[str, str] | Problem | None:
    if not os.path.exists(path):
        return None
    text = read(path, path)
    if isinstance(text, Problem):
        return text
    parser = RawConfigParser(default_section="", strict=False)
    try:
        parser.read_string(text.text)
    except Error:
        return Problem(path, "it is not in the form of an AWS configuration")
    for name in parser.sections():
        if _profile_of(name, prefixed=prefixed) == profile:
            return parser[name]
    return None


def _profile_of(section: str, *, prefixed: bool) -> str | None:
    """The profile that a section describes, None if it describes something else."""
    if not prefixed or section == _DEFAULT:
        return section
    try:
        match shlex.split(section):
            case ["profile", name]:
                return name
            case _:
                return None
    except ValueError:
        return None
