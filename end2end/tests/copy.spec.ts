import { type BrowserContext, expect, type Page, test as base } from "@playwright/test";
import { Card } from "./card";
import { House } from "./house";

/** A memory card with the site on it, as `musoya export` wrote it while the site ran; nothing else is there. */
const test = base.extend<{ watched: Page }, { card: Card }>({
  card: [
    async ({}, use) => {
      const card = new Card();
      const house = await House.open();
      try {
        // The workshop makes what can be heard ready after the start.
        await expect.poll(() => isHeard(house), { timeout: 540_000 }).toBe(true);
        card.unpack(house.export());
      } finally {
        await house.close();
      }
      await use(card);
      card.remove();
    },
    { scope: "worker", timeout: 600_000 },
  ],
  watched: async ({ page, context }, use) => {
    const problems = watch(context);
    await use(page);
    expect(problems, "what a copy may not do").toEqual([]);
  },
});

const GUIDE = "/bibliotheque/ecouter-et-orienter-sans-mettre-en-danger";

async function isHeard(house: House): Promise<boolean> {
  const page = await fetch(`${house.origin}${GUIDE}`);
  return (await page.text()).includes("<audio");
}

function watch(context: BrowserContext): string[] {
  const problems: string[] = [];
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  context.on("weberror", (error) => problems.push(error.error().message));
  context.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) problems.push(`asked for ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    // A sound that is wound or left is not read to its end, nor is what a page asked for that was left.
    const left = request.failure()?.errorText === "net::ERR_ABORTED";
    if (!left && !request.url().includes("/fichiers/")) problems.push(`not there: ${request.url()}`);
  });
  return problems;
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** Nothing is cut off at the side. */
async function fits(page: Page) {
  const { width, seen } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }));
  expect(width, await page.title()).toBeLessThanOrEqual(seen);
}

/** The page of ANFA, and a document that is heard. */
async function reads(page: Page, javaScriptEnabled: boolean | undefined) {
  await expect(heading(page)).toContainText("ANFA");
  await expect(page.getByRole("link", { name: /\+223/ }).first()).toBeVisible();
  await fits(page);
  await expect(page.getByText(/^Copie du /).first()).toBeVisible();
  await page.getByRole("link", { name: "Bibliothèque", exact: true }).first().click();
  await expect(heading(page)).toHaveText("Bibliothèque");
  const next = page.getByRole("link", { name: /Écouter et orienter sans mettre en danger/ });
  await next.first().click();
  await expect(heading(page)).toContainText("Écouter et orienter");
  await fits(page);
  const sound = page.locator("audio").first();
  await expect(sound).toBeVisible();
  if (javaScriptEnabled === false) return;
  await sound.evaluate((it: HTMLAudioElement) => {
    it.muted = true;
    return it.play();
  });
  await expect
    .poll(() => sound.evaluate((it: HTMLAudioElement) => it.currentTime > 0 && !it.error))
    .toBe(true);
}

test("from a memory card she finds who works on child marriage in Kolondiéba, and hears a document", async ({
  card,
  watched: page,
  javaScriptEnabled,
}) => {
  await page.goto(card.address("index.html"));
  await fits(page);
  if (javaScriptEnabled === false) {
    await page.getByRole("link", { name: "Annuaire", exact: true }).first().click();
    await page.locator("details.facets > summary").click();
    await page
      .locator(".facet")
      .getByRole("link", { name: /^Bougouni/ })
      .click();
  } else {
    await page.getByRole("searchbox").fill("mariag des enfants");
    await page.getByRole("searchbox").press("Enter");
    await expect(page).toHaveURL(/recherche\.html\?q=mariag/);
    await expect(page.locator(".results")).toContainText("Nos filles d’abord");
    await fits(page);
    await page.goto(card.address("recherche.html?commune=15-kolondieba&domaine=mariage-enfants-excision"));
    await expect(page.locator(".results").getByRole("article")).toHaveCount(1);
  }
  await page
    .locator(".results")
    .getByRole("link", { name: /ANFA|Nos filles d’abord/ })
    .first()
    .click();
  await reads(page, javaScriptEnabled);
});

test("by the lists of the search page, without a word typed, she comes to the same organisation", async ({
  card,
  watched: page,
  javaScriptEnabled,
}) => {
  await page.goto(card.address("recherche.html"));
  if (javaScriptEnabled === false) {
    // The browser of the tests goes on reading pages as if it had scripts.
    expect(await page.content()).toMatch(/<noscript>.*il faut JavaScript/s);
  }
  await page
    .getByRole("main")
    .getByRole("link", { name: /^Mariage d’enfants/ })
    .click();
  await page
    .locator(".results")
    .getByRole("link", { name: /ANFA|Nos filles d’abord/ })
    .first()
    .click();
  await expect(heading(page)).toContainText("ANFA");
});

test("the search answers with what the site would: a fault of typing, both facets, the map and what is not found", async ({
  card,
  watched: page,
  javaScriptEnabled,
}) => {
  await page.goto(card.address("recherche.html?q=kolondieba"));
  if (javaScriptEnabled === false) {
    // Without scripts there are lists.
    await page
      .getByRole("main")
      .getByRole("link", { name: /^Bougouni/ })
      .click();
    await expect(page.locator(".results")).toContainText("Nos filles d’abord");
    return;
  }
  await expect(page.locator(".results")).toContainText("Nos filles d’abord");
  // A facet that has a list of its own leads there, others go on here.
  await page.locator("details.facets > summary").click();
  await page
    .locator(".facet")
    .getByRole("link", { name: /^Bougouni/ })
    .click();
  await expect(page).toHaveURL(/recherche\.html\?q=kolondieba&region=bougouni/);
  await expect(page.locator(".filters")).toContainText("Bougouni");
  await page.goto(card.address("recherche.html?q=zzzzzz"));
  await expect(page.locator(".empty")).toBeVisible();
  await page.goto(card.address("carte.html"));
  await page.getByLabel("Domaine").selectOption("paix");
  await page
    .getByRole("button", { name: "Montrer" })
    .or(page.locator(".domain-picker button"))
    .first()
    .click();
  await expect(page).toHaveURL(/recherche\.html\?page=carte&domaine=paix/);
  await expect(page.locator("svg.map")).toBeVisible();
  await page.locator("svg.map a").first().click();
  await expect(page.locator("svg.map")).toBeVisible();
  await page.goto(card.address("annuaire/qui-fait-quoi.html"));
  await page.locator("td[data-level] a").first().click();
  await expect(page.locator(".results").getByRole("article").first()).toBeVisible();
});

test("every pictogram is drawn, nothing is kept, and what is not there says so", async ({
  card,
  watched: page,
  javaScriptEnabled,
}) => {
  for (const name of ["index.html", "annuaire.html", "annuaire/anfa.html", "forum.html", "recherche.html"]) {
    await page.goto(card.address(name));
    if (javaScriptEnabled !== false) {
      const drawn = await page.evaluate(() =>
        [...document.querySelectorAll<SVGUseElement>("svg use")]
          .filter((it) => it.closest("svg")!.getBoundingClientRect().width > 0)
          .map((it) => it.getBBox().width > 0),
      );
      expect(drawn.length, name).toBeGreaterThan(5);
      expect(drawn.every(Boolean), name).toBe(true);
      expect(await page.evaluate(() => localStorage.length + sessionStorage.length), name).toBe(0);
      const style = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
      expect(style, name).not.toBe("");
    }
  }
  await page.goto(card.address("annuaire/anfa.html"));
  await page.getByRole("link", { name: /erreur/ }).click();
  await expect(page.getByRole("heading", { name: "Cette page n’est pas dans la copie" })).toBeVisible();
  await fits(page);
});

test("the quick exit leaves the card for an ordinary page", async ({ card, page, javaScriptEnabled }) => {
  await page.route("https://www.google.com/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "ordinaire" }),
  );
  await page.goto(card.address("annuaire/anfa.html"));
  if (javaScriptEnabled !== false) {
    for (let times = 0; times < 3; times += 1) await page.keyboard.press("Shift");
  } else {
    await page.getByRole("link", { name: /^Quitter vite ce site/ }).click();
  }
  await expect(page).toHaveURL("https://www.google.com/");
});
