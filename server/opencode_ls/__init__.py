"""Language server for the configuration of opencode, and the resolver of apiKeyCommand."""
