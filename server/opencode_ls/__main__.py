"""Lets `python -m opencode_ls` do what the command `opencode-ls` does."""

import sys

from opencode_ls.cli import main

if __name__ == "__main__":
    sys.exit(main())
