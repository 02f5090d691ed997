import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { called, WORDS } from "./members";
import { expect } from "./fixtures";
import {
  arrives,
  BATCH,
  entries,
  fresh,
  HERE,
  isThereOnce,
  keep,
  keepReplies,
  KEPT,
  LAST,
  oneOfEach,
  reply,
  send,
  states,
  times,
  TOPIC,
} from "./parcels";
import { open, phoneOf, test } from "./village";

test.use({ serviceWorkers: "allow" });

/** Half a minute of a voice. */
const VOICE = readFileSync(resolve(import.meta.dirname, "../../domain/data/library/plaidoyer.mp3"));
const MANY = 200;
/** One of them is thrown away before the others are sent. */
const SENT = MANY - 1;

const total = (page: Page) => page.locator("[data-total]");

/** How many things of hers have not arrived. */
const left = (page: Page) =>
  page.evaluate(async () => {
    const box = (window as any).outbox;
    const all = await box.all((await box.mine()).qui);
    return all.filter((it: any) => it.etat !== "recu").length;
  });

test("two hundred recordings in it stay usable, and each that is sent goes in one piece and is heard once", async ({
  phone: page,
  village,
}) => {
  test.slow();
  const mark = crypto.randomUUID().slice(0, 8);
  await open(page, TOPIC);
  await village.house.stop();
  await page.evaluate(
    async ([mark, place, sound, many]) => {
      const bytes = Uint8Array.from(atob(sound as string), (it) => it.charCodeAt(0));
      for (let number = 0; number < (many as number); number += 1) {
        await (window as any).outbox.keep({
          sort: "reponse",
          ou: `${place}/repondre`,
          sujet: "Comment compter",
          champs: [["texte", `Voix ${mark} numéro ${number}.`]],
          fichiers: [
            { champ: "voix", file: new File([bytes], `voix-${number}.mp3`, { type: "audio/mpeg" }) },
          ],
          mien: true,
        });
      }
    },
    [mark, TOPIC, VOICE.toString("base64"), MANY] as const,
  );
  await page.goto("/envois");
  await expect(total(page)).toContainText(`${MANY} envois`);
  // What is not shown is not read: the page holds fifty, and no sound before she asks for it.
  await expect(entries(page)).toHaveCount(50);
  await expect(page.locator("[data-entries] audio[src]")).toHaveCount(0);
  await page.getByRole("button", { name: "Écouter" }).nth(30).click();
  const player = page.locator("[data-entries] audio[src]");
  await expect(player).toHaveCount(1);
  await expect.poll(() => player.evaluate((it: HTMLAudioElement) => it.duration)).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Supprimer" }).first().click();
  await page.getByRole("button", { name: "Supprimer pour toujours" }).click();
  await expect(total(page)).toContainText(`${MANY - 1} envois`);
  for (let shown = 100; shown <= MANY; shown += 50) {
    await page.getByRole("button", { name: "Voir la suite" }).click();
    await expect(entries(page)).toHaveCount(Math.min(shown, MANY - 1));
  }

  for (const request of [BATCH, "POST /envois ", "PATCH /envois/", "HEAD /envois/"])
    village.network.counts(request);
  await village.house.start();
  await page.reload();
  // One network begins so many in a minute: she is told, and touches the button again rather than wait for the phone to do so.
  const send = page.getByRole("button", { name: "Envoyer maintenant" });
  await expect(async () => {
    if (await send.isVisible()) await send.click();
    expect(await left(page)).toBe(0);
  }).toPass({ intervals: [10_000], timeout: 600_000 });
  const counted = (request: string) => village.network.counted(request);
  const figures = {
    recordings: SENT,
    bytes: SENT * VOICE.length,
    begun: counted("POST /envois "),
    pieces: counted("PATCH /envois/"),
    asked: counted("HEAD /envois/"),
    batches: counted(BATCH),
  };
  test.info().annotations.push({ type: "outbox", description: JSON.stringify(figures) });
  // More at once than one network may send is told to come again, and does; no recording is sent a second time.
  expect(figures.begun).toBeGreaterThanOrEqual(SENT);
  expect(figures.pieces).toBe(SENT);
  // Eight in each, because the server looks at every recording before it answers.
  expect(figures.batches).toBeLessThanOrEqual(Math.ceil(SENT / 8) + 10);
  /** How many posts have its words, and how many of those can be heard by now. */
  const there = async () => {
    const found = { posts: new Set<string>(), sounds: 0 };
    for (let pages = 0; pages < 30; pages += 1) {
      const html = await (await fetch(`${village.house.origin}${TOPIC}?message=${pages * 20 + 1}`)).text();
      for (const post of html.split('<li id="m').slice(1)) {
        const words = post.match(new RegExp(`Voix ${mark} numéro \\d+\\.`))?.[0];
        if (!words || found.posts.has(words)) continue;
        found.posts.add(words);
        if (post.includes("<source")) found.sounds += 1;
      }
      if (!html.includes(`?message=${pages * 20 + 21}`)) break;
    }
    return [found.posts.size, found.sounds];
  };
  expect((await there())[0]).toBe(SENT);
  // The workshop has a clean copy of each in the end: what comes after would wait behind them.
  await expect.poll(there, { timeout: 600_000, intervals: [2000] }).toEqual([SENT, SENT]);
});

