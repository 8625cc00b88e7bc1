/** The environment of our own, with the bundled server. Knows nothing of VS Code. */

import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { type Log, type Server, Trouble } from "./find";
import { type Machine, onPath, safePath } from "./places";
import { run } from "./processes";

/** Where things are: our own folder of storage, and that of the extension. */
export interface Places {
  readonly machine: Machine;
  readonly storage: string;
  readonly extension: string;
}

const NAMES = ["python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"];
const NOT_FIT = `opencode-ls needs Python 3.11 or newer, and there is none outside of the open folders. `;

/** The server in the environment for this bundle, undefined if that is not there, or broken. */
export function installed(places: Places): Server | undefined {
  const folder = join(places.storage, "server");
  const python = join(folder, places.machine.windows ? "Scripts/python.exe" : "bin/python");
  const wanted = textOf(join(places.extension, "server", "hash"));
  // The link leads nowhere once the Python is gone that it was made with.
  const fits = existsSync(python) && textOf(join(folder, "ready")) === wanted;
  return fits ? [python, "-I", "-m", "opencode_ls"] : undefined;
}

/** Makes that environment with the first Python that is fit; throws Trouble if it cannot be. */
export async function install(places: Places, log: Log): Promise<Server> {
  const { machine, storage, extension } = places;
  const [uv = ""] = onPath(machine, "uv");
  const words = [join(extension, "install.py"), join(storage, "server"), uv, ...machine.folders];
  const env = { PATH: safePath(machine).join(machine.windows ? ";" : ":") };
  for (const python of pythons(machine, uv)) {
    const ended = await run([...python, "-I", ...words], storage, 900, env);
    log(`${python.join(" ")} has ended with ${ended.code}\n${ended.err}`);
    const server = installed(places);
    if (server !== undefined) return server;
    if (ended.code === 1 && ended.out !== "") throw new Trouble(ended.out.trim());
  }
  throw new Trouble(NOT_FIT + howToGetPython(machine));
}

/** What may turn out to be a fit Python; uv has its own way to one, and fetches it if need be. */
function pythons(machine: Machine, uv: string): string[][] {
  const launchers = machine.windows ? onPath(machine, "py").map((path) => [path, "-3"]) : [];
  const programs = NAMES.flatMap((name) => onPath(machine, name)).filter((path) => !isStub(path));
  const run = [uv, "run", "--no-project", "--no-config", "--python", ">=3.11", "python"];
  return [...(uv ? [run] : []), ...launchers, ...programs.map((path) => [path])];
}

/** Whether it is what macOS offers its developer tools with: starting it opens a window. */
function isStub(path: string): boolean {
  return process.platform === "darwin" && realpathSync(path).startsWith("/usr/bin/");
}

function howToGetPython(machine: Machine): string {
  const lines = {
    winget: "winget install Python.Python.3.13",
    brew: "brew install python",
    "apt-get": "sudo apt-get install python3 python3-venv",
    dnf: "sudo dnf install python3",
  };
  const found = Object.entries(lines).find(([name]) => onPath(machine, name).length > 0);
  return found ? `Run \`${found[1]}\`, then restart the server` : "Install it, then restart the server";
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
