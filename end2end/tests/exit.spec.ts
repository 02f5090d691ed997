import type { Page } from "@playwright/test";
import { expect, test, type Watch } from "./fixtures";

const NEUTRAL = "https://www.google.com/";
const EXIT = "Quitter vite ce site et ouvrir une page ordinaire";

/** Puts a page of ours in the place of the neutral site, so that nothing leaves this machine. */
async function standIn(page: Page, watch: Watch) {
  watch.expects(/request to another site: https:\/\/www\.google\.com\/$/);
  await page.context().route(`${NEUTRAL}**`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: "<!DOCTYPE html><title>Ailleurs</title><h1>Ailleurs</h1>",
    }),
  );
}

test("one tap leaves the site, and this device forgets it", async ({ page, visit, watch }) => {
  await standIn(page, watch);
  await visit("/reglages");
  await page.getByRole("radio", { name: "Sombre" }).check();
  await page.getByRole("button", { name: "Enregistrer mes choix" }).click();
  await expect.poll(async () => (await page.context().cookies()).length).toBeGreaterThan(0);
  await visit("/annuaire/rejefpo");
  await page.getByRole("link", { name: EXIT }).click();
  await expect(page).toHaveURL(NEUTRAL);
  await expect(page.getByRole("heading", { name: "Ailleurs" })).toBeVisible();
  await expect.poll(async () => page.context().cookies()).toEqual([]);
});

test("the answer of /quitter clears the device and leads on, each time that it is asked for", async ({
  request,
}) => {
  for (let time = 1; time <= 3; time += 1) {
    const answer = await request.get("/quitter", { maxRedirects: 0 });
    expect(answer.status(), `time ${time}`).toBe(200);
    expect(answer.headers(), `time ${time}`).toMatchObject({
      "clear-site-data": '"cache", "cookies", "storage"',
      refresh: `0; url=${NEUTRAL}`,
      "cache-control": "no-store",
    });
    expect(await answer.text()).not.toContain("WhatsApp");
  }
});

test("who follows the plain link leaves as well", async ({ page, watch }) => {
  await standIn(page, watch);
  await page.goto("/quitter").catch(() => {
    // The answer leads on before it is a page.
  });
  await expect(page).toHaveURL(NEUTRAL);
});

test("the page that was read is not where the back button leads", async ({ page, visit, watch, wasm }) => {
  test.skip(!wasm, "without JavaScript a page cannot take itself out of the history; /sortie-rapide says so");
  await standIn(page, watch);
  await visit("/sortie-rapide");
  await visit("/annuaire/rejefpo");
  await page.getByRole("link", { name: EXIT }).click();
  await expect(page).toHaveURL(NEUTRAL);
  await page.goBack();
  await expect(page).toHaveURL(/\/sortie-rapide$/);
});

test("three times Shift leaves the site; Shift for a capital letter does not", async ({
  page,
  visit,
  watch,
  wasm,
}) => {
  test.skip(!wasm, "keys are heard by JavaScript alone");
  await standIn(page, watch);
  await visit("/annuaire");
  await page.getByRole("searchbox").focus();
  for (const letter of ["A", "B", "C", "D"]) await page.keyboard.press(`Shift+${letter}`);
  await expect(page.getByRole("searchbox")).toHaveValue("ABCD");
  await page.keyboard.press("Shift");
  await page.keyboard.press("Shift");
  await expect(page.getByText("Encore 1 fois pour quitter.")).toBeAttached();
  await expect(page).toHaveURL(/\/annuaire$/);
  await page.keyboard.press("Shift");
  await expect(page).toHaveURL(NEUTRAL);
});

test("the quick exit is hidden under nothing, on a phone and on a wide screen", async ({ page, visit }) => {
  for (const [width, height] of [
    [320, 480],
    [360, 640],
    [640, 320],
    [768, 1024],
    [1280, 800],
  ]) {
    await page.setViewportSize({ width, height });
    await visit("/annuaire");
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const link = page.getByRole("link", { name: EXIT });
    await expect(link).toBeInViewport({ ratio: 1 });
    const hit = await link.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    expect(hit, `${width}×${height}`).toBe(true);
  }
});
