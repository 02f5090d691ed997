/** What stays of the pages that somebody saw: how many, for how long, and what a clock does to them. */
import type { Page } from "@playwright/test";
import { DAY, expect, kept, MISSING, read, test, wasRead } from "./phone";

test.use({ serviceWorkers: "allow" });

/** What the worker keeps of pages that were only seen. */
const PAGES = 60;
const ANFA = "/annuaire/anfa";
const REJEFPO = "/annuaire/rejefpo";

/** Reads so many pages, one after the other. */
async function readMany(page: Page, count: number) {
  for (let number = 1; number <= count; number += 1) {
    const path = `/annuaire?q=mot${number}`;
    await page.evaluate(async (path) => fetch(path, { headers: { accept: "text/html" } }), path);
    await expect.poll(() => kept(page)).toContain(path);
  }
}

test("of the pages that she only saw the newest sixty stay", async ({ ready: page }) => {
  await read(page, ANFA);
  await readMany(page, PAGES + 5);
  await expect.poll(async () => (await kept(page)).length).toBe(PAGES);
  const paths = await kept(page);
  expect(paths).not.toContain(ANFA);
  expect(paths).not.toContain("/annuaire?q=mot5");
  expect(paths).toContain("/annuaire?q=mot6");
  // What she opens again is the newest again.
  await readMany(page, 6);
  expect(await kept(page)).toContain("/annuaire?q=mot6");
});

test("a page goes a month after it was seen, not a day before", async ({ ready: page, running: house }) => {
  await read(page, ANFA);
  await read(page, REJEFPO);
  await wasRead(page, ANFA, 29 * DAY);
  await wasRead(page, REJEFPO, 31 * DAY);
  await read(page, "/annuaire");
  await expect.poll(() => kept(page)).not.toContain(REJEFPO);
  await house.stop();
  await page.goto(ANFA);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("ANFA");
  await page.goto(REJEFPO);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(MISSING);
});

test("a clock that was two years ahead when a page was seen takes it away, and the next reading brings it back", async ({
  ready: page,
  running: house,
}) => {
  await read(page, ANFA);
  await wasRead(page, ANFA, -2 * 365 * DAY);
  await read(page, "/annuaire");
  await expect.poll(() => kept(page)).not.toContain(ANFA);
  await read(page, ANFA);
  await house.stop();
  await page.goto(ANFA);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("ANFA");
});

test("of heavy pages that she only saw the newest stay, up to six megabytes", async ({ ready: page }) => {
  for (const path of [ANFA, REJEFPO]) await read(page, path);
  // The worker weighs what it keeps; here it believes that these two are heavy.
  const weighed = await page.evaluate(
    async ([first, second]) => {
      const library = await caches.open("library");
      const weighed: [number, number][] = [];
      for (const [path, age] of [
        [first, 2000],
        [second, 1000],
      ] as const) {
        const answer = (await library.match(path, { ignoreVary: true }))!;
        const [headers, text] = [new Headers(answer.headers), await answer.text()];
        weighed.push([Number(headers.get("x-bytes")), text.length]);
        headers.set("x-bytes", "4000000");
        headers.set("x-kept", `${Date.now() - age}`);
        await library.put(path, new Response(text, { headers }));
      }
      return weighed;
    },
    [ANFA, REJEFPO] as const,
  );
  for (const [bytes, length] of weighed) expect(bytes).toBe(length);
  await read(page, "/annuaire");
  await expect.poll(() => kept(page)).not.toContain(ANFA);
  expect(await kept(page)).toContain(REJEFPO);
});
