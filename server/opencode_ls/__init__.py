"""Language server for the configuration of opencode, and the resolver of apiKeyCommand."""

VERSION = "0.1.0"
"""The package's version: `pyproject.toml` takes it from here, and `lsp` need not ask the metadata.

`importlib.metadata` reads them with modules for mail and ZIP files, while an editor waits.
"""
