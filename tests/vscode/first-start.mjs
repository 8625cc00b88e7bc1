// A machine with nothing but Python: the extension makes an environment for its server.
import { existsSync, lstatSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checking, equal, includes } from "./checks.mjs";
import { MISTAKE } from "./texts.mjs";
import { makeHome, open, until } from "./workbench.mjs";

/** Seconds to the first squiggle, at most, where the workbench itself needs `USUAL` to show a file. */
const [MOST, USUAL] = [30, 5];

const home = makeHome({
  files: { "opencode.json": MISTAKE },
  bin: process.env.PYTHON ? { python3: `#!/bin/sh\nexec '${process.env.PYTHON}' "$@"\n` } : {},
});
const bench = await open(home, {});
const check = checking(bench);
const storage = join(home, "data/User/globalStorage/opencode-ls.opencode-ls");

/** Waits for a squiggle, and tells how long it took; a busy machine gets more time for it. */
async function squiggle(act) {
  const start = Date.now();
  await act();
  await bench.see(".monaco-editor .view-line").waitFor();
  const shown = Date.now();
  await bench.see(".squiggly-warning").waitFor({ timeout: 120_000 });
  const [text, took] = [(shown - start) / 1000, (Date.now() - shown) / 1000];
  console.error(`the text took ${text} s, the squiggle ${took} s`);
  const may = MOST * Math.max(1, text / USUAL);
  if (took > may) throw new Error(`the text took ${text} s, the squiggle ${took} s, and may take ${may} s`);
}

await check("the first start makes an environment, and soon underlines a mistake", async () => {
  await squiggle(() => bench.page.goto(bench.address("opencode.json")));
  includes(bench.commandsOf("server --stdio").join(), `${storage}/server/bin/python -I -m opencode_ls`);
});

await check("the second start needs no installation", async () => {
  const made = () => lstatSync(join(storage, "server/bin/python")).ctimeMs;
  const first = made();
  await squiggle(() => bench.page.reload());
  equal(made(), first);
});

await check("a broken environment is made anew", async () => {
  rmSync(join(storage, "server/bin/python"));
  await bench.command("opencode config: Restart Server");
  await until(() => existsSync(join(storage, "server/bin/python")), undefined, 60_000);
  await until(() => bench.commandsOf("server --stdio").length === 1, undefined, 60_000);
  equal(await bench.seen("#status\\.editor\\.mode"), "opencode config");
});

await bench.stop();
bench.forget();
