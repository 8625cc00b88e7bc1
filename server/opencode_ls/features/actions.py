"""Offers what can be done at a place: fixes of findings, running a command, trying a key."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.destination import shape_of
from opencode_ls.analysis.finding import Finding
from opencode_ls.analysis.key_source import argv_of, commands, entry_of, written_argv
from opencode_ls.features.markdown import visible
from opencode_ls.jsonc import Property
from opencode_ls.text import Span, TextEdit


class RunCommand(NamedTuple):
    """Running the `apiKeyCommand` of one provider, which asks first."""

    provider: str


class TryKey(NamedTuple):
    """Running the `apiKeyCommand` of one provider and asking the provider about the key."""

    provider: str


class AddModels(NamedTuple):
    """Asking one provider for its models and adding those that are new."""

    provider: str


class InstallPlugin(NamedTuple):
    """Writing the plugin with which opencode runs `apiKeyCommand`, which asks first."""


Command = RunCommand | TryKey | AddModels | InstallPlugin
"""What an action can start; every one of them is a person's own choice."""

_NOT_RUN = "command-ignored-by-opencode"


class Action(NamedTuple):
    """One thing to do: `edits` to this text, a `command`, or an empty `file` to create.

    `finding` is what it repairs; the file is named by its absolute path.
    With a `hindrance` it cannot be done now, and that is why.
    """

    title: str
    kind: Literal["quickfix", "refactor.rewrite", "source", "fix-all"]
    finding: Finding | None
    edits: tuple[TextEdit, ...]
    preferred: bool
    command: Command | None
    file: str = ""
    hindrance: str = ""


def actions(analysis: Analysis, findings: tuple[Finding, ...], span: Span) -> tuple[Action, ...]:
    """What can be done where `span` is selected; `findings` are those of the whole file."""
    touched = [finding for finding in findings if finding.span.touches(span)]
    fixes = (action for finding in touched for action in _fixes(finding))
    return (*fixes, *_installs(touched), *_runs(analysis, span))


def fix_all(edit: TextEdit) -> Action:
    """Applying every safe fix of the file at once, by their one edit."""
    return Action("Apply all safe fixes", "fix-all", None, (edit,), preferred=False, command=None)


def _fixes(finding: Finding) -> Iterator[Action]:
    """Every fix; the one safe one, if there is just one, is preferred."""
    only = sum(fix.safe for fix in finding.fixes) == 1
    for fix in finding.fixes:
        yield Action(fix.title, "quickfix", finding, fix.edits, fix.safe and only, None)


def _installs(findings: Iterable[Finding]) -> Iterator[Action]:
    title = "Install the plugin with which opencode runs `apiKeyCommand`"
    for finding in findings:
        if finding.code == _NOT_RUN:
            yield Action(title, "quickfix", finding, (), preferred=False, command=InstallPlugin())


def _runs(analysis: Analysis, span: Span) -> Iterator[Action]:
    """Running a command, anywhere in the entry of its provider."""
    for _, node in commands(analysis):
        entry = entry_of(analysis, node)
        if entry is None or not analysis.span(entry.span).touches(span):
            continue
        if argv_of(node) is not None and written_argv(analysis, node) is not None:
            yield from _of_key(entry)


def _of_key(entry: Property) -> Iterator[Action]:
    name = visible(entry.name)
    run, attempt = RunCommand(entry.name), TryKey(entry.name)
    title = f"Run apiKeyCommand for «{name}»"
    yield Action(title, "source", None, (), preferred=False, command=run)
    title = f"Try the key of «{name}»"
    yield Action(title, "source", None, (), preferred=False, command=attempt)
    if entry.value.at(shape_of(entry.value).options, "baseURL") is not None:
        title = f"Add models from baseURL for «{name}»"
        yield Action(title, "source", None, (), preferred=False, command=AddModels(entry.name))