test("a hundred replies go in one round of few requests, and the server has each once", async ({
  phone: page,
  village,
}) => {
  const mark = crypto.randomUUID().slice(0, 8);
  await open(page, TOPIC);
  await village.house.stop();
  await keepReplies(page, 100, `Semaine ${mark}, réponse {n}.`);
  village.network.counts("POST ");
  village.network.counts("GET /envois/cle");
  await village.house.start();
  await page.evaluate(() => (window as any).outbox.send(undefined, undefined, true).then(() => 0));
  await expect.poll(() => left(page), { timeout: 120_000 }).toBe(0);
  const requests = village.network.counted("POST ");
  test.info().annotations.push({ type: "outbox", description: `100 replies, ${requests} requests` });
  expect(requests).toBe(4);
  // Once more, with all that was said before: nothing is there twice.
  await page.evaluate(async () => {
    const box = (window as any).outbox;
    const owner = await box.mine();
    for (const { id } of await box.all(owner.qui)) await box.write(owner, id, { etat: "ici" });
    await box.send(undefined, undefined, true);
  });
  await expect.poll(() => left(page), { timeout: 120_000 }).toBe(0);
  const found = new Map<string, number>();
  const last = await (await fetch(`${village.house.origin}${LAST}`)).text();
  const posts = Math.max(...Array.from(last.matchAll(/id="m(\d+)"/g), (it) => Number(it[1])));
  for (let from = 1; from <= posts; from += 20) {
    const html = await (await fetch(`${village.house.origin}${TOPIC}?message=${from}`)).text();
    const own = html.split('class="posts').pop()!;
    for (const [words] of own.matchAll(new RegExp(`Semaine ${mark}, réponse \\d+\\.`, "g")))
      found.set(words, (found.get(words) ?? 0) + 1);
  }
  expect([...found.values()].every((it) => it === 1)).toBe(true);
  expect(found.size).toBe(100);
});

test("of every kind that is kept one is done once, also when the answer is lost and the server is killed in the middle", async ({
  phone: page,
  village,
}) => {
  const mark = crypto.randomUUID().slice(0, 8);
  await open(page, TOPIC);
  await page.goto("/envois");
  await village.house.stop();
  const kinds = oneOfEach(mark, "4.2");
  for (const parcel of kinds) await keep(page, parcel, parcel[0] === "reponse" ? VOICE : undefined);
  await village.house.start();
  village.network.losesAnswerTo(BATCH);
  expect(await send(page)).toBe(true);
  expect(await left(page)).toBe(kinds.length);
  village.network.comesBack();
  village.network.counts(BATCH);
  const sending = send(page);
  await expect.poll(() => village.network.counted(BATCH)).toBeGreaterThan(0);
  await village.house.stop();
  await sending;
  await village.house.start();
  await arrives(page, kinds.length);
  await isThereOnce(page, village, mark, "4.2");
});

test("what the browser wiped is gone, is not said to wait, and what is written next is kept", async ({
  phone: page,
  village,
}) => {
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, fresh("Perdu avec le navigateur"));
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.evaluate(
    () => new Promise((done) => (indexedDB.deleteDatabase("envois").onsuccess = () => done(undefined))),
  );
  await village.house.start();
  await page.goto("/envois");
  await expect(page.getByText("Rien n’attend sur ce téléphone.")).toBeVisible();
  const words = fresh("Écrit ensuite");
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  await village.house.start();
  await arrives(page, 1);
  expect(await times(village, LAST, words)).toBe(1);
});

