"""Finds what only a shell would read in an argv: pipes, variables, `~`, patterns of file names.

A word that some program in the argv does read itself is left alone: the script after `sh -c`, what
follows `ssh`, the programs of `awk` and `jq`.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from opencode_ls.pattern import pattern

Kind = Literal["operator", "redirection", "variable", "substitution", "home", "glob"]

_SHELLS = frozenset(("sh", "bash", "zsh", "dash", "ksh", "mksh", "ash", "fish", "nu", "rbash"))
TICK = "\N{MODIFIER LETTER GRAVE ACCENT}"
"""Stands for a backtick in messages, where backticks already quote."""

_POWERSHELLS = frozenset(("powershell", "pwsh"))
_POWERSHELL_OPTIONS = frozenset(
    ("-executionpolicy", "-ep", "-ex", "-windowstyle", "-w", "-version")
)
"""PowerShell's options that take a value."""

_READERS = frozenset(
    ("ssh", "wsl", "su", "runuser", "script", "nix", "nix-shell", "expect", "watch", "parallel")
)
"""Programs that hand their arguments to a shell."""

_LANGUAGES = frozenset(
    {
        *("awk", "gawk", "mawk", "nawk", "jq", "gojq", "jaq", "yq", "xq", "sed", "gsed", "grep"),
        *("egrep", "rg", "perl", "python", "python3", "node", "deno", "bun", "ruby", "php", "lua"),
        *("osascript", "xmllint", "find", "psql", "sqlite3", "mysql", "tclsh"),
    }
)
"""Programs with a language of their own, in which `$`, `*` and backticks mean something."""

_OPERATORS = frozenset(("|", "||", "|&", "&&", "&", ";"))
_REDIRECTION = pattern(r"(?:[0-9]?(?:>>|>\||>|<<<|<<|<)|&>>?)(?:&?[0-9-]|[/~.$\"'A-Za-z][^<>]*)?")
_VARIABLE = pattern(
    r"\$(?P<plain>[A-Z_][A-Z0-9_]+)(?![a-z])|\$\{(?P<brace>[A-Za-z_]\w*)(?P<more>[^}]*)\}"
    r"|^\$(?P<whole>[A-Za-z_]\w*)$"
)
_POWERSHELL_VARIABLE = pattern(r"\$env:(?P<name>\w+)", re.IGNORECASE)
# `%C3%A9` in a URL and `%Y%m` of a date are no variables.
_PERCENT = pattern(r"%(?![0-9A-Fa-f]{2}%)(?P<name>[A-Za-z_][\w()]+)%")
_SUBSTITUTION = pattern(r"\$\(|`[^`]+`")
_HOME = pattern(r"(?:^|^-{0,2}[\w.-]+=)~(?:[A-Za-z_][\w.-]*(?=/)|(?=[/\\]|$))")
_VARIABLE_PATH = pattern(r"^\$\{?[A-Z_][A-Z0-9_]*\}?/")
_GLOB = pattern(
    r"(?:\.{0,2}/(?!/)|~/)[\w.,@+~*?/-]*[*?][\w.,@+~*?/-]*(?<!/)"
    r"|[\w./-]*\*\.(?:txt|json|key|pem|env|token|gpg|age|asc|sh|py|js|ya?ml|toml)"
)


class Piece(NamedTuple):
    """What a shell would read in one word; `shown` is safe to quote: never more than a name.

    `name` is the variable's name where the piece is a plain one.
    """

    kind: Kind
    shown: str
    name: str = ""


def pieces(argv: tuple[str, ...], platform: str) -> tuple[Piece | None, ...]:
    """For each word the first thing in it that only a shell would read, None if there is none."""
    read = frozenset(_read_by_a_program(argv))
    piece = _plain_piece if any(base_name(word) in _LANGUAGES for word in argv) else _piece
    return tuple(
        None if index in read else piece(word, platform) for index, word in enumerate(argv)
    )


def script_at(argv: tuple[str, ...]) -> int | None:
    """Where a shell's script stands in an argv (`sh -c SCRIPT`), None if it starts no shell."""
    for index, word in enumerate(argv):
        name = base_name(word)
        if name in _SHELLS:
            return _after_option(argv, index, re.compile(r"-[A-Za-z]*c"))
        if name == "cmd":
            return _after_option(argv, index, re.compile(r"/[ckCK]"))
        if name in _POWERSHELLS:
            return _powershell_script(argv, index)
    return None


def base_name(program: str) -> str:
    """The name of a program in lower case, without its folder and `.exe`."""
    return re.split(r"[/\\]", program)[-1].lower().removesuffix(".exe")


