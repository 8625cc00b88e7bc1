"""Parses JSONC into a tree. Never raises: problems come back beside the tree.

A text has problems exactly if Microsoft's jsonc-parser, which opencode uses, reports an error (with
trailing commas allowed).  Half-typed text keeps its shape: a value that is not there yet is a
"missing" node, a string ends with its line, an array ends where a key follows.  Where the brackets
do not add up, the text is read once more and the indentation says which bracket is meant.
"""

from collections.abc import Iterable

from opencode_ls.jsonc.builder import Builder
from opencode_ls.jsonc.indentation import Indentation
from opencode_ls.jsonc.lexer import Matches, plain, template, tokens
from opencode_ls.jsonc.nodes import Comment, Node, Problem, Tree
from opencode_ls.jsonc.resume import resume
from opencode_ls.text import Span

_UNBALANCED = frozenset({"CloseBraceExpected", "CloseBracketExpected", "EndOfFileExpected"})
_OPEN = "UnexpectedEndOfComment"

MOST = 1000
"""Problems of a text that are told at most, the first ones."""


def parse(text: str, earlier: Tree | None = None) -> Tree:
    """Parse a text as opencode does after substitution.

    The tree of an earlier text, made by this function, makes it quicker and changes nothing.
    """
    return _parse(text, plain, earlier)


def parse_template(text: str, earlier: Tree | None = None) -> Tree:
    """Parse a text as written: a placeholder outside strings and comments is one value."""
    return _parse(text, template, earlier)


def _parse(text: str, matches: Matches, earlier: Tree | None) -> Tree:
    if earlier is not None and (tree := _resumed(text, matches, earlier)) is not None:
        return tree
    found, comments = tokens(text, matches)
    if len(found) == 1:
        blank = Problem(Span(0, len(text)), "ValueExpected", "there is no value in this file")
        return Tree(text, None, (blank, *_comment_problems(text, comments)), tuple(comments))
    run = Builder(text, found, None)
    run.run()
    if _needs_indentation(run.problems):
        again = Builder(text, found, Indentation(text))
        again.run()
        if 0 < len(again.problems) <= len(run.problems):
            run = again
    problems = sorted((*run.problems, *_comment_problems(text, comments)))
    root = None if run.root is None else Node(run.root.value, run.root.start)
    return Tree(text, root, tuple(problems[:MOST]), tuple(comments))


def _resumed(text: str, matches: Matches, earlier: Tree) -> Tree | None:
    """The tree by way of an earlier one; where brackets do not add up, the whole text counts."""
    told = earlier.problems
    if len(told) == MOST or _needs_indentation(told) or any(each.code == _OPEN for each in told):
        return None
    tree = resume(text, earlier, matches)
    return None if tree is None or _needs_indentation(tree.problems) else tree


def _needs_indentation(problems: Iterable[Problem]) -> bool:
    return any(problem.code in _UNBALANCED for problem in problems)


def _comment_problems(text: str, comments: list[Comment]) -> list[Problem]:
    """Only a block comment can lack its end, and then it is the last one."""
    last = comments[-1] if comments else None
    if last is None or not last.block:
        return []
    raw = last.span.of(text)
    if raw.endswith("*/") and len(raw) >= len("/**/"):
        return []
    span = Span(last.span.start, last.span.start + 2)
    return [Problem(span, _OPEN, "the comment is not closed with `*/`")]
