import { type Page, request } from "@playwright/test";
import { expect } from "./fixtures";
import { EXIT, NEUTRAL, standIn } from "./neutral";
import {
  arrives,
  BATCH,
  entries,
  fresh,
  HERE,
  keepReplies,
  KEPT,
  LAST,
  RECEIVED,
  reply,
  SOUND,
  states,
  times,
  TOPIC,
} from "./parcels";

import { workersOf } from "./phone";
import { open, phoneOf, signIn, test } from "./village";

test.use({ serviceWorkers: "allow" });

test("a reply is kept when the server stops, stands in the list without network, and goes by itself when it is back", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Écrit sans réseau");
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  await expect(page.locator("#repondre form")).toBeHidden();
  await page.getByRole("link", { name: "Voir vos envois" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vos envois");
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page).locator("[data-text]")).toHaveText(words);
  await expect(states(page)).toHaveText(HERE);
  await page.getByRole("button", { name: "Envoyer maintenant" }).click();
  await expect(page.getByText("Pas de réseau pour le moment.")).toBeVisible();
  const better = `${words}, et mieux dit`;
  await page.getByRole("button", { name: "Modifier" }).click();
  await page.locator("[data-edit] textarea").fill(better);
  await page.getByRole("button", { name: "Garder", exact: true }).click();
  await expect(entries(page).locator("[data-text]")).toHaveText(better);
  await village.house.start();
  await page.reload();
  await expect(states(page)).toHaveText(RECEIVED);
  expect(await times(village, LAST, better)).toBe(1);
  await page.getByRole("link", { name: "Voir", exact: true }).click();
  await expect(page.locator(".post", { hasText: better })).toBeVisible();
});

test("the browser wakes the worker when there is a network again, and it sends though no page of ours is open", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Sans rien ouvrir");
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  const { client, registrationId } = await workersOf(page);
  await page.goto("about:blank");
  await village.house.start();
  const wake = { origin: village.network.origin, registrationId, tag: "envois", lastChance: false };
  await client.send("ServiceWorker.dispatchSyncEvent", wake);
  await expect.poll(() => times(village, LAST, words)).toBe(1);
});

test("what waits goes by itself when the browser says that there is a network", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Le réseau revient");
  // Nothing is tried again by the clock.
  await page.addInitScript(() => {
    const wait = window.setTimeout;
    Object.assign(window, {
      setTimeout: (act: () => void, time = 0) => (time < 20_000 ? wait(act, time) : 0),
    });
  });
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  await village.house.start();
  expect(await times(village, LAST, words)).toBe(0);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect.poll(() => times(village, LAST, words)).toBe(1);
});

test("the answer is lost after the server stored it, and nothing is there twice", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Une seule fois");
  await open(page, TOPIC);
  village.network.losesAnswerTo(BATCH);
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  expect(await times(village, LAST, words)).toBe(1);
  village.network.comesBack();
  await arrives(page, 1);
  expect(await times(village, LAST, words)).toBe(1);
});

test("a topic, a flag and messages are kept with the server stopped, and each arrives once", async ({
  phone: page,
  village,
}) => {
  const title = fresh("Un sujet sans réseau");
  await open(page, "/forum/partage/nouveau");
  await page.getByRole("radio", { name: "Question" }).check();
  await page.getByLabel("Titre").fill(title);
  await page.getByLabel("Votre message").fill("Qui a déjà essayé cela chez elle ?");
  const flag = await page.context().newPage();
  await open(flag, `${TOPIC}/signaler?message=1`);
  // Not what hides at once: the stories that follow in this house read the topic.
  await flag.getByRole("radio", { name: "Ce n’est pas à sa place ici" }).check();
  const error = await page.context().newPage();
  await open(error, "/annuaire/rejefpo/erreur");
  await error.getByRole("textbox").first().fill("Le numéro de téléphone a changé.");
  await village.house.stop();
  await page.locator("form[data-outbox]").getByRole("button", { name: "Publier" }).click();
  await flag.locator("form[data-outbox] button[type=submit]").click();
  await error.locator("form[data-outbox] button[type=submit]").click();
  for (const it of [page, flag, error]) await expect(it.getByText(KEPT)).toBeVisible();
  await page.goto("/envois");
  await expect(states(page)).toHaveText([HERE, HERE, HERE]);
  await expect(page.locator("[data-entries] [data-kind]")).toHaveText([
    "Nouveau sujet",
    "Signalement",
    "Erreur signalée",
  ]);
  await village.house.start();
  await arrives(page, 3);
  const html = await (await page.request.get("/forum/partage")).text();
  expect(html.split(title).length - 1).toBe(1);
});

