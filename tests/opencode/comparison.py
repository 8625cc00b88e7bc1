"""Puts what we foresee beside what the released opencode answers: two texts, to be equal."""

from pathlib import Path

from opencode.oracle import Oracle
from opencode.resolved import canonical, expected, is_translated
from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.layers import CONTENT, Layer, with_content
from opencode_ls.analysis.verdict import accepted
from opencode_ls.analysis.world import World
from opencode_ls.jsonc.value import to_value

REFUSED = "refused"
TRANSLATED = "accepted, with words of opencode 2 translated"


def both(oracle: Oracle, folder: Path) -> tuple[str, str]:
    """Ours and the program's: `REFUSED`, `TRANSLATED` or the resolved configuration."""
    world = oracle.world()
    # Before the program looks: it writes `$schema` into files that have none.
    found = with_content(world, str(folder))
    ours = _foreseen(world, folder, found)
    answer = oracle.ask(folder)
    if answer.value is None:
        return ours, REFUSED
    if ours == TRANSLATED:
        return ours, TRANSLATED
    # Nobody who has no name in the system is `unknown`; we do not look.
    name = answer.value["username"]
    return ours, canonical({**answer.value, "username": "" if name == "unknown" else name})


def _foreseen(world: World, folder: Path, found: tuple[Layer, ...]) -> str:
    if not all(_starts(world, folder, layer) for layer in found):
        return REFUSED
    roots = [layer.tree.root for layer in found if layer.tree.root is not None]
    if any(is_translated(to_value(root)) for root in roots):
        return TRANSLATED
    return expected(found)


def _starts(world: World, folder: Path, layer: Layer) -> bool:
    path = "" if layer.path == CONTENT else layer.path
    return accepted(analyse(layer.text, path=path, world=world, folder=str(folder)))
