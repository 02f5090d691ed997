import type { Page } from "@playwright/test";
import { House } from "./house";
import { controlled, expect, test } from "./phone";

test.use({ serviceWorkers: "allow" });

const SAID = "Une partie de l’application n’est pas arrivée";

const said = (page: Page) => page.getByRole("status").filter({ hasText: SAID });

test("a WASM, a script of every page and one of a single page that cannot be had say so, and the page works without them", async ({
  browser,
  watch,
}) => {
  watch.expects(/Failed to load resource|Failed to fetch|FetchEvent/);
  const house = await House.open();
  for (const [gone, path] of [
    [/^musoya\..*\.wasm/, "/annuaire"],
    [/^musoya\..*\.js/, "/annuaire"],
    [/^boot\./, "/annuaire"],
    [/^phone\./, "/annuaire"],
    [/^outbox-page\./, "/envois"],
  ] as [RegExp, string][]) {
    await house.stop();
    house.loses(gone);
    await house.start();
    const context = await browser.newContext({ baseURL: house.origin });
    const page = await context.newPage();
    await page.goto(path);
    await expect(said(page), `${gone}`).toHaveCount(1);
    await expect(said(page)).toBeVisible();
    if (path === "/annuaire") {
      await page.getByRole("searchbox").fill("kolondieba");
      await page.getByRole("button", { name: "Chercher", exact: true }).click();
      await expect(page).toHaveURL(/q=kolondieba/);
      await expect(page.locator(".org-card h2 a").first()).toContainText("Nos filles d’abord");
    }
    await said(page).getByRole("link", { name: "Ce qui marche sans réseau" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ce qui marche sans réseau");
    // It is there again, and so is all of the page.
    await house.stop();
    house.finds();
    await house.start();
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("data-ready", "");
    await expect(said(page)).toHaveCount(0);
    await context.close();
  }
  await house.close();
});

test("without network, the WASM that this phone has not says so on a page that it has", async ({
  house,
  ready: page,
}) => {
  await controlled(page);
  await page.evaluate(async () => {
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys())
        if (request.url.endsWith(".wasm")) await (await caches.open(name)).delete(request);
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.clearBrowserCache");
  await house.stop();
  await page.goto("/");
  await expect(said(page)).toBeVisible();
  await said(page).getByRole("link", { name: "Ce qui marche sans réseau" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ce qui marche sans réseau");
  await expect(page.locator("[data-kept]").getByRole("link").first()).toBeVisible();
});
