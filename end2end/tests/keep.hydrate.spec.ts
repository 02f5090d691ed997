import type { Locator, Page } from "@playwright/test";
import { EXIT, NEUTRAL, standIn } from "./neutral";
import { REAL } from "./pages";
import { caches_, controlled, expect, MISSING, test } from "./phone";

test.use({ serviceWorkers: "allow" });
test.describe.configure({ mode: "serial" });

const GUIDE = "/bibliotheque/ecouter-et-orienter-sans-mettre-en-danger";

const directory = (page: Page): Locator => page.locator("[data-keep][data-directory]");

/** Keeps the directory by one touch on the page that is open. */
async function keep(page: Page) {
  await directory(page).getByRole("button", { name: "Garder l’annuaire" }).click();
  await expect(directory(page)).toContainText("L’annuaire est gardé sur ce téléphone");
}

/** The button that keeps a document with what can be heard. */
async function guideToKeep(page: Page): Promise<Locator> {
  const button = page.getByRole("button", { name: /^Garder la page et l’écoute \(/ });
  // The workshop makes what can be heard ready after the start.
  await expect(async () => {
    await page.goto(GUIDE);
    await expect(button).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 120_000 });
  return button;
}

/** Keeps a document with what can be heard. */
async function keepGuide(page: Page) {
  const button = await guideToKeep(page);
  await button.click();
  await expect(page.getByText("C’est gardé sur ce téléphone")).toBeVisible();
}

const heading = (page: Page): Locator => page.getByRole("heading", { level: 1 });

test("she opened the first page once and kept the directory: without network she finds who works on child marriage in Kolondiéba, and hears a document that she kept", async ({
  house,
  ready: page,
}) => {
  await keep(page);
  await keepGuide(page);
  await house.stop();
  await page.goto("/");
  await page.getByRole("link", { name: "Annuaire", exact: true }).first().click();
  await expect(heading(page)).toHaveText("Annuaire");
  await page.getByRole("searchbox").fill("mariag des enfants");
  await page.getByRole("searchbox").press("Enter");
  await expect(page).toHaveURL(/q=mariag/);
  const results = page.locator(".results");
  await expect(results).toContainText("Nos filles d’abord");
  // Pages that nobody opened before, at their own addresses and with their style.
  await page.goto("/annuaire?commune=15-kolondieba&domaine=mariage-enfants-excision");
  await expect(results.getByRole("article")).toHaveCount(1);
  await results.getByRole("link").first().click();
  await expect(heading(page)).toContainText("ANFA");
  await expect(page.getByRole("link", { name: /\+223/ }).first()).toBeVisible();
  // A message to one of its organisations waits on the phone.
  const message = `${new URL(page.url()).pathname}/message`;
  await page.goto(message);
  await page.getByRole("link", { name: "Écrire sans réseau" }).click();
  await expect(page.locator("[data-compose=message]").getByLabel("À quelle organisation")).toHaveValue(
    message,
  );
  await page.goBack();
  await page.goBack();
  expect(await page.evaluate(() => [...document.styleSheets].every((it) => it.cssRules.length > 0))).toBe(
    true,
  );
  await page.goto("/carte?region=bougouni");
  await expect(page.locator("svg.map")).toBeVisible();
  await expect(
    page.getByRole("cell", { name: "Kolondiéba" }).or(page.getByRole("rowheader", { name: "Kolondiéba" })),
  ).toBeVisible();
  await page.goto("/annuaire/qui-fait-quoi");
  await expect(page.getByRole("table")).toBeVisible();
  await page.goto("/annuaire/reseau");
  await expect(heading(page)).not.toHaveText(MISSING);
  const answer = await page.goto("/annuaire/personne");
  expect(answer!.status()).toBe(503);
  await expect(heading(page)).toHaveText(MISSING);
  await directory(page).getByRole("link", { name: "Ouvrir l’annuaire" }).click();
  await expect(heading(page)).toHaveText("Annuaire");
  await page.goto(GUIDE);
  const sound = page.locator("audio").first();
  await sound.evaluate((it: HTMLAudioElement) => {
    it.muted = true;
    return it.play();
  });
  // Wound to the middle and played on, from the phone alone.
  await sound.evaluate((it: HTMLAudioElement) => {
    it.currentTime = it.duration / 2;
  });
  await expect
    .poll(() => sound.evaluate((it: HTMLAudioElement) => it.currentTime > it.duration / 2 && !it.error))
    .toBe(true);
});

test("who was hidden meanwhile is gone from the copy with the next page that she reads, and from what she had read", async ({
  house,
  ready: page,
}) => {
  await page.goto(REAL);
  await page.goto("/annuaire");
  await keep(page);
  house.import("nom,etat\nAssociation Nos filles d’abord (exemple),masque\n");
  const copy = () =>
    page.evaluate(async () => {
      const answer = await (await caches.open("directory")).match("/annuaire.json");
      return answer!.text();
    });
  expect(await copy()).toContain("Nos filles d’abord");
  await expect(async () => {
    await page.goto("/bibliotheque");
    expect(await copy()).not.toContain("Nos filles d’abord");
  }).toPass();
  await house.stop();
  await page.goto("/annuaire/anfa");
  await expect(heading(page)).toHaveText(MISSING);
  await page.goto("/annuaire?q=filles");
  await expect(page.locator(".results")).not.toContainText("Nos filles d’abord");
  await house.start();
  house.import("nom,etat\nAssociation Nos filles d’abord (exemple),publie\n");
});

test("what another network answers is not kept in the place of the directory, and what was kept stays", async ({
  house,
  ready: page,
}) => {
  await page.goto("/sans-reseau");
  await house.isBehindPortal("<!DOCTYPE html><title>Wi-Fi</title><h1>Achetez un ticket</h1>");
  await directory(page).getByRole("button", { name: "Garder l’annuaire" }).click();
  await expect(directory(page)).toContainText("Il faut le réseau pour cela");
  expect(await caches_(page)).not.toContain("directory");
  await house.isFree();
  await house.start();
  await keep(page);
  await house.isBehindPortal("<!DOCTYPE html><title>Wi-Fi</title><h1>Achetez un ticket</h1>");
  await directory(page).getByRole("button", { name: "Mettre à jour l’annuaire" }).click();
  await expect(directory(page)).toContainText("Il faut le réseau pour cela");
  await page.goto("/annuaire/qui-fait-quoi");
  await expect(page.getByRole("table")).toBeVisible();
});

test("a phone that is full says so and keeps no half, and so does one that keeps nothing", async ({
  ready: page,
}) => {
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await page.goto(GUIDE);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
  await page.getByRole("button", { name: /^Garder (avec le fichier|sur ce téléphone) \(/ }).click();
  await expect(page.getByText("Il n’y a plus assez de place")).toBeVisible();
  expect(await caches_(page)).not.toContain("kept");
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException("no", "SecurityError"));
    for (const name of ["open", "has", "keys", "match"] as const) CacheStorage.prototype[name] = refuse;
  });
  await page.goto("/sans-reseau");
  await expect(directory(page)).toContainText("Ce navigateur ne garde rien pour ce site");
});

