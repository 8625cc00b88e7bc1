// A server that cannot start: one message, with what to do next.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checking, equal, includes } from "./checks.mjs";
import { MISTAKE } from "./texts.mjs";
import { makeHome, open } from "./workbench.mjs";

// It tells the version that lies in a file, if one lies there, and does no more.
const ENDS = '#!/bin/sh\n[ "$1" = --version ] && cat "$HOME/version"\nexit 1\n';
const home = makeHome({ files: { "opencode.json": MISTAKE }, bin: { ends: ENDS } });
const path = join(home, "bin/ends");
const bench = await open(home, { machine: { "opencode-ls.server.path": path }, show: "opencode.json" });
const check = checking(bench);
const toasts = () => bench.page.locator(".notifications-toasts .notification-list-item").count();

await check("what is no server is told of once, with the line that shows why", async () => {
  includes(await bench.toast("is no opencode-ls"), `${path} --version`, "Open in Terminal");
  equal(await toasts(), 1);
});

await check("a server that ends at once is told of once, with the way to start it again", async () => {
  await bench.command("Notifications: Clear All Notifications");
  writeFileSync(join(home, "version"), "opencode-ls 999\n");
  await bench.command("opencode config: Restart Server");
  includes(await bench.toast("did not start"), "Restart Server");
  equal(await toasts(), 1);
});

await bench.stop();
bench.forget();
