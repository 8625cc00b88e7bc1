"""What a person reads before a command may run: nothing in it is shortened, masked or hidden."""

from collections.abc import Iterable, Iterator

from opencode_ls.resolver.request import Destination, Request
from opencode_ls.resolver.visible import quoted, visible

_WIDTH = 12
"""Columns of the labels."""


def question(request: Request) -> str:
    """The whole text: the command as written, where it runs, and where its key goes."""
    end = ", and try the key?" if request.tries else "?"
    lines = [f"Run this command for the key of provider {quoted(request.provider)}{end}", ""]
    lines += _labelled("File", [quoted(request.file)])
    lines += _labelled("Program", _program(request))
    lines += _labelled("Command", map(quoted, request.written))
    lines += _labelled("Runs in", [quoted(request.folder)])
    if request.tries:
        lines += _labelled("Tries the key at", [visible(request.tries)])
    lines += _labelled("Key goes to", _destination(request.destination_written))
    if request.touched_by:
        lines += _labelled("Also set in", map(quoted, request.touched_by))
    if request.files:
        lines += _labelled("In project", (quoted(path) for path, _ in request.files))
    return "\n".join(lines)


def _labelled(label: str, values: Iterable[str]) -> Iterator[str]:
    labels = [f"{label}:"]
    for value in values:
        yield f"{labels.pop() if labels else '':<{_WIDTH}} {value}"


def _program(request: Request) -> Iterator[str]:
    yield quoted(request.real_program)
    if request.program != request.real_program:
        yield f"found as {quoted(request.program)}"


def _destination(destination: Destination) -> Iterator[str]:
    if destination == Destination():
        yield "where opencode sends this provider's requests by default"
        return
    named = {"baseURL": destination.base_url, "api": destination.api, "npm": destination.npm}
    for name, value in named.items():
        if value is not None:
            yield f"{name} {quoted(value)}"
    if destination.base_url is None and destination.api is None:
        yield "where opencode sends this provider's requests by default"
    for name, value in destination.headers:
        yield f"with header {quoted(name)}: {quoted(value)}"
    for name, value in destination.others:
        yield f"with {quoted(name)}: {quoted(value)}"