test("a member asks another organisation without network, and somebody new ends her request with a passphrase that no phone kept", async ({
  browser,
  phone: page,
  village,
  watch,
}) => {
  await page.goto("/annuaire/anfa");
  await open(page, "/rejoindre/demande");
  await page.getByLabel("Quelle organisation ?").selectOption("anfa");
  await village.house.stop();
  await page.getByRole("button", { name: "Envoyer la demande" }).click();
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.goto("/envois");
  await expect(states(page)).toHaveText(HERE);
  await expect(page.locator("[data-entries] [data-kind]")).toHaveText("Demande pour rejoindre");
  await village.house.start();
  await arrives(page, 1);

  const visitor = await phoneOf(browser, watch, village);
  const name = called("Oumou");
  await visitor.goto("/rejoindre/demande");
  await visitor.waitForFunction(() => "outbox" in window);
  await visitor.getByLabel("Quelle organisation ?").selectOption("anfa");
  await visitor.getByLabel("Quelques mots pour vous présenter").fill("Fatoumata me connaît.");
  await visitor.getByLabel("Votre nom ici").fill(name);
  await visitor.getByLabel("Mot de passe", { exact: true }).fill(WORDS);
  await visitor.getByRole("radio", { name: "Pirogue" }).check();
  await village.house.stop();
  await visitor.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(visitor.getByText("Votre demande est gardée ici, sans mot de passe.")).toBeVisible();
  const kept = await visitor.evaluate(async () => {
    const box = (window as any).outbox;
    const owner = await box.nobodys();
    const all = await box.all(owner.qui);
    return JSON.stringify(await Promise.all(all.map((it: any) => box.read(owner, it))));
  });
  expect(kept).toContain("Fatoumata me connaît.");
  expect(kept).not.toContain(WORDS);
  await visitor.goto("/envois");
  await expect(states(visitor)).toHaveText("Gardé ici. Il reste à choisir un mot de passe, avec le réseau.");
  // Taken along to another phone, it is still to be finished.
  await visitor.getByText("Prendre vos envois avec vous").click();
  const saving = visitor.locator("[data-file-form=garder]");
  await saving.getByLabel("Mot de passe du fichier").fill("trois calebasses au soleil");
  const coming = visitor.waitForEvent("download");
  await saving.getByRole("button").click();
  const path = await (await coming).path();
  await village.house.start();
  const other = await phoneOf(browser, watch, village);
  await other.goto("/envois");
  await other.getByText("Prendre vos envois avec vous").click();
  const loading = other.locator("[data-file-form=ouvrir]");
  await loading.locator("input[type=file]").setInputFiles(path);
  await loading.getByLabel("Mot de passe du fichier").fill("trois calebasses au soleil");
  await loading.getByRole("button", { name: "Ouvrir un fichier" }).last().click();
  await expect(states(other)).toHaveText("Gardé ici. Il reste à choisir un mot de passe, avec le réseau.");
  await expect(other.getByRole("link", { name: "Finir" })).toBeVisible();
  await other.context().close();
  await visitor.reload();
  await visitor.getByRole("link", { name: "Finir" }).click();
  await expect(visitor.getByLabel("Votre nom ici")).toHaveValue(name);
  await expect(visitor.getByLabel("Quelques mots pour vous présenter")).toHaveValue("Fatoumata me connaît.");
  await expect(visitor.getByRole("radio", { name: "Pirogue" })).toBeChecked();
  await visitor.getByLabel("Mot de passe", { exact: true }).fill(WORDS);
  await visitor.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(visitor.getByText("Bienvenue !")).toBeVisible();
  await visitor.goto("/envois");
  await expect(visitor.getByText("Rien n’attend sur ce téléphone.")).toBeVisible();
  await visitor.context().close();
});

test("what was only tried in vain is not sent again at once, and two who ask for nobody's key have the same", async ({
  browser,
  phone: page,
  village,
  watch,
}) => {
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, fresh("En vain"));
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.goto("/envois");
  await expect(states(page)).toHaveText(HERE);
  const asked = await page.evaluate(async () => {
    const box = (window as any).outbox;
    const owner = await box.mine();
    // Whatever the page itself sends is over when it is this one's turn.
    await navigator.locks.request("envois", () => {});
    const fetched: string[] = [];
    const real = window.fetch;
    window.fetch = (address, options) => {
      fetched.push(`${address}`);
      return real(address, options);
    };
    await box.landed(owner);
    return fetched.filter((it) => it === "/envois/lot");
  });
  expect(asked).toEqual([]);
  await village.house.start();

  const visitor = await phoneOf(browser, watch, village);
  await visitor.goto("/envois");
  await expect(visitor.getByText("Rien n’attend sur ce téléphone.")).toBeVisible();
  const opened = await visitor.evaluate(async () => {
    const box = (window as any).outbox;
    await box.within("readwrite", ({ keys }: any) => box.done(keys.delete("personne")));
    const [first, second] = await Promise.all([box.nobodys(), box.nobodys()]);
    const shut = await box.shut(first.cle, new TextEncoder().encode("secret"));
    return new TextDecoder().decode(await box.unshut(second.cle, shut));
  });
  expect(opened).toBe("secret");
  await visitor.context().close();
});
