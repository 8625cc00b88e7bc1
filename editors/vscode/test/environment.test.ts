/** How the environment of our own comes about: with which Python, and what is said if there is none. */

import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { install, installed, type Places } from "../src/environment";
import { folder, machine, program, root } from "./machine";

const storage = folder("storage");
const extension = folder("extension");
writeFileSync(join(folder("extension/server"), "hash"), "abc");

/** Writes down how it was started, and makes what the installer would. */
const MAKES = `#!/bin/sh
{ pwd; echo "$PATH"; echo "$PYTHONPATH"; for word in "$@"; do echo "$word"; done; } > ${root}/noted
mkdir -p ${storage}/server/bin && : > ${storage}/server/bin/python && printf abc > ${storage}/server/ready
`;
const ENDS = (code: number, text = "") => `#!/bin/sh\necho "${text}"\nexit ${code}\n`;
const OURS = [join(storage, "server/bin/python"), "-I", "-m", "opencode_ls"];

function at(...folders: string[]): Places {
  return { machine: machine(...folders), storage, extension };
}

const quiet = () => undefined;

beforeEach(() => {
  for (const name of ["storage/server", "bin", "work"])
    rmSync(join(root, name), { recursive: true, force: true });
  folder("work");
});

test("with the first fit Python, isolated, in the storage, with a PATH that no open folder is on", async () => {
  program("bin/python3.12", ENDS(2));
  program("bin/python3", MAKES);
  program("work/bin/python3", MAKES);
  process.env["PYTHONPATH"] = "work";
  const server = await install(at("work/bin", "bin", "/bin"), quiet);

  assert.deepEqual(server, OURS);
  assert.deepEqual(readFileSync(join(root, "noted"), "utf8").split("\n"), [
    storage,
    `${join(root, "bin")}:/bin`,
    "",
    "-I",
    join(extension, "install.py"),
    join(storage, "server"),
    "",
    join(root, "work"),
    "",
  ]);
});

test("uv comes first, and finds a Python by itself", async () => {
  program("bin/uv", MAKES);
  program("bin/python3", ENDS(2));
  await install(at("bin", "/bin"), quiet);
  const words = readFileSync(join(root, "noted"), "utf8").split("\n").slice(3);

  assert.deepEqual(words.slice(0, 7), [
    ...["run", "--no-project", "--no-config", "--python", ">=3.11", "python"],
    "-I",
  ]);
  assert.equal(words[9], join(root, "bin/uv"));
});

test("what the installer says of this Python is what a person is told", async () => {
  program("bin/python3", ENDS(1, "This Python lacks its module"));

  await assert.rejects(install(at("bin"), quiet), { message: "This Python lacks its module" });
});

test("no Python: how to get one with what there is", async () => {
  program("bin/apt-get");
  const start = "opencode-ls needs Python 3.11 or newer, and there is none outside of the open folders. ";

  await assert.rejects(install(at("bin"), quiet), {
    message: `${start}Run \`sudo apt-get install python3 python3-venv\`, then restart the server`,
  });
  await assert.rejects(install(at(), quiet), { message: `${start}Install it, then restart the server` });
});

test("a Python of an open folder is not asked", async () => {
  program("work/bin/python3", MAKES);
  rmSync(join(root, "noted"), { force: true });

  await assert.rejects(install(at("work/bin"), quiet));
  assert.equal(existsSync(join(root, "noted")), false);
});

test("what is there is used while it is whole and of this version", async () => {
  program("bin/python3", MAKES);
  assert.equal(installed(at()), undefined);
  await install(at("bin", "/bin"), quiet);
  assert.deepEqual(installed(at()), OURS);
  writeFileSync(join(storage, "server/ready"), "of another version");
  assert.equal(installed(at()), undefined);
  writeFileSync(join(storage, "server/ready"), "abc");
  rmSync(join(storage, "server/bin/python"));
  assert.equal(installed(at()), undefined);
});
