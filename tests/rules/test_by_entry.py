"""A rule that looks at each entry by itself finds no less and no more than in the whole file."""

from pathlib import Path
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

import opencode_ls.rules as module
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Finding
from opencode_ls.analysis.trees import Trees
from opencode_ls.rules import findings, rules
from support import configs
from support.fences import fences
from support.scene import Scene, scene

HERE = Path(__file__).parent
SCENES = [
    (scene(*fence.words), fence.text)
    for path in sorted(HERE.glob("*.md"))
    for fence in fences(path.read_text(encoding="utf-8"))
]
PIECES = st.sampled_from(
    (*'{}[]:,"\n \\é', '"x": {},', "// c\n", "{env:SET}", "s", "https://", "  ", "\r\n", "")
)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Scene, list[str]]:
    """A file that somebody types into: an example of a rule, or anything at all."""
    there, text = draw(st.sampled_from(SCENES) | st.tuples(st.just(scene()), configs.texts()))
    every = [text]
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(start + draw(st.sampled_from((0, 0, 1, 3))), len(text))
        text = text[:start] + draw(PIECES) + text[end:]
        every.append(text)
    return there, every


def check(there: Scene, texts: list[str]) -> None:
    trees = Trees()
    for text in texts:
        assert findings(there.analyse(text, trees)) == of_the_whole(there.analyse(text)), text


def of_the_whole(analysis: Analysis) -> tuple[Finding, ...]:
    """What is found if every rule is given the file as it is."""
    whole = {code: rule._replace(entries=frozenset()) for code, rule in rules().items()}
    with patch.object(module, "rules", lambda: whole):
        return findings(analysis)


@given(versions())
def test_what_is_found_entry_by_entry_is_what_is_found_in_the_whole(
    version: tuple[Scene, list[str]],
) -> None:
    check(*version)