test("a voice goes on in the middle of its piece, and is heard once", async ({ phone: page, village }) => {
  const words = fresh("Avec ma voix");
  await open(page, TOPIC);
  await page.locator("#voix-fichier").setInputFiles(SOUND);
  const offsets: number[] = [];
  page.context().on("request", (it) => {
    if (it.method() === "PATCH") offsets.push(Number(it.headers()["upload-offset"]));
  });
  village.network.breaksNext(60_000);
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.goto("/envois");
  await expect(page.getByRole("button", { name: "Écouter" })).toBeVisible();
  village.network.comesBack();
  await arrives(page, 1);
  expect(offsets[0]).toBe(0);
  expect(offsets.at(-1), `${offsets}`).toBeGreaterThan(0);
  expect(offsets.at(-1)! % (256 * 1024)).not.toBe(0);
  expect(await times(village, LAST, words)).toBe(1);
});

test("a phone that is full, or keeps nothing, loses no word: what cannot be kept stays in the form", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Rien n’est perdu");
  await open(page, TOPIC);
  // What a browser says when nothing more fits.
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.locator("#voix-fichier").setInputFiles(SOUND);
  await village.house.stop();
  await reply(page, words);
  await expect(page.locator("[data-not-sent]")).toBeVisible();
  await expect(page.locator("#repondre").getByLabel("Votre message")).toHaveValue(words);
  await village.house.start();

  const other = await page.context().newPage();
  await other.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  await other.goto(TOPIC);
  await other.waitForFunction(() => "outbox" in window);
  await village.house.stop();
  await reply(other, words);
  await expect(other.locator("[data-not-sent]")).toBeVisible();
  await expect(other.locator("#repondre").getByLabel("Votre message")).toHaveValue(words);
  await other.goto("/envois");
  await expect(other.getByText("Ce navigateur ne garde rien")).toBeVisible();
  await village.house.start();
  await other.goto(TOPIC);
  await other.waitForFunction(() => "outbox" in window);
  await reply(other, words);
  await expect(other.locator(".post", { hasText: words })).toBeVisible();
  expect(await times(village, LAST, words)).toBe(1);
});

