"""What the tools that keep secrets on this machine mean by their errors: data."""

from opencode_ls.resolver.hints.row import Hint, ended

_UNLOCK = (
    "Unlock the key once in a terminal, such as with `gpg --decrypt` of any file, or install a "
    "pinentry that opens a window; if the key is on another machine, import it here."
)
GPG = (
    ended(
        r"inappropriate ioctl|no pinentry|operation cancelled|cannot open '?/dev/tty|timeout",
        "locked",
        _UNLOCK,
    ),
    ended(r"no secret key", "locked", _UNLOCK),
    ended(r"can't open|no such file", "missing-item", "Correct the path of the encrypted file."),
    ended(r"no valid openpgp data", "configuration", "The file is not encrypted with gpg."),
)
PASS = (
    ended(
        r"is not in the password store",
        "missing-item",
        "Look for the name in `pass ls`; PASSWORD_STORE_DIR may be set in your shell only.",
    ),
    ended(r"password store is empty|try \"?pass init", "configuration", "Run `pass init` first."),
    *GPG,
    Hint(
        "several-lines",
        "",
        "",
        "A folder is listed, or the entry has more lines than the key. Name an entry of `pass ls`; "
        'for its first line write `["sh", "-c", "pass show NAME | head -n1"]`.',
    ),
    Hint("terminal-escape", "", "", "This is a folder: name one of the entries of `pass ls`."),
)
SECURITY = (
    ended(
        "",
        "missing-item",
        "Compare `-s` (service) and `-a` (account) with the entry in Keychain Access.",
        44,
    ),
    ended(
        r"could not be found", "missing-item", "Compare `-s` and `-a` with the Keychain's entry."
    ),
    ended("", "locked", "Run `security unlock-keychain` in a terminal, then try again.", 36),
    ended("", "locked", "Allow the access when macOS asks for it.", 128),
    ended(
        r"interaction is not allowed",
        "locked",
        "Run `security unlock-keychain` in a terminal, then try again.",
    ),
    Hint("several-lines", "", "", 'Add `"-w"` to the command: it prints the password alone.'),
)
_NO_SESSION = "Run it within a desktop session: there is no keyring without one."
SECRET_TOOL = (
    ended(r"d-bus|dbus", "configuration", _NO_SESSION),
    ended(r"locked|prompt", "locked", "Unlock the keyring in your desktop, then try again."),
    ended(
        r"\A\Z",
        "missing-item",
        "Compare the attributes with those of `secret-tool store`, and look whether the keyring "
        "is locked: `secret-tool` says nothing of either.",
        1,
    ),
)
KEYRING = (
    ended(
        r"no recommended backend|nokeyring",
        "configuration",
        "There is no keyring that `keyring` can use here: see `keyring --list-backends`.",
    ),
    ended(r"locked|prompt", "locked", "Unlock the keyring in your desktop, then try again."),
    ended(
        r"\A\Z",
        "missing-item",
        "Store it with `keyring set SERVICE USER`, or compare both names.",
        1,
    ),
)
_GIT_WHOLE = (
    "`git credential fill` reads the host on its input and prints several lines. Write "
    '`["opencode-ls", "helper", "git", "HOST"]`, which prints the password alone.'
)
GIT = (
    ended(
        r"could not read (?:username|password)",
        "missing-item",
        "No credential is stored for this host: sign in once with git in a terminal.",
    ),
    ended(r"missing (?:host|protocol) field", "configuration", _GIT_WHOLE),
    Hint("several-lines", "", "", _GIT_WHOLE),
)
_DOCKER_WHOLE = (
    "A Docker credential helper reads the server on its input and prints JSON. Write "
    '`["opencode-ls", "helper", "docker", "NAME", "SERVER"]`, which prints the secret alone.'
)
DOCKER = (
    ended(
        r"credentials not found",
        "missing-item",
        "Nothing is stored for this server: compare it with `docker-credential-NAME list`.",
    ),
    ended(r"no credentials server url|usage:", "configuration", _DOCKER_WHOLE),
    ended(r"d-bus|dbus", "configuration", _NO_SESSION),
    ended(r"locked|no secret key|pinentry", "locked", _UNLOCK),
    Hint("json", "", "", _DOCKER_WHOLE),
    Hint("empty", "", "", _DOCKER_WHOLE),
)
SOPS = (
    ended(
        r"failed to get the data key|no identity matched|could not decrypt|no secret key",
        "locked",
        "None of the keys of the file is here or unlocked: see SOPS_AGE_KEY_FILE, or unlock the "
        "gpg key, or sign in to the cloud that holds it.",
    ),
    ended(
        r"component .* not found|no such file|error reading file",
        "missing-item",
        "Correct the path of the file or the path within it (`--extract`).",
    ),
    ended(r"metadata not found", "configuration", "The file is not encrypted with sops."),
)
AGE = (
    ended(
        r"no identity matched",
        "no-permission",
        "The file is encrypted for another key: give the right one with `-i`.",
    ),
    ended(r"no such file", "missing-item", "Correct the paths of the file and of the identity."),
    ended(
        r"passphrase|terminal",
        "locked",
        "Use an identity without a passphrase: nobody can be asked for it.",
    ),
)
