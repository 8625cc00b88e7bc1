// A trusted folder, and the server of this checkout: all that a person does with a file.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checking, equal, includes } from "./checks.mjs";
import { FAILS, INCOMPLETE, MISTAKE, OP, RUNS, UNFORMATTED } from "./texts.mjs";
import { makeHome, open, OUR_BIN, until } from "./workbench.mjs";

const files = {
  "mistake/opencode.json": MISTAKE,
  "incomplete/opencode.json": INCOMPLETE,
  "runs/opencode.json": RUNS,
  "fails/opencode.json": FAILS,
  "unformatted/opencode.jsonc": UNFORMATTED,
  "renamed/opencode.json": RUNS,
};
const home = makeHome({ files, bin: { op: OP } });
const machine = { "opencode-ls.server.path": join(OUR_BIN, "opencode-ls") };
const bench = await open(home, { machine, show: "mistake/opencode.json" });
const check = checking(bench);
const status = (text) => bench.see("#opencode-ls\\.opencode-ls\\.keys", text).waitFor();
const EDITOR = { x: 0, y: 0, width: 1100, height: 420 };

await check("a mistake is underlined, with the code of its rule", async () => {
  await bench.see(".squiggly-warning").waitFor();
  await bench.press("Control+B");
  includes(await bench.problems("modle"), "did you mean `model`?", "opencodeunknown-key[Ln 3, Col 3]");
});

await check("the file has a language of its own, so that no other server speaks", async () => {
  equal(await bench.seen("#status\\.editor\\.mode"), "opencode config");
});

await check("hover explains a key and what is wrong with it", async () => {
  await bench.cursor("mistake/opencode.json", '"mod');
  await bench.command("Show or Focus Hover");
  includes(await bench.seen(".monaco-hover", "modle"), "opencode ignores `modle`", "unknown-key");
  await bench.picture("vscode-finding", EDITOR);
  await bench.press("Escape");
  await bench.cursor("mistake/opencode.json", '"baseU');
  await bench.command("Show or Focus Hover");
  await bench.seen(".monaco-hover", "baseURL");
  await bench.picture("vscode-hover", EDITOR);
  await bench.press("Escape");
});

await check("a quick fix mends it", async () => {
  await bench.cursor("mistake/opencode.json", '"mod');
  await bench.fix("Rename to `model`");
  await bench.save("mistake/opencode.json", '"model": "gateway/qwen3-coder"');
});

await check("a completion is accepted with the keyboard", async () => {
  await bench.command("View: Close All Editors");
  await bench.show("incomplete/opencode.json");
  await bench.cursor("incomplete/opencode.json", '4000/v1"');
  await bench.see(".breadcrumbs-control", "baseURL").waitFor();
  await bench.page.keyboard.type(',\n"api', { delay: 100 });
  await bench.see(".suggest-widget .monaco-list-row.focused", "apiKeyCommand").waitFor();
  // Once more shows the documentation beside the list.
  await bench.press("Control+Space");
  await bench.see(".suggest-details").waitFor();
  await bench.picture("vscode-completion", { ...EDITOR, height: 540 });
  await bench.press("Enter");
  await bench.see(".view-line", '"apiKeyCommand": [').waitFor();
  await bench.press("Escape");
  await bench.save("incomplete/opencode.json", '"apiKeyCommand": [');
});

await check("a command runs after its whole argv was shown, and its result is told", async () => {
  await bench.command("View: Close All Editors");
  await bench.show("runs/opencode.json");
  await status("1 key not run");
  await bench.see(".codelens-decoration a", "Run apiKeyCommand").click();
  const asked = await bench.seen(".monaco-dialog-box");
  includes(asked, '"op"', '"read"', '"op://Private/Gateway/key"', `"${home}/bin/op"`, '"http://127.0.0.1:4000/v1"');
  await bench.picture("vscode-confirm");
  await bench.see(".monaco-dialog-box .monaco-button", "Run once").click();
  includes(await bench.toast("The key of"), "28 characters");
  await status("1 key ok");
  await bench.see(".codelens-decoration a", "last: ok").waitFor();
  await bench.command("Notifications: Clear All Notifications");
});

await check("who cancels the question runs nothing", async () => {
  await bench.command("opencode config: Run apiKeyCommand");
  await bench.see(".monaco-dialog-box .monaco-button", "Cancel").click();
  await bench.toast("it was not allowed");
  await bench.command("Notifications: Clear All Notifications");
});

