"""Where a provider's key would come from in a folder: the first place that has one, in words.

Order of opencode 1.18.33 (run): a header of `options.headers`, `options.apiKey` (also "", which
blocks the rest), `apiKeyCommand`, auth.json, the provider's own variable if it lists exactly one,
the variable that its npm package reads.
Order of opencode 2 (its source, read; where it stores a sign-in is not verified): stored, any of
the provider's variables, then the settings.
"""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from opencode_ls.analysis.build import Settings
from opencode_ls.analysis.catalog import known_provider
from opencode_ls.analysis.layers import Layer
from opencode_ls.analysis.stored_keys import StoredKeys, stored_keys
from opencode_ls.analysis.wording import from_home, in_ticks
from opencode_ls.analysis.world import World
from opencode_ls.jsonc import Node
from opencode_ls.schema.catalog import Provider

AI_SDK = "@ai-sdk/"
"""The scope of the packages of the AI SDK."""

PREFIX = "aisdk:"
"""What opencode 2 has before the name of a package of the AI SDK."""

GENERAL_PACKAGE = f"{AI_SDK}openai-compatible"
"""What opencode takes for a provider that names no package and that it does not know."""

KEY_HEADERS = ("Authorization", "x-api-key", "api-key", "x-goog-api-key")
"""Headers in which a key is sent: the first for most, then Anthropic, Azure and Google."""

PACKAGE_VARIABLES = {
    "@ai-sdk/anthropic": "ANTHROPIC_API_KEY",
    "@ai-sdk/azure": "AZURE_API_KEY",
    "@ai-sdk/cerebras": "CEREBRAS_API_KEY",
    "@ai-sdk/cohere": "COHERE_API_KEY",
    "@ai-sdk/deepinfra": "DEEPINFRA_API_KEY",
    "@ai-sdk/deepseek": "DEEPSEEK_API_KEY",
    "@ai-sdk/gateway": "AI_GATEWAY_API_KEY",
    "@ai-sdk/google": "GOOGLE_GENERATIVE_AI_API_KEY",
    "@ai-sdk/groq": "GROQ_API_KEY",
    "@ai-sdk/mistral": "MISTRAL_API_KEY",
    "@ai-sdk/openai": "OPENAI_API_KEY",
    "@ai-sdk/perplexity": "PERPLEXITY_API_KEY",
    "@ai-sdk/vercel": "VERCEL_API_KEY",
    "@ai-sdk/xai": "XAI_API_KEY",
    "@openrouter/ai-sdk-provider": "OPENROUTER_API_KEY",
}
"""The variable that a package reads by itself (`loadApiKey` in the packages as published)."""

_DEFAULTS = Settings()

Kind = Literal[
    "header",
    "api-key",
    "blocked",
    "command",
    "stored",
    "oauth",
    "variable",
    "well-known",
    "package-variable",
    "unknown",
    "none",
]


class Origin(NamedTuple):
    """Where a key would come from; never the key.

    `where` is the absolute path of the file, "" for the environment; `name` is that of the header,
    the setting or the variable, as the file has it; `package` is the npm package that reads the
    variable.  "blocked" is an empty `apiKey`, "oauth" a sign-in that is no API key, "unknown" an
    auth.json that may not be read here.
    """

    kind: Kind
    where: str = ""
    name: str = ""
    package: str = ""

    @property
    def usable(self) -> bool:
        """Whether a key could come out."""
        return self.kind not in {"blocked", "oauth", "unknown", "none"}

    def words(self, home: str = "") -> str:
        """The same for a person; paths below `home` begin with `~`."""
        where = in_ticks(from_home(self.where, home) if self.where else "OPENCODE_AUTH_CONTENT")
        facts = {"where": where, "name": in_ticks(self.name), "package": in_ticks(self.package)}
        return _WORDS[self.kind].format_map(facts)


_WORDS: dict[Kind, str] = {
    "header": "the header {name} in {where}",
    "api-key": "{name} in {where}",
    "blocked": "nowhere: {name} in {where} is empty, and nothing else is tried",
    "command": "{name} in {where}",
    "stored": "the key that `/connect` stored in {where}",
    "oauth": "nowhere: the sign-in in {where} is not usable as an API key",
    "variable": "the variable {name}",
    "well-known": "the variable {name}, which {where} sets",
    "package-variable": "the variable {name}, which {package} reads",
    "unknown": "unknown: {where} may not be read here",
    "none": "nowhere: no key is set up",
}


class Entry(NamedTuple):
    """One file's entry of a provider; `native` says that it is written for opencode 2."""

    layer: Layer
    node: Node
    native: bool

    @property
    def settings(self) -> Node | None:
        """The object with `apiKey`, `baseURL` and the like."""
        return self.node.get("settings" if self.native else "options")

    @property
    def headers(self) -> Node | None:
        """The object with the headers that are sent."""
        return self.node.get("headers") if self.native else self.node.at("options", "headers")


def entries(
    found: tuple[Layer, ...], provider: str, settings: Settings = _DEFAULTS
) -> tuple[Entry, ...]:
    """Each file's entry of the provider, lowest first, as the opencode it is for reads them.

    opencode 2 takes its own entry over one of opencode 1 in the same file, as a whole.
    """
    second = _for_second(found, provider, settings)
    natives = (_at(layer, "providers", provider) if second else None for layer in found)
    pairs = zip(found, natives, strict=True)
    nodes = ((layer, native or _at(layer, "provider", provider), native) for layer, native in pairs)
    return tuple(Entry(layer, node, native is not None) for layer, node, native in nodes if node)


