/** Builds the language client for one server. */

import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import * as lsp from "vscode-languageclient/node";
import type { Server } from "./find";
import { answerQuestions, notice } from "./notices";

/** What a client needs besides its server; `ran` is called after the server has run a command. */
export interface Around {
  readonly storage: string;
  readonly log: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
  readonly ran: () => void;
}

/** Seconds in which the server may end so often by itself. */
const [WINDOW, OFTEN] = [180, 5];

export function makeClient(server: Server, around: Around): lsp.LanguageClient {
  const [command = "", ...args] = server;
  const start = { command, args: [...args, "server", "--stdio"], options: { cwd: around.storage } };
  const client: lsp.LanguageClient = new lsp.LanguageClient("opencode-ls", "opencode-ls", start, {
    ...options(around),
    errorHandler: patient(around.log, () => client.isRunning()),
  });
  client.error = (message, data) => around.log.error(message, data); // and no toast: Session shows one
  client.registerFeature({
    fillClientCapabilities(capabilities) {
      capabilities.experimental = { opencodeLs: { confirm: true } };
    },
    initialize: () => undefined,
    getState: () => ({ kind: "static" }),
    clear: () => undefined,
  });
  client.onNotification(lsp.ShowMessageNotification.type, ({ type, message }) => {
    const { showWarningMessage, showInformationMessage } = vscode.window;
    notice(type <= lsp.MessageType.Warning ? showWarningMessage : showInformationMessage, message);
  });
  answerQuestions(client);
  return client;
}

/** What the server takes from the user's scope only; of the rest VS Code tells it. */
export function ownSettings(): Record<string, unknown> {
  const [rules, catalog, timeout] = ["rules", "catalog", "run.timeout"].map(userSetting);
  return { rules, catalog, run: { timeout } };
}

/** The value in the user's scope, whatever a workspace says. */
export function userSetting(name: string): unknown {
  return vscode.workspace.getConfiguration("opencode-ls").inspect(name)?.globalValue;
}

function options(around: Around): lsp.LanguageClientOptions {
  return {
    documentSelector: ["file", "untitled"].map((scheme) => ({ scheme, language: "opencode" })),
    // Asked anew at every start: trust may have been given since the last one.
    initializationOptions: () => ({ trusted: vscode.workspace.isTrusted, settings: ownSettings() }),
    outputChannel: around.log,
    traceOutputChannel: withoutContents(around.trace),
    revealOutputChannelOn: lsp.RevealOutputChannelOn.Never,
    // Whoever waits for the start tells what went wrong.
    initializationFailedHandler: () => false,
    middleware: {
      async executeCommand(command, args, next) {
        const result: unknown = await next(command, args);
        around.ran();
        return result;
      },
    },
  };
}

/** Keeps the first line of each trace: what follows are the texts of files, which may hold keys. */
function withoutContents(channel: vscode.LogOutputChannel): vscode.LogOutputChannel {
  const trace = (text: string) => {
    if (!text.startsWith("{")) channel.trace(text.split("\n", 1)[0] ?? "");
  };
  return Object.create(channel, { trace: { value: trace } }) as vscode.LogOutputChannel;
}

/** Starts a server again that ended by itself, each time after a longer wait, and in the end not at all. */
function patient(log: vscode.LogOutputChannel, hasStarted: () => boolean): lsp.ErrorHandler {
  let ends: number[] = [];
  return {
    error: () => ({ action: lsp.ErrorAction.Continue, handled: true }),
    async closed() {
      if (!hasStarted()) return { action: lsp.CloseAction.DoNotRestart, handled: true };
      const now = Date.now() / 1000;
      ends = [...ends.filter((end) => now - end < WINDOW), now];
      if (ends.length > OFTEN) {
        const message = "opencode-ls has ended too often. Run `opencode config: Restart Server`";
        notice(vscode.window.showErrorMessage, message);
        return { action: lsp.CloseAction.DoNotRestart, handled: true };
      }
      const wait = ends.length === 1 ? 0 : 2 ** (ends.length - 2);
      log.warn(`The server has ended by itself; it is started again in ${wait} s`);
      await delay(wait * 1000);
      return { action: lsp.CloseAction.Restart, handled: true };
    },
  };
}
