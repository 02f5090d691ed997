import type { Page } from "@playwright/test";
import { INVENTED, KIT } from "./pages";
import { controlled, expect, test } from "./phone";

test.use({ serviceWorkers: "allow" });
// The workshop makes what can be heard ready after the start, which a busy machine delays.
test.describe.configure({ mode: "serial", timeout: 600_000 });

const GUIDE = "/bibliotheque/ecouter-et-orienter-sans-mettre-en-danger";

type Handed = { name: string; type: string; start: string; bytes: number }[];

/** A phone whose share sheet takes files of these names; what is handed to it is noted. */
async function sheet(page: Page, taken: RegExp) {
  await page.addInitScript((taken) => {
    const allowed = ({ files }: ShareData) => (files ?? []).every(({ name }) => new RegExp(taken).test(name));
    const share = async (data: ShareData) => {
      if (!allowed(data)) throw new TypeError("not this");
      const handed = await Promise.all(
        (data.files ?? []).map(async (file) => ({
          name: file.name,
          type: file.type,
          start: (await file.text()).slice(0, 4000),
          bytes: file.size,
        })),
      );
      Object.assign(window, { handed });
    };
    Object.assign(Navigator.prototype, { canShare: allowed, share });
  }, taken.source);
}

const handed = (page: Page): Promise<Handed> =>
  page
    .waitForFunction(() => (window as { handed?: unknown }).handed)
    .then((it) => it.jsonValue()) as Promise<Handed>;

const button = (page: Page) => page.getByRole("link", { name: "Partager un fichier" });

/** Keeps what the page is about. */
async function keep(page: Page) {
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("button", { name: /^Garder la page et l’écoute \(/ })).toBeVisible({
      timeout: 3_000,
    });
  }).toPass({ timeout: 540_000 });
  await page.locator("[data-pages] [data-files]").last().click();
  await expect(page.getByText("C’est gardé sur ce téléphone")).toBeVisible();
}

test("the card of an organisation is a file that says who it is, also of the kept directory", async ({
  running: house,
  page,
}) => {
  await sheet(page, /\.html$/);
  await page.goto(INVENTED);
  await controlled(page);
  await button(page).click();
  const [card] = await handed(page);
  expect(card).toMatchObject({ name: "anfa.html", type: "text/html" });
  expect(card.start).toContain("Nos filles d’abord");
  expect(card.start).toContain('href="tel:');
  expect(card.bytes).toBeLessThan(8_000);
  await page.goto("/");
  await page
    .locator("[data-keep][data-directory]")
    .getByRole("button", { name: "Garder l’annuaire" })
    .click();
  await expect(page.getByText("L’annuaire est gardé sur ce téléphone")).toBeVisible();
  await house.stop();
  await page.goto(INVENTED);
  await button(page).click();
  const [again] = await handed(page);
  expect(again).toEqual(card);
});

test("a document that is kept is handed on as its file without network, and what is not kept says what it needs", async ({
  running: house,
  page,
}) => {
  await sheet(page, /\.(pdf|mp3)$/);
  await page.goto(GUIDE);
  await controlled(page);
  await keep(page);
  await page.goto("/bibliotheque/qu-est-ce-qu-un-par");
  await house.stop();
  await button(page).click();
  await expect(page.getByRole("link", { name: "Il faut le réseau pour ce fichier" })).toBeVisible();
  await page.goto(GUIDE);
  await button(page).click();
  const [file] = await handed(page);
  expect(file).toMatchObject({
    name: "ecouter-et-orienter-sans-mettre-en-danger.pdf",
    type: "application/pdf",
  });
  expect(file.start).toMatch(/^%PDF/);
});

test("a collection is one file where the phone shares archives, and its documents where it does not", async ({
  running: _,
  page,
}) => {
  await sheet(page, /\.(pdf|mp3|jpg|png|webp)$/);
  await page.goto(KIT);
  await button(page).click();
  const files = await handed(page);
  expect(files.length).toBeGreaterThan(1);
  expect(files.every(({ bytes }) => bytes > 0)).toBe(true);
  const other = await page.context().newPage();
  // A browser that is not Chromium.
  await other.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "userAgentData", { value: undefined }),
  );
  await sheet(other, /\.zip$/);
  await other.goto(KIT);
  await button(other).click();
  const [zip] = await handed(other);
  expect(zip).toMatchObject({ name: "boite-a-outils-du-plaidoyer.zip", type: "application/zip" });
  expect(zip.start).toMatch(/^PK/);
});

test("a phone that shares no files has links that download them", async ({ running: _, page }) => {
  await page.addInitScript(() => Object.assign(Navigator.prototype, { canShare: () => false }));
  await page.goto(INVENTED);
  const link = page.getByRole("link", { name: "Télécharger la fiche" });
  await expect(link).toHaveAttribute("href", `${INVENTED}/carte.html`);
  const coming = page.waitForEvent("download");
  await link.click();
  expect((await coming).suggestedFilename()).toBe("anfa.html");
  await page.goto(GUIDE);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(button(page)).toHaveCount(0);
});

test("who closes the sheet is asked nothing, and a file that came too late for the touch is shared with the next", async ({
  running: _,
  page,
}) => {
  await sheet(page, /\.html$/);
  await page.goto(INVENTED);
  const refuse = (name: string) =>
    page.evaluate((name) => {
      const { share } = navigator;
      navigator.share = () => {
        navigator.share = share;
        Object.assign(window, { refused: name });
        return Promise.reject(new DOMException("no", name));
      };
    }, name);
  await expect(button(page)).toBeVisible();
  await refuse("NotAllowedError");
  await button(page).click();
  const again = page.getByRole("link", { name: "C’est prêt : touchez encore" });
  await expect(again).toBeVisible();
  await refuse("AbortError");
  await again.click();
  await page.waitForFunction(() => (window as { refused?: string }).refused === "AbortError");
  await expect(button(page)).toBeVisible();
  await button(page).click();
  expect(await handed(page)).toHaveLength(1);
  await expect(button(page)).toBeVisible();
});

test("what the sheet refuses in the end is downloaded", async ({ running: _, page }) => {
  await sheet(page, /\.html$/);
  await page.goto(INVENTED);
  await expect(button(page)).toBeVisible();
  await page.evaluate(() => {
    navigator.share = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await button(page).click();
  await page.getByRole("link", { name: "C’est prêt : touchez encore" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger la fiche" }).click();
  expect((await coming).suggestedFilename()).toBe("anfa.html");
});
