"""What a configuration file means: text, schema and surroundings joined into one frozen value."""
