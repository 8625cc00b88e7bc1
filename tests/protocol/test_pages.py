"""Each rule's code leads to its page, a file that comes with the installation."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from opencode_ls.lsp.pages import page_of
from opencode_ls.rules import rules


def check(code: str, title: str) -> None:
    page = page_of(code)

    assert page is not None
    assert Path(unquote(urlsplit(page).path)).read_text(encoding="utf-8").startswith(title)


def test_every_rule_has_a_page() -> None:
    for code in rules():
        check(code, f"# {code}\n")


def test_what_is_no_rule_has_none() -> None:
    assert page_of("no-such-rule") is None
