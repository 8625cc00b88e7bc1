"""The program that a list starts with: those of the usual ones that this machine has."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value, index_of

_USUAL = (
    *("npx", "uvx", "bunx", "pnpm", "yarn", "node", "bun", "deno", "python3", "python", "uv"),
    *("pipx", "docker", "podman", "go", "cargo", "java", "dotnet", "ruby", "php", "sh", "bash"),
    *("nix", "ssh", "powershell", "pwsh"),
)


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The usual starters of tools that are found here; nothing behind a list's first element."""
    if index_of(place):
        return
    for name in _USUAL:
        lookup = analysis.world.which(name, analysis.home_folder)
        if lookup.status == "found":
            yield Value(name, name, "command", lookup.path or "")