def package(found: tuple[Entry, ...], known: Provider) -> str:
    """The npm package that speaks to a provider, by its settings or else by what is known of it."""
    nodes = (entry.node.get("package" if entry.native else "npm") for entry in found)
    named = [node.value for node in nodes if node is not None and isinstance(node.value, str)]
    return named[-1] if named else known.npm or GENERAL_PACKAGE


def key_origin(
    world: World, found: tuple[Layer, ...], provider: str, settings: Settings = _DEFAULTS
) -> Origin:
    """Where the provider's key would come from, over the files that apply, lowest first."""
    return origin_and_key(world, found, provider, settings)[0]


def origin_and_key(
    world: World, found: tuple[Layer, ...], provider: str, settings: Settings = _DEFAULTS
) -> tuple[Origin, str]:
    """The origin, and what stands there: only for whoever sends it, never to be shown.

    The second member is "" for a command and where there is no key.
    """
    look = _Look(world, entries(found, provider, settings), provider, stored_keys(world))
    order = _SECOND if _for_second(found, provider, settings) else _FIRST
    candidates = (candidate for step in order for candidate in step(look))
    return next(candidates, (Origin("none"), ""))


class _Look(NamedTuple):
    world: World
    entries: tuple[Entry, ...]
    provider: str
    stored: StoredKeys


_Candidates = Iterator[tuple[Origin, str]]


def _headers(look: _Look) -> _Candidates:
    for name in KEY_HEADERS:
        for entry in reversed(look.entries):
            for found in reversed(entry.headers.properties if entry.headers else ()):
                if found.name.lower() == name.lower() and isinstance(found.value.value, str):
                    yield Origin("header", entry.layer.path, name), found.value.value


def _api_key(look: _Look) -> _Candidates:
    for path, node in _settings_named(look, "apiKey"):
        if isinstance(node.value, str):
            yield Origin("api-key" if node.value else "blocked", path, "apiKey"), node.value


def _settings(look: _Look) -> _Candidates:
    """The settings of opencode 2, to which "" is as good as nothing."""
    for name in ("apiKey", "authToken", "accessToken"):
        path, node = next(_settings_named(look, name), ("", None))
        if node is not None and isinstance(node.value, str) and node.value:
            yield Origin("api-key", path, name), node.value


def _command(look: _Look) -> _Candidates:
    for path, _ in _settings_named(look, "apiKeyCommand"):
        yield Origin("command", path, "apiKeyCommand"), ""


def _stored(look: _Look) -> _Candidates:
    stored = look.stored.of(look.provider)
    if not look.stored.known:
        yield Origin("unknown", look.stored.path), ""
    elif stored is not None and stored.type == "oauth":
        yield Origin("oauth", look.stored.path), ""
    elif stored is not None and stored.key:
        yield Origin("stored", look.stored.path), stored.key


def _only_variable(look: _Look) -> _Candidates:
    variables = _variables(look)
    if len(variables) == 1:
        yield from _variable(look, *variables[0])


def _any_variable(look: _Look) -> _Candidates:
    for name, shown in _variables(look):
        yield from _variable(look, name, shown)


def _package_variable(look: _Look) -> _Candidates:
    package_name = package(look.entries, known_provider(look.world, look.provider))
    name = PACKAGE_VARIABLES.get(package_name)
    for origin, key in _variable(look, name, name) if name else ():
        yield origin._replace(kind="package-variable", package=package_name), key


def _variable(look: _Look, name: str, shown: str) -> _Candidates:
    if value := look.stored.variable(name):
        yield Origin("well-known", look.stored.path, shown), value
    elif value := look.world.env(name):
        yield Origin("variable", "", shown), value


_Step = Callable[[_Look], _Candidates]
_FIRST: tuple[_Step, ...] = (
    *(_headers, _api_key, _command, _stored),
    *(_only_variable, _package_variable),
)
# That a header goes over everything else is known of one package of opencode 2 only.
_SECOND: tuple[_Step, ...] = (_headers, _stored, _any_variable, _settings, _command)


def _settings_named(look: _Look, name: str) -> Iterator[tuple[str, Node]]:
    """A setting, by the file that has it, the highest first."""
    for entry in reversed(look.entries):
        node = entry.settings.get(name) if entry.settings else None
        if node is not None:
            yield entry.layer.path, node


def _variables(look: _Look) -> tuple[tuple[str, str], ...]:
    """The variables of the provider, each with how it may be shown: as it stands in the file."""
    for entry in reversed(look.entries):
        if (node := entry.node.get("env")) is not None:
            items = (item for item in node.items if isinstance(item.value, str))
            return tuple((str(item.value), _as_written(entry.layer, item)) for item in items)
    return tuple((name, name) for name in known_provider(look.world, look.provider).env)


def _as_written(layer: Layer, node: Node) -> str:
    if not layer.substitution.substituted(node.span):
        return str(node.value)
    return layer.substitution.back(node.span).of(layer.text).strip('"')


def _for_second(found: tuple[Layer, ...], provider: str, settings: Settings) -> bool:
    """Whether opencode 2 decides: by the setting, else if only entries for it are there."""
    if settings.opencode != "auto":
        return settings.opencode == "2"
    first = any(_at(layer, "provider", provider) for layer in found)
    return not first and any(_at(layer, "providers", provider) for layer in found)


def _at(layer: Layer, section: str, provider: str) -> Node | None:
    node = layer.tree.root.at(section, provider) if layer.tree.root else None
    return node if node is not None and node.kind == "object" else None
