import type { Page } from "@playwright/test";
import { Thumb } from "./effort";
import { film } from "./film";
import { expect, test } from "./fixtures";
import { called, hideTopic, invitation, join, phone, WORDS } from "./members";

/** What waits for her in this story: six held posts, seven flagged ones, two first ones, three requests and two documents. */
const ITEMS = 20;
/** In how many seconds she does it, by what she does. */
const MOST_SECONDS = 5 * 60;

test("a moderator clears twenty things of all kinds with one thumb, a tap for each", async ({
  alone: _,
  browser,
  staff,
  visit,
  watch,
}, testInfo) => {
  const mark = crypto.randomUUID().slice(0, 8);
  const held = `zarafa${mark}`;
  const origin = new URL(process.env.BASE_URL ?? "http://localhost:3000").origin;
  /** Sends a form as a browser does, and says where it leads. */
  const send = async (page: Page, path: string, form: Record<string, string>) => {
    const headers = { Origin: origin, Accept: "text/html" };
    const answer = await page.request.post(path, { form, headers, maxRedirects: 0 });
    expect(answer.status(), `${path}: ${await answer.text()}`).toBe(303);
    return answer.headers()["location"]!;
  };

  // A list of words for the space, so that some posts wait.
  await visit("/forum/droits/reglages", staff);
  const words = staff.getByLabel("Un mot par ligne");
  const before = await words.inputValue();
  await words.fill(`${before}\n${held}`);
  await words.locator("xpath=ancestor::form").locator("button[value=retenir]").click();
  await expect(staff.getByText("C’est enregistré", { exact: false }).first()).toBeVisible();

  const [author, reader] = [await phone(browser, watch), await phone(browser, watch)];
  await join(visit, author, await invitation(visit, staff), called("Awa"));
  await join(visit, reader, await invitation(visit, staff), called("Fanta"));
  const topic = await send(author, "/forum/droits/nouveau", {
    titre: `Ce qui attend ${mark}`,
    genre: "discussion",
    texte: `Premier message ${mark}`,
  });
  const path = new URL(topic, origin).pathname;
  await send(reader, `${path}/repondre`, { texte: `Premier message, elle aussi ${mark}` });
  for (let number = 0; number < 6; number++) {
    await send(author, `${path}/repondre`, { texte: `Un ${held}, ${number}, ${mark}` });
  }
  for (let number = 0; number < 7; number++) {
    await send(author, `${path}/repondre`, { texte: `À lire, ${number}, ${mark}` });
    await send(reader, `${path}/signaler`, { message: String(9 + number), motif: "publicite" });
  }
  for (let number = 0; number < 2; number++) {
    const sheet = await send(author, "/compte/organisations/rejefpo/documents/nouveau", {
      titre: `Cahier ${number} ${mark}`,
      genre: "guide",
      langues: "fr",
      licence: "cc-by",
      public: "public",
      texte: `Comment creuser un puits qui dure. ${mark}`,
    });
    await send(author, new URL(sheet, origin).pathname, { acte: "proposer" });
  }
  for (let number = 0; number < 3; number++) {
    const asking = await phone(browser, watch);
    await send(asking, "/rejoindre/demande", {
      nom: called("Rokia"),
      passphrase: WORDS,
      icone: "pirogue",
      organisation: "rejefpo",
      texte: `La présidente me connaît. ${mark}`,
    });
    await asking.context().close();
  }

  // From here on she does nothing but tap.
  await visit("/moderation", staff);
  await expect(staff.locator("main")).toContainText("choses attendent");
  const filmed = await film(staff, testInfo, "file-d-attente");
  const thumb = new Thumb(staff);
  // What other stories left in the queue she passes over, which is no part of this one.
  const aside = new Thumb(staff);
  const tap = (name: RegExp, by = thumb) => by.taps(staff.getByRole("button", { name }).first());
  await tap(/^Prendre le suivant$/);
  const seen = new Map<string, number>();
  let passed = 0;
  for (let cleared = 0; cleared < ITEMS;) {
    expect(passed, "what is of others is not hers to decide in this story").toBeLessThan(40);
    const main = await staff.locator("main").innerText();
    if (!main.includes(mark)) {
      const isQueue = new URL(staff.url()).pathname === "/moderation";
      await tap(isQueue ? /^Prendre le suivant$/ : /^Passer$/, aside);
      passed += 1;
      continue;
    }
    const kind = new URL(staff.url()).pathname.split("/")[2]!.replace(/^\d.*/, "message");
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    await thumb.judges(staff.locator("main").locator("h1, .kicker, .card"));
    await tap(
      kind === "message"
        ? main.includes(held)
          ? /^Publier$/
          : /^Rien à reprocher$/
        : kind === "documents"
          ? /^Ce document est déjà dans la bibliothèque/
          : /^Accepter$/,
    );
    await expect(staff.getByText("C’est décidé.").first()).toBeVisible();
    cleared += 1;
  }
  expect(Object.fromEntries(seen)).toEqual({ message: 15, documents: 2, demandes: 3 });
  expect(thumb.counts.tap, "one tap for each, and one to begin").toBe(1 + ITEMS);
  expect(thumb.seconds, JSON.stringify(thumb.counts)).toBeLessThan(MOST_SECONDS);
  await filmed();

  // The last one can be taken back, and the figures know all of them.
  await expect(staff.getByRole("button", { name: "Reprendre ma décision" })).toBeVisible();
  await visit("/moderation/chiffres", staff);
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Chiffres de la modération");
  await visit(path, reader);
  await expect(reader.locator("main")).toContainText(`Un ${held}, 5, ${mark}`);

  await visit("/forum/droits/reglages", staff);
  await words.fill(before);
  await words.locator("xpath=ancestor::form").locator("button[value=retenir]").click();
  await expect(staff.getByText("C’est enregistré", { exact: false }).first()).toBeVisible();
  await hideTopic(visit, staff, path);
  for (const page of [author, reader]) await page.context().close();
});
