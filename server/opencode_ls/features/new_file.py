"""Offers to create the file of a `{file:…}` that is not there.

It is never a safe fix, as it touches another file.  Offered is only what nobody is surprised by: a
relative path to a place below the workspace or beside the configuration, links followed.
"""

import os.path
from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Finding
from opencode_ls.analysis.placeholders import Placeholder
from opencode_ls.analysis.syntax import opening
from opencode_ls.analysis.wording import as_written
from opencode_ls.analysis.world import leads_below
from opencode_ls.features.actions import Action
from opencode_ls.text import Span

_CODE = "missing-file"


def new_files(
    analysis: Analysis, findings: tuple[Finding, ...], span: Span, workspace: tuple[str, ...]
) -> Iterator[Action]:
    """What can be created where `span` is selected; `workspace` are its folders."""
    seen: set[str] = set()
    for placeholder in analysis.placeholders:
        place = placeholder.span
        if not place.touches(span) or placeholder.path in seen:
            continue
        name = _name(analysis, placeholder)
        if name is not None and _is_near(analysis, placeholder.path, workspace):
            seen.add(placeholder.path)
            about = (each for each in findings if (each.code, each.span) == (_CODE, place))
            title = f"Create the file {as_written(analysis, name)}"
            yield Action(
                title,
                "quickfix",
                next(about, None),
                (),
                preferred=False,
                command=None,
                file=placeholder.path,
            )


def _name(analysis: Analysis, placeholder: Placeholder) -> Span | None:
    """Where the relative path of a file that is missing is written, None for any other one."""
    name = placeholder.written_path(analysis.text)
    if name is None or placeholder.status != "missing" or opening(analysis, placeholder):
        return None
    path = placeholder.name
    if os.path.isabs(path) or path.startswith("~") or path.endswith(("/", "\\")):  # noqa: PTH117  (a name)
        return None
    return name if path.isprintable() and path == path.strip() else None


def _is_near(analysis: Analysis, path: str, workspace: tuple[str, ...]) -> bool:
    """Whether a path leads to a place below one of the folders."""
    folders = (*workspace, *([analysis.home_folder] if analysis.path else ()))
    return leads_below(analysis.world, path, folders)
