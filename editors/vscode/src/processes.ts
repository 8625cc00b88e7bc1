/** Starts a program and waits for it; never rejects. Knows nothing of VS Code. */

import { execFile } from "node:child_process";

/** How it ended; `code` is -1 if it could not be started or was stopped. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What would have Python load other code than ours. */
const NOTHING = { PYTHONPATH: undefined, PYTHONHOME: undefined, PYTHONSTARTUP: undefined };
/** From the user's pip we want the index, and not the place where packages go. */
const PIP = { PIP_USER: "0", PIP_DISABLE_PIP_VERSION_CHECK: "1" };

/** Runs `argv` in `cwd` without a shell; `timeout` counts seconds. */
export function run(argv: readonly string[], cwd: string, timeout: number, env = {}): Promise<Ended> {
  const [file = "", ...args] = argv;
  const variables = { ...process.env, ...NOTHING, ...PIP, ...env };
  const options = { cwd, env: variables, timeout: timeout * 1000, maxBuffer: 1 << 22, windowsHide: true };
  return new Promise((done) => {
    execFile(file, args, options, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      done({ code, out, err: err || (error?.message ?? "") });
    });
  });
}
