"""Builds the one frozen Analysis of a text, which every rule and every feature reads."""

import os.path
from copy import copy
from functools import cached_property
from typing import Literal, NamedTuple

from opencode_ls.analysis.layers import Layer, Scope, layer_of, layers, scope_of
from opencode_ls.analysis.placeholders import Placeholder, Substitution
from opencode_ls.analysis.trees import Trees
from opencode_ls.analysis.world import World
from opencode_ls.jsonc import Node, Tree
from opencode_ls.schema.catalog import Catalog
from opencode_ls.schema.load import Schema, native, schema, schema_of
from opencode_ls.schema.validate import Violation, violations
from opencode_ls.text import LineIndex, Span

QUOTE = 60
"""Characters of the file that a message quotes at most."""

_EMPTY = ("", "\ufeff")
"""Files that opencode 1.18 takes as `{}` (run); one that only becomes empty is refused."""

Dialect = Literal["1", "2", "mixed", "unknown"]

_ONLY_V1 = frozenset(
    {
        *("provider", "agent", "mode", "command", "plugin", "permission", "tools", "reference"),
        *("snapshot", "attachment", "autoshare", "autoupdate", "small_model", "disabled_providers"),
        *("enabled_providers", "logLevel", "server", "layout", "subagent_depth", "theme"),
        *("keybinds", "tui"),
    }
)
_ONLY_V2 = frozenset({"providers", "plugins", "permissions", "policies", "update", "worktree"})


class Settings(NamedTuple):
    """What a user sets: `opencode` is the major version that files are written for."""

    opencode: Literal["auto", "1", "2"] = "auto"


_DEFAULTS = Settings()

_OF_THE_WHOLE = ("written", "scope", "layers", "dialect", "native_keys")
"""What an analysis that shows a part of a file has of the whole."""

_OF_THE_TREE = ("violations", "native_violations", "catalog")
"""What it finds out anew."""


class Run(NamedTuple):
    """The last run of a provider's command: never the key, at most its length in characters."""

    provider: str
    argv: tuple[str, ...]
    ok: bool
    kind: str
    message: str
    seconds: float
    length: int | None = None


class Place(NamedTuple):
    """Where a text stands, and where the user works who has it open."""

    path: str
    folder: str


class State(NamedTuple):
    """What an analysis depends on besides the text and the world."""

    settings: Settings
    runs: tuple[Run, ...]
    trees: Trees


