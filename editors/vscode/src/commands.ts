/** The commands of the palette. */

import { dirname } from "node:path";
import * as vscode from "vscode";
import { notice } from "./notices";
import { run } from "./processes";
import type { Session } from "./session";
import { keysOf } from "./status";

const SCHEME = "opencode-ls";

/** Registers them all. */
export function registerCommands(session: Session, log: vscode.LogOutputChannel): { dispose(): unknown }[] {
  const pages = new Pages();
  const commands: Record<string, () => unknown> = {
    run: () => ofProvider(session, "opencode-ls.runApiKeyCommand"),
    tryKey: () => ofProvider(session, "opencode-ls.tryKey"),
    runAll: () => ofFile(session, "opencode-ls.runAllApiKeyCommands"),
    effectiveConfig: async () => {
      const found = (await ofFile(session, "opencode-ls.effectiveConfig")) as Effective | undefined;
      if (found !== undefined) await pages.show("Effective config", found.values.map(inWords));
    },
    doctor: async () => {
      const { out, err } = await run([...(session.server ?? []), "doctor"], folder(), 60);
      await pages.show("Doctor", [out + err]);
    },
    installPlugin: () => ofFile(session, "opencode-ls.installPlugin"),
    restart: () => session.restart(),
    showLog: () => log.show(),
  };
  const register = vscode.commands.registerCommand;
  const all = Object.entries(commands).map(([name, command]) => register(`opencodeLs.${name}`, command));
  return [vscode.workspace.registerTextDocumentContentProvider(SCHEME, pages), ...all];
}

/** Has the server do one of its own commands for the file in front of you. */
async function ofFile(session: Session, command: string, more = {}): Promise<unknown> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const running = session.client?.isRunning() === true;
  if (running && uri?.scheme === "file") {
    return vscode.commands.executeCommand(command, { uri: uri.toString(), ...more });
  }
  const stopped = "The server is not running. Run `opencode config: Restart Server`";
  const message = running ? "Open a configuration file of opencode first, or save it" : stopped;
  notice(vscode.window.showWarningMessage, message);
  return undefined;
}

/** The same for one of its providers, which the person chooses if there are several. */
async function ofProvider(session: Session, command: string): Promise<void> {
  const { keys } = await keysOf(session, vscode.window.activeTextEditor?.document.uri);
  const items = keys.map(({ provider, state }) => ({ label: provider, description: state }));
  const placeHolder = "The key of which provider?";
  const chosen = items.length > 1 ? await vscode.window.showQuickPick(items, { placeHolder }) : items[0];
  if (chosen !== undefined) await ofFile(session, command, { provider: chosen.label });
  if (keys.length === 0) notice(vscode.window.showWarningMessage, "There is no `apiKeyCommand` here to run");
}

/** The server's answer: each value with the place that it comes from, counted from 0. */
interface Effective {
  readonly values: readonly {
    path: string[];
    value: unknown;
    file: string;
    line: number;
    character: number;
  }[];
}

function inWords({ path, value, file, line, character }: Effective["values"][number]): string {
  return `${file}:${line + 1}:${character + 1}: ${path.join(".")} = ${JSON.stringify(value)}`;
}

/** Texts that are to be read, and not to be saved. */
class Pages implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  readonly provideTextDocumentContent = ({ path }: vscode.Uri) => this.texts.get(path);

  async show(name: string, lines: readonly string[]): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: name });
    this.texts.set(name, lines.join("\n"));
    this.changed.fire(uri);
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
  }
}

function folder(): string {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme === "file") return dirname(uri.fsPath);
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd();
}
