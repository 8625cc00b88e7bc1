/** What an open folder could have brought is not started, whatever it is called by. */

import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { comesFrom, isInside, onPath, safePath } from "../src/places";
import { folder, machine, program, root } from "./machine";

const open = [folder("work")];
program("work/tool");
program("bin/tool");
symlinkSync(join(root, "work"), join(root, "link"));
symlinkSync(join(root, "bin", "tool"), join(root, "work", "out"));
symlinkSync(join(root, "work", "tool"), join(root, "bin", "in"));

const places: [string, boolean][] = [
  ["work", true],
  ["work/tool", true],
  ["work/not/there", true],
  ["work/../bin/tool", false],
  ["bin/../work/tool", true],
  ["workshop/tool", false],
  ["..", false],
  ["link/tool", true],
  ["work/out", true],
  ["bin/in", true],
  ["bin/tool", false],
];

for (const [path, inside] of places) {
  test(`${path} is ${inside ? "inside" : "outside"}`, () => {
    assert.equal(isInside(open, join(root, path)), inside);
  });
}

test("a folder that is opened by a link holds what is really in it", () => {
  assert.equal(isInside([join(root, "link")], join(root, "work", "tool")), true);
});

test("of the PATH what is empty, relative or inside is left out", () => {
  const { path, ...rest } = machine(
    "",
    ".",
    "node_modules/.bin",
    "work/.venv/bin",
    join(root, "link"),
    "bin",
  );
  assert.deepEqual(safePath({ path, ...rest }), [join(root, "bin")]);
});

test("a program that leads into an open folder is not found", () => {
  assert.deepEqual(onPath(machine("work", "bin"), "tool"), [join(root, "bin", "tool")]);
  assert.deepEqual(onPath(machine("work", "bin"), "in"), []);
});

test("what is no file, or cannot be run, is no program", () => {
  folder("bin/folder");
  assert.deepEqual(onPath(machine("bin"), "folder"), []);
  assert.deepEqual(onPath(machine("bin"), "missing"), []);
});

const firstLines: [string, boolean][] = [
  ["#!/bin/sh\n", false],
  ["#! /bin/sh -e\n", false],
  [`#!${join(root, "work/tool")}\n`, true],
  [`#! ${join(root, "work/tool")} -I\n`, true],
  [`#!${join(root, "bin/in")}\n`, true],
  ["#!/usr/bin/env tool\n", true],
  ["#!/usr/bin/env missing\n", false],
  ["\x7fELF", false],
  ["", false],
];

for (const [line, comes] of firstLines) {
  test(`a program that begins with ${JSON.stringify(line)} ${comes ? "comes" : "does not come"} from it`, () => {
    const path = program("bin/script", line);
    assert.equal(comesFrom(machine("work", "bin"), path), comes);
  });
}
