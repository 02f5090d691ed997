import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { EXIT, NEUTRAL, standIn } from "./neutral";
import { arrives, fresh, KEPT, LAST, reply, SOUND, times, TOPIC } from "./parcels";
import { caches_, controlled, MISSING } from "./phone";
import { open, test } from "./village";

test.use({ serviceWorkers: "allow" });

const SHELF = "/compte/etagere";
const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** The paths of what is kept on this phone for one person alone. */
async function hers(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("prive-"));
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => new URL(url).pathname);
  });
}

/** Reads her shelf and a topic as herself. */
async function reads(page: Page) {
  await open(page, TOPIC);
  await page.goto(SHELF);
  for (const path of [TOPIC, SHELF]) await expect.poll(() => hers(page)).toContain(path);
}

test("a member reads her shelf and a topic without network, and what she writes twice under it arrives twice", async ({
  phone: page,
  village,
}) => {
  await reads(page);
  const never = ["/compte", "/compte/nouvelles", "/compte/securite", "/compte/donnees", "/forum/brouillons"];
  for (const path of never) await page.goto(path);
  await page.goto("/annuaire");
  await expect.poll(() => hers(page)).toContain("/annuaire");
  expect((await hers(page)).filter((path) => never.includes(path))).toEqual([]);

  await village.house.stop();
  await page.goto(SHELF);
  await expect(heading(page)).toHaveText("Mon étagère");
  await expect(page.locator(".bell")).toBeVisible();
  await page.goto("/sans-reseau");
  await expect(page.locator("[data-kept]").getByRole("link", { name: /Mon étagère/ })).toBeVisible();
  const words = [fresh("Une fois"), fresh("Une autre fois")];
  for (const it of words) {
    await open(page, TOPIC);
    await reply(page, it);
    await expect(page.getByText(KEPT)).toBeVisible();
  }
  await village.house.start();
  await arrives(page, 2);
  for (const it of words) expect(await times(village, LAST, it)).toBe(1);
});

test("a voice that she heard sounds without network, and no more once its author took it back", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Avec ma voix");
  await open(page, TOPIC);
  await page.locator("#voix-fichier").setInputFiles(SOUND);
  await reply(page, words);
  const post = page.locator(".post", { hasText: words });
  // The workshop makes its clean copy first.
  await expect(async () => {
    await page.goto(LAST);
    await expect(post.locator("audio source")).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  const src = await post.locator("audio source").getAttribute("src");
  /** Asks as a player does: how the answer is, and how many bytes come. */
  const heard = () =>
    page.evaluate(async (src) => {
      const answer = await fetch(src!, { headers: { range: "bytes=0-" } }).catch(() => null);
      return answer && [answer.status, (await answer.blob()).size];
    }, src);
  const whole = await heard();
  expect(whole?.[0]).toBe(206);
  await expect.poll(() => page.evaluate(async (src) => Boolean(await caches.match(src!)), src)).toBe(true);
  await village.house.stop();
  expect(await heard()).toEqual(whole);
  await village.house.start();
  await page.goto(LAST);
  await post.getByRole("link", { name: "Corriger" }).click();
  await page.getByRole("button", { name: "Effacer mon message" }).click();
  await expect(page.getByText("Message effacé par son auteure.").last()).toBeVisible();
  expect((await heard())?.[0]).toBe(404);
  await village.house.stop();
  await expect.poll(heard).toBeNull();
});

test("an image that she saw is there without network, and no more once its author took it back", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Avec une photo");
  await open(page, TOPIC);
  await page.getByText("Ajouter des images").click();
  await page.getByLabel("Une image de votre téléphone").setInputFiles({
    name: "photo.png",
    mimeType: "image/png",
    buffer: readFileSync(new URL("../../public/icon-192.png", import.meta.url)),
  });
  await page.getByRole("button", { name: "Ajouter cette image" }).click();
  await expect(page.getByText("L’image est ajoutée.")).toBeVisible();
  await page.getByLabel("Votre message").fill(words);
  await page.getByRole("button", { name: "Envoyer" }).click();
  const post = page.locator(".post", { hasText: words });
  const image = post.locator("img").last();
  const shown = () => image.evaluate((it: HTMLImageElement) => it.complete && it.naturalWidth > 0);
  await expect(async () => {
    await page.goto(LAST);
    await image.scrollIntoViewIfNeeded({ timeout: 1000 });
    await expect.poll(shown, { timeout: 1000 }).toBe(true);
  }).toPass();
  const src = await image.getAttribute("src");
  await expect.poll(() => page.evaluate(async (src) => Boolean(await caches.match(src!)), src)).toBe(true);
  await village.house.stop();
  await page.reload();
  await image.scrollIntoViewIfNeeded();
  await expect.poll(shown).toBe(true);
  await village.house.start();
  // What she has of it is not sent again, and what was taken back is asked for.
  const asked = () =>
    page.evaluate(
      async (src) =>
        fetch(src!).then(
          ({ status }) => status,
          () => 0,
        ),
      src,
    );
  expect(await asked()).toBe(200);
  await page.goto(LAST);
  await post.getByRole("link", { name: "Corriger" }).click();
  await page.getByRole("button", { name: "Effacer mon message" }).click();
  await expect(page.getByText("Message effacé par son auteure.").last()).toBeVisible();
  expect(await asked()).toBe(404);
  await village.house.stop();
  await expect.poll(asked).toBe(0);
});

test("signing out takes what was hers off the phone, also where no answer comes", async ({
  phone: page,
  village,
}) => {
  await reads(page);
  await page.goto("/deconnexion");
  await village.house.stop();
  await page.getByRole("main").getByRole("button", { name: "Se déconnecter" }).click();
  await expect.poll(() => hers(page)).toEqual([]);
  await page.goto(SHELF);
  await expect(heading(page)).toHaveText(MISSING);
  await village.house.start();
  await reads(page);
  await page.goto("/deconnexion");
  await page.getByRole("main").getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.locator(".bell")).toHaveCount(0);
  await expect.poll(() => hers(page)).toEqual([]);
  // Her phone begins anew.
  await page.goto("/");
  await controlled(page);
  await village.house.stop();
  for (const path of [SHELF, TOPIC]) {
    await page.goto(path);
    await expect(heading(page)).toHaveText(MISSING);
  }
});

for (const [who, cookies] of [
  ["another person signs in", true],
  ["her session is over", false],
] as const) {
  test(`as soon as ${who} nothing of hers is on the phone`, async ({ phone: page, village }) => {
    await reads(page);
    await page.context().clearCookies();
    if (cookies) await page.context().addCookies(village.fanta.cookies);
    await page.goto("/annuaire");
    await expect.poll(async () => (await hers(page)).filter((path) => path !== "/annuaire")).toEqual([]);
    expect((await caches_(page)).filter((name) => name.startsWith("prive-"))).toHaveLength(cookies ? 1 : 0);
    await village.house.stop();
    for (const path of [SHELF, TOPIC]) {
      await page.goto(path);
      await expect(heading(page)).toHaveText(MISSING);
    }
  });
}

test("the quick exit leaves nothing of hers, with the network and without", async ({
  phone: page,
  village,
  watch,
}) => {
  await standIn(page, watch);
  await reads(page);
  const other = await page.context().newPage();
  await other.goto("/favicon.svg");
  await village.house.stop();
  await page.getByRole("link", { name: EXIT }).click();
  await expect(page).toHaveURL(NEUTRAL);
  await expect.poll(() => caches_(other)).toEqual([]);
});
