/** Shows messages, each with the next step that it names as a button, and the question before a run. */

import * as vscode from "vscode";
import { type LanguageClient, RequestType } from "vscode-languageclient/node";
import { offerIn } from "./messages";

type Question = Readonly<{ text: string; actions: readonly string[] }>;
type Show = (message: string, ...buttons: string[]) => Thenable<string | undefined>;

/** What a message may name to be run from the palette. */
const COMMANDS: Partial<Record<string, { id: string; button: string }>> = {
  "Workspaces: Manage Workspace Trust": { id: "workbench.trust.manage", button: "Manage Workspace Trust" },
  "opencode config: Restart Server": { id: "opencodeLs.restart", button: "Restart Server" },
};

/** Shows a message of the server or of ours. */
export function notice(show: Show, message: string): void {
  const offer = offerIn(message);
  const command = COMMANDS[offer?.text ?? ""];
  const buttons = offer?.kind === "terminal" ? ["Open in Terminal"] : command ? [command.button] : [];
  show(message, ...buttons).then((chosen) => {
    if (chosen === undefined) return;
    if (command) void vscode.commands.executeCommand(command.id);
    else typeInTerminal(offer?.text ?? "");
  }, undefined);
}

/** Types a line into a new terminal, for the person to read and to run. */
export function typeInTerminal(line: string): void {
  const terminal = vscode.window.createTerminal("opencode");
  terminal.show();
  terminal.sendText(line, false);
}

/** Answers the server's questions; a window that is closed without a choice is a no. */
export function answerQuestions(client: LanguageClient): void {
  const confirm = new RequestType<Question, { action: string } | null, void>("opencode-ls/confirm");
  client.onRequest(confirm, async ({ text, actions }) => {
    const [title = "", ...lines] = text.split("\n");
    // The columns are for a terminal's letters, which are all of one width.
    const detail = lines
      .join("\n")
      .trim()
      .replace(/^([A-Z][a-z ]*:) +/gm, "$1 ");
    // The window has a Cancel of its own.
    const buttons = actions.filter((action) => action !== "Cancel");
    const action = await vscode.window.showWarningMessage(title, { modal: true, detail }, ...buttons);
    return action === undefined ? null : { action };
  });
}