await check("a failed command is underlined, and its next step typed into a terminal", async () => {
  await bench.command("View: Close All Editors");
  await bench.show("fails/opencode.json");
  await bench.command("opencode config: Run apiKeyCommand");
  await bench.see(".monaco-dialog-box .monaco-button", "Run once").click();
  await bench.toast("op signin");
  await status("1 key failing");
  await bench.see(".codelens-decoration a", "last: failed").waitFor();
  await bench.picture("vscode-failed");
  await bench.see(".notifications-toasts .monaco-button", "Open in Terminal").click();
  await bench.see(".xterm-rows", "op signin").waitFor();
  await bench.command("Terminal: Kill All Terminals");
  includes(await bench.problems("op signin"), "opencodekey-command-failed");
});

await check("an edit of the command takes its failure back", async () => {
  await bench.cursor("fails/opencode.json", "op://Private/Locked/k");
  await bench.page.keyboard.type("x");
  await status("1 key not run");
  await until(async () => !(await bench.problems("apiKeyCommand")).includes("key-command-failed"));
  await bench.save("fails/opencode.json", "kxey");
});

await check("the outline has the providers", async () => {
  await bench.show("runs/opencode.json");
  await bench.press("Control+Shift+O");
  await bench.see(".quick-input-list .monaco-list-row", "gateway").waitFor();
  includes((await bench.rows(".quick-input-list")).join("\n"), "model", "provider", "gateway", "apiKeyCommand");
  await bench.press("Escape");
});

await check("objects fold", async () => {
  await bench.command("Fold All");
  await bench.see(".inline-folded").waitFor();
  await bench.command("Unfold All");
  await bench.gone(".inline-folded");
});

await check("the file is formatted, and comments stay", async () => {
  await bench.show("unformatted/opencode.jsonc");
  await bench.command("Format Document");
  await bench.save("unformatted/opencode.jsonc", '{\n  "share": "manual",\n  // kept\n  "autoupdate": false\n}\n');
});

await check("a line is made a comment", async () => {
  await bench.cursor("unformatted/opencode.jsonc", '"share');
  await bench.press("Control+/");
  await bench.save("unformatted/opencode.jsonc", '  // "share": "manual"');
});

await check("a provider gets another name everywhere", async () => {
  await bench.show("renamed/opencode.json");
  await bench.cursor("renamed/opencode.json", '    "gate');
  await bench.press("F2");
  await bench.see(".rename-box input").fill("proxy");
  await bench.press("Enter");
  await bench.gone(".rename-box");
  await bench.save("renamed/opencode.json", '"proxy": {');
  includes(bench.text("renamed/opencode.json"), '"model": "proxy/qwen3-coder"');
});

await check("the doctor and the effective configuration are shown", async () => {
  await bench.show("runs/opencode.json");
  await bench.command("opencode config: Show Effective Config");
  await bench.see(".view-lines", 'provider.gateway.npm = "@ai-sdk/openai-compatible"').waitFor();
  await bench.press("Control+W");
  await bench.command("opencode config: Doctor");
  await bench.see(".view-lines", "Files that apply here").waitFor();
  await bench.press("Control+W");
});

await check("a terminal finds opencode-ls", async () => {
  await bench.command("Terminal: Create New Terminal");
  await bench.see(".xterm-rows", "project").waitFor();
  await bench.page.keyboard.type(`opencode-ls --version > ${home}/version\n`);
  await until(() => readFileSync(join(home, "version"), "utf8").startsWith("opencode-ls "));
  await bench.command("Terminal: Kill All Terminals");
});

await check("a setting counts at once", async () => {
  await bench.see(".codelens-decoration a").waitFor();
  await bench.set({ "opencode-ls.codeLens": false });
  await bench.gone(".codelens-decoration a");
  await bench.set({ "opencode-ls.codeLens": true });
  await bench.see(".codelens-decoration a").waitFor();
});

await check("a server that was killed comes back", async () => {
  const [before] = bench.commandsOf("server --stdio");
  process.kill(Number.parseInt(before, 10), "SIGKILL");
  await until(() => bench.commandsOf("server --stdio").some((now) => now !== before));
  await bench.cursor("runs/opencode.json", '"mode');
  await bench.page.keyboard.type("x");
  await bench.see(".squiggly-warning").waitFor();
  await bench.press("Control+Z");
});

await check("the walkthrough shows the way", async () => {
  await bench.save("runs/opencode.json", "model");
  await bench.command("View: Close All Editors");
  await bench.choose("Welcome: Open Walkthrough...");
  await bench.see(".quick-input-list .monaco-list-row", "Learn the Fundamentals").waitFor();
  await bench.page.keyboard.insertText("Get keys");
  await bench.see(".quick-input-list .monaco-list-row", "Get keys from your password manager").waitFor();
  await bench.press("Enter");
  await bench.see(".gettingStartedContainer .step-title", "Let a command print the key").click();
  await bench.picture("vscode-walkthrough");
});

await bench.stop();
bench.forget();
