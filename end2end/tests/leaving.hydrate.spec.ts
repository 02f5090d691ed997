/** One phone, several women: whoever leaves takes away what was hers, and nothing of anybody else's. */
import type { Browser, Page } from "@playwright/test";
import { expect } from "./fixtures";
import { called, invitation, join, WORDS } from "./members";
import { EXIT, NEUTRAL, standIn } from "./neutral";
import { entries, fresh, HERE, KEPT, reply, states, TOPIC } from "./parcels";
import { open, signIn, test, type Village } from "./village";

test.use({ serviceWorkers: "allow" });

const LOCKED = "Des envois attendent leur auteure";

/** Writes without a network what then waits for an hour, so that nothing goes while somebody leaves. */
async function waits(page: Page, village: Village, words: string) {
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.evaluate(async () => {
    const box = (window as any).outbox;
    const owner = await box.mine();
    for (const { id } of await box.all(owner.qui)) {
      await box.write(owner, id, { apres: Date.now() + 3_600_000, secondes: 7200 });
    }
  });
  await village.house.start();
}

/** Somebody new comes on this phone, whose last reader's session ended by itself. */
async function another(page: Page, village: Village, browser: Browser): Promise<string> {
  const context = await browser.newContext({ baseURL: village.house.origin, storageState: village.staff });
  const desk = await context.newPage();
  const visit = async (path: string, it = desk) => it.goto(path);
  const name = called("Nana");
  const words = await invitation(visit, desk);
  await context.close();
  await page.context().clearCookies();
  await join(visit, page, words, name);
  return name;
}

/** How many things wait on this phone, whoever wrote them. */
const kept = (page: Page) =>
  page.evaluate(() =>
    (window as any).outbox.within("readonly", ({ entries }: any) =>
      (window as any).outbox.done(entries.count()),
    ),
  );

async function setLock(page: Page, code: string) {
  await page.goto("/compte/verrou");
  await page.getByLabel("Code de 4 à 8 chiffres").fill(code);
  await page.getByRole("button", { name: "Mettre le verrou" }).click();
  await expect(page.getByText("Le verrou est en marche sur ce téléphone.")).toBeVisible();
}

/** Nobody touched it for a long time. */
const rests = (page: Page) => page.evaluate(() => localStorage.setItem("verrou-touche", "0"));

test("an account that ends, and a lock that somebody else set, take nothing of another's from the phone", async ({
  phone: page,
  village,
  browser,
}) => {
  await page.context().clearCookies();
  await signIn(page, village.name);
  await setLock(page, "2468");
  const hers = fresh("D’Awa");
  await waits(page, village, hers);
  await another(page, village, browser);
  await rests(page);
  await page.goto("/compte");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await waits(page, village, fresh("De Nana"));
  await page.goto("/compte/supprimer");
  await page.waitForFunction(() => "outbox" in window);
  await page.getByLabel("Mot de passe actuel").fill(WORDS);
  await page.locator("#sure input").check();
  await page.getByRole("main").getByRole("button", { name: "Supprimer" }).click();
  await expect(page.getByRole("heading", { name: "Ce qui est effacé" })).toBeVisible();
  await page.goto("/envois");
  await expect(page.getByText(LOCKED)).toBeVisible();
  await expect.poll(() => kept(page)).toBe(1);
  await signIn(page, village.name);
  await page.goto("/envois");
  await expect(entries(page).locator("[data-text]")).toHaveText(hers);
});

test("who signs out and forgets what is hers leaves what others wrote", async ({
  phone: page,
  village,
  browser,
}) => {
  await page.context().clearCookies();
  await signIn(page, village.name);
  const hers = fresh("D’Awa");
  await waits(page, village, hers);
  await another(page, village, browser);
  await waits(page, village, fresh("De Nana"));
  await page.goto("/compte");
  await expect(page.getByText("Des envois attendent sur ce téléphone")).toBeVisible();
  await page.getByLabel("Les garder, fermés à clé").uncheck();
  await page.getByRole("main").getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.getByText("Vous êtes déconnectée.")).toBeVisible();
  await expect.poll(() => kept(page)).toBe(1);
  await signIn(page, village.name);
  await page.goto("/envois");
  await expect(entries(page).locator("[data-text]")).toHaveText(hers);
});

test("whoever guesses the code of the lock reads nothing, and what waits is not lost", async ({
  phone: page,
  village,
}) => {
  await page.context().clearCookies();
  await signIn(page, village.name);
  await setLock(page, "2468");
  await waits(page, village, fresh("Gardé malgré tout"));
  await rests(page);
  await page.goto("/envois");
  const cover = page.getByRole("dialog");
  const guesses = ["1111", "2222", "3333", "4444", "5555"];
  for (const [number, code] of guesses.entries()) {
    await cover.getByLabel("Code").fill(code);
    await cover.getByRole("button", { name: "Ouvrir" }).click();
    if (number + 1 < guesses.length) await expect(cover.getByLabel("Code")).toHaveValue("");
  }
  await expect(page).toHaveURL(/deconnexion\?garder=1/);
  await page.goto("/envois");
  await expect(page.getByText(LOCKED)).toBeVisible();
  await expect(entries(page)).toHaveCount(0);
  await signIn(page, village.name);
  await page.goto("/envois");
  await expect(states(page)).toHaveText(HERE);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a session that was left fast without a network ends before anybody sees what it shows", async ({
  phone: page,
  village,
  watch,
}) => {
  await standIn(page, watch);
  await page.context().clearCookies();
  await signIn(page, village.name);
  await page.goto("/compte");
  const cookies = await page.context().cookies();
  await village.house.stop();
  await page.getByRole("link", { name: EXIT }).click();
  await expect(page).toHaveURL(NEUTRAL);
  await village.house.start();
  // The phone still has her session, and the server knows of nothing.
  expect(await page.context().cookies()).toEqual(cookies);
  await page.goto("/compte");
  await expect(page).toHaveURL(/connexion/);
  await page.context().addCookies(cookies);
  await page.goto("/compte");
  await expect(page).toHaveURL(/connexion/);
});

test("what is written while her key could not be had is not kept under the name of who was here before", async ({
  phone: page,
  village,
  browser,
}) => {
  const put = (from: string, to: string) =>
    page.evaluate(
      async ([from, to]) => {
        const box = (window as any).outbox;
        await box.within("readwrite", async ({ keys }: any) => keys.put(await box.done(keys.get(from)), to));
      },
      [from, to],
    );
  await open(page, TOPIC);
  await put("moi", "avant");
  await another(page, village, browser);
  await open(page, TOPIC);
  // As it is where the answer that brings her key gets lost.
  await put("avant", "moi");
  const cuts = village.network.cuts;
  village.network.losesAnswerTo("GET /envois/cle");
  await page.goto(TOPIC);
  await page.waitForFunction(() => "outbox" in window);
  await expect.poll(() => village.network.cuts).toBeGreaterThan(cuts);
  const words = fresh("De Nana, pas d’Awa");
  await reply(page, words);
  await expect(page.locator("[data-not-sent]")).toBeVisible();
  await expect(page.locator("#repondre").getByLabel("Votre message")).toHaveValue(words);
  expect(await kept(page)).toBe(0);
  village.network.comesBack();
  await village.house.stop();
  await reply(page, words);
  await expect(page.locator("[data-not-sent]")).toBeVisible();
  expect(await kept(page)).toBe(0);
});
