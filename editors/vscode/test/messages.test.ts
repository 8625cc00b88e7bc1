/** Which step of a message can be typed for the person. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { offerIn } from "../src/messages";

const offers: [string, string | undefined][] = [
  ["`op` ended with status 1: nobody is signed in. Run `op signin`, then try again.", "terminal op signin"],
  ["Run `a b`, or else Run `c d`", "terminal c d"],
  ["Run `opencode-ls key 'my proxy'` in a terminal", "terminal opencode-ls key 'my proxy'"],
  [
    "not trusted. Run `Workspaces: Manage Workspace Trust`, then try again",
    "palette Workspaces: Manage Workspace Trust",
  ],
  ["Run `opencode config: Restart Server`", "palette opencode config: Restart Server"],
  ["the key of `gateway`: 28 characters in 0.42 s", undefined],
  ["Overrun `rm -rf x`", undefined],
  ["Run `", undefined],
  ["Run ``", undefined],
  ["Run `rm x\n`", undefined],
  ["Run `a\r`", undefined],
  ["Run `a\u001b[2J`", undefined],
  ["Run `a\u0003b`", undefined],
  ["Run `a\u202eb`", undefined],
  ["Run `a\u200bb`", undefined],
  ["Run `a\u2028b`", undefined],
];

for (const [message, offer] of offers) {
  test(JSON.stringify(message), () => {
    const found = offerIn(message);
    assert.equal(found && `${found.kind} ${found.text}`, offer);
  });
}