class Analysis:
    """All that is known about one version of one file; the costly parts are made when first asked.

    `path` is the file's absolute path, "" for a text without one; `folder` is where the user works,
    which decides the other files that apply.
    """

    def __init__(self, text: str | LineIndex, place: Place, world: World, state: State) -> None:
        self._lines = text if isinstance(text, LineIndex) else None
        self.text = text = text.text if isinstance(text, LineIndex) else text
        self.path, self.folder = place
        self.world = world
        self.settings, self.runs, self._trees = state
        self._substitution: Substitution = self._trees.substituted(
            self.path, text, self.home_folder, world
        )

    def of(self, text: str) -> "Analysis":
        """The analysis of another text in the place of this one."""
        place, state = Place(self.path, self.folder), State(self.settings, self.runs, self._trees)
        return Analysis(text, place, self.world, state)

    def narrowed(self, effective: Tree, world: World) -> "Analysis":
        """This analysis for somebody who sees no more of the file than `effective`."""
        whole = {name: getattr(self, name) for name in _OF_THE_WHOLE}
        narrowed = copy(self)
        vars(narrowed).update(whole, effective=effective, world=world)
        for name in _OF_THE_TREE:
            vars(narrowed).pop(name, None)
        return narrowed

    @property
    def home_folder(self) -> str:
        """The folder of the file: relative paths in it and its commands start there."""
        return os.path.dirname(self.path) if self.path else self.folder

    @cached_property
    def lines(self) -> LineIndex:
        """The lines of the text as written."""
        return self._lines or LineIndex(self.text)

    @cached_property
    def written(self) -> Tree:
        """The tree of the text as written, a placeholder outside strings being one value."""
        return self._trees.written(self.path, self.text) if self.placeholders else self.effective

    @cached_property
    def effective(self) -> Tree:
        """The tree that opencode sees, after substitution; its spans go through `span`."""
        if self.text in _EMPTY:
            return Tree(self.text, None, (), ())
        if any(placeholder.status == "unknown" for placeholder in self.placeholders):
            return self._trees.partial(self.path, self._substitution.text)
        return self._trees.parse(self.path, self._substitution.text)

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The placeholders that opencode would substitute, in order."""
        return self._substitution.placeholders

    @property
    def schema(self) -> Schema:
        """What may stand where in a file of this dialect."""
        return schema_of(self.dialect)

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """Where the effective tree disagrees with what opencode 1.18 takes."""
        return violations(self.effective)

    @cached_property
    def native_keys(self) -> frozenset[str]:
        """The keys at the root that opencode 2 reads by its own schema in a file like this."""
        if self.dialect not in {"2", "mixed"}:
            return frozenset()
        names: frozenset[str] = frozenset(native()["properties"])
        return names if self.dialect == "2" else names - schema()["properties"].keys()

    @cached_property
    def native_violations(self) -> tuple[Violation, ...]:
        """Where the keys that opencode 2 calls its own disagree with what it takes."""
        found = violations(self.effective, self.dialect) if self.native_keys else ()
        return tuple(each for each in found if each.node.path and self.is_native(each.node))

    @cached_property
    def scope(self) -> Scope:
        """Whose file this is; a text without a path is a stranger's."""
        return scope_of(self.world, self.path) if self.path else "project"

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """Every file that applies, lowest first, this one with the text at hand."""
        if not self.path:
            return (layer_of(self.world, "", "project", self.text, self._trees),)
        found = layers(self.world, self.folder, self._trees)
        real = self.world.real_path(self.path)
        own = [self.world.real_path(layer.path) == real for layer in found]
        if not any(own):
            own_layer = layer_of(self.world, self.path, self.scope, self.text, self._trees)
            return (*found, own_layer)
        return tuple(
            layer_of(self.world, layer.path, layer.scope, self.text, self._trees) if same else layer
            for layer, same in zip(found, own, strict=True)
        )

    @cached_property
    def catalog(self) -> Catalog:
        """The providers and models that opencode knows here without any configuration."""
        return self.world.catalog()

    @cached_property
    def dialect(self) -> Dialect:
        """Which opencode the root's keys are for; the setting decides where it is not "auto"."""
        if self.settings.opencode != "auto":
            return self.settings.opencode
        root = self.effective.root
        names = {found.name for found in root.properties} if root else set()
        match bool(names & _ONLY_V1), bool(names & _ONLY_V2):
            case True, True:
                return "mixed"
            case True, False:
                return "1"
            case False, True:
                return "2"
            case _:
                return "unknown"

    def is_native(self, node: Node) -> bool:
        """Whether what stands here is for opencode 2: an object's keys, or a value."""
        path = node.path
        return path[0] in self.native_keys if path else self.dialect == "2"

    def span(self, place: Node | Span) -> Span:
        """Where a node or span of the effective tree is written."""
        return self._substitution.back(place if isinstance(place, Span) else place.span)

    def tainted(self, place: Node | Span) -> bool:
        """Whether a placeholder's value takes part in it: then only `quote` may be shown."""
        return self._substitution.substituted(place if isinstance(place, Span) else place.span)

    def quote(self, place: Node | Span) -> str:
        """What is written there, on one line and at most `QUOTE` characters, in backticks."""
        text = " ".join(self.span(place).of(self.text).split())
        shown = text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"
        return f"`{''.join(map(_visible, shown))}`"

    def written_node(self, node: Node) -> Node | None:
        """The node of the written tree at the same path."""
        return self.written.root.at(*node.path) if self.written.root else None


def analyse(  # noqa: PLR0913  (one text, and six things that have a natural default)
    text: str | LineIndex,
    *,
    path: str = "",
    world: World,
    folder: str | None = None,
    settings: Settings = _DEFAULTS,
    runs: tuple[Run, ...] = (),
    trees: Trees | None = None,
) -> Analysis:
    """Analyse a text, or its lines if they are known.

    `folder` defaults to the project's folder that the file lies in.
    `trees` are those of the versions before, which make this one quicker.
    """
    place = Place(path, folder or _working_folder(path, world))
    return Analysis(text, place, world, State(settings, runs, trees or Trees()))


def _working_folder(path: str, world: World) -> str:
    if not path:
        return world.cwd
    folder = os.path.dirname(path)
    return os.path.dirname(folder) if os.path.basename(folder) == ".opencode" else folder


def _visible(character: str) -> str:
    """Backticks would end the quote; what cannot be seen is shown as its escape."""
    if character == "`":
        return "'"
    return character if character.isprintable() else f"\\u{ord(character):04x}"
