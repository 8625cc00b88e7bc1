"""What `check --portable` reports: the findings that are the same on every machine.

- A finding whose effect is `here` is left out.
- Every program and every file outside the project counts as unknown: the user's own configuration,
  `{file:~/…}`, an absolute `{file:}`.
- A file is looked at twice, with each variable unset and with each variable `1`; a finding is kept
  only if both looks show it and it does not touch a placeholder that depends on the machine.
"""

import os
from collections.abc import Mapping

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.analysis.finding import Finding
from opencode_ls.analysis.layers import project_root
from opencode_ls.analysis.placeholders import Placeholder
from opencode_ls.analysis.world import FileRead, Listing, Lookup, World
from opencode_ls.rules import findings
from opencode_ls.schema.catalog import Catalog, packaged


def portable_findings(analysis: Analysis, levels: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings in which no variable, program or outside file has a part."""
    unset, set_to_one = (_elsewhere(analysis, value) for value in (None, "1"))
    both = set(findings(set_to_one, levels))
    return tuple(
        found for found in findings(unset, levels) if found in both and _stays(unset, found)
    )


def _elsewhere(analysis: Analysis, value: str | None) -> Analysis:
    """The same text where every variable has this value and there is only the project."""
    return analyse(
        analysis.text,
        path=analysis.path,
        world=PortableWorld(analysis.world, analysis.path, value),
        settings=analysis.settings,
    )


class PortableWorld:
    """A World that holds the project's files and nothing else; every variable has one value."""

    platform = "linux"
    home = ""

    def __init__(self, world: World, path: str, value: str | None) -> None:
        self.cwd = os.path.dirname(path)
        self._world = world
        self._value = value
        root = project_root(world, self.cwd)
        # Without a `.git` above, the file's own folder is the project.
        self._root = self.cwd if os.path.dirname(root) == root else root

    def env(self, _name: str) -> str | None:
        """The one value that every variable has here."""
        return self._value

    def which(self, _program: str, _folder: str) -> Lookup:
        """Which programs there are is a matter of the machine."""
        return Lookup("unknown")

    def read(self, path: str) -> FileRead:
        """A file of the project as it is, any other as unknown."""
        return self._world.read(path) if self._inside(path) else FileRead("unknown")

    def list(self, path: str) -> Listing:
        """A folder of the project as it is, any other as unknown."""
        return self._world.list(path) if self._inside(path) else Listing("unknown")

    def real_path(self, path: str) -> str:
        """The path with every symbolic link followed; a relative one leads nowhere here."""
        return self._world.real_path(path) if os.path.isabs(path) else path

    def catalog(self) -> Catalog:
        """The packaged one, which is the same everywhere."""
        return packaged().providers

    def _inside(self, path: str) -> bool:
        inside = os.path.join(self.real_path(self._root), "")
        return os.path.isabs(path) and self.real_path(path).startswith(inside)


def _stays(analysis: Analysis, finding: Finding) -> bool:
    return finding.effect != "here" and not any(
        placeholder.span.touches(finding.span) and _outside(placeholder)
        for placeholder in analysis.placeholders
    )


def _outside(placeholder: Placeholder) -> bool:
    name = placeholder.name
    return placeholder.kind == "env" or name.startswith("~/") or os.path.isabs(name)