def line_needs_shell(line: str, words: tuple[str, ...], platform: str) -> bool:
    """Whether splitting a command line into these words would lose what a shell does with it."""
    shell = script_at(words) is not None
    if platform == "win32":
        bare = re.sub(r'"[^"]*"', '""', line)
        return re.search(r"\s[|&<>]|\|", bare) is not None or (
            not shell and any(pieces(words, platform))
        )
    if any(_GLOB.fullmatch(word) for word in words if not shell):
        return True
    return any(not quoted or not shell for quoted in _active(line))


def _active(line: str) -> Iterator[bool]:
    """For each thing in a line that a POSIX shell reads: whether it stands in double quotes."""
    quoted = ""
    index = 0
    while index < len(line):
        rest = line[index:]
        char = rest[0]
        if char == "\\" and quoted != "'":
            index += 1
        elif char in "'\"" and quoted in {"", char}:
            quoted = "" if quoted else char
        elif quoted != "'" and re.match(r"\$[A-Za-z_{(]|`", rest):
            yield bool(quoted)
        elif not quoted and _is_operator(line, index):
            yield False
        index += 1


def _is_operator(line: str, index: int) -> bool:
    """Whether an unquoted character acts; `&` in a URL and `<name>` of a placeholder do not."""
    rest = line[index:]
    before = line[index - 1] if index else " "
    return (
        re.match(r"\||&&|&\s|&$|;\s|;$|\n|[0-9]?>(?=[>&|\s/~.$\w])|<(?![\w -]*>)", rest) is not None
        and not (rest[0] == ">" and re.search(r"<[\w -]*$", line[:index]))
    ) or (before.isspace() and re.match(r"~(?=[/\s]|$)", rest) is not None)


def _piece(word: str, platform: str) -> Piece | None:
    return _standing_out(word) or _expansion(word, platform)


def _plain_piece(word: str, platform: str) -> Piece | None:
    """What is sure even beside a language of its own; `find` ends its commands with `;`."""
    if word == ";":
        return None
    sure = _VARIABLE_PATH.match(word) is not None
    return _standing_out(word) or (_expansion(word, platform) if sure else None)


def _standing_out(word: str) -> Piece | None:
    if word in _OPERATORS:
        return Piece("operator", word)
    if _REDIRECTION.fullmatch(word):
        return Piece("redirection", re.sub(r"(?<=[<>&|])[^<>&|].*", "", word))
    match = _HOME.search(word)
    return Piece("home", match[0].rpartition("=")[2] + "/") if match else None


def _expansion(word: str, platform: str) -> Piece | None:
    if match := _SUBSTITUTION.search(word):
        return Piece("substitution", "$(…)" if match[0] == "$(" else f"{TICK}…{TICK}")
    if match := _POWERSHELL_VARIABLE.search(word):
        return Piece("variable", match[0], match["name"])
    if match := _VARIABLE.search(word):
        return _variable(match)
    if platform == "win32" and (match := _PERCENT.search(word)):
        return Piece("variable", match[0], match["name"])
    if _GLOB.fullmatch(word):
        return Piece("glob", "*" if "*" in word else "?")
    return None


def _variable(match: re.Match[str]) -> Piece:
    name = match["plain"] or match["whole"]
    if name:
        return Piece("variable", f"${name}", name)
    if match["more"]:
        # What follows the name is a default value, which may be anything.
        return Piece("variable", f"${{{match['brace']}…}}")
    return Piece("variable", f"${{{match['brace']}}}", match["brace"])


def _read_by_a_program(argv: tuple[str, ...]) -> Iterator[int]:
    """The words that a program in the argv reads as a shell would, or hands to one."""
    script = script_at(argv)
    if script is not None:
        yield script
    for index, word in enumerate(argv):
        name = base_name(word)
        if name in _READERS or (script is not None and name in {*_POWERSHELLS, "cmd"}):
            yield from range(index + 1, len(argv))
        if re.match(r"-S|--split-string", word) and index and base_name(argv[index - 1]) == "env":
            yield from (index, index + 1)


def _after_option(argv: tuple[str, ...], start: int, option: re.Pattern[str]) -> int | None:
    for index in range(start + 1, len(argv) - 1):
        if option.fullmatch(argv[index]):
            return index + 1
        if argv[index][:1] not in {"-", "+", "/"}:
            return None
    return None


def _powershell_script(argv: tuple[str, ...], start: int) -> int | None:
    """Where the commands start: after `-Command`, or at the first word that is no option.

    PowerShell Core takes such a word for a file instead.
    """
    for index in range(start + 1, len(argv)):
        option = argv[index].lower()
        if option in {"-f", "-file", "/file"}:
            return None
        if option in {"-c", "-command", "/c", "/command"}:
            return index + 1 if index + 1 < len(argv) else None
        if option[:1] not in {"-", "/"} and argv[index - 1].lower() not in _POWERSHELL_OPTIONS:
            return index if base_name(argv[start]) == "powershell" else None
    return None
