"""Text to tree: an error-tolerant, position-keeping parser for JSON with comments."""

from opencode_ls.jsonc.nodes import Comment, Green, Kind, Node, Problem, Property, Scalar, Tree
from opencode_ls.jsonc.parser import parse, parse_template

__all__ = [
    "Comment",
    "Green",
    "Kind",
    "Node",
    "Problem",
    "Property",
    "Scalar",
    "Tree",
    "parse",
    "parse_template",
]
