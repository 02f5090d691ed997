import { brotliCompressSync } from "node:zlib";
import type { CDPSession, Page } from "@playwright/test";
import { expect, ready, test } from "./fixtures";
import { DOCUMENT, KIT, REAL, TOPIC } from "./pages";

/** Bytes over the wire, headers included, by kind: what the WASM needs, what is painted first, the rest. */
type Weight = { document: number; style: number; other: number; wasm: number };

async function weigh(page: Page, path: string): Promise<{ weight: Weight; requests: string[] }> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const kinds = new Map<string, keyof Weight>();
  const weight: Weight = { document: 0, style: 0, other: 0, wasm: 0 };
  const requests: string[] = [];
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    const { pathname } = new URL(response.url);
    const wasm = pathname.startsWith("/pkg/") && /\.(wasm|js)$/.test(pathname);
    kinds.set(
      requestId,
      wasm ? "wasm" : type === "Document" ? "document" : type === "Stylesheet" ? "style" : "other",
    );
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (!kind) return;
    weight[kind] += encodedDataLength;
    requests.push(`${kind} ${encodedDataLength}`);
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await ready(page);
  await session.detach();
  return { weight, requests };
}

for (const path of ["/", "/annuaire", "/carte", REAL, "/bibliotheque", DOCUMENT, KIT]) {
  test(`the first view of ${path} weighs at most 60 kB before WASM, of which HTML and CSS 20 kB`, async ({
    page,
  }) => {
    const { weight, requests } = await weigh(page, path);
    test.info().annotations.push({ type: "weight", description: JSON.stringify(weight) });
    expect(weight.document, "a weight was taken").toBeGreaterThan(1000);
    expect(weight.document + weight.style, requests.join(", ")).toBeLessThanOrEqual(20_000);
    expect(weight.document + weight.style + weight.other, requests.join(", ")).toBeLessThanOrEqual(60_000);
  });
}

for (const who of ["a visitor", "somebody signed in"] as const) {
  test(`the first views of the forum weigh at most 60 kB before WASM for ${who}`, async ({ page, staff }) => {
    const reader = who === "a visitor" ? page : staff;
    for (const path of ["/forum", "/forum/partage", TOPIC]) {
      const { weight, requests } = await weigh(reader, path);
      test.info().annotations.push({ type: "weight", description: `${path} ${JSON.stringify(weight)}` });
      expect(weight.document, "a weight was taken").toBeGreaterThan(1000);
      const first = weight.document + weight.style + weight.other;
      expect(first, `${path}: ${requests.join(", ")}`).toBeLessThanOrEqual(60_000);
    }
  });
}

test("WASM and its glue weigh at most 230 kB", async ({ page }) => {
  const { weight } = await weigh(page, "/annuaire");
  test.info().annotations.push({ type: "weight", description: JSON.stringify(weight) });
  expect(weight.wasm, "a weight was taken").toBeGreaterThan(10_000);
  expect(weight.wasm).toBeLessThanOrEqual(230_000);
});

test("the map weighs at most 12 kB compressed", async ({ request }) => {
  const html = await (await request.get("/carte")).text();
  const map = /<svg [^>]*role="group".*?<\/svg><ul/s.exec(html)![0];
  expect(map.match(/map-region/g)).toHaveLength(20);
  expect(brotliCompressSync(map).length).toBeLessThanOrEqual(12_000);
});

test("a second page of the directory asks for its HTML alone", async ({ page, visit }) => {
  await visit("/annuaire");
  await page.waitForLoadState("networkidle");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.getByRole("link", { name: "Qui fait quoi" }).last().click();
  await expect(page.getByRole("heading", { level: 1, name: "Qui fait quoi, où" })).toBeFocused();
  expect(asked.filter((path) => path !== "/favicon.svg")).toEqual(["/annuaire/qui-fait-quoi"]);
});
