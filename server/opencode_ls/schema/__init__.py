"""What may stand where: the config schema, looked up and applied."""
