/** Finds the server to start: the one that is set, or the one on the PATH. Knows nothing of VS Code. */

import { homedir } from "node:os";
import { isAbsolute } from "node:path";
import { comesFrom, isProgram, type Machine, onPath } from "./places";
import { run } from "./processes";

/** What a person has to be told before anything works. */
export class Trouble extends Error {}

export type Log = (line: string) => void;

/** How to start the program of a server, without its subcommand. */
export type Server = readonly string[];

/** The server at the path that the user has set; throws Trouble if it cannot be that one. */
export function serverAt(machine: Machine, written: string): Server {
  const path = written.replace(/^~(?=[/\\])/, homedir());
  const trouble = (what: string) => new Trouble(`\`opencode-ls.server.path\` ${what}: \`${written}\``);
  if (!isAbsolute(path)) throw trouble("must be an absolute path");
  if (!isProgram(path)) throw trouble("is no program");
  if (comesFrom(machine, path)) throw trouble("lies inside an open folder, so it is not started");
  return [path];
}

/** The first server on the PATH that is not older than `wanted`; `log` hears of those passed over. */
export async function serverOnPath(
  machine: Machine,
  storage: string,
  wanted: string,
  log: Log,
): Promise<Server | undefined> {
  for (const path of onPath(machine, "opencode-ls")) {
    const version = await versionOf([path], storage);
    if (version !== "" && !isOlder(version, wanted)) return [path];
    log(`Passed over ${path}: its version is ${version || "unknown"}, this extension's is ${wanted}`);
  }
  return undefined;
}

/** The version that a server tells, "" if it tells none. */
export async function versionOf(server: Server, storage: string): Promise<string> {
  const ended = await run([...server, "--version"], storage, 30);
  return /^opencode-ls (\d[\w.]*)\s*$/.exec(ended.out)?.[1] ?? "";
}

/** Whether one version comes before another, by its numbers. */
export function isOlder(version: string, other: string): boolean {
  return version.localeCompare(other, "en", { numeric: true }) < 0;
}
