/** The item in the status bar: how the keys of the file in front of you are. */

import * as vscode from "vscode";
import type { Session } from "./session";

/** A provider with a command, and how its last run went. */
interface Key {
  readonly provider: string;
  readonly state: "ok" | "failing" | "not run";
}

interface Keys {
  readonly summary: string;
  readonly keys: readonly Key[];
}

const NONE: Keys = { summary: "", keys: [] };

/** The commands of a file, none where no server can tell. */
export async function keysOf(session: Session, uri?: vscode.Uri): Promise<Keys> {
  const params = { textDocument: { uri: String(uri) } };
  const asked = session.client?.sendRequest<Keys>("opencode-ls/keys", params);
  return (await asked?.catch(() => NONE)) ?? NONE;
}

/** Makes the item; the function that is returned shows what is true now, whenever that may have changed. */
export function statusItem(session: Session, item: vscode.StatusBarItem): () => Promise<void> {
  const show = (text: string, tooltip: string, command: string, backgroundColor?: vscode.ThemeColor) => {
    Object.assign(item, { text, tooltip, command, backgroundColor });
    item.show();
  };
  return async () => {
    const document = vscode.window.activeTextEditor?.document;
    const running = session.client?.isRunning() === true;
    const { summary, keys } = await keysOf(session, document?.uri);
    if (document !== vscode.window.activeTextEditor?.document) return;
    const failing = keys.some(({ state }) => state === "failing");
    const icon = failing ? "error" : keys.every(({ state }) => state === "ok") ? "pass" : "key";
    const colour = failing ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    const states = keys.map(({ provider, state }) => `${provider}: ${state}`).join("\n");
    if (document?.languageId !== "opencode" || (running && summary === "")) item.hide();
    else if (running) show(`$(${icon}) ${summary}`, states, "opencodeLs.run", colour);
    else show("$(circle-slash) opencode-ls", "The server is not running", "opencodeLs.showLog");
  };
}
