"""Builds the tree from tokens with a stack of its own, guessing what half-typed text means."""

from collections.abc import Callable
from typing import Literal

from opencode_ls.jsonc.indentation import Indentation
from opencode_ls.jsonc.lexer import Token
from opencode_ls.jsonc.nodes import Green, Kind, Member, Problem
from opencode_ls.jsonc.scalars import read
from opencode_ls.text import Span

_REACH = 64
"""How many levels up the container is looked for that a bracket closes."""


class Frame:
    """An open container; `state` is what it waits for, `indent` its line's indentation."""

    __slots__ = ("colon", "indent", "key", "kind", "members", "start", "state")

    def __init__(self, kind: Kind, start: int, indent: int) -> None:
        self.kind = kind
        self.start = start
        self.indent = indent
        self.members: list[Member] = []
        self.state: Literal["key", "colon", "value", "comma"] = (
            "key" if kind == "object" else "value"
        )
        self.key: tuple[str, int, int] = ("", 0, 0)
        self.colon = -1


class Builder:
    """One pass over the tokens with a stack of open containers of its own."""

    def __init__(self, text: str, found: list[Token], lines: Indentation | None) -> None:
        self.text = text
        self.tokens = found
        self.lines = lines
        self.at = 0
        self.stack: list[Frame] = []
        self.root: Member | None = None
        self.problems: list[Problem] = []
        self.ended = 0
        self.lenient = False

    def run(self) -> None:
        """Read every token; each step consumes one or changes the innermost container."""
        while self.at < len(self.tokens) - 1:
            self.step()
        self._end()

    def step(self) -> None:
        """Read the next token, or change the innermost container."""
        token = self.tokens[self.at]
        if not self.stack:
            self._outside(token)
        elif token.kind in {"}", "]"}:
            self._closing(token)
        elif self.stack[-1].kind == "array":
            self._in_array(self.stack[-1], token)
        else:
            _OBJECT[self.stack[-1].state](self, self.stack[-1], token)

    def _outside(self, token: Token) -> None:
        if self.root is None:
            if token.kind in {":", ",", "}", "]"}:
                self._problem(token, "ValueExpected", "a value is expected here")
                self.at += 1
            else:
                self._value(token)
        else:
            self._problem(token, "EndOfFileExpected", "nothing may follow the end of the document")
            self.at = len(self.tokens) - 1

    def _end(self) -> None:
        if self.stack:
            self._finish_property(self.stack[-1])
            if not self._just_reported():
                self.problems.append(self._unclosed(self.stack[-1]))
        while self.stack:
            self._finish_property(self.stack[-1])
            self._close(max(self.ended, self.stack[-1].start + 1), closed=False)
        if self.root is None and not self.problems:
            self._problem(self.tokens[-1], "ValueExpected", "a value is expected here")

    def _just_reported(self) -> bool:
        """Whether the text breaks off in the middle of something that has been reported."""
        return bool(self.problems) and self.problems[-1].span.end >= self.ended

    def _closing(self, token: Token) -> None:
        meant = self._meant("object" if token.kind == "}" else "array", token)
        self.at += 1
        if meant is None:
            message = f"there is nothing that this `{token.kind}` closes"
            self._problem(token, "EndOfFileExpected", message)
            return
        while len(self.stack) - 1 > meant:
            self._close_unclosed()
        self._finish_property(self.stack[-1])
        self._close(token.end, closed=True)

    def _meant(self, kind: str, token: Token) -> int | None:
        """The position in the stack of the container that a bracket closes, None for none."""
        indent = self.lines.leading(token.start) if self.lines else None
        if indent is not None:
            for at in self._innermost(_REACH):
                if self.stack[at].kind == kind and self.stack[at].indent == indent:
                    return at
            if indent > self.stack[-1].indent:
                return None
        return next((at for at in self._innermost(2) if self.stack[at].kind == kind), None)

    def _innermost(self, count: int) -> range:
        """The positions of the innermost containers, those first."""
        last = len(self.stack) - 1
        return range(last, max(last - count, -1), -1)

    def _close_unclosed(self) -> None:
        self._finish_property(self.stack[-1])
        self.problems.append(self._unclosed(self.stack[-1]))
        self._close(max(self.ended, self.stack[-1].start + 1), closed=False)

    def _unclosed(self, frame: Frame) -> Problem:
        brace = frame.kind == "object"
        code = "CloseBraceExpected" if brace else "CloseBracketExpected"
        message = f"the closing `{'}' if brace else ']'}` is missing"
        return Problem(Span(frame.start, frame.start + 1), code, message)

    def _close(self, end: int, *, closed: bool) -> None:
        frame = self.stack.pop()
        green = Green(frame.kind, end - frame.start, None, tuple(frame.members), closed=closed)
        self._attach(frame.start, green)
        self.lenient = not closed

    def _key(self, frame: Frame, token: Token) -> None:
        if self._left(frame, token):
            return
        match token.kind:
            case "string" | "quoted" | "word" | "placeholder":
                self._begin_property(frame, token)
            case ",":
                self._problem(token, "PropertyNameExpected", "a key is expected before this comma")
                self.at += 1
            case ":":
                self._problem(token, "PropertyNameExpected", "a key is expected before this colon")
                frame.key, frame.state = ("", token.start, token.start), "colon"
            case _:
                self._problem(token, "PropertyNameExpected", "a key in double quotes is expected")
                frame.key, frame.colon, frame.state = ("", token.start, token.start), -1, "value"

    def _begin_property(self, frame: Frame, token: Token) -> None:
        if token.kind in {"string", "quoted"}:
            reading = read(self.text, token)
            self.problems += reading.problems
            name = str(reading.value)
            self.lenient = not reading.closed
        else:
            name = self.text[token.start : token.end]
            self._problem(token, "PropertyNameExpected", "a key takes double quotes")
            self.lenient = True
        frame.key, frame.colon, frame.state = (name, token.start, token.end), -1, "colon"
        self.ended = token.end
        self.at += 1

    def _colon(self, frame: Frame, token: Token) -> None:
        if token.kind == ":":
            frame.colon, frame.state = token.start, "value"
            self.ended = token.end
            self.at += 1
            return
        if not self.lenient:
            key = Token("string", frame.key[1], frame.key[2])
            self._problem(key, "ColonExpected", "a colon and a value are missing after the key")
        self.lenient = True
        same_line = "\n" not in self.text[self.ended : token.start]
        if token.kind != "," and same_line and not self._is_key(token):
            frame.state = "value"
        else:
            self._finish_property(frame)

    def _property_value(self, frame: Frame, token: Token) -> None:
        if token.kind == ":":
            self._problem(token, "ValueExpected", "a value is expected here")
            self.at += 1
        elif token.kind == "," or self._is_key(token):
            self._finish_property(frame)
        else:
            self._value(token)

    def _comma(self, frame: Frame, token: Token) -> None:
        if token.kind == ",":
            frame.state = "key"
            self.ended = max(self.ended, token.end)
            self.at += 1
            return
        if token.kind == ":":
            if not self.lenient:
                self._problem(token, "CommaExpected", "a comma is expected, not a colon")
            self.lenient = True
            self.at += 1
            return
        if frame.kind == "object" and self._left(frame, token):
            return
        if not self.lenient:
            span = Span(max(self.ended - 1, 0), self.ended)
            self.problems.append(Problem(span, "CommaExpected", "a comma is missing after this"))
        self.lenient = False
        frame.state = "key" if frame.kind == "object" else "value"

    def _finish_property(self, frame: Frame) -> None:
        """A property without a value gets a missing one, reported unless its key already was."""
        if frame.kind != "object" or frame.state not in {"colon", "value"}:
            return
        end = frame.key[2] if frame.colon < 0 else frame.colon + 1
        if frame.colon >= 0:
            self._problem(
                Token(":", frame.colon, frame.colon + 1), "ValueExpected", "the value is missing"
            )
        elif not self.lenient:
            key = Token("string", frame.key[1], frame.key[2])
            self._problem(key, "ColonExpected", "a colon and a value are missing after the key")
        self._attach(end, Green("missing", 0, None, (), closed=True))
        self.lenient = True

    def _left(self, frame: Frame, token: Token) -> bool:
        """Close an object that the indentation of this key says has ended."""
        if not self.lines or len(self.stack) == 1 or not self._is_key(token):
            return False
        indent = self.lines.leading(token.start)
        if indent is None or indent > frame.indent:
            return False
        self._close_unclosed()
        return True

    def _in_array(self, frame: Frame, token: Token) -> None:
        inside_object = len(self.stack) > 1 and self.stack[-2].kind == "object"
        if inside_object and self._is_key(token):
            self._close_unclosed()
        elif frame.state == "comma":
            self._comma(frame, token)
        elif token.kind in {",", ":"}:
            self._problem(token, "ValueExpected", f"a value is expected before this `{token.kind}`")
            self.at += 1
        else:
            self._value(token)

    def _value(self, token: Token) -> None:
        self.at += 1
        if token.kind in {"{", "["}:
            kind: Kind = "object" if token.kind == "{" else "array"
            indent = self.lines.indent(token.start) if self.lines else 0
            self.stack.append(Frame(kind, token.start, indent))
            self.ended = token.end
            self.lenient = False
            return
        reading = read(self.text, token)
        self.problems += reading.problems
        self.lenient = not reading.closed
        width = token.end - token.start
        self._attach(
            token.start, Green(reading.kind, width, reading.value, (), closed=reading.closed)
        )

    def _attach(self, start: int, green: Green) -> None:
        self.ended = max(self.ended, start + green.width)
        if not self.stack:
            self.root = Member(start, green)
            return
        frame = self.stack[-1]
        base = frame.start
        if frame.kind == "object":
            name, key, key_end = frame.key
            colon = frame.colon - base if frame.colon >= 0 else -1
            member = Member(start - base, green, name, key - base, key_end - key, colon)
        else:
            member = Member(start - base, green)
        frame.members.append(member)
        frame.state = "comma"

    def _is_key(self, token: Token) -> bool:
        follows = self.tokens[self.at + 1].kind if self.at + 1 < len(self.tokens) else "end"
        return token.kind in {"string", "quoted", "word"} and follows == ":"

    def _problem(self, token: Token, code: str, message: str) -> None:
        self.problems.append(Problem(Span(token.start, token.end), code, message))


_OBJECT: dict[str, Callable[[Builder, Frame, Token], None]] = {
    "key": Builder._key,  # noqa: SLF001  (the table of its own steps)
    "colon": Builder._colon,  # noqa: SLF001
    "value": Builder._property_value,  # noqa: SLF001
    "comma": Builder._comma,  # noqa: SLF001
}
