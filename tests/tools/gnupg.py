"""A home with gpg keys, and a password store for each."""

from pathlib import Path
from shutil import which
from typing import Self

from tools.home import Home, wait_for_end

OPEN, SEALED = "open@example.invalid", "sealed@example.invalid"
"""The user of the key without a passphrase, and of the one with it."""

_PASSPHRASE = "a passphrase"
_MAKE = ("future-default", "default", "never")
_AGENT = ("gpg-connect-agent", "--no-autostart")


class Gnupg(Home):
    """While it is entered, the folder `open` of the store can be read; `sealed` is locked."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "gpg", "pass", "pinentry-curses")
        settings = folder / ".gnupg"
        settings.mkdir(mode=0o700)
        # The agent would first measure, for seconds, how often to hash a passphrase here.
        (settings / "gpg-agent.conf").write_text(
            f"pinentry-program {which('pinentry-curses')}\ns2k-count 65536\n"
        )

    def __enter__(self) -> Self:
        for user, words in ((OPEN, ""), (SEALED, _PASSPHRASE)):
            self._gpg("--passphrase", words, "--quick-gen-key", user, *_MAKE)
        self.run("pass", "init", OPEN)
        self.run("pass", "init", "--path=sealed", SEALED)
        self.lock()
        return self

    def __exit__(self, *_: object) -> None:
        process = self.run(*_AGENT, "getinfo pid", "/bye").split()
        self.run("gpgconf", "--kill", "all")
        if process[:1] == ["D"]:
            wait_for_end(int(process[1]))

    def insert(self, name: str, text: str) -> None:
        """Put an entry into the store."""
        self.run("pass", "insert", "--multiline", name, given=text)

    def lock(self) -> None:
        """Have the agent forget the passphrases."""
        self.run("gpg-connect-agent", "reloadagent", "/bye")

    def unlock(self) -> None:
        """What a person does once in a terminal: the agent keeps the passphrase."""
        path = self.folder / "unlock.gpg"
        self._gpg("--recipient", SEALED, "--output", str(path), "--encrypt", given="x")
        self._gpg("--passphrase", _PASSPHRASE, "--decrypt", str(path))
        path.unlink()

    def _gpg(self, *argv: str, given: str = "") -> None:
        options = ("--quiet", "--batch", "--trust-model", "always", "--pinentry-mode", "loopback")
        self.run("gpg", *options, *argv, given=given)
