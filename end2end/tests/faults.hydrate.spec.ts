/** What happens to phones, made rather than played: a server that is killed, a disk that is full, a clock that is wrong, a store that
 *  does not open. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { LAUNCH_WHOLE } from "../browser";
import { expect } from "./fixtures";
import {
  arrives,
  BATCH,
  entries,
  fresh,
  HERE,
  isThereOnce,
  keep,
  KEPT,
  LAST,
  oneOfEach,
  type Parcel,
  RECEIVED,
  reply,
  send,
  SOUND,
  states,
  times,
  TOPIC,
} from "./parcels";
import { workersOf } from "./phone";
import { open, phoneOf, test } from "./village";

// Without windows, Chromium counts its disk otherwise.
test.use({ serviceWorkers: "allow", launchOptions: LAUNCH_WHOLE });

const TWO_YEARS = 2 * 365 * 24 * 60 * 60 * 1000;

test("the server is killed in the middle of each kind of sending, one after the other, and each is there once", async ({
  phone: page,
  village,
}) => {
  test.slow();
  const mark = crypto.randomUUID().slice(0, 8);
  await open(page, TOPIC);
  await reply(page, `Avant ${mark}`);
  await expect(page.locator(".post", { hasText: `Avant ${mark}` })).toBeVisible();
  const number = new URL(page.url()).hash.slice(2);
  await open(page, "/envois");
  const correction = { numero: number, version: "1", geste: "corriger", texte: `Corrigé ${mark}` };
  const kinds: Parcel[] = [...oneOfEach(mark, "3.2"), ["correction", `${TOPIC}/message`, correction]];
  for (const parcel of kinds) {
    await keep(page, parcel);
    const heard = village.network.heard(BATCH).then(() => village.house.stop());
    const sending = send(page);
    await heard;
    await sending;
    await village.house.start();
  }
  // A voice is cut while its bytes are on their way.
  await keep(page, ["reponse", `${TOPIC}/repondre`, { texte: `Dit ${mark}` }], readFileSync(SOUND));
  const cut = village.network.heard("PATCH /envois/").then(() => village.house.stop());
  const sending = send(page);
  await cut;
  await sending;
  await village.house.start();
  await arrives(page, kinds.length + 1);
  for (const words of [`Corrigé ${mark}`, `Dit ${mark}`])
    expect(await times(village, LAST, words), words).toBe(1);
  await isThereOnce(page, village, mark, "3.2");
});

test("the server is killed right after it did what each kind asked, and each is there once", async ({
  phone: page,
  village,
}) => {
  test.slow();
  const mark = crypto.randomUUID().slice(0, 8);
  await open(page, TOPIC);
  await open(page, "/envois");
  const kinds = oneOfEach(mark, "3.3");
  for (const parcel of kinds) {
    await keep(page, parcel);
    const cuts = village.network.cuts;
    village.network.losesAnswerTo(BATCH);
    const sending = send(page);
    await expect.poll(() => village.network.cuts).toBe(cuts + 1);
    await village.house.stop();
    expect(await sending).toBe(true);
    village.network.comesBack();
    await village.house.start();
  }
  await arrives(page, kinds.length);
  await isThereOnce(page, village, mark, "3.3");
});

test("a phone whose disk is full keeps her words in the form, and what fits again is kept and sent", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Plus de place");
  const session = await page.context().newCDPSession(page);
  const { origin } = village.network;
  // Before the browser gives anything to this page: it gives some in advance.
  const { usage } = (await page.evaluate(() => navigator.storage.estimate())) as { usage: number };
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: usage + 500_000 });
  await open(page, TOPIC);
  await village.house.stop();
  const voice = {
    name: "voix.mp3",
    mimeType: "audio/mpeg",
    buffer: Buffer.alloc(3_000_000, readFileSync(SOUND)),
  };
  await page.locator("#voix-fichier").setInputFiles(voice);
  await reply(page, words);
  await expect(page.locator("[data-not-sent]")).toBeVisible();
  await expect(page.locator("#repondre").getByLabel("Votre message")).toHaveValue(words);
  const half = () =>
    page.evaluate(async () => {
      const box = (window as any).outbox;
      return box.within("readonly", async (it: any) => [
        await box.done(it.entries.count()),
        await box.done(it.pieces.count()),
      ]);
    });
  expect(await half(), "no half of it").toEqual([0, 0]);
  // Without the voice, and with room that was made, it fits: what the browser wrote in vain counts until it tidies up.
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: usage + 20_000_000 });
  await page.locator("#voix-fichier").setInputFiles([]);
  await page.locator("#repondre").getByRole("button", { name: "Envoyer" }).click();
  await expect(page.getByText(KEPT)).toBeVisible();
  expect((await half())[0]).toBe(1);
  await village.house.start();
  await arrives(page, 1);
  expect(await times(village, LAST, words)).toBe(1);
});

for (const [when, shift] of [
  ["ahead", TWO_YEARS],
  ["late", -TWO_YEARS],
] as const) {
  test(`with a clock two years ${when}, also in the worker, pages open without network and what she wrote arrives once`, async ({
    browser,
    village,
    watch,
    phone: _,
  }) => {
    await village.house.stop();
    village.house.hasClock(shift);
    await village.house.start();
    const page = await phoneOf(browser, watch, village, village.awa, shift);
    const clocks = await Promise.all([
      page.evaluate(() => Date.now()),
      page
        .context()
        .serviceWorkers()[0]
        .evaluate(() => Date.now()),
    ]);
    for (const it of clocks) expect(Math.abs(it - Date.now() - shift)).toBeLessThan(60_000);
    const words = fresh(`Avec une horloge fausse`);
    await open(page, TOPIC);
    await expect
      .poll(() =>
        page.evaluate(async (path) => Boolean(await caches.match(path, { ignoreVary: true })), TOPIC),
      )
      .toBe(true);
    await village.house.stop();
    await page.goto(TOPIC);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Comment compter");
    await page.waitForFunction(() => "outbox" in window);
    await reply(page, words);
    await expect(page.getByText(KEPT)).toBeVisible();
    await page.goto("/envois");
    await expect(entries(page).locator("[data-age]")).toContainText("l’instant");
    await expect(states(page)).toHaveText(HERE);
    const { client, registrationId } = await workersOf(page);
    await page.goto("about:blank");
    await village.house.start();
    // The worker sends it, by its own clock.
    const { origin } = village.network;
    await client.send("ServiceWorker.dispatchSyncEvent", {
      origin,
      registrationId,
      tag: "envois",
      lastChance: false,
    });
    await expect.poll(() => times(village, LAST, words)).toBe(1);
    await page.goto("/envois");
    await expect(states(page)).toHaveText(RECEIVED);
    await page.context().close();
    await village.house.stop();
    village.house.hasClock(0);
    await village.house.start();
  });
}

test("a store that another tab keeps shut, or that does not open, costs no word: with the network it goes the ordinary way", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Le coffre est fermé");
  // A tab that does not let go, and one that wants to take all away: whoever opens it now waits for both.
  const other = await page.context().newPage();
  await other.goto("/favicon.svg");
  await other.evaluate(
    () =>
      new Promise<void>((done) => {
        const opening = indexedDB.open("envois", 1);
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore("cles");
          opening.result.createObjectStore("envois", { keyPath: "id" }).createIndex("qui", "qui");
          opening.result.createObjectStore("morceaux");
        };
        opening.onsuccess = () => {
          Object.assign(window, { held: opening.result });
          indexedDB.deleteDatabase("envois").onblocked = () => done();
        };
      }),
  );
  await page.goto(TOPIC);
  await page.waitForFunction(() => "outbox" in window);
  await reply(page, words);
  await expect(page.locator(".post", { hasText: words })).toBeVisible({ timeout: 30_000 });
  await other.close();

  // One that fails, as a broken disk makes it.
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("broken", "UnknownError");
    };
  });
  const more = fresh("Le disque est abîmé");
  await page.goto(TOPIC);
  await page.waitForFunction(() => "outbox" in window);
  await village.house.stop();
  await reply(page, more);
  await expect(page.locator("[data-not-sent]")).toBeVisible();
  await expect(page.locator("#repondre").getByLabel("Votre message")).toHaveValue(more);
  await village.house.start();
  await page.locator("#repondre").getByRole("button", { name: "Envoyer" }).click();
  await expect(page.locator(".post", { hasText: more })).toBeVisible();
  for (const it of [words, more]) expect(await times(village, LAST, it)).toBe(1);
});
