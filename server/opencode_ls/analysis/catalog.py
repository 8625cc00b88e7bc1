"""Which catalogue counts here: the packaged one, or the user's own list of models.

opencode 1.18.33 downloads its list every hour and reads, in this order: the file that
`OPENCODE_MODELS_PATH` names, `models.json` in its cache folder, the list that it was built with.
With an `OPENCODE_MODELS_URL` the name in the cache folder is another one, which is not looked for.
"""

import os.path
from typing import NamedTuple

from opencode_ls.analysis.world import World
from opencode_ls.schema.catalog import NOBODY, Provider, packaged


class CatalogFile(NamedTuple):
    """A list of models: it counts if it was changed after the day `after`, "" being any day.

    A `path` that is not absolute is none: it may lead into a project.
    """

    path: str
    after: str = ""


def catalog_file(world: World, chosen: str = "") -> CatalogFile:
    """The user's own list, by the setting `chosen`, else where opencode has it.

    Only the user's settings and environment say where that is, never a file of a project.
    """
    named = chosen or world.env("OPENCODE_MODELS_PATH")
    if named:
        return CatalogFile(named)
    if world.env("OPENCODE_MODELS_URL"):
        return CatalogFile("")
    base = world.env("XDG_CACHE_HOME") or os.path.join(world.home, ".cache")
    return CatalogFile(os.path.join(base, "opencode", "models.json"), packaged().date)


def known_provider(world: World, name: str) -> Provider:
    """What is known of a provider, `NOBODY` if nothing is.

    Its variables and its package hardly ever change, and to read a list takes a tenth of a second:
    it is looked for in the user's only if we do not have it.
    """
    return packaged().providers.get(name) or world.catalog().get(name, NOBODY)
