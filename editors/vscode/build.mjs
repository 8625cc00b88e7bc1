// Bundles the extension, or with `test` its tests; lists what others have written in the bundle.
import { build } from "esbuild";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const HERE = import.meta.dirname;
const PICTURES = ["finding", "completion", "confirm", "failed"];
const common = {
  absWorkingDir: HERE,
  bundle: true,
  external: ["vscode"],
  format: "cjs",
  platform: "node",
  target: "node20",
};

if (process.argv[2] === "test") {
  const entryPoints = readdirSync(join(HERE, "test"))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join("test", name));
  await build({ ...common, entryPoints, outdir: "dist-test", outExtension: { ".js": ".cjs" } });
} else {
  const { metafile } = await build({
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    minify: true,
    metafile: true,
    legalComments: "none",
  });
  const root = join(HERE, "..", "..");
  copyFileSync(join(root, "LICENSE"), join(HERE, "LICENSE"));
  for (const name of PICTURES) {
    copyFileSync(join(root, "docs", "images", `vscode-${name}.png`), join(HERE, "media", `${name}.png`));
  }
  writeFileSync(join(HERE, "THIRD-PARTY.md"), thirdParties(Object.keys(metafile.inputs)));
}

/** The packages in the bundle, each with its version, the hash of its archive, and its licence. */
function thirdParties(inputs) {
  const lock = JSON.parse(readFileSync(join(HERE, "package-lock.json"), "utf8"));
  const folders = inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  const sections = [...new Set(folders)]
    .filter(Boolean)
    .sort()
    .map((folder) => section(folder, lock.packages[folder]));
  return [
    "# What others have written in this package",
    "All of it stands in `dist/extension.js`. The packages of Python that the server needs are not in here:",
    "`server/requirements.txt` lists them with their hashes, and they are downloaded when it is installed.",
    ...sections,
  ].join("\n\n");
}

function section(folder, { version, integrity }) {
  const { name, license } = JSON.parse(readFileSync(join(HERE, folder, "package.json"), "utf8"));
  const file = readdirSync(join(HERE, folder)).find((each) => /^licen[cs]e/i.test(each));
  if (!integrity || !license || !file) throw new Error(`${name} tells no hash or no licence`);
  const text = readFileSync(join(HERE, folder, file), "utf8").trim();
  return `## ${name} ${version}\n\n${license}, \`${integrity}\`\n\n\`\`\`text\n${text}\n\`\`\``;
}
