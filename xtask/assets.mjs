// Minifies and compresses: what Node and its prebuilt packages do in seconds and Rust crates compile for minutes.
//   node xtask/assets.mjs css IN OUT | js IN OUT | compress FILE…

import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

// The first versions with cascade layers; older ones still get the whole text of a page.
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const BROWSERS = {
  chrome: version(99),
  edge: version(99),
  firefox: version(97),
  safari: version(15, 4),
  ios_saf: version(15, 4),
  samsung: version(18),
};

async function css(from, to) {
  const { bundleAsync } = await import("lightningcss");
  const { code, warnings } = await bundleAsync({ filename: from, minify: true, targets: BROWSERS });
  for (const { message, loc } of warnings) console.error(`${from}: ${message} ${JSON.stringify(loc ?? "")}`);
  await writeFile(to, code);
}

async function js(from, to) {
  const { transform } = await import("esbuild");
  const options = {
    minify: true,
    target: "es2020",
    legalComments: "none",
    charset: "utf8",
    sourcefile: from,
  };
  const { code } = await transform(await readFile(from, "utf8"), options);
  await writeFile(to, code.trimEnd());
}

// Of text the encoder's own choice is the smallest, of WASM mostly large blocks with the nearest distances spelt out: which one it is
// depends on the file, by half a percent, and a phone unpacks them all in the same way.
const ENCODINGS = [
  {},
  { [constants.BROTLI_PARAM_LGBLOCK]: 20, [constants.BROTLI_PARAM_NDIRECT]: 12 },
  { [constants.BROTLI_PARAM_LGBLOCK]: 20, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT },
];

async function brotli(bytes) {
  const encoded = ENCODINGS.map((more) => {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      ...more,
    };
    return promisify(brotliCompress)(bytes, { params });
  });
  return (await Promise.all(encoded)).reduce((one, other) => (other.length < one.length ? other : one));
}

async function compress(...files) {
  await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      await writeFile(`${file}.br`, await brotli(bytes));
      await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
    }),
  );
}

const [step, ...words] = process.argv.slice(2);
await { css, js, compress }[step](...words);
