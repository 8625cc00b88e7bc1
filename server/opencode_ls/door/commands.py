"""The commands that an editor can have us carry out, by their names."""

RUN = "opencode-ls.runApiKeyCommand"
"""Runs an `apiKeyCommand`; its argument is `{"uri", "provider"}`."""

TRY = "opencode-ls.tryKey"
"""Also asks the provider about the key; its argument is the same."""

ADD = "opencode-ls.addModels"
"""Adds the provider's models to the file; its argument is the same."""

RUN_ALL = "opencode-ls.runAllApiKeyCommands"
"""Runs every `apiKeyCommand` of a file; its argument is `{"uri"}`."""

INSTALL = "opencode-ls.installPlugin"
"""Writes the plugin for opencode; it needs no argument."""

EFFECTIVE = "opencode-ls.effectiveConfig"
"""Tells the configuration that all files give together, as `config --json`; from `{"uri"}`."""

COMMANDS = (RUN, TRY, ADD, RUN_ALL, INSTALL, EFFECTIVE)
"""All of them, as they are announced."""
