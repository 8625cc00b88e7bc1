"""Speaks the Language Server Protocol; the only part of the package that knows it exists."""

from opencode_ls.lsp import late_types

# Here, because no module of this package can be imported before, and each imports lsprotocol.
late_types.load()
