"""Whatever is applied to any text at any place: it is no harder to read afterwards."""

from collections.abc import Iterator

from hypothesis import example, given
from hypothesis import strategies as st

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.analysis.key_source import providers
from opencode_ls.analysis.names import files
from opencode_ls.features.actions import actions
from opencode_ls.features.completion import Item, complete
from opencode_ls.features.fixing import safe_fixes
from opencode_ls.features.formatting import Style, format_range, format_text
from opencode_ls.features.new_models import new_models
from opencode_ls.features.refactorings import refactorings
from opencode_ls.features.rename import Refused, rename
from opencode_ls.features.v2_shape import conversion
from opencode_ls.jsonc.edit import Edits
from opencode_ls.rules import findings, rules
from opencode_ls.text import Span, TextEdit, apply_edits
from support import configs
from support.fake_world import FakeWorld
from support.jsonc_texts import edited_configs, texts

PATH, OTHER = "/work/opencode.json", "/work/.opencode/opencode.json"
FILES = {
    "/work/.git": "<directory>",
    "/work/prompts/review.md": "Review this.",
    OTHER: '{"provider": {"acme": {"models": {"m-1": {}}}}, "mcp": {"docs": {}}, "model": "x/m"}',
}
WORLD = FakeWorld(env={"SET": "x", "A": "y"}, files=FILES, programs={"op": "/usr/bin/op"})
UNREADABLE = frozenset({"syntax-error", "blank-file", "not-an-object", "unclosed-placeholder"})


@st.composite
def sites(draw: st.DrawFn, every: st.SearchStrategy[str]) -> tuple[str, int]:
    """A text, sometimes one that breaks off as when one types it, and a place in it."""
    text = draw(every)
    offset = draw(st.integers(0, len(text)))
    return (text[:offset] if draw(st.booleans()) else text), offset


typed = sites(configs.texts())
broken = sites(configs.texts() | edited_configs() | texts)


def look(text: str) -> Analysis:
    return analyse(text, path=PATH, world=WORLD)


def check(before: Analysis, edits: Edits) -> None:
    """The text after the edits has no more problems."""
    after = look(apply_edits(before.text, edits))

    assert len(after.written.problems) <= len(before.written.problems), after.text


def check_as_read(before: Analysis, edits: Edits) -> None:
    """Nor has it a finding more that says so, as opencode sees it."""
    check(before, edits)
    after = look(apply_edits(before.text, edits))

    assert unreadable(after) <= unreadable(before), after.text


def unreadable(analysis: Analysis) -> int:
    return sum(len([*rules()[code].check(analysis)]) for code in UNREADABLE)


def some(items: tuple[Item, ...]) -> list[Item]:
    """One item of each shape: long lists repeat themselves."""
    return list({(item.kind, item.retrigger): item for item in items}.values())


def accepted(item: Item) -> Iterator[Edits]:
    """The edits of an item, and those that keep what stands behind the cursor."""
    yield (*item.extra, item.edit)
    if item.insert is not None:
        yield (*item.extra, TextEdit(item.insert, item.edit.text))


@given(typed)
def test_a_completion(site: tuple[str, int]) -> None:
    text, offset = site
    before = look(text)
    for item in some(complete(before, offset)):
        for edits in accepted(item):
            check_as_read(before, edits)


@given(broken)
@example(("/*{env:*/0", 0))
@example(("/*{env:*/0", 10))
def test_a_fix_or_a_refactoring(site: tuple[str, int]) -> None:
    text, offset = site
    before = look(text)
    span = Span(offset, offset)
    for action in (*actions(before, findings(before), span), *refactorings(before, span)):
        check(before, action.edits)


@given(configs.convertible(), st.integers(0))
def test_a_conversion(site: tuple[object, str], cut: int) -> None:
    """Of a whole text and of one that breaks off."""
    text = site[1]
    offset = text.index("provider")
    for typed_so_far in (text, text[: cut % len(text)]):
        before = look(typed_so_far)
        for action in conversion(before, Span(offset, offset)):
            check_as_read(before, action.edits)


@given(broken)
@example(("{env:0}", 0))
def test_all_safe_fixes(site: tuple[str, int]) -> None:
    before = look(site[0])
    edit = safe_fixes(site[0], lambda text: findings(look(text)))
    check_as_read(before, () if edit is None else (edit,))


@given(broken)
def test_a_rename(site: tuple[str, int]) -> None:
    before = look(site[0])
    for name in files(before)[0].names:
        found = rename(before, name.span.start, 'né"w', ("/work",))
        for change in () if found is None or isinstance(found, Refused) else found:
            if change.path == PATH:
                check(before, change.edits)


@given(broken, st.integers(0, 9))
def test_a_format(site: tuple[str, int], length: int) -> None:
    text, offset = site
    before = look(text)
    style = Style(2, insert_spaces=True)
    check_as_read(before, format_text(before, style))
    check(before, format_range(before, Span(offset, min(len(text), offset + length)), style))


@given(broken)
def test_new_models(site: tuple[str, int]) -> None:
    before = look(site[0])
    for provider, _ in providers(before):
        found = new_models(before, provider, ('né"/w', "m-1", "two"))
        check(before, found.edits if found else ())
