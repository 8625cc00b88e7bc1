"""Something in `apiKeyCommand` that only a shell would read.

The program is started directly, without a shell in between.
So `|`, `&&`, `>`, `$NAME`, `$(…)`, `~/` and patterns such as `keys/*.txt` (on Windows also `%NAME%`
and `$env:NAME`) are not carried out: they reach the program as ordinary text.
Where the command needs a shell, start one: `["sh", "-c", "…"]`, or
`["powershell", "-NoProfile", "-Command", "…"]` on Windows.
In place of `~/` write the path in full.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["op", "item", "get", "openai", "|", "tail", "-n1"] }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["sh", "-c", "op item get openai | tail -n1"] }
    }
  }
}
```

```jsonc good
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["sh", "-c", "op item get openai --vault $ITEM | tail -n1"] }
    },
    "aws": {
      "options": {
        "apiKeyCommand": [
          "aws", "ssm", "get-parameters", "--names", "llm", "--query", "Parameters[*].Value"
        ]
      }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.argv import as_json, expand_home, is_command_line, through_shell
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.key_source import argv_of, commands, written_argv
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.shell_syntax import Piece, pieces
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import quote, replace_value

EFFECT: Effect = "ignored"
ENTRIES = PROVIDERS

_NO_SHELL = "no shell reads this list"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each element with something for a shell in it."""
    for _, node in commands(analysis):
        written = written_argv(analysis, node)
        if written is None or argv_of(node) is None:
            continue
        found = pieces(written, analysis.world.platform)
        whole = tuple(_shell_fixes(analysis, node, written)) if any(found) else ()
        for item, word, piece in zip(node.items, written, found, strict=True):
            if piece is not None and not (item.index == 0 and is_command_line(word)):
                fixes = (*_own_fixes(analysis, item, word, piece), *whole)
                yield Found(analysis.span(item), _message(piece), fixes)


def _message(piece: Piece) -> str:
    match piece.kind:
        case "home":
            return f"`{piece.shown}` does not become the home folder: {_NO_SHELL}"
        case "glob":
            return f"`{piece.shown}` matches no files: {_NO_SHELL}"
        case "substitution":
            return f"`{piece.shown}` is not run: {_NO_SHELL}"
        case _:
            return f"`{piece.shown}` reaches the program as it stands: {_NO_SHELL}"


def _own_fixes(analysis: Analysis, item: Node, word: str, piece: Piece) -> Iterator[Fix]:
    """Fixes of this element alone; the home folder's name holds on this machine only."""
    written = analysis.written_node(item)
    home = analysis.world.home
    expanded = expand_home(word, home)
    if written is None or piece.kind != "home" or not home or expanded == word:
        return
    yield Fix("Write the path in full", replace_value(written, quote(expanded)), safe=False)
    if analysis.world.platform != "win32":
        named = quote(expand_home(word, "{env:HOME}"))
        yield Fix("Use `{env:HOME}`", replace_value(written, named), safe=False)


def _shell_fixes(analysis: Analysis, node: Node, words: tuple[str, ...]) -> Iterator[Fix]:
    """A fix of the whole list, kept away from comments and from what opencode pastes in."""
    written = analysis.written_node(node)
    argv = through_shell(words, analysis.world.platform)
    if written is None or argv is None or analysis.tainted(node) or is_command_line(words[0]):
        return
    if any(written.span.covers(comment.span) for comment in analysis.written.comments):
        return
    edits = replace_value(written, as_json(argv))
    yield Fix(f"Let {argv[0]} read it", edits, safe=False)
