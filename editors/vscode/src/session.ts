/** The one server of this window: found or installed, started, and started anew. */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type Around, makeClient, ownSettings, userSetting } from "./client";
import { install, installed, type Places } from "./environment";
import { isOlder, type Server, serverAt, serverOnPath, Trouble, versionOf } from "./find";
import { notice } from "./notices";
import { offerInTerminals } from "./terminal";

export class Session {
  client: LanguageClient | undefined;
  server: Server | undefined;
  private heeded = "";
  private turn = Promise.resolve();

  /** `told` is called whenever the server has come or gone. */
  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly around: Around,
    private readonly told: () => void,
  ) {}

  /** Starts anew, after whatever is going on. */
  restart(): Promise<void> {
    this.turn = this.turn
      .then(() => this.startAnew())
      .catch((error: unknown) => {
        const what = error instanceof Error ? error.message : String(error);
        this.around.log.error(what);
        const again = "Run `opencode config: Restart Server` to try again";
        const message = error instanceof Trouble ? what : `opencode-ls did not start: ${what}. ${again}`;
        notice(vscode.window.showErrorMessage, message);
      })
      .finally(this.told);
    return this.turn;
  }

  /** Starts anew if a setting has changed that only a new start can heed. */
  async heed(): Promise<void> {
    if (atStart() !== this.heeded) await this.restart();
  }

  async trust(): Promise<void> {
    await this.client?.sendNotification("opencode-ls/didChangeTrust", { trusted: true });
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch(() => undefined);
  }

  private async startAnew(): Promise<void> {
    await this.stop();
    this.heeded = atStart();
    this.server = await this.find();
    this.around.log.info(`Starting ${this.server.join(" ")}`);
    offerInTerminals(this.context, this.server);
    const client = makeClient(this.server, this.around);
    client.onDidChangeState(this.told);
    this.client = client;
    await client.start();
  }

  private async find(): Promise<Server> {
    const { storage, log } = this.around;
    const say = (line: string) => log.info(line);
    const places = this.places();
    const { version: wanted } = this.context.extension.packageJSON as { version: string };
    const path = userSetting("server.path");
    if (typeof path === "string" && path.trim() !== "") {
      const server = serverAt(places.machine, path.trim());
      const version = await versionOf(server, storage);
      if (version === "") throw new Trouble(`\`${path}\` is no opencode-ls. Run \`${path} --version\``);
      if (isOlder(version, wanted)) say(`${path} has version ${version}, this extension ${wanted}`);
      return server;
    }
    const found = (await serverOnPath(places.machine, storage, wanted, say)) ?? installed(places);
    if (found !== undefined) return found;
    const title = "opencode-ls: installing the language server, once";
    const options = { location: vscode.ProgressLocation.Notification, title };
    return vscode.window.withProgress(options, () => install(places, say));
  }

  private places(): Places {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
    return {
      machine: {
        path: process.env["PATH"] ?? process.env["Path"] ?? "",
        folders: folders.map(({ uri }) => uri.fsPath),
        windows: process.platform === "win32",
      },
      storage: this.around.storage,
      extension: this.context.extensionPath,
    };
  }
}

function atStart(): string {
  return JSON.stringify([userSetting("server.path"), ownSettings()]);
}
