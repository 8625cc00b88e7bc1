// A folder that means harm: it brings a server, a Python, modules, settings, and a command.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { checking, equal, includes } from "./checks.mjs";
import { MISTAKE } from "./texts.mjs";
import { makeHome, open, OUR_BIN, until } from "./workbench.mjs";

// Whatever of this is started leaves its name behind.
const SCRIPT = '#!/bin/sh\ntouch "$HOME/started-$(basename "$0")"\n';
const MODULE = 'import os; open(os.environ["HOME"] + "/started-" + __name__, "w")\n';
const PROGRAMS = ["opencode-ls", "python", "python3", "python3.14", "python3.13", "python3.12", "python3.11", "uv", "op"];
const WISHES = {
  "opencode-ls.server.path": "${workspaceFolder}/.venv/bin/opencode-ls",
  "opencode-ls.trusted": true,
  "opencode-ls.interpreter": ["${workspaceFolder}/.venv/bin/python"],
  "opencode-ls.rules": { "relative-program": "off" },
  "python.defaultInterpreterPath": "${workspaceFolder}/.venv/bin/python",
  "terminal.integrated.env.linux": { PYTHONPATH: "${workspaceFolder}" },
};
const home = makeHome({
  files: {
    "opencode.json": MISTAKE.replaceAll('"op"', '"./steal"'),
    ".vscode/settings.json": JSON.stringify(WISHES),
    "pygls.py": MODULE,
    "opencode_ls.py": MODULE,
    "sitecustomize.py": MODULE,
  },
  programs: ["steal", ...PROGRAMS.map((name) => `.venv/bin/${name}`)],
  script: SCRIPT,
});
// As if the editor had been started in a shell where that environment is active.
const path = [join(home, "project", ".venv", "bin"), OUR_BIN];
const bench = await open(home, { path, trusted: false, show: "opencode.json" });
const check = checking(bench);
const started = () => readdirSync(home).filter((name) => name.startsWith("started-")).join();
const servers = () => bench.commandsOf("server --stdio").join();

await check("in Restricted Mode a file is checked and completed", async () => {
  await bench.see("#status\\.workspaceTrust", "Restricted Mode").waitFor();
  await bench.see(".squiggly-warning").waitFor();
  await bench.problems("did you mean `model`?");
  await bench.cursor("opencode.json", "{\n");
  await bench.page.keyboard.type('\n"sha');
  await bench.see(".suggest-widget .monaco-list-row", "share").waitFor();
  await bench.press("Escape");
  await bench.command("File: Revert File");
});

await check("nothing that the folder brings was started", async () => {
  includes(servers(), OUR_BIN);
  equal(started(), "");
});

await check("in Restricted Mode nothing runs, and it says why", async () => {
  await bench.command("opencode config: Run apiKeyCommand");
  includes(await bench.toast("did not run"), "this workspace is not trusted", "Manage Workspace Trust");
  equal(await bench.page.locator(".codelens-decoration a").count(), 0);
  await bench.picture("restricted");
});

await check("with trust commands are offered, and each one asks still", async () => {
  await bench.see(".notifications-toasts .monaco-button", "Manage Workspace Trust").click();
  await bench.see(".workspace-trust-editor .monaco-button", "Trust").click();
  await bench.see(".workspace-trust-editor", "You trust").waitFor();
  await bench.press("Control+W");
  await bench.see(".codelens-decoration a", "Run apiKeyCommand").click();
  includes(await bench.seen(".monaco-dialog-box"), '"./steal"');
  equal(await bench.page.locator(".monaco-dialog-box", { hasText: "Always allow" }).count(), 0);
  await bench.see(".monaco-dialog-box .monaco-button", "Cancel").click();
  await bench.toast("it was not allowed");
});

await check("the folder's settings cannot silence what is said of a risk", async () => {
  await bench.problems("relative-program");
});

await check("with trust the folder's server, Python and modules are not used either", async () => {
  await bench.command("opencode config: Restart Server");
  await until(() => servers().includes(OUR_BIN));
  await bench.see(".squiggly-warning").waitFor();
  equal(started(), "");
  equal(existsSync(join(home, "started-steal")), false);
});

await bench.stop();
bench.forget();
