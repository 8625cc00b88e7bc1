"""`opencode-ls explain`: a rule's documentation, or the list of all rules."""

import sys
from collections.abc import Sequence
from difflib import get_close_matches

from opencode_ls.cli.arguments import parser_of
from opencode_ls.cli.sink import terminal
from opencode_ls.rules import Rule, rules


def run(argv: Sequence[str]) -> int:
    """Print what is asked for; 2 if there is no such rule."""
    parser = parser_of("explain", "Exit code: 0 told, 2 there is no such rule.")
    parser.add_argument("code", metavar="CODE", nargs="?", help="none: the list of all rules")
    code: str | None = parser.parse_args(argv).code
    if code is None:
        print("\n".join(_line(rule) for rule in rules().values()))
        return 0
    rule = rules().get(code)
    if rule is None:
        print(f"opencode-ls explain: {unknown_rule(code)}", file=sys.stderr)
        return 2
    print(f"{rule.code} (effect: {rule.effect}, severity: {rule.severity})\n")
    print(rule.documentation.strip())
    return 0


def unknown_rule(code: str) -> str:
    """Why a code is no rule's, with the one that was probably meant."""
    near = get_close_matches(code, rules(), n=1)
    advice = f"did you mean {near[0]}?" if near else "`opencode-ls explain` lists them all"
    return f"no rule is called {terminal(code)}; {advice}"


def _line(rule: Rule) -> str:
    title, _, _ = rule.documentation.strip().partition("\n")
    width = max(map(len, rules()))
    return f"{rule.code:{width}}  {rule.severity:7}  {title}"
