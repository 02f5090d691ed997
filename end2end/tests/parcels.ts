/** What the stories of the outbox know of it: where it stands, what it says, and how often something arrived. */
import { resolve } from "node:path";
import { type Page, request } from "@playwright/test";
import { expect } from "./fixtures";
import type { Village } from "./village";

export const TOPIC = "/forum/partage/3-comment-compter";
export const SOUND = resolve(import.meta.dirname, "../../domain/data/library/emission.mp3");
export const BATCH = "POST /envois/lot";
export const HERE = "Gardé ici";
export const KEPT = "Gardé sur ce téléphone";
export const RECEIVED = /^Reçu n° \d{4}-\d{4}$/;

export const fresh = (words: string) => `${words} ${crypto.randomUUID().slice(0, 8)}`;
export const entries = (page: Page) => page.locator("[data-entries] > li");
export const states = (page: Page) => page.locator("[data-entries] [data-state]");

export async function reply(page: Page, words: string) {
  await page.locator("#repondre").getByLabel("Votre message").fill(words);
  await page.locator("#repondre").getByRole("button", { name: "Envoyer" }).click();
}

/** Keeps so many replies in the outbox; `{n}` in their words is the number of each. */
export async function keepReplies(page: Page, count: number, words: string) {
  await page.evaluate(
    async ([place, count, words]) => {
      for (let number = 0; number < count; number += 1) {
        await (window as any).outbox.keep({
          sort: "reponse",
          ou: `${place}/repondre`,
          sujet: "Comment compter",
          champs: [["texte", words.replace("{n}", String(number))]],
          mien: true,
        });
      }
    },
    [TOPIC, count, words] as const,
  );
}

/** A kind of thing, where its form goes, and what stands in it. */
export type Parcel = [sort: string, ou: string, champs: Record<string, string>];

/** One of every kind that something new is made of; their words carry this mark. Somebody points at a
 *  post, as "3.2", once. */
export const oneOfEach = (mark: string, flagged: `${number}.${number}`): Parcel[] => [
  [
    "sujet",
    "/forum/partage/nouveau",
    { titre: `Un sujet ${mark}`, genre: "discussion", texte: "Une question." },
  ],
  ["reponse", `${TOPIC}/repondre`, { texte: `Une réponse ${mark}` }],
  [
    "signalement",
    `/forum/partage/${flagged.split(".")[0]}/signaler`,
    { message: flagged.split(".")[1], motif: "hors-sujet", mots: `Ailleurs ${mark}` },
  ],
  ["message", "/annuaire/rejefpo/message", { texte: `Une demande ${mark}` }],
  ["erreur", "/annuaire/anfa/erreur", { texte: `Une erreur ${mark}` }],
  [
    "fiche",
    "/forum/partage/experience",
    {
      titre: `Une caisse ${mark}`,
      region: "segou",
      du: "2026-03",
      domaines: "paix",
      fait: "Nous avons ouvert une caisse.",
    },
  ],
  [
    "rapport",
    "/compte/organisations/rejefpo/activites/nouvelle",
    { titre: `Une session ${mark}`, genre: "session-technique" },
  ],
  ["demande", "/rejoindre/demande", { organisation: "anfa", texte: `Je connais Fatoumata, ${mark}.` }],
];

/** Puts one thing into the outbox, with a recording or without. */
export const keep = (page: Page, [sort, ou, champs]: Parcel, sound?: Buffer) =>
  page.evaluate(
    async ([sort, ou, champs, sound]) => {
      const bytes = Uint8Array.from(atob(sound), (it) => it.charCodeAt(0));
      const file = new File([bytes], "voix.mp3", { type: "audio/mpeg" });
      const fichiers = sound ? [{ champ: "voix", file }] : [];
      await (window as any).outbox.keep({
        sort,
        ou,
        sujet: sort,
        champs: Object.entries(champs),
        fichiers,
        mien: true,
      });
    },
    [sort, ou, champs, sound?.toString("base64") ?? ""] as const,
  );

/** Sends what waits, and says whether something was not done. */
export const send = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    (window as any).outbox.send(undefined, undefined, true).then((it: any) => Boolean(it.failed)),
  );

/** That each of them stands once where it is read: by everybody, by its author, by those to whom it goes. */
export async function isThereOnce(page: Page, village: Village, mark: string, flagged: string) {
  expect(await times(village, LAST, `Une réponse ${mark}`)).toBe(1);
  const staff = await request.newContext({ baseURL: village.house.origin, storageState: village.staff });
  const count = async (path: string, words: string, who = page.request) =>
    (await (await who.get(path)).text()).split(words).length - 1;
  const drafts = async (words: string) =>
    (await count("/forum/experiences", words)) + (await count("/forum/brouillons", words));
  const found = {
    topics: await count("/forum/partage", `Un sujet ${mark}`),
    experiences: await drafts(`Une caisse ${mark}</`),
    reports: await count("/compte/organisations/rejefpo/projets", `Une session ${mark}`),
    flags: await count(`/moderation/${flagged}`, `Ailleurs ${mark}`, staff),
    messages: await count("/admin/messages", `Une demande ${mark}`, staff),
    errors: await count("/admin/messages", `Une erreur ${mark}`, staff),
    requests: await count("/compte/organisations/anfa/demandes", `Je connais Fatoumata, ${mark}.`, staff),
  };
  await staff.dispose();
  expect(found).toEqual({
    topics: 1,
    experiences: 1,
    reports: 1,
    flags: 1,
    messages: 1,
    errors: 1,
    requests: 1,
  });
}

/** Opens the outbox and waits until all of it has arrived. */
export async function arrives(page: Page, count: number) {
  await page.goto("/envois");
  await expect(states(page)).toHaveText(Array.from({ length: count }, () => RECEIVED));
}

/** How often these words stand on a page of the site, as a visitor reads it. */
export async function times(village: Village, path: string, words: string): Promise<number> {
  const visitor = await request.newContext({ baseURL: village.house.origin });
  const html = await (await visitor.get(path)).text();
  await visitor.dispose();
  return html.split('class="posts').pop()!.split(words).length - 1;
}

/** The last page of the topic. */
export const LAST = `${TOPIC}?message=100000`;
