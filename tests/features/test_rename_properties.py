"""A rename anywhere: the files still parse, every name is still there, and it can be taken back."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.analysis.names import Subject, files
from opencode_ls.features.navigation import definition, highlights, references
from opencode_ls.features.rename import Change, Refused, renamable, rename
from support.configs import texts
from support.fake_world import FakeWorld
from support.jsonc_texts import edited_configs, layouts
from support.marked import after_edits

PROJECT, INNER = "/work/opencode.json", "/work/.opencode/opencode.json"
FOLDERS = ("/work",)
NEW = 'né"w\\'
"""A name that nothing has, and that JSON has to escape."""

_ids = st.sampled_from(["my-proxy", "a.b", "é😀", "gh", "gh_grep", "x", "{env:A}", ""])
_models = st.builds("{}/{}{}".format, _ids, _ids, st.sampled_from(["", "#high"]))
_model = st.one_of(
    _models, _ids, st.fixed_dictionaries({}, optional={"providerID": _ids, "model": _ids})
)
_tools = st.dictionaries(
    st.builds("{}{}".format, _ids, st.sampled_from(["_*", "*", ""])), st.none()
)
_map = st.dictionaries(_ids, st.fixed_dictionaries({}, optional={"model": _model, "agent": _ids}))
_task = st.fixed_dictionaries({"task": st.dictionaries(_ids, st.just("allow"))})
_provider = st.fixed_dictionaries(
    {}, optional={"models": st.dictionaries(_ids, st.none()), "whitelist": st.lists(_ids)}
)
_rule = st.fixed_dictionaries(
    {"action": st.sampled_from(["subagent", "gh_*", "provider.use"]), "resource": _ids}
)
_configs: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "model": _model,
        "provider": st.dictionaries(_ids, _provider, max_size=3),
        "providers": st.dictionaries(_ids, _provider, max_size=2),
        "disabled_providers": st.lists(_ids, max_size=3),
        "agent": _map,
        "agents": _map,
        "command": _map,
        "default_agent": _ids,
        "mcp": st.dictionaries(_ids, st.just({}), max_size=3),
        "tools": _tools,
        "permission": st.one_of(_tools, _task),
        "permissions": st.lists(_rule, max_size=2),
        "policies": st.lists(_rule, max_size=2),
    },
)


def look(text: str, other: str) -> Analysis:
    world = FakeWorld(env={"A": "my-proxy"}, files={"/work/.git": "", INNER: other})
    return analyse(text, path=PROJECT, world=world)


def after(analysis: Analysis, changes: tuple[Change, ...]) -> Analysis:
    changed = {change.path: after_edits(change.text, *change.edits) for change in changes}
    own, *others = (changed.get(file.path, file.text) for file in files(analysis))
    return look(own, "".join(others))


def can(analysis: Analysis, offset: int) -> bool:
    return not isinstance(renamable(analysis, offset, FOLDERS), Refused)


def granted(found: tuple[Change, ...] | Refused | None) -> tuple[Change, ...]:
    assert found
    assert not isinstance(found, Refused)
    return found


def plain(analysis: Analysis) -> list[str]:
    """The texts of the files, without needless escapes: a rename writes none."""
    found = (file.text for file in files(analysis))
    return [text.replace("\\u00e9", "é").replace("\\ud83d\\ude00", "😀") for text in found]


def subjects(analysis: Analysis, subject: Subject) -> list[Subject]:
    found = (name.subject for file in files(analysis) for name in file.names)
    return [each for each in found if each == subject]


@given(_configs, _configs, st.data())
def test_a_rename_there_and_back(
    config: dict[str, Any], other: dict[str, Any], data: st.DataObject
) -> None:
    first = look(data.draw(layouts(config)), data.draw(layouts(other)))
    offsets = [name.span.start for name in files(first)[0].names]
    fitting = [at for at in range(len(offsets)) if can(first, offsets[at])]
    if not fitting:
        return
    at = data.draw(st.sampled_from(fitting))
    subject = files(first)[0].names[at].subject
    changes = granted(rename(first, offsets[at], NEW, FOLDERS))
    second = after(first, changes)
    place = files(second)[0].names[at].span.start
    back = granted(rename(second, place, subject.id, FOLDERS))

    assert plain(after(second, back)) == plain(first)
    assert len(subjects(first, subject)) == len(subjects(second, subject._replace(id=NEW)))
    assert not subjects(second, subject)
    assert [len(file.names) for file in files(first)] == [len(file.names) for file in files(second)]
    assert not second.written.problems or first.written.problems


@given(st.one_of(texts(), edited_configs()), st.data())
def test_nothing_here_raises_whatever_the_text(text: str, data: st.DataObject) -> None:
    analysis = look(text, "")
    offset = data.draw(st.integers(0, len(text)))
    found = references(analysis, offset)
    changes = rename(analysis, offset, NEW, FOLDERS)
    asked = renamable(analysis, offset, FOLDERS)
    definition(analysis, offset)

    assert len(highlights(analysis, offset)) == len(found)
    assert (asked is None) == (changes is None) == (not found)
