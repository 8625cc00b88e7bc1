/** A machine for a test: folders and programs that are really there. */

import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after } from "node:test";
import type { Machine } from "../src/places";

export const root = realpathSync(mkdtempSync(join(tmpdir(), "opencode-ls-")));
after(() => {
  rmSync(root, { recursive: true, force: true });
});

/** The path of a new program, which is a script of sh if nothing else is said. */
export function program(name: string, text = "#!/bin/sh\n"): string {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

export function folder(name: string): string {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** A machine on which `work` is open; `folders` of the PATH are below the root, or as they are. */
export function machine(...folders: string[]): Machine {
  const path = folders.map((each) =>
    each.startsWith("bin") || each.startsWith("work") ? join(root, each) : each,
  );
  return { path: path.join(delimiter), folders: [folder("work")], windows: false };
}