test("a network that answers everything with its own page is taken for no answer", async ({
  phone: page,
  village,
  watch,
}) => {
  // The stream of news meets the portal, too, where it is asked for again in time.
  watch.expects(/EventSource's response has a MIME type/);
  const words = fresh("Derrière un portail");
  await open(page, TOPIC);
  await village.house.isBehindPortal("<!DOCTYPE html><title>Wi-Fi</title><h1>Achetez un ticket</h1>");
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.goto("/envois");
  await expect(states(page)).toHaveText(HERE);
  await page.getByRole("button", { name: "Envoyer maintenant" }).click();
  await expect(page.getByText("Pas de réseau pour le moment.")).toBeVisible();
  await village.house.isFree();
  await village.house.start();
  await arrives(page, 1);
  expect(await times(village, LAST, words)).toBe(1);
});

test("a draft is not said to be kept by a network that is not ours", async ({
  phone: page,
  village,
  watch,
}) => {
  watch.expects(/EventSource's response has a MIME type/);
  await page.clock.install();
  await open(page, TOPIC);
  const text = page.locator("#repondre textarea").first();
  await village.house.isBehindPortal("<!DOCTYPE html><title>Wi-Fi</title><h1>Achetez un ticket</h1>");
  await text.fill(fresh("Un brouillon"));
  await page.clock.fastForward(16_000);
  await expect(page.getByText("Brouillon pas encore gardé : pas de réseau.")).toBeVisible();
  await village.house.isFree();
  await village.house.start();
  await page.clock.fastForward(16_000);
  await expect(page.getByText(/^Brouillon gardé à/)).toBeVisible();
});

test("whoever signs in after her neither sees nor sends what waits; it goes when she is back", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Pour moi seule");
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  // The session of another takes the place of hers, with all that waits.
  await page.context().clearCookies();
  await page.context().addCookies(village.fanta.cookies);
  await village.house.start();
  await page.goto("/envois");
  await expect(page.getByText("Des envois attendent leur auteure")).toBeVisible();
  await expect(entries(page)).toHaveCount(0);
  await open(page, TOPIC);
  const raw = await page.evaluate(async () => {
    const box = (window as any).outbox;
    const all = await box.within("readonly", (it: any) => box.done(it.entries.getAll()));
    return JSON.stringify(all.map((it: any) => ({ ...it, box: new TextDecoder().decode(it.box) })));
  });
  expect(raw).not.toContain("Pour moi seule");
  await page.context().clearCookies();
  await page.goto("/envois");
  await expect(page.getByText("Des envois attendent leur auteure")).toBeVisible();
  expect(await times(village, LAST, words)).toBe(0);
  await page.context().addCookies(village.awa.cookies);
  await arrives(page, 1);
  expect(await times(village, LAST, words)).toBe(1);
});

test("two tabs never send the same, and a hundred replies go in few requests", async ({
  phone: page,
  village,
}) => {
  const mark = crypto.randomUUID().slice(0, 8);
  await open(page, TOPIC);
  await village.house.stop();
  await keepReplies(page, 100, `Réponse ${mark} numéro {n}.`);
  const other = await page.context().newPage();
  for (const it of [page, other]) await it.goto("/envois");
  await expect(entries(page)).toHaveCount(50);
  await village.house.start();
  village.network.counts(BATCH);
  // Each of them sends as its button does, and as it does by itself.
  const send = (it: Page) =>
    it.evaluate(() => (window as any).outbox.send(undefined, undefined, true).then(() => 0));
  await Promise.all([page, other, page, other].map(send));
  const left = () =>
    page.evaluate(async () => {
      const box = (window as any).outbox;
      const all = await box.all((await box.mine()).qui);
      return all.filter((it: any) => it.etat !== "recu").length;
    });
  await expect.poll(left, { timeout: 120_000 }).toBe(0);
  expect(village.network.counted(BATCH)).toBeLessThanOrEqual(6);
  const visitor = await request.newContext({ baseURL: village.house.origin });
  const seen = new Map<string, number>();
  for (let from = 1; from < 200; from += 20) {
    const html = await (await visitor.get(`${TOPIC}?message=${from}`)).text();
    for (const [words] of html
      .split('class="posts')
      .pop()!
      .matchAll(new RegExp(`Réponse ${mark} numéro \\d+\\.`, "g")))
      seen.set(`${from} ${words}`, 1 + (seen.get(`${from} ${words}`) ?? 0));
  }
  const all = [...seen.keys()].map((it) => it.replace(/^\d+ /, ""));
  expect([...seen.values()].every((it) => it === 1)).toBe(true);
  expect(new Set(all).size).toBe(100);
});

test("a thousand things in it stay usable", async ({ phone: page, village }) => {
  await open(page, TOPIC);
  await village.house.stop();
  await page.evaluate(async (place) => {
    const keep = (number: number) =>
      (window as any).outbox.keep({
        sort: "reponse",
        ou: `${place}/repondre`,
        sujet: "Comment compter",
        champs: [["texte", `Mot ${number}.`]],
        mien: true,
      });
    for (let number = 0; number < 1000; number += 20)
      await Promise.all(Array.from({ length: 20 }, (_, it) => keep(number + it)));
  }, TOPIC);
  await page.goto("/envois");
  await expect(page.locator("[data-total]")).toContainText("1000 envois");
  await expect(entries(page)).toHaveCount(50);
  await page.getByRole("button", { name: "Voir la suite" }).click();
  await expect(entries(page)).toHaveCount(100);
  await page.getByRole("button", { name: "Supprimer" }).first().click();
  await page.getByRole("button", { name: "Supprimer pour toujours" }).click();
  await expect(page.locator("[data-total]")).toContainText("999 envois");
});

test("without network she writes a reply by voice, a topic and an experience; years off, they arrive once", async ({
  phone: page,
  village,
}) => {
  // The clock of her phone is two years late.
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() - 2 * 365 * 24 * 60 * 60 * 1000;
  });
  const mark = crypto.randomUUID().slice(0, 8);
  await open(page, TOPIC);
  await expect
    .poll(() => page.evaluate(async () => Boolean((await (window as any).outbox.mine()).lieux)))
    .toBe(true);
  await village.house.stop();
  await page.goto("/envois");
  await page.locator("[data-compose=reponse] summary").click();
  const spoken = page.locator("[data-compose=reponse]");
  await spoken.getByLabel("À quel sujet ?").selectOption({ index: 0 });
  await spoken.getByRole("button", { name: "Enregistrer ma voix" }).click();
  await expect(spoken.locator("[data-time]")).toHaveText(/^0:0[2-9] \/ /);
  await spoken.getByRole("button", { name: "Arrêter" }).click();
  await expect(spoken.locator("audio")).toBeVisible();
  await spoken.getByLabel("Votre message").fill(`Dit sans réseau ${mark}`);
  await spoken.getByRole("button", { name: "Garder et envoyer" }).click();
  await expect(entries(page)).toHaveCount(1);
  await expect(spoken.getByRole("button", { name: "Enregistrer ma voix" })).toBeHidden();

  await page.locator("[data-compose=sujet] summary").click();
  const topic = page.locator("[data-compose=sujet]");
  await topic.getByLabel("Dans quel espace ?").selectOption({ index: 0 });
  await topic.getByLabel("Titre").fill(`Un sujet ${mark}`);
  await topic.getByLabel("Votre message").fill("Composé sans réseau, dans l’application.");
  await topic.getByRole("button", { name: "Garder et envoyer" }).click();
  await expect(entries(page)).toHaveCount(2);

  await page.locator("[data-compose=fiche] summary").click();
  const told = page.locator("[data-compose=fiche]");
  await told.locator("#fiche-titre").fill(`Une caisse ${mark}`);
  await told.locator("#fiche-region").selectOption("segou");
  await told.locator("#fiche-du").fill("2024-03");
  await told.getByRole("checkbox").first().check();
  await told.locator("#fiche-fait").fill("Nous avons ouvert une caisse et tenu un cahier.");
  await told.getByRole("button", { name: "Garder et envoyer" }).click();
  await expect(states(page)).toHaveText([HERE, HERE, HERE]);
  await expect(entries(page).first().locator("[data-age]")).toContainText("l’instant");

  await village.house.start();
  await page.reload();
  await expect(states(page)).toHaveText([RECEIVED, RECEIVED, RECEIVED]);
  expect(await times(village, LAST, `Dit sans réseau ${mark}`)).toBe(1);
  const list = await (await page.request.get("/forum/experiences")).text();
  expect(list.split(`Une caisse ${mark}`).length - 1).toBeGreaterThan(0);
});

