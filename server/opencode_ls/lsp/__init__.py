"""Speaks the Language Server Protocol; the only part of the package that knows it exists."""
