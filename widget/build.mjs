// Builds bot/web/static/widget.{js,css}. --check: fails if the shipped copy is not what this makes.
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const LARGEST = 12 * 1024;
const base = {
  name: "small base for govuk-frontend",
  setup(made) {
    made.onResolve({ filter: /\/(configuration|i18n|errors\/index)\.mjs$/ }, () => ({ path: here("govuk/base.mjs") }));
  },
};
const common = {
  bundle: true, minify: true, write: false, charset: "utf8", legalComments: "none",
};
const licence = "/* Apache-2.0; contains ExitThisPage of govuk-frontend, MIT, (c) Crown copyright */";
const js = await build({
  ...common, entryPoints: [here("src/main.ts")], format: "iife", target: "es2020", plugins: [base], banner: { js: licence },
});
const css = await build({ ...common, entryPoints: [here("src/widget.css")], target: ["chrome87", "firefox78", "safari14"] });

let size = 0;
let wrong = "";
for (const [name, made] of [["widget.js", js], ["widget.css", css]]) {
  const text = made.outputFiles[0].text;
  const path = here(`../bot/web/static/${name}`);
  const packed = gzipSync(text, { level: 9 }).length;
  size += packed;
  if (process.argv.includes("--check")) {
    if (await readFile(path, "utf8").catch(() => "") !== text) wrong += `${name} is not what widget/ builds: run widget/build and commit it.\n`;
  } else {
    await writeFile(path, text);
  }
  console.log(`${name}: ${text.length} bytes, ${packed} gzip`);
}
if (size > LARGEST) wrong += `${size} bytes gzip: more than ${LARGEST}.\n`;
if (wrong) {
  console.error(wrong);
  process.exit(1);
}