test("all of it is saved in a file that a passphrase shuts, and opened on another phone", async ({
  browser,
  phone: page,
  village,
  watch,
}) => {
  const words = fresh("Dans la poche");
  await open(page, TOPIC);
  await page.locator("#voix-fichier").setInputFiles(SOUND);
  await village.house.stop();
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.goto("/envois");
  await page.getByText("Prendre vos envois avec vous").click();
  const saving = page.locator("[data-file-form=garder]");
  await saving.getByLabel("Mot de passe du fichier").fill("court");
  await saving.getByRole("button").click();
  await expect(page.getByText("Ce mot de passe est trop court.")).toBeVisible();
  await saving.getByLabel("Mot de passe du fichier").fill("trois calebasses au soleil");
  const coming = page.waitForEvent("download");
  await saving.getByRole("button").click();
  const path = await (await coming).path();
  await village.house.start();

  const other = await phoneOf(browser, watch, village, village.awa);
  await open(other, TOPIC);
  await other.goto("/envois");
  await other.getByText("Prendre vos envois avec vous").click();
  const loading = other.locator("[data-file-form=ouvrir]");
  await loading.locator("input[type=file]").setInputFiles(path);
  await loading.getByLabel("Mot de passe du fichier").fill("trois calebasses à l’ombre");
  await loading.getByRole("button", { name: "Ouvrir un fichier" }).last().click();
  await expect(other.getByText("Ce fichier ne s’ouvre pas")).toBeVisible();
  await loading.locator("input[type=file]").setInputFiles(path);
  await loading.getByLabel("Mot de passe du fichier").fill("trois calebasses au soleil");
  await loading.getByRole("button", { name: "Ouvrir un fichier" }).last().click();
  await expect(other.getByText("Les envois du fichier sont sur ce téléphone.")).toBeVisible();
  await other.getByRole("button", { name: "Envoyer maintenant" }).click();
  await expect(states(other)).toHaveText(RECEIVED);
  await other.context().close();
  // The first phone sends it too, and it is there once.
  await arrives(page, 1);
  expect(await times(village, LAST, words)).toBe(1);
});

