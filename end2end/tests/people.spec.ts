import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { called, DESK, invitation, join, phone, signedOut, type Visit, WORDS } from "./members";

/** What `@page slip` says: the browser's own dialogue takes it from there. */
const A6_MARGIN = { top: "8mm", right: "8mm", bottom: "8mm", left: "8mm" };
const NEW_WORDS = "une autre phrase à elle";

async function signIn(visit: Visit, page: Page, name: string, passphrase: string) {
  await visit("/connexion", page);
  await page.getByLabel("Nom ou e-mail").fill(name);
  await page.getByLabel("Mot de passe", { exact: true }).fill(passphrase);
  await page.getByRole("main").getByRole("button", { name: "Se connecter" }).click();
}

/** Vouches for whoever told these words. */
async function vouch(visit: Visit, page: Page, words: string, name: string) {
  await visit("/compte", page);
  await page.getByRole("link", { name: /^Aider une membre/ }).click();
  await page.getByLabel("Ses mots").fill(words);
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByText(`Ces mots ouvrent le compte de ${name}.`)).toBeVisible();
  await page.getByRole("checkbox", { name: "Oui, je l’ai reconnue" }).check();
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByText("Merci. C’est confirmé.")).toBeVisible();
}

test("from the first administrator to a member who comes, is lost, comes back, and leaves with what is hers", async ({
  browser,
  staff,
  visit,
  watch,
}) => {
  test.setTimeout(120_000);
  watch.expects(/status of 403/);
  const [fanta, mariam, oumou, sira] = [called("Fanta"), called("Mariam"), called("Oumou"), called("Sira")];
  const one = await phone(browser, watch);
  const two = await phone(browser, watch);
  const three = await phone(browser, watch);
  const four = await phone(browser, watch);

  // The administrator invites two focal points, who print slips for members. Who vouches together must not have come
  // through each other, or through the same person.
  await visit("/annuaire/rejefpo", staff);
  await staff.getByRole("link", { name: "Membres, invitations, messages" }).click();
  await staff.getByRole("link", { name: /^Invitations/ }).click();
  await expect(staff).toHaveURL(`${DESK}/invitations`);
  await join(visit, one, await invitation(visit, staff, "Point focal"), fanta);
  await one.getByRole("link", { name: "Gérer cette organisation" }).click();
  await expect(one.getByRole("heading", { name: "Ce qui attend" })).toBeVisible();
  await join(visit, two, await invitation(visit, one), mariam);
  await join(visit, four, await invitation(visit, staff, "Point focal"), sira);
  await join(visit, three, await invitation(visit, four), oumou);
  await visit(`${DESK}/membres`, one);
  await expect(one.getByRole("heading", { name: mariam })).toBeVisible();
  await visit(`${DESK}/membres`, two);
  await expect(two.getByRole("heading", { level: 1, name: "Cette page est réservée" })).toBeVisible();

  // She signs out and no longer knows her passphrase: two members of her organisation help.
  await visit("/deconnexion", two);
  await two.getByRole("main").getByRole("button", { name: "Se déconnecter" }).click();
  await signedOut(two);
  await visit("/retrouver", two);
  await two.getByLabel("Nom ou e-mail").fill(mariam);
  await two.getByRole("button", { name: "Commencer" }).click();
  const words = await two.locator(".said code").innerText();
  await two.getByRole("link", { name: "Ouvrir ma page" }).click();
  await expect(two.getByText("0 personne")).toBeVisible();
  await vouch(visit, one, words, mariam);
  await vouch(visit, three, words, mariam);
  await two.getByRole("link", { name: "Réessayer" }).click();
  await two.getByLabel("Mot de passe", { exact: true }).fill(NEW_WORDS);
  await two.getByLabel("Le même mot de passe encore une fois").fill(NEW_WORDS);
  await two.getByRole("button", { name: "Ouvrir mon compte" }).click();
  await expect(two.getByText("Votre compte est ouvert")).toBeVisible();
  await signIn(visit, two, mariam, NEW_WORDS);
  await expect(two.getByRole("heading", { level: 1, name: mariam })).toBeVisible();

  // She takes along what is hers and deletes her account.
  await two.getByRole("link", { name: /^Mes données/ }).click();
  const saving = two.waitForEvent("download");
  await two.getByRole("button", { name: "Emporter mes données" }).click();
  expect((await saving).suggestedFilename()).toBe("musoya-compte.zip");
  await visit("/compte/supprimer", two);
  await two.getByLabel("Mot de passe actuel").fill(NEW_WORDS);
  await two.getByRole("checkbox", { name: "Oui, je veux supprimer mon compte" }).check();
  await two.getByRole("button", { name: "Supprimer maintenant" }).click();
  await expect(two.getByRole("heading", { level: 1, name: "Votre compte est supprimé" })).toBeVisible();
  await expect(two.getByRole("heading", { name: "Ce qui reste, sans votre nom" })).toBeVisible();
  await visit(`${DESK}/membres`, one);
  await expect(one.getByText(mariam)).toHaveCount(0);
  for (const page of [one, two, three, four]) await page.context().close();
});

