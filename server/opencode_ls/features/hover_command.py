"""Explains an `apiKeyCommand`: what would run, where the key would go, how it last went."""

from opencode_ls.analysis.build import Analysis, Run
from opencode_ls.analysis.destination import Destination
from opencode_ls.analysis.key_source import CommandSite, command_site, commands, last_run
from opencode_ls.features.markdown import markdown_code, markdown_message
from opencode_ls.jsonc.cursor import Place
from opencode_ls.resolver.redact import mask_argv

_LOOKUPS = {
    "missing": "is not found in this environment",
    "not-executable": "is a file that cannot be executed",
    "directory": "is a folder",
    "bad-interpreter": "names an interpreter that is not there",
    "unknown": "is not looked for while the workspace is not trusted",
}
_UNKNOWN = "Whether opencode 2 runs it by itself is not verified"


def command_at(analysis: Analysis, place: Place) -> CommandSite | None:
    """The command whose key, list or element a place is in."""
    if "apiKeyCommand" not in place.path:
        return None
    for provider, node in commands(analysis):
        if place.path[: len(node.path)] == node.path:
            return command_site(analysis, provider)
    return None


def explained(analysis: Analysis, site: CommandSite) -> str:
    """The command in Markdown; nothing that a placeholder stands for is shown."""
    program, *arguments = mask_argv(site.written)
    lines = (
        f"Runs {markdown_code(program)}{_arguments(arguments)}",
        _program(analysis, site),
        f"In {markdown_code(site.folder)}" if site.folder else "",
        _goes_to(site.destination_written),
        _UNKNOWN if analysis.dialect == "2" else "",
        _last(last_run(analysis, site)),
    )
    return "\n\n".join(filter(None, lines))


def _arguments(arguments: list[str]) -> str:
    if not arguments:
        return " without arguments"
    return "".join(f"\n{index}. {markdown_code(text)}" for index, text in enumerate(arguments, 1))


def _program(analysis: Analysis, site: CommandSite) -> str:
    if analysis.tainted(site.node.items[0]):
        return ""
    lookup = analysis.world.which(site.argv[0], analysis.home_folder)
    if lookup.status == "found":
        return f"The program is {markdown_code(lookup.path or site.argv[0])}"
    return f"The program {_LOOKUPS[lookup.status]}"


def _goes_to(destination: Destination) -> str:
    """Where the key would be sent; a header of its own may take its place."""
    address = destination.base_url or destination.api
    where = f"to {markdown_code(address)}" if address else "to the provider's own address"
    through = f" through {markdown_code(destination.npm)}" if destination.npm else ""
    return f"The key goes {where}{through}"


def _last(run: Run | None) -> str:
    if run is None:
        return ""
    if not run.ok:
        return f"Last run: failed: {markdown_message(run.message)}"
    length = "" if run.length is None else f", {run.length} characters"
    return f"Last run: ok in {run.seconds:.1f} s{length}"
