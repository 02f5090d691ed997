// What other programs make of our catalogue: the client of Readium's reading programs, and the schemas of OAI-PMH.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { validateXML } from "xmllint-wasm";

const require = createRequire(import.meta.url);
const readium = (path) => require(path.replace("/", "/dist/es8-es2017/src/"));
const { initGlobalConverters_OPDS } = readium("r2-opds-js/opds/init-globals");
const { initGlobalConverters_GENERIC } = readium("r2-shared-js/init-globals");
const { OPDSFeed } = readium("r2-opds-js/opds/opds2/opds2");
const { TaJsonDeserialize, TaJsonSerialize } = readium("r2-lcp-js/serializable");
initGlobalConverters_OPDS();
initGlobalConverters_GENERIC();

/**
 * What the client makes of a feed: the feed as it writes it again, where what it misunderstood is different, and the words that it
 * only carried along because it does not know them.
 * @param {object} feed
 * @returns {{ understood: object, unknown: string[] }}
 */
export function read(feed) {
  const parsed = TaJsonDeserialize(feed, OPDSFeed);
  const unknown = [];
  const look = (value) => {
    if (value === null || typeof value !== "object") return;
    unknown.push(...Object.keys(value.AdditionalJSON ?? {}));
    Object.values(value).forEach(look);
  };
  look(parsed);
  return { understood: TaJsonSerialize(parsed), unknown };
}

const schema = (name) => ({
  fileName: name,
  contents: readFileSync(new URL(`schemas/${name}`, import.meta.url), "utf8"),
});

/**
 * What is wrong with these documents by the schemas of OAI-PMH and its Dublin Core.
 * @param {string[]} documents
 * @returns {Promise<string[]>}
 */
export async function complaints(documents) {
  const { valid, errors } = await validateXML({
    xml: documents.map((contents, number) => ({ fileName: `${number}.xml`, contents })),
    schema: schema("answer.xsd"),
    preload: ["xml.xsd", "simpledc20021212.xsd", "oai_dc.xsd", "OAI-PMH.xsd"].map(schema),
  });
  const complaints = errors.map((error) => error.rawMessage);
  return valid || complaints.length > 0 ? complaints : ["refused without a reason"];
}
