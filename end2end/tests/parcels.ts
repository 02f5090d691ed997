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