test("what she keeps is listed with its weight and taken away one by one, and a fast exit takes all", async ({
  ready: page,
  watch,
}) => {
  await standIn(page, watch);
  await keepGuide(page);
  await page.goto("/sans-reseau");
  await keep(page);
  const shelf = page.locator("[data-shelf]");
  await expect(shelf.getByRole("listitem")).toHaveCount(1);
  await expect(shelf.getByRole("listitem")).toContainText(/Écouter et orienter.*\d\s(ko|Mo)/);
  await expect(shelf).toContainText(/utilisés ; le navigateur permet/);
  await shelf.getByRole("button", { name: /^Retirer « Écouter/ }).click();
  await expect(shelf.getByText("Rien pour le moment")).toBeVisible();
  expect(await caches_(page)).not.toContain("kept");
  await directory(page).getByRole("button", { name: "Retirer du téléphone" }).click();
  await expect(directory(page)).toContainText("C’est retiré");
  expect(await caches_(page)).not.toContain("directory");
  await keep(page);
  await keepGuide(page);
  const other = await page.context().newPage();
  await other.goto("/favicon.svg");
  await page.getByRole("link", { name: EXIT }).click();
  await expect(page).toHaveURL(NEUTRAL);
  await expect.poll(() => caches_(other)).toEqual([]);
});

test("a page that was drawn before its voice was ready is kept with the voice that it has by now", async ({
  house,
  ready: page,
}) => {
  const button = await guideToKeep(page);
  await button.evaluate((it) => it.setAttribute("data-files", ""));
  await button.click();
  await expect(page.getByText("C’est gardé sur ce téléphone")).toBeVisible();
  await house.stop();
  await page.goto(GUIDE);
  const sound = page.locator("main audio").first();
  const files = await sound.evaluate((it) => [...it.querySelectorAll("source")].map(({ src }) => src));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect(await page.evaluate((it) => fetch(it).then(({ status }) => status), file), file).toBe(200);
  }
});

test("a new version of the site draws the directory that an old one kept", async ({ house, ready: page }) => {
  await keep(page);
  await house.stop();
  house.rebuild("fedcba9876543210");
  await house.start();
  await page.goto("/");
  await page.evaluate(() => Object.assign(window, { __mark: true }));
  const bar = page.getByRole("status").filter({ hasText: "Une nouvelle version est là." });
  await bar.getByRole("button", { name: "Mettre à jour" }).click();
  await page.waitForFunction(() => !("__mark" in window));
  await controlled(page);
  await house.stop();
  await page.goto("/annuaire/qui-fait-quoi");
  await expect(page.getByRole("table")).toBeVisible();
});

test("a phone in dark colours and economy draws the directory so", async ({ running: house, page }) => {
  await page.context().addCookies([{ name: "affichage", value: "dark.economie", url: house.origin }]);
  await page.goto("/");
  await controlled(page);
  await keep(page);
  await page.goto("/bibliotheque");
  await house.stop();
  await page.goto("/annuaire/qui-fait-quoi");
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("data-economy", "");
});

test("the browser is asked to throw nothing away once she keeps something, and not before", async ({
  ready: page,
}) => {
  await page.addInitScript(() => {
    let asked = 0;
    navigator.storage.persist = async () => ((asked += 1), true);
    Object.assign(window, { asked: () => asked });
  });
  await page.goto("/annuaire/anfa");
  await page.goto("/");
  const asked = () => page.evaluate(() => (window as any).asked());
  expect(await asked()).toBe(0);
  await keep(page);
  expect(await asked()).toBe(1);
});
