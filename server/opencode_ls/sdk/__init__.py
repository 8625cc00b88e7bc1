"""What a Python program asks for when it makes an SDK's client: a provider, its key resolved.

It reads the files that opencode reads, and asks no person: a command that a project brings, or
whose key a project redirects, needs a stored consent or `allow_project_commands=True`.
Where there is no key to be had, everything here raises `KeyCommandError`, which has a `failure`.
"""

from opencode_ls.sdk.anthropic import anthropic_client_options, anthropic_credentials
from opencode_ls.sdk.httpx import httpx_auth
from opencode_ls.sdk.openai import openai_client_options
from opencode_ls.sdk.options import provider_options

__all__ = [
    "anthropic_client_options",
    "anthropic_credentials",
    "httpx_auth",
    "openai_client_options",
    "provider_options",
]
