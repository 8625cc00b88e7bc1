"""Speaks the Language Server Protocol; the only part of the package that knows it exists."""

from opencode_ls.lsp import stand_ins

# Here, because no module of this package can be imported before, and most import what it loads.
stand_ins.load()
