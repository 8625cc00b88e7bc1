"""Splits a command line as a shell would, and hands it to a shell where only a shell can read it.

Nothing here runs or looks anything up; `platform` is like `sys.platform`.
"""

import ntpath
import posixpath
import re
import shlex

from opencode_ls.analysis.shell_syntax import Piece, base_name, line_needs_shell, pieces, script_at
from opencode_ls.jsonc.edit import quote
from opencode_ls.pattern import pattern

_WINDOWS_LINE = pattern(r"(?:^|[\s\"'=])[A-Za-z]:\\")
_PERCENT = pattern(r"%([A-Za-z_][\w()]+)%")
_ARGUMENT = pattern(r"-\w|--\w|[/~]|.*://")


def split(line: str, platform: str) -> tuple[str, ...] | None:
    """The words of a command line, None where a quote is not closed.

    A line with a drive's path, or one that starts PowerShell or cmd, is split as Windows does,
    wherever we are: its backslashes are no escapes.
    """
    if platform == "win32" or _for_windows(line):
        return _windows_words(line)
    try:
        return tuple(shlex.split(line))
    except ValueError:
        return None


def command_of(line: str, platform: str) -> tuple[str, ...] | None:
    """The argv that does what a shell would do with the line, None if there is no sure one."""
    words = split(line, platform)
    if not words or not words[0].strip():
        return None
    if _for_windows(line):
        platform = "win32"
    return _shell(line.strip(), platform) if line_needs_shell(line, words, platform) else words


def needs_shell(line: str, platform: str) -> bool:
    """Whether `command_of` hands the line to a shell, which it does not name itself."""
    return command_of(line, platform) != split(line, platform)


def through_shell(argv: tuple[str, ...], platform: str) -> tuple[str, ...] | None:
    """The argv of a shell that reads what stands in these words, None if there is no sure one."""
    if script_at(argv) is not None or not argv:
        return None
    word = _powershell_word if platform == "win32" else _shell_word
    found = zip(argv, pieces(argv, platform), strict=True)
    return _shell(" ".join(word(text, piece) for text, piece in found), platform)


def is_command_line(program: str) -> bool:
    """Whether a program's name is a whole command line rather than a path with blanks in it."""
    first, *rest = program.split() or [""]
    if not rest:
        return False
    if "/" not in first and "\\" not in first:
        return True
    if any(_ARGUMENT.match(word) for word in rest):
        return True
    return re.search(r"[/\\.]", rest[-1]) is None


def expand_home(word: str, home: str) -> str:
    """The word with a leading `~`, or one after `=`, replaced by the home folder."""
    return re.sub(r"^((?:[^=~]*=)?)~(?=[/\\]|$)", lambda match: match[1] + home, word, count=1)


def is_relative(program: str, platform: str) -> bool:
    """Whether a program is named by a path that starts from a folder: neither absolute nor bare."""
    if platform == "win32":
        drive, rest = ntpath.splitdrive(program)
        return re.search(r"[/\\]", rest) is not None and not drive and rest[0] not in "/\\"
    return "/" in program and not posixpath.isabs(program)


def as_json(argv: tuple[str, ...]) -> str:
    """The argv as a JSON list on one line."""
    return f"[{', '.join(map(quote, argv))}]"


def _for_windows(line: str) -> bool:
    program = line.split(maxsplit=1)[0] if line.strip() else ""
    return (
        base_name(program.strip("\"'")) in {"powershell", "cmd"}
        or _WINDOWS_LINE.search(line) is not None
    )


def _windows_words(line: str) -> tuple[str, ...] | None:
    """Split as CommandLineToArgvW does: a backslash escapes a quote only, `""` in quotes is one."""
    words: list[str] = []
    for match in re.finditer(r'(?:[^\s"]|"(?:\\"|""|[^"])*")+', line):
        text = re.sub(r'"((?:\\"|""|[^"])*)"', _without_quotes, match[0])
        words.append(text.replace('\\"', '"'))
    return None if re.sub(r'\\"', "", line).count('"') % 2 else tuple(words)


def _without_quotes(match: re.Match[str]) -> str:
    return match[1].replace('""', '"')


def _shell(script: str, platform: str) -> tuple[str, ...] | None:
    if platform != "win32":
        return ("sh", "-c", script)
    if re.search(r"&&|\|\|", script):
        return None  # Windows PowerShell 5 has neither operator.
    script = _PERCENT.sub(r"$env:\1", script).replace("2>/dev/null", "2>$null")
    return ("powershell", "-NoProfile", "-Command", script)


def _shell_word(word: str, piece: Piece | None) -> str:
    match piece.kind if piece else None:
        case None:
            return shlex.quote(word)
        case "operator" | "redirection":
            return word
        case "home" if word.startswith("~"):
            folder, slash, rest = word.partition("/")
            return folder + slash + (_quoted(rest) if rest else "")
        case "home":
            return f'"{_double(word.replace("~", "$HOME", 1))}"'
        case "glob":
            return re.sub(r"[^\w*?/\[\].,~@:+-]", lambda found: "\\" + found[0], word)
        case _:
            return f'"{_double(word)}"'


def _quoted(word: str) -> str:
    return f'"{_double(word)}"' if "$" in word else shlex.quote(word)


def _double(word: str) -> str:
    """Escape for double quotes; within `$(…)` and backticks quotes start anew, so they stay."""
    return word if "$(" in word or "`" in word else re.sub(r'(["\\])', r"\\\1", word)


def _powershell_word(word: str, piece: Piece | None) -> str:
    if piece is None and re.fullmatch(r"[\w./\\:=+-]+", word):
        return word
    match piece.kind if piece else None:
        case None:
            return "'" + word.replace("'", "''") + "'"
        case "variable" | "substitution" if re.search(r"\s", word):
            return '"' + word.replace('"', '`"') + '"'
        case _:
            return word
