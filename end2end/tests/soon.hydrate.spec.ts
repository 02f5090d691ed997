import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { DAY, wasRead } from "./phone";
import { phoneOf, test, type Village } from "./village";

test.use({ serviceWorkers: "allow" });

const ANFA = "/annuaire/anfa";
const NAME = "Association Nos filles d’abord (exemple)";
const CHANGED = "Cette page a changé depuis que ce téléphone l’a gardée.";

/** Reads a page of a build that is known to start, so that it may be shown before the network answers. */
async function reads(page: Page, path: string) {
  await page.goto(path);
  await expect(page.locator("html")).toHaveAttribute("data-ready", "");
  await expect
    .poll(() =>
      page.evaluate(async (path) => {
        const [copy, versions] = await Promise.all([
          caches.match(path, { cacheName: "library", ignoreVary: true }),
          caches.match("/", { cacheName: "versions" }),
        ]);
        const { started } = versions ? await versions.json() : { started: [] };
        return Boolean(copy) && started.includes(copy!.headers.get("x-musoya"));
      }, path),
    )
    .toBe(true);
}

/** What the phone has of the page. */
const copy = (page: Page) =>
  page.evaluate(
    async (path) => (await caches.match(path, { cacheName: "library", ignoreVary: true }))?.text(),
    ANFA,
  );

/** The operator changes the page; the site shows it. */
async function says(village: Village, words: string) {
  village.house.import(`nom,mission\n${NAME},${words}\n`);
  await expect.poll(async () => (await fetch(village.house.origin + ANFA)).text()).toContain(words);
}

test("on a slow network the page that she read today is there before it answers, and what changed since is hers to take", async ({
  browser,
  phone: _,
  village,
  watch,
}) => {
  const page = await phoneOf(browser, watch, village);
  await says(village, "Nous parlons avec les filles.");
  await reads(page, ANFA);
  await says(village, "Nous parlons avec les mères.");
  village.network.holds();
  await page.goto(ANFA);
  const main = page.locator("main");
  await expect(main).toContainText("Nous parlons avec les filles.");
  await expect(page.locator("html")).toHaveAttribute("data-ready", "");
  await expect(page.getByText(CHANGED)).toHaveCount(0);
  village.network.goesOn();
  await expect(page.getByText(CHANGED)).toBeVisible();
  await expect(main).toContainText("Nous parlons avec les filles.");
  await page.getByRole("link", { name: "Montrer la nouvelle" }).click();
  await expect(main).toContainText("Nous parlons avec les mères.");
  await expect(page.getByText(CHANGED)).toHaveCount(0);
  // With the next visit it is the one that the phone has, and there is nothing to be said.
  village.network.holds();
  await page.goto(ANFA);
  await expect(main).toContainText("Nous parlons avec les mères.");
  village.network.goesOn();
  await page.getByRole("link", { name: "Annuaire", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Annuaire");
  await expect(page.getByText(CHANGED)).toHaveCount(0);
  await page.context().close();
});

test("a page of last week waits for the network as long as that answers in time, and is there when it does not", async ({
  browser,
  phone: _,
  village,
  watch,
}) => {
  const page = await phoneOf(browser, watch, village);
  await says(village, "Nous parlons avec les filles.");
  await reads(page, ANFA);
  await wasRead(page, ANFA, 7 * DAY);
  await says(village, "Nous parlons avec les mères.");
  const main = page.locator("main");
  village.network.holds();
  await page.goto(ANFA);
  await expect(main).toContainText("Nous parlons avec les filles.");
  village.network.goesOn();
  await expect.poll(() => copy(page)).toContain("Nous parlons avec les mères.");
  await wasRead(page, ANFA, 7 * DAY);
  await says(village, "Nous parlons avec les pères.");
  await page.goto(ANFA);
  await expect(main).toContainText("Nous parlons avec les pères.");
  await page.context().close();
});

test("what was taken off the site meanwhile goes from the phone, and the page that shows it says so", async ({
  browser,
  phone: _,
  village,
  watch,
}) => {
  const page = await phoneOf(browser, watch, village);
  await reads(page, ANFA);
  village.house.import(`nom,etat\n${NAME},masque\n`);
  await expect.poll(async () => (await fetch(village.house.origin + ANFA)).status).toBe(404);
  village.network.holds();
  await page.goto(ANFA);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("ANFA");
  village.network.goesOn();
  await page.getByRole("link", { name: "Montrer la nouvelle" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("ANFA");
  await village.house.stop();
  await page.goto(ANFA);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cette page n’est pas sur ce téléphone");
  await village.house.start();
  village.house.import(`nom,etat\n${NAME},publie\n`);
  await page.context().close();
});

test("whoever chose other colours, or signed in, waits for the network rather than see the page of before", async ({
  browser,
  phone: _,
  village,
  watch,
}) => {
  const page = await phoneOf(browser, watch, village);
  await reads(page, ANFA);
  await page.goto("/reglages");
  await page.getByRole("radio", { name: "Sombre" }).check({ force: true });
  await page.getByRole("main").getByRole("button", { name: "Enregistrer mes choix" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  village.network.holds();
  const opening = page.goto(ANFA);
  await village.network.heard(`GET ${ANFA} `);
  // Longer than what is kept waits where it may be shown, and shorter than the network is waited for.
  await new Promise((wake) => setTimeout(wake, 1000));
  village.network.goesOn();
  await opening;
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.context().close();
});
