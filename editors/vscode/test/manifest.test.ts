/** What the manifest promises about trust, and that it names only what there is. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

interface Manifest {
  capabilities: {
    untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
    virtualWorkspaces: { supported: boolean };
  };
  contributes: {
    commands: { command: string }[];
    configuration: { properties: Record<string, { scope: string }> };
    walkthroughs: { steps: { media: { image: string } }[] }[];
  };
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const { properties } = manifest.contributes.configuration;

test("no setting of a folder counts before it is trusted", () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;

  assert.equal(supported, "limited");
  assert.deepEqual([...restrictedConfigurations].sort(), Object.keys(properties).sort());
});

test("what starts programs, or stops them, is never a folder's to set", () => {
  const scopes = Object.entries(properties).map(([name, { scope }]) => [name, scope]);

  assert.deepEqual(
    scopes.filter(([, scope]) => scope !== "window"),
    [
      ["opencode-ls.server.path", "machine"],
      ["opencode-ls.catalog", "machine"],
      ["opencode-ls.run.timeout", "application"],
    ],
  );
});

test("files that are on no disk are declined", () => {
  assert.equal(manifest.capabilities.virtualWorkspaces.supported, false);
});

test("every command is registered, and every one that is registered is there", () => {
  const source = readFileSync("src/commands.ts", "utf8");
  const table = source.split("const commands:")[1]?.split("\n  };")[0] ?? "";
  const registered = [...table.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => `opencodeLs.${name ?? ""}`);

  assert.deepEqual(registered.sort(), manifest.contributes.commands.map(({ command }) => command).sort());
});

test("the walkthrough's pictures are there", () => {
  for (const { steps } of manifest.contributes.walkthroughs) {
    for (const { media } of steps) assert(existsSync(media.image), media.image);
  }
});
