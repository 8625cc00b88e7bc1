"""Where a rule's page is: a file of this installation, so that it fits and needs no network."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve()
# The wheel carries the pages inside the package; a checkout keeps them in its top-level folder.
_FOLDERS = (_HERE.parents[1] / "docs" / "rules", _HERE.parents[3] / "docs" / "rules")


@cache
def page_of(code: str) -> str | None:
    """The URI of a rule's page, None where the pages were left out."""
    pages = (folder / f"{code}.md" for folder in _FOLDERS)
    return next((page.as_uri() for page in pages if page.is_file()), None)
