import { request, type Page } from "@playwright/test";
import { controlled, kept } from "./phone";
import { expect } from "./fixtures";
import { HERE, RECEIVED, states } from "./parcels";
import { phoneOf, test } from "./village";

test.use({ serviceWorkers: "allow" });

const GUIDE = "/bibliotheque/ecouter-et-orienter-sans-mettre-en-danger";
const heading = (page: Page) => page.getByRole("heading", { level: 1 });

// The promise of the application, from one end to the other: a member's new phone, the first page once, one touch, then no network.
test("from the first page, opened once, to a receipt: without network she finds who helps, hears a document, tells an experience by voice", async ({
  browser,
  phone: _,
  village,
  watch,
}) => {
  test.slow();
  const page = await phoneOf(browser, watch, village, village.awa);
  expect(page.viewportSize()).toEqual({ width: 360, height: 640 });
  await controlled(page);
  const directory = page.locator("[data-keep][data-directory]");
  await directory.getByRole("button", { name: "Garder l’annuaire" }).click();
  await expect(directory).toContainText("L’annuaire est gardé sur ce téléphone");
  await expect.poll(() => kept(page), { message: "the first page is kept" }).toContain("/");
  // A document is kept on its own page, where its weight is said.
  const keeps = page.getByRole("button", { name: /^Garder (la page et l’écoute|sur ce téléphone) \(/ });
  await expect(async () => {
    await page.goto(GUIDE);
    // The workshop makes what can be heard ready after the start.
    await expect(page.locator("audio")).not.toHaveCount(0, { timeout: 3_000 });
    await expect(keeps).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 300_000 });
  await keeps.click();
  await expect(page.getByText("C’est gardé sur ce téléphone")).toBeVisible();
  await page.close();

  await village.house.stop();
  const later = await page.context().newPage();
  const manifest = await later.goto("/");
  expect(manifest!.status()).toBe(200);
  await later.getByRole("link", { name: "Annuaire", exact: true }).first().click();
  await expect(heading(later)).toHaveText("Annuaire");
  await later.getByRole("searchbox").fill("mariage des enfants kolondieba");
  await later.getByRole("searchbox").press("Enter");
  await expect(later).toHaveURL(/q=mariage/);
  await later
    .locator(".results")
    .getByRole("link", { name: /ANFA|Nos filles d’abord/ })
    .first()
    .click();
  await expect(heading(later)).toContainText("ANFA");
  await expect(later.getByRole("link", { name: /\+223/ }).first()).toBeVisible();

  await later.goto(GUIDE);
  const sound = later.locator("audio").first();
  await sound.evaluate((it: HTMLAudioElement) => {
    it.muted = true;
    return it.play();
  });
  await expect
    .poll(() => sound.evaluate((it: HTMLAudioElement) => it.currentTime > 0 && !it.error))
    .toBe(true);

  const title = `Une caisse de solidarité ${crypto.randomUUID().slice(0, 8)}`;
  await later.goto("/envois");
  await later.locator("[data-compose=fiche] summary").click();
  const told = later.locator("[data-compose=fiche]");
  await told.getByLabel("Dans quel espace ?").selectOption({ index: 0 });
  await told.locator("#fiche-titre").fill(title);
  await told.locator("#fiche-region").selectOption("bougouni");
  await told.locator("#fiche-du").fill("2026-03");
  await told.getByRole("checkbox").first().check();
  await told.getByRole("button", { name: "Enregistrer ma voix" }).click();
  await expect(told.locator("[data-time]")).toHaveText(/^0:0[2-9] \/ /);
  await told.getByRole("button", { name: "Arrêter" }).click();
  await expect(told.locator("audio")).toBeVisible();
  await told.locator("#fiche-fait").fill("Nous avons ouvert une caisse et tenu un cahier.");
  await told.getByRole("button", { name: "Garder et envoyer" }).click();
  await expect(states(later)).toHaveText(HERE);
  await expect(later.getByRole("button", { name: "Écouter" })).toBeVisible();

  await village.house.start();
  await later.reload();
  await expect(states(later)).toHaveText(RECEIVED);
  await later.getByRole("link", { name: "Voir", exact: true }).click();
  await expect(heading(later)).toContainText(title);
  // The workshop makes its clean copy first, after whatever it has in hand.
  await expect(async () => {
    await later.reload();
    await expect(later.locator(".posts audio").first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const visitor = await request.newContext({ baseURL: village.house.origin });
  const list = await (await visitor.get("/forum/experiences")).text();
  expect(list.split(`${title}</`).length - 1, "there once").toBe(1);
  await visitor.dispose();
  await page.context().close();
});