test("signing out keeps what waits locked if she wants, and the quick exit takes it away", async ({
  phone: page,
  village,
  watch,
}) => {
  await standIn(page, watch);
  // A session of its own ends: other stories go on with hers.
  await page.context().clearCookies();
  await signIn(page, village.name);
  const words = fresh("Avant de partir");
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, words);
  await expect(page.getByText(KEPT)).toBeVisible();
  // Nothing goes by itself while she signs out.
  await page.evaluate(async () => {
    const box = (window as any).outbox;
    const owner = await box.mine();
    const [entry] = await box.all(owner.qui);
    await box.write(owner, entry.id, { apres: Date.now() + 3_600_000, secondes: 7200 });
  });
  await village.house.start();
  await page.goto("/deconnexion");
  await expect(page.getByText("Des envois attendent sur ce téléphone")).toBeVisible();
  await expect(page.getByLabel("Les garder, fermés à clé")).toBeChecked();
  await page.getByRole("main").getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.getByText("Vos envois sont gardés, fermés à clé.")).toBeVisible();
  await page.goto("/envois");
  await expect(page.getByText("Des envois attendent leur auteure")).toBeVisible();
  await expect(entries(page)).toHaveCount(0);
  await signIn(page, village.name);
  await page.goto("/envois");
  await expect(states(page)).toHaveText(HERE);
  await page.getByRole("button", { name: "Envoyer maintenant" }).click();
  await expect(states(page)).toHaveText(RECEIVED);
  expect(await times(village, LAST, words)).toBe(1);

  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, fresh("À effacer"));
  await expect(page.getByText(KEPT)).toBeVisible();
  await village.house.start();
  const other = await page.context().newPage();
  await other.goto("/favicon.svg");
  const bases = () => other.evaluate(async () => (await indexedDB.databases()).map((it) => it.name));
  expect(await bases()).toContain("envois");
  await page.getByRole("link", { name: EXIT }).click();
  await expect(page).toHaveURL(NEUTRAL);
  await expect.poll(bases).not.toContain("envois");
});

