/** Steps of people who come, that several stories take. */
import type { Browser, Page } from "@playwright/test";
import { expect, type Watch } from "./fixtures";

export const WORDS = "un mot à elle";
export const DESK = "/compte/organisations/rejefpo";
/** A name of its own for each story; many digits would look like a telephone number. */
export const called = (name: string) =>
  `${name} ${crypto
    .randomUUID()
    .slice(0, 8)
    .replaceAll(/\d/g, (digit) => "ghijklmnop"[Number(digit)])}`;

export type Visit = (path: string, page?: Page) => Promise<unknown>;

/** A phone of her own. */
export async function phone(browser: Browser, watch: Watch): Promise<Page> {
  const context = await browser.newContext({ storageState: undefined });
  watch.follow(context);
  return context.newPage();
}

/** Makes an invitation on the desk and reads its words from the slip. */
export async function invitation(visit: Visit, desk: Page, role?: string): Promise<string> {
  await visit(`${DESK}/invitations`, desk);
  await desk.getByRole("radio", { name: "Pour une personne" }).check();
  if (role) await desk.getByRole("radio", { name: role }).check();
  await desk.getByRole("button", { name: "Faire l’invitation" }).click();
  await expect(desk.getByRole("heading", { level: 1, name: "Votre invitation est prête" })).toBeVisible();
  await expect(desk.getByRole("img", { name: "Code QR pour rejoindre" })).toBeVisible();
  return desk.locator(".slip .said code").innerText();
}

/** Comes with an invitation. */
export async function join(visit: Visit, page: Page, words: string, name: string) {
  await visit("/rejoindre", page);
  await page.getByLabel("Les mots de l’invitation").fill(words.toUpperCase());
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("vous invite");
  await page.getByLabel("Votre nom ici").fill(name);
  await page.getByLabel("Mot de passe", { exact: true }).fill(WORDS);
  await page.getByRole("radio", { name: "Pirogue" }).check();
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(page.getByText("Bienvenue !")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** Opens a discussion, and says where. */
export async function discuss(
  visit: Visit,
  author: Page,
  space: string,
  title: string,
  text: string,
): Promise<string> {
  await visit(`/forum/${space}/nouveau`, author);
  await author.getByLabel("Titre").fill(title);
  await author.getByRole("radio", { name: "Discussion" }).check({ force: true });
  await author.getByLabel("Votre message").fill(text);
  await author.getByRole("button", { name: "Publier" }).click();
  await expect(author.getByRole("heading", { level: 1 })).toHaveText(title);
  return new URL(author.url()).pathname;
}

/** Enters a meeting of today on the desk of her organisation, which staff publishes, and says where. */
export async function meet(visit: Visit, host: Page, staff: Page, title: string): Promise<string> {
  await visit(`${DESK}/rencontres/nouvelle`, host);
  await host.getByLabel("Titre de la rencontre").fill(title);
  await host.getByRole("radio", { name: "Atelier" }).check({ force: true });
  await host.getByLabel("Jour, ou premier jour").fill(new Date().toISOString().slice(0, 10));
  await host.getByLabel("Région").selectOption("Sikasso");
  await host.getByRole("button", { name: "Enregistrer" }).click();
  await expect(host.getByText("C’est enregistré.")).toBeVisible();
  const sheet = new URL(host.url()).pathname;
  await visit(sheet, staff);
  await staff.getByRole("button", { name: "Publier la rencontre" }).click();
  await expect(staff.getByRole("button", { name: "Publier la rencontre" })).toHaveCount(0);
  return sheet.replace("/modifier", "");
}

/** Hides a topic, so that other stories do not meet it. */
export async function hideTopic(visit: Visit, moderator: Page, topic: string) {
  await visit(`${topic}/moderer?geste=masquer`, moderator);
  await moderator.getByLabel("Une autre raison, avec mes mots").fill("Fin de l’essai.");
  await moderator.getByRole("button", { name: "Masquer le sujet" }).click();
  await expect(moderator.getByText("Ce sujet est masqué.")).toBeVisible();
}

/** She is out: on the first page, or, where no script could tell that nobody else's things wait here, on the page that says so. */
export const signedOut = (page: Page) => expect(page).toHaveURL(/\/(deconnexion\?garder=autres)?$/);