test("the slip of an invitation is one small sheet of paper, black on white, also where the screen is dark", async ({
  staff,
  visit,
}) => {
  await staff.emulateMedia({ colorScheme: "dark" });
  await invitation(visit, staff);
  const paper = await staff.pdf({ width: "105mm", height: "148mm", margin: A6_MARGIN });
  expect(paper.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await staff.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(staff.locator(".slip .said")).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await expect(staff.locator(".slip .said code")).toHaveCSS("color", "rgb(0, 0, 0)");
});

test("who has no invitation asks, and the focal point answers", async ({ browser, staff, visit, watch }) => {
  const name = called("Rokia");
  const page = await phone(browser, watch);
  await visit("/rejoindre", page);
  await page.getByRole("link", { name: "Demander à une organisation" }).click();
  await page.getByLabel("Quelle organisation ?").selectOption("rejefpo");
  await page.getByLabel("Quelques mots pour vous présenter").fill("La présidente me connaît.");
  await page.getByLabel("Votre nom ici").fill(name);
  await page.getByLabel("Mot de passe", { exact: true }).fill(WORDS);
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(page.getByText("Votre demande est envoyée.")).toBeVisible();
  await expect(page.getByText("Aucune organisation ne répond encore de vous.")).toBeVisible();
  await visit(`${DESK}/demandes`, staff);
  const request = staff.getByRole("listitem").filter({ hasText: name });
  await expect(request).toContainText("La présidente me connaît.");
  await request.getByRole("button", { name: "Accepter" }).click();
  await expect(request).toBeHidden();
  await visit("/compte/nouvelles", page);
  await page.getByRole("button", { name: /a accepté votre demande/ }).click();
  await expect(page.getByRole("heading", { name: "Mes organisations" })).toBeVisible();
  await expect(page.getByRole("main").getByText("Membre", { exact: true })).toBeVisible();
  await page.context().close();
});

test("a visitor comes back for the answer with her words", async ({ page, staff, visit }) => {
  const question = `Êtes-vous ouvertes le samedi ? (${crypto.randomUUID()})`;
  await visit("/annuaire/rejefpo/message");
  await page.getByLabel("Votre message").fill(question);
  await page.getByRole("button", { name: "Envoyer le message" }).click();
  const words = await page.locator(".said code").innerText();
  await visit(`${DESK}/messages`, staff);
  await staff
    .getByRole("listitem")
    .filter({ hasText: question })
    .getByRole("link", { name: /Lire et répondre/ })
    .click();
  await staff.getByLabel("Votre réponse").fill("Oui, de neuf heures à midi.");
  await staff.getByRole("button", { name: "Répondre" }).click();
  await expect(staff.getByText("Votre réponse est envoyée.")).toBeVisible();
  await visit("/reponse");
  await page.getByLabel("Vos mots").fill(words);
  await page.getByRole("button", { name: "Ouvrir" }).click();
  await expect(page.getByText("Oui, de neuf heures à midi.")).toBeVisible();
});
