/** Joins the parts: one server for this window, its commands, its item in the status bar. */

import { mkdirSync } from "node:fs";
import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { Session } from "./session";
import { statusItem } from "./status";

let session: Session | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("opencode-ls", { log: true });
  const trace = vscode.window.createOutputChannel("opencode-ls messages", { log: true });
  const storage = context.globalStorageUri.fsPath;
  mkdirSync(storage, { recursive: true });
  const item = vscode.window.createStatusBarItem("keys", vscode.StatusBarAlignment.Right, 100);
  item.name = "opencode keys";
  const refresh = () => void status();
  session = new Session(context, { storage, log, trace, ran: refresh }, refresh);
  const status = statusItem(session, item);
  context.subscriptions.push(
    ...[log, trace, item, ...registerCommands(session, log)],
    vscode.workspace.onDidGrantWorkspaceTrust(() => session?.trust()),
    vscode.workspace.onDidChangeConfiguration(() => session?.heed()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => session?.restart()),
    vscode.window.onDidChangeActiveTextEditor(refresh),
    vscode.languages.onDidChangeDiagnostics(refresh),
  );
  await session.restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