test("two who write at the same moment of one thing keep what each of them says", async ({
  phone: page,
  village,
  watch,
}) => {
  await standIn(page, watch);
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, fresh("Deux mains"));
  await expect(page.getByText(KEPT)).toBeVisible();
  const kept = await page.evaluate(async () => {
    const box = (window as any).outbox;
    const owner = await box.mine();
    const [entry] = await box.all(owner.qui);
    const later = Date.now() + 3_600_000;
    await Promise.all([
      box.write(owner, entry.id, { apres: later }),
      box.write(owner, entry.id, { secondes: 7200 }),
      box.write(owner, entry.id, {}, (words: any) => ({ ...words, mots: "calao" })),
    ]);
    const [after] = await box.all(owner.qui);
    const words = await box.read(owner, after);
    return [after.apres === later, after.secondes, words.mots];
  });
  expect(kept).toEqual([true, 7200, "calao"]);
  await village.house.start();
});

test("what was on its way when its page was closed is on its way no more, and a finger finds the button it goes to", async ({
  phone: page,
  village,
}) => {
  await open(page, TOPIC);
  await village.house.stop();
  await reply(page, fresh("Coupé au milieu"));
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.goto("/envois");
  await expect(states(page)).toHaveText(HERE);
  // As a browser leaves it that ends a page while it sends.
  await page.evaluate(async () => {
    const box = (window as any).outbox;
    const owner = await box.mine();
    const [entry] = await box.all(owner.qui);
    await box.write(owner, entry.id, { etat: "route" });
  });
  await page.reload();
  await expect(states(page)).toHaveText(HERE);
  const button = await entries(page).getByRole("button", { name: "Modifier" }).elementHandle();
  await page.evaluate(() => (window as any).outbox.changed());
  await expect(page.locator("[data-total]")).toBeVisible();
  await page.evaluate(() => new Promise((passed) => setTimeout(passed, 300)));
  expect(await button!.evaluate((it) => it.isConnected)).toBe(true);
  await button!.click();
  await expect(page.locator("[data-edit] textarea")).toHaveValue(/Coupé au milieu/);
  await village.house.start();
});

test("a report is told whole without network, and its organisation has it once with all that was told", async ({
  phone: page,
  village,
}) => {
  const title = fresh("Session du cercle");
  const desk = "/compte/organisations/rejefpo";
  await open(page, `${desk}/activites/nouvelle`);
  await expect
    .poll(() => page.evaluate(async () => Boolean(await caches.match(location.pathname))))
    .toBe(true);
  await village.house.stop();
  await page.goto(`${desk}/activites/nouvelle`);
  await page.getByLabel("Titre").fill(title);
  await page.getByText("Session technique", { exact: true }).first().click();
  for (const fold of await page.locator("details.fold > summary").all()) await fold.click();
  await page.getByLabel("Commune").fill("Kolondiéba");
  await page.getByLabel("Ce qui a été fait").fill("Nous avons compté ensemble.");
  await page.getByLabel("Forces").fill("Le groupe tient.");
  await page.getByLabel(/^Recommandations/).fill("Recommencer chaque année.");
  await page.getByRole("button", { name: "Commencer" }).click();
  await expect(page.getByText(KEPT)).toBeVisible();
  await village.house.start();
  await arrives(page, 1);
  // Sent once more, it is still one.
  await page.evaluate(async () => {
    const box = (window as any).outbox;
    const owner = await box.mine();
    for (const { id } of await box.all(owner.qui)) await box.write(owner, id, { etat: "ici" });
    await box.send(undefined, undefined, true);
  });
  await page.goto(`${desk}/projets`);
  await expect(page.getByText(title)).toHaveCount(1);
  await page.getByText(title).click();
  for (const told of [
    "Kolondiéba",
    "Nous avons compté ensemble.",
    "Le groupe tient.",
    "Recommencer chaque année.",
  ]) {
    await expect(page.getByText(told)).toBeVisible();
  }
});
