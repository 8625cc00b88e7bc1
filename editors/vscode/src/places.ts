/** Where a program may lie: nowhere that an open folder could bring with it. Knows nothing of VS Code. */

import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from "node:fs";
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** What is looked at: the PATH, and the paths of the folders that are open. */
export interface Machine {
  readonly path: string;
  readonly folders: readonly string[];
  readonly windows: boolean;
}

/** Whether a path is one of the open folders or in one, as it is written or as links lead to it. */
export function isInside(folders: readonly string[], path: string): boolean {
  const inner = [resolve(path), realPath(path)];
  const outer = folders.flatMap((folder) => [resolve(folder), realPath(folder)]);
  return outer.some((folder) => inner.some((each) => contains(folder, each)));
}

/** The PATH without what is relative or inside an open folder. */
export function safePath({ path, folders }: Machine): string[] {
  return path.split(delimiter).filter((folder) => isAbsolute(folder) && !isInside(folders, folder));
}

/** Every program of that name on the PATH that may be started, the first one first. */
export function onPath(machine: Machine, name: string): string[] {
  const file = machine.windows ? `${name}.exe` : name;
  const found = safePath(machine).map((folder) => join(folder, file));
  return found.filter((path) => isProgram(path) && !comesFrom(machine, path));
}

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Whether an open folder brings this program, or the interpreter that its first line names. */
export function comesFrom(machine: Machine, path: string): boolean {
  const reader = interpreter(machine, path);
  return isInside(machine.folders, path) || (reader !== undefined && isInside(machine.folders, reader));
}

function interpreter(machine: Machine, path: string): string | undefined {
  const [program = "", name = ""] = firstLine(path).slice(2).trim().split(/\s+/);
  if (basename(program) !== "env") return program || undefined;
  // `env` would take the first of the whole PATH.
  return machine.path
    .split(delimiter)
    .map((folder) => resolve(folder, name))
    .find(isProgram);
}

/** The first line if it names an interpreter, "" for any other program or one that cannot be read. */
function firstLine(path: string): string {
  const start = Buffer.alloc(512);
  try {
    const file = openSync(path, "r");
    readSync(file, start);
    closeSync(file);
  } catch {
    return "";
  }
  const [line = ""] = start.toString("utf8").split("\n", 1);
  return line.startsWith("#!") ? line : "";
}

function contains(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return !(way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** The real path of the longest part that exists, with the rest as it is written. */
function realPath(path: string): string {
  const full = resolve(path);
  try {
    return realpathSync.native(full);
  } catch {
    const above = dirname(full);
    return above === full ? full : join(realPath(above), basename(full));
  }
}
