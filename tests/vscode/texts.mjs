// The files that the workbench is opened on, and the program that stands in for a password manager.

const entry = (item) => `{
  "$schema": "https://opencode.ai/config.json",
  "model": "gateway/qwen3-coder",

  // The gateway hands out keys that last an hour.
  "provider": {
    "gateway": {
      "npm": "@ai-sdk/openai-compatible",
      "options": {
        "baseURL": "http://127.0.0.1:4000/v1",
        "apiKeyCommand": ["op", "read", "op://Private/${item}/key"]
      },
      "models": { "qwen3-coder": { "name": "Qwen3 Coder" } }
    }
  }
}
`;

export const RUNS = entry("Gateway");
export const FAILS = entry("Locked");
export const MISTAKE = RUNS.replace('"model":', '"modle":');
export const UNFORMATTED = '{"share":"manual",\n// kept\n"autoupdate":false}\n';
export const INCOMPLETE = `{
  "provider": {
    "gateway": {
      "npm": "@ai-sdk/openai-compatible",
      "options": {
        "baseURL": "http://127.0.0.1:4000/v1"
      }
    }
  }
}
`;

/** Prints a key for one item and fails for others as 1Password's program does when nobody is signed in. */
export const OP = `#!/bin/sh
case "$2" in
*Gateway*) echo "sk-test-not-a-key-1234567890" ;;
*) echo "[ERROR] 2026/01/01 00:00:00 you are not currently signed in. Please run 'op signin --help'" >&2; exit 1 ;;
esac
`;
