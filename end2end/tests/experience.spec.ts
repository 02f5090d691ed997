import { expect, REFUSED, test } from "./fixtures";
import { called, hideTopic, invitation, join, phone, signedOut, WORDS } from "./members";

test("an experience is told step by step, goes on after signing out, is published, found, corrected and erased", async ({
  alone: _,
  browser,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const author = await phone(browser, watch);
  const name = called("Awa");
  await join(visit, author, await invitation(visit, staff), name);
  const title = `Un puits ${crypto.randomUUID().slice(0, 8)}`;
  const answer = author.getByLabel("Votre réponse");
  const next = async (step: number) => {
    await author.getByRole("button", { name: "Suivant" }).click();
    await expect(author.getByText(`Étape ${step} sur 12`)).toBeVisible();
  };

  await visit("/forum/partage", author);
  await author.getByRole("link", { name: "Raconter une expérience" }).click();
  await author.getByRole("button", { name: "Commencer" }).click();
  await author.getByLabel("Titre").fill(title);
  await next(2);
  await author.getByLabel("Région").selectOption("Ségou");
  await author.getByLabel("Commune").fill("Kadiolo");
  await author.getByRole("button", { name: "Suivant" }).click();
  await expect(author.getByRole("alert")).toContainText("Une commune de ce nom est dans");
  await expect(author.getByLabel("Commune")).toHaveValue("Kadiolo");
  await author.getByLabel("Commune").fill("Markala");
  await next(3);
  await author.getByLabel("Date, ou début").fill("juin 2025");
  await next(4);
  await author.getByRole("button", { name: "Étape d’avant" }).click();
  await expect(author.getByLabel("Date, ou début")).toHaveValue("2025-06");
  await next(4);
  await answer.fill("Les femmes du quartier.");
  await next(5);
  await author.getByRole("checkbox", { name: "Paix et cohésion sociale" }).check({ force: true });
  await next(6);
  await answer.fill("Nous avons **creusé** ensemble.");
  await author.getByRole("button", { name: "Voir toute la fiche" }).click();
  await expect(author.getByRole("heading", { level: 1 })).toHaveText("Relire et publier");

  // Somebody else has the phone for a day.
  const draft = new URL(author.url()).pathname;
  await visit("/deconnexion", author);
  await author.getByRole("main").getByRole("button", { name: "Se déconnecter" }).click();
  await signedOut(author);
  await visit("/forum/brouillons", author);
  await author.getByLabel("Nom ou e-mail").fill(name);
  await author.getByLabel("Mot de passe", { exact: true }).fill(WORDS);
  await author.getByRole("main").getByRole("button", { name: "Se connecter" }).click();
  await author.getByRole("link", { name: title }).click();
  await expect(author).toHaveURL(new RegExp(`${draft}$`));
  await author.getByRole("link", { name: "Continuer : Résultats" }).click();
  await answer.fill("L’eau est claire.");
  await next(8);
  await author.getByLabel("Femmes et filles, de 18 à 35 ans").fill("-20");
  await author.getByRole("button", { name: "Suivant" }).click();
  await expect(author.getByRole("alert")).toContainText("Femmes et filles, de 18 à 35 ans");
  await author.getByLabel("Femmes et filles, de 18 à 35 ans").fill("20");
  await author.getByLabel("Hommes et garçons, de 18 à 35 ans").fill("3");
  await next(9);
  await answer.fill("La corde du voisin.");
  await next(10);
  await answer.fill("La pluie.");
  await author.getByRole("button", { name: "Voir toute la fiche" }).click();
  await author.getByRole("button", { name: "Publier la fiche" }).click();
  await expect(author.getByRole("heading", { level: 1 })).toHaveText(title);

  await visit(`/forum/experiences?q=${encodeURIComponent("corde voisin")}`, visitor);
  await visitor.getByText("Choisir des filtres").click();
  await expect(visitor.getByRole("link", { name: /^Ce qui a gêné/ })).toHaveCount(0);
  await visitor.getByRole("link", { name: /^Ce qui a aidé/ }).click();
  await expect(visitor.getByRole("link", { name: "Retirer le filtre Ce qui a aidé" })).toBeVisible();
  await visitor.getByRole("link", { name: title }).click();
  const sheet = visitor.locator("#m1");
  await expect(sheet).toContainText("Ségou > Markala");
  await expect(sheet).toContainText("moins de 5");
  await expect(sheet).toContainText("20 personnes ou plus");
  await expect(sheet.locator("strong", { hasText: "creusé" })).toBeVisible();
  await visitor.emulateMedia({ media: "print" });
  await expect(visitor.getByRole("img", { name: "Cette fiche dans Musoya Applic" })).toBeVisible();
  await expect(visitor.locator(".site-nav")).toBeHidden();
  await visitor.emulateMedia({ media: "screen" });

  await author.locator("#m1").getByRole("link", { name: "Corriger" }).click();
  await author.getByRole("button", { name: "Corriger pas à pas" }).click();
  await author.getByRole("link", { name: "Modifier : Ce qui a gêné" }).click();
  await answer.fill("La pluie, deux semaines.");
  await author.getByRole("button", { name: "Voir toute la fiche" }).click();
  await author.getByRole("button", { name: "Enregistrer la correction" }).click();
  await expect(author.locator("#m1")).toContainText("La pluie, deux semaines.");
  await expect(author.locator("#m1")).toContainText("corrigé le");
  await author.locator("#m1").getByRole("link", { name: "Corriger" }).click();
  await author.getByRole("button", { name: "Effacer mon message" }).click();
  await expect(author.locator("#m1")).toContainText("Message effacé par son auteure.");
  await hideTopic(visit, staff, new URL(author.url()).pathname);
});

test("a moderator marks a good practice with a reason, it stands in the library, and leaves it again", async ({
  alone: _,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  await visit("/forum/experiences?q=karit%C3%A9", staff);
  await staff.getByRole("link", { name: "Vendre le karité ensemble" }).click();
  await staff.getByRole("link", { name: "Bonne pratique" }).click();
  await staff.getByRole("button", { name: "Marquer comme bonne pratique" }).click();
  await expect(staff.getByRole("alert")).toContainText("Publiée par");
  await staff.getByLabel("Raison").fill("Facile à refaire ailleurs.");
  await staff.getByLabel("Publiée par").selectOption({ label: "Coopérative Karité de Kita (exemple)" });
  await staff.getByRole("button", { name: "Marquer comme bonne pratique" }).click();
  await expect(staff.getByRole("link", { name: "Dans la bibliothèque" })).toBeVisible();
  const topic = new URL(staff.url()).pathname;

  await visit("/forum/experiences?pratique=bonne", visitor);
  await visitor.getByRole("link", { name: "Vendre le karité ensemble" }).click();
  await visitor.getByRole("link", { name: "Dans la bibliothèque" }).click();
  await expect(visitor.getByRole("heading", { level: 1 })).toContainText("Vendre le karité ensemble");
  await expect(visitor.getByText("CC BY-SA")).toBeVisible();
  const document = new URL(visitor.url()).pathname;
  await visitor.getByRole("link", { name: "Lire la fiche et les réponses" }).click();
  await expect(visitor).toHaveURL(new RegExp(topic));

  await visit(`${topic}/pratique`, staff);
  await staff.getByLabel("Raison").fill("Fin de l’essai.");
  await staff.getByRole("button", { name: "Lever la marque" }).click();
  await expect(staff).toHaveURL(new RegExp(`${topic}(#.*)?$`));
  await expect(staff.getByRole("link", { name: "Dans la bibliothèque" })).toHaveCount(0);
  expect((await visitor.request.get(document)).status()).toBe(404);
});
