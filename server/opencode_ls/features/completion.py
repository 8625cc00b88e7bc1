"""Offers what can be typed at a place, with edits that leave the text correct."""

from opencode_ls.analysis.build import Analysis
from opencode_ls.features.completion_item import Item, ItemKind, items
from opencode_ls.features.completion_keys import keys
from opencode_ls.features.completion_placeholder import inside
from opencode_ls.features.completion_values import document, values
from opencode_ls.features.insertion import slot

__all__ = ["LIMIT", "Item", "ItemKind", "complete"]

LIMIT = 100
"""As many items or more may not be all: ask again when more is typed."""


def complete(analysis: Analysis, offset: int) -> tuple[Item, ...]:
    """What can be typed at an offset, best first; never raises.

    Nothing in comments and outside the document, nothing that stands there already.
    """
    here = slot(analysis, offset)
    if here is None:
        return ()
    inner = inside(analysis, here)
    if inner is not None:
        return items(analysis, *inner)
    if here.place.where != "value":
        return items(analysis, here, keys(analysis, here))
    if not here.place.path:
        return items(analysis, here, document(analysis, here))
    return items(analysis, here, values(analysis, here))
