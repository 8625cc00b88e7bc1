/** Which server is started. */

import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isOlder, serverAt, serverOnPath, Trouble } from "../src/find";
import { folder, machine, program, root } from "./machine";

const telling = (version: string) => `#!/bin/sh\necho "opencode-ls ${version}"\n`;
const storage = folder("storage");

async function check(folders: string[], expected: string | undefined, ...passedOver: string[]) {
  const lines: string[] = [];
  const found = await serverOnPath(machine(...folders), storage, "0.2.0", (line) => lines.push(line));

  assert.deepEqual(found, expected === undefined ? undefined : [join(root, expected)]);
  assert.deepEqual(
    lines.map((line) => line.replace(`${root}/`, "").split(",")[0]),
    passedOver,
  );
}

program("bin1/opencode-ls", telling("0.1.9"));
program("bin2/opencode-ls", telling("0.2.0"));
program("bin3/opencode-ls", telling("0.10.0"));
program("bin4/opencode-ls", "#!/bin/sh\nexit 1\n");
program("work/.venv/bin/opencode-ls", `#!/bin/sh\ntouch ${root}/started\necho "opencode-ls 9.0.0"\n`);
program("work/opencode-ls", `#!/bin/sh\ntouch ${root}/started\necho "opencode-ls 9.0.0"\n`);

test("the first one on the PATH", () => check(["bin2", "bin3"], "bin2/opencode-ls"));

test("none on the PATH", () => check(["bin"], undefined));

test("one that is too old is passed over", () =>
  check(["bin1", "bin3"], "bin3/opencode-ls", "Passed over bin1/opencode-ls: its version is 0.1.9"));

test("one that does not tell its version is passed over", () =>
  check(["bin4"], undefined, "Passed over bin4/opencode-ls: its version is unknown"));

test("one of an open folder is not even asked", async () => {
  await check(["work", "work/.venv/bin", "."], undefined);

  assert.deepEqual(
    serverAtOrWhy(join(root, "started")),
    `\`opencode-ls.server.path\` is no program: \`${root}/started\``,
  );
});

test("the one that is set", () => {
  assert.deepEqual(serverAt(machine(), join(root, "bin1/opencode-ls")), [join(root, "bin1/opencode-ls")]);
});

const refused: [string, string][] = [
  ["opencode-ls", "must be an absolute path"],
  ["./opencode-ls", "must be an absolute path"],
  ["~/not/there", "is no program"],
  [root, "is no program"],
  [join(root, "work/opencode-ls"), "lies inside an open folder, so it is not started"],
  [join(root, "bin/../work/.venv/bin/opencode-ls"), "lies inside an open folder, so it is not started"],
];

for (const [path, why] of refused) {
  test(`${path.replace(root, "…")} ${why}`, () => {
    assert.equal(serverAtOrWhy(path), `\`opencode-ls.server.path\` ${why}: \`${path}\``);
  });
}

test("a home is where it is", () => {
  assert.equal(serverAtOrWhy("~/not/there").includes(homedir()), false);
});

const versions: [string, string, boolean][] = [
  ["0.1.0", "0.1.0", false],
  ["0.1.0", "0.1.1", true],
  ["0.9.0", "0.10.0", true],
  ["0.10.0", "0.9.0", false],
  ["1.0.0", "0.9.9", false],
];

for (const [version, other, older] of versions) {
  test(`${version} is ${older ? "" : "not "}older than ${other}`, () => {
    assert.equal(isOlder(version, other), older);
  });
}

function serverAtOrWhy(path: string): string {
  try {
    return serverAt(machine("work"), path).join(" ");
  } catch (error) {
    assert(error instanceof Trouble);
    return error.message;
  }
}
