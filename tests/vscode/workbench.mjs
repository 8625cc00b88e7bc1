// One workbench of VS Code in a browser, and what a person does in it.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { chromium } from "playwright-core";

const HERE = import.meta.dirname;
export const ROOT = join(HERE, "..", "..");
/** Where the server of this checkout is. */
export const OUR_BIN = process.env.OUR_BIN ?? join(ROOT, ".venv", "bin");
const SERVER = join(HERE, "node_modules", "code-server", "out", "node", "entry.js");
const PATIENCE = Number(process.env.PATIENCE ?? 30_000);
const QUIET = {
  "chat.disableAIFeatures": true,
  "editor.fontFamily": "DejaVu Sans Mono",
  "editor.fontSize": 14,
  "editor.minimap.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "remote.autoForwardPorts": false,
  "telemetry.telemetryLevel": "off",
  "terminal.integrated.gpuAcceleration": "off",
  "update.mode": "none",
  "window.commandCenter": false,
  "workbench.activityBar.location": "hidden",
  "workbench.editor.useModal": "off",
  "workbench.enableExperiments": false,
  "workbench.layoutControl.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * A folder with a home, a workspace of `files` and of `programs` that are all `script`, and programs
 * of the user's in `bin`.  Nothing of the person's who runs the tests is seen.
 */
export function makeHome({ files, programs = [], script = "", bin = {} }) {
  const home = mkdtempSync(join(tmpdir(), "vscode-"));
  const put = (path, text, mode) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode });
  };
  for (const name of ["data/User", "data/Machine", "extensions", "profile", "project", "bin"]) {
    mkdirSync(join(home, name), { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) put(join(home, "project", name), text, 0o644);
  for (const name of programs) put(join(home, "project", name), script, 0o755);
  for (const [name, text] of Object.entries(bin)) put(join(home, "bin", name), text, 0o755);
  return home;
}

/**
 * Starts the server and the browser on a home.  `settings` are the user's, `machine` those of the
 * machine that the server runs on, as VS Code calls it; `path` goes before the PATH.
 */
export async function open(home, { settings = {}, machine = {}, path = [], trusted = true, show } = {}) {
  const bench = new Workbench(home);
  bench.settings = { ...QUIET, ...settings };
  writeFileSync(join(home, "data/User/settings.json"), JSON.stringify(bench.settings));
  writeFileSync(join(home, "data/Machine/settings.json"), JSON.stringify(machine));
  bench.env = {
    PATH: [join(home, "bin"), ...path, "/usr/local/bin", "/usr/bin", "/bin"].join(":"),
    HOME: home,
    LANG: "C.UTF-8",
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(PIP|UV)_|proxy$|^SSL_/i.test(name))),
  };
  // VS Code takes the PATH of a login shell, and Debian's /etc/profile has one of its own.
  writeFileSync(join(home, ".profile"), `export PATH='${bench.env.PATH}'\n`);
  await bench.start(trusted, show);
  return bench;
}

class Workbench {
  constructor(home) {
    this.home = home;
    this.project = join(home, "project");
  }

  async start(trusted, show) {
    const { home } = this;
    const folders = ["--user-data-dir", `${home}/data`, "--extensions-dir", `${home}/extensions`];
    const common = [SERVER, ...folders, "--config", `${home}/config.yaml`];
    const vsix = process.env.VSIX ?? join(ROOT, "build", "opencode-ls.vsix");
    const options = { env: this.env, encoding: "utf8", cwd: home };
    const done = spawnSync(process.execPath, [...common, "--install-extension", vsix], options);
    if (done.status !== 0) throw new Error(done.stdout + done.stderr);
    const port = await freePort();
    const quiet = ["--auth", "none", "--disable-telemetry", "--disable-update-check"];
    const where = ["--bind-addr", `127.0.0.1:${port}`, ...(trusted ? ["--disable-workspace-trust"] : [])];
    const log = openSync(join(home, "server.log"), "a");
    const process_ = { env: this.env, cwd: home, stdio: ["ignore", log, log], detached: true };
    this.server = spawn(process.execPath, [...common, ...quiet, ...where], process_);
    closeSync(log);
    await until(async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok, () => "code-server");
    this.context = await chromium.launchPersistentContext(join(home, "profile"), {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      viewport: { width: 1100, height: 680 },
      deviceScaleFactor: 1.5,
      locale: "en-US",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    });
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    this.page.setDefaultTimeout(PATIENCE);
    this.host = `127.0.0.1:${port}`;
    await this.page.goto(this.address(show));
    await this.page.waitForSelector(".monaco-workbench .statusbar");
  }

  /** Where the workbench is, with a file opened if one is named. */
  address(file) {
    const files = file ? [["openFile", `vscode-remote://${this.host}${this.project}/${file}`]] : [];
    const query = new URLSearchParams({ folder: this.project, payload: JSON.stringify(files) });
    return `http://${this.host}/?${query}`;
  }

  async stop() {
    await this.context?.close().catch(() => undefined);
    if (this.server?.pid) process.kill(-this.server.pid, "SIGTERM");
    this.server = undefined;
  }

