import type { APIRequestContext } from "@playwright/test";
import { complaints, read } from "../feeds.mjs";
import { expect, test } from "./fixtures";

type Link = { rel?: string; href: string; type?: string; templated?: boolean };
type Publication = { metadata: { title: string }; links: Link[]; images: Link[] };
type Feed = {
  metadata: { numberOfItems: number };
  links: Link[];
  publications: Publication[];
  facets: { links: Link[] }[];
};

/** Where the two may differ: a list of one is written without brackets, a date with its milliseconds. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? plain(value[0]) : value.map(plain);
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}(T[\d:]+(\.\d+)?Z)?$/.test(value)) {
    return new Date(value).toISOString();
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, plain(inside)]));
}

async function feed(request: APIRequestContext, address: string): Promise<Feed> {
  const answer = await request.get(address);
  expect(answer.headers()["content-type"]).toBe("application/opds+json");
  return answer.json();
}

const rel = (links: Link[], wanted: string) => links.find((it) => it.rel === wanted);

test("a public client of OPDS 2.0 reads every word of the catalogue as it is meant", async ({ request }) => {
  const first = await feed(request, "/opds");
  const ways = [
    "/opds",
    "/opds?query=plaidoyer",
    ...first.facets.flatMap((it) => it.links).map((it) => it.href),
  ];
  expect(ways.length).toBeGreaterThan(8);
  for (const way of ways) {
    const sent = await feed(request, way);
    const { understood, unknown } = read(sent);
    // The weight of a file is our addition, which others may carry along.
    expect(
      unknown.filter((it) => it !== "size"),
      way,
    ).toEqual([]);
    expect(plain(understood), way).toEqual(plain(sent));
    expect(sent.publications.length, way).toBeGreaterThan(0);
  }
  const [one] = first.publications;
  const wrong = {
    ...first,
    publications: [{ ...one, metadata: { ...one.metadata, titel: "?", modified: "hier" } }],
  };
  expect(read(wrong).unknown, "it would say so").toContain("titel");
  expect(plain(read(wrong).understood), "it would say so").not.toEqual(plain(wrong));
});

test("every publication can be had, is shown by a picture that old programs draw, and every address answers", async ({
  request,
}) => {
  const { metadata, links, publications } = await feed(request, "/opds");
  expect(metadata.numberOfItems).toBeGreaterThanOrEqual(publications.length);
  for (const wanted of ["self", "start", "search"]) expect(rel(links, wanted), wanted).toBeDefined();
  expect(rel(links, "search")).toMatchObject({ templated: true, type: "application/opds+json" });
  for (const { metadata, links, images } of publications) {
    const open = links.filter((it) => it.rel === "http://opds-spec.org/acquisition/open-access");
    expect(open.length, metadata.title).toBeGreaterThan(0);
    expect(
      images.some((it) => ["image/jpeg", "image/png", "image/gif"].includes(it.type!)),
      metadata.title,
    ).toBe(true);
    for (const { href, type } of [...open, ...images]) {
      const answer = await request.get(href, { headers: { Range: "bytes=0-9" } });
      expect(answer.ok(), href).toBe(true);
      expect(answer.headers()["content-type"], href).toContain(type);
    }
  }
});

test("every answer of OAI-PMH keeps to the schemas of the protocol and of its Dublin Core", async ({
  request,
}) => {
  const ask = async (question: string) => (await request.get(`/oai?${question}`)).text();
  const list = await ask("verb=ListRecords&metadataPrefix=oai_dc");
  const identifier = /<identifier>(oai:[^<]+)</.exec(list)![1];
  const answers = [
    list,
    await ask("verb=Identify"),
    await ask("verb=ListSets"),
    await ask("verb=ListMetadataFormats"),
    await ask(`verb=ListMetadataFormats&identifier=${identifier}`),
    await ask("verb=ListIdentifiers&metadataPrefix=oai_dc"),
    await ask("verb=ListIdentifiers&metadataPrefix=oai_dc&set=genre:guide&from=2020-01-01"),
    await ask(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${identifier}`),
    await ask(""),
    await ask("verb=Destroy"),
    await ask("verb=ListRecords&metadataPrefix=marc21"),
    await ask("verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01"),
    await ask("verb=ListRecords&resumptionToken=x"),
    await ask("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x:1"),
  ];
  expect(await complaints(answers)).toEqual([]);
  // The protocol's schema leaves open what a record holds.
  const records = list.match(/<oai_dc:dc .*?<\/oai_dc:dc>/gs)!;
  expect(records.length).toBeGreaterThanOrEqual(10);
  expect(await complaints(records)).toEqual([]);
  const wrong = [list.replace("<datestamp>", "<datum>"), records[0].replaceAll("dc:title>", "dc:titel>")];
  expect((await complaints(wrong)).length, "it would say so").toBeGreaterThanOrEqual(2);
});
