import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { arrives, entries, fresh, HERE, RECEIVED, states, TOPIC } from "./parcels";
import { MISSING } from "./phone";
import { open, phoneOf, test } from "./village";

test.use({ serviceWorkers: "allow" });

/** Follows the way from the page in the place of a form that is not on this phone, to the form that is. */
async function writes(page: Page, sort: string) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(MISSING);
  await page.getByRole("link", { name: "Écrire sans réseau" }).click();
  const fold = page.locator(`[data-compose=${sort}]`);
  await expect(fold).toHaveAttribute("open", "");
  return fold;
}

test("a visitor who opened one page and kept the directory writes to an organisation and reports an error with the server stopped", async ({
  browser,
  village,
  watch,
  phone: _,
}) => {
  const page = await phoneOf(browser, watch, village);
  await page
    .locator("[data-keep][data-directory]")
    .getByRole("button", { name: "Garder l’annuaire" })
    .click();
  await expect(page.getByText("L’annuaire est gardé sur ce téléphone")).toBeVisible();
  await village.house.stop();
  const [message, error] = [fresh("Où vous trouver"), fresh("Le numéro a changé")];
  for (const [sort, path, words] of [
    ["message", "/annuaire/rejefpo/message", message],
    ["erreur", "/annuaire/anfa/erreur", error],
  ]) {
    await page.goto(path);
    const fold = await writes(page, sort);
    await expect(fold.locator("[data-place]")).toHaveValue(path);
    await fold.locator("textarea").fill(words);
    await fold.getByRole("button", { name: "Garder et envoyer" }).click();
    await expect(entries(page).last().locator("[data-text]")).toHaveText(words);
  }
  await expect(states(page)).toHaveText([HERE, HERE]);
  await village.house.start();
  await arrives(page, 2);
  await page.context().close();
});

test("a member who read a topic once flags a message of it with the server stopped, without the form", async ({
  phone: page,
  village,
}) => {
  await open(page, TOPIC);
  await expect.poll(() => page.evaluate(async (path) => Boolean(await caches.match(path)), TOPIC)).toBe(true);
  await village.house.stop();
  await page.goto(TOPIC);
  const link = page.locator('a[href*="/signaler?message="]').last();
  const href = await link.getAttribute("href");
  await page.goto(href!);
  const fold = await writes(page, "signalement");
  await expect(fold.locator("[data-place] option")).toHaveText(/Comment compter/);
  await fold.getByRole("radio", { name: "Ce n’est pas à sa place ici" }).check();
  await fold.getByRole("button", { name: "Garder et envoyer" }).click();
  await expect(states(page)).toHaveText(HERE);
  await expect(page.locator("[data-entries] [data-kind]")).toHaveText("Signalement");
  await village.house.start();
  await page.goto("/envois");
  await expect(states(page)).toHaveText(RECEIVED);
  // It leads to the message that was flagged.
  await page.getByRole("link", { name: "Voir", exact: true }).click();
  await expect(page).toHaveURL(/signale=1/);
});