  // What a person sees.

  see(selector, text) {
    const found = this.page.locator(`${selector}:visible`);
    return (text === undefined ? found : found.filter({ hasText: text })).first();
  }

  async seen(selector, text) {
    const found = this.see(selector, text);
    await found.waitFor();
    return (await found.innerText()).replaceAll("\u00a0", " ");
  }

  gone(selector, text) {
    return this.see(selector, text).waitFor({ state: "hidden" });
  }

  toast(text) {
    return this.seen(".notifications-toasts .notification-list-item", text);
  }

  /** The names of the rows of a list, as a screen reader tells them. */
  rows(list) {
    return this.page.locator(`${list} .monaco-list-row`).evaluateAll((rows) => rows.map((row) => row.ariaLabel));
  }

  /** The row of the problems that has `text`. */
  async problems(text) {
    await this.command("Problems: Focus on Problems View");
    const found = await this.seen(".markers-panel .monaco-list-row", text);
    await this.press("Control+J");
    return found.replaceAll("\n", "");
  }

  /** The processes of this home whose command has `part`, each with its id before the command. */
  commandsOf(part) {
    const listing = spawnSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).stdout;
    const lines = listing.split("\n").filter((line) => line.includes(part));
    return lines.filter((line) => this.started(Number.parseInt(line, 10)));
  }

  started(id) {
    try {
      return readFileSync(`/proc/${id}/environ`, "utf8").includes(`HOME=${this.home}\0`);
    } catch {
      return false;
    }
  }

  text(file) {
    return readFileSync(join(this.project, file), "utf8");
  }

  async picture(name, area) {
    mkdirSync(join(ROOT, "build", "vscode"), { recursive: true });
    const options = { path: join(ROOT, "build", "vscode", `${name}.png`) };
    // What fades in has done so.
    await delay(600);
    await this.page.screenshot(area ? { ...options, clip: area } : options);
  }

  // What a person does.

  /** Changes the user's settings in the editor: no file is watched here. */
  async set(settings) {
    this.settings = { ...this.settings, ...settings };
    await this.command("Preferences: Open User Settings (JSON)");
    await this.see(".tab.active", "settings.json").waitFor();
    await this.see(".view-lines", "chat.disableAIFeatures").waitFor();
    await this.press("Control+A");
    await this.page.keyboard.insertText(JSON.stringify(this.settings));
    await this.save("../data/User/settings.json", JSON.stringify(this.settings));
    await this.press("Control+W");
  }

  async command(title) {
    await this.choose(title);
    await this.gone(".quick-input-widget");
  }

  /** The same for a command that asks on. */
  async choose(title) {
    await this.page.keyboard.press("F1");
    await this.see(".quick-input-widget input").waitFor();
    await this.page.keyboard.insertText(title);
    await this.see(".quick-input-list .monaco-list-row", title).waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** Opens a file, which lies in a folder of its own. */
  async show(file) {
    const [folder] = file.split("/");
    await this.page.keyboard.press("Control+P");
    await this.see(".quick-input-widget input").waitFor();
    await this.page.keyboard.insertText(file);
    await this.see(".quick-input-list .monaco-list-row.focused", folder).waitFor();
    await this.page.keyboard.press("Enter");
    await this.see(".breadcrumbs-control", folder).waitFor();
    await this.see(".monaco-editor .view-line").waitFor();
  }

  /** Puts the cursor behind the first place of `words` in the text as it is saved. */
  async cursor(file, words) {
    const before = this.text(file).split(words, 1)[0] + words;
    const lines = before.split("\n");
    await this.page.keyboard.press("Control+G");
    await this.see(".quick-input-widget input").waitFor();
    await this.page.keyboard.insertText(`${lines.length}:${lines.at(-1).length + 1}`);
    await this.page.keyboard.press("Enter");
    await this.gone(".quick-input-widget");
  }

  press(keys) {
    return this.page.keyboard.press(keys);
  }

  /** Saves until `wanted` is on the disk: what the server does to a text may take a moment. */
  async save(file, wanted) {
    const saved = async () => {
      await this.press("Control+S");
      await delay(200);
      return this.text(file).includes(wanted);
    };
    await until(saved, () => `${wanted} in ${this.text(file)}`);
    // The text may be on the disk before the editor knows it: then it would ask when it is closed.
    await this.gone(".tab.active.dirty");
  }

  /** Chooses from the quick fixes, whose menu closes when the findings come anew. */
  async fix(title) {
    const chosen = async () => {
      await this.press("Control+.");
      await this.see(".action-widget .monaco-list-row", title).click({ timeout: 3000 });
      return true;
    };
    await until(chosen, () => title);
  }

  forget() {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Waits until something is true; what throws is not true yet. */
export async function until(isTrue, missing = () => "", patience = PATIENCE) {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if (await Promise.resolve().then(isTrue).catch(() => false)) return;
    await delay(50);
  }
  throw new Error(`waited in vain: ${missing()} ${isTrue}`);
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
