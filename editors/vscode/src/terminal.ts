/** Lets the terminals of this window find the server that the window uses. */

import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type * as vscode from "vscode";
import type { Server } from "./find";

/** Puts an `opencode-ls` last on the PATH of new terminals: one of the user's own comes first. */
export function offerInTerminals(context: vscode.ExtensionContext, server: Server): void {
  const folder = join(context.globalStorageUri.fsPath, "bin");
  const windows = process.platform === "win32";
  const file = join(folder, windows ? "opencode-ls.cmd" : "opencode-ls");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, launcher(server, windows));
  if (!windows) chmodSync(file, 0o755);
  context.environmentVariableCollection.append("PATH", delimiter + folder);
}

/** A script that starts the server's program with the arguments that it is given. */
function launcher(server: Server, windows: boolean): string {
  if (windows) return `@${server.map((word) => `"${word}"`).join(" ")} %*\r\n`;
  return `#!/bin/sh\nexec ${server.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ")} "$@"\n`;
}
