import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";

test("a question is asked, answered, thanked for, marked, corrected and closed, on a phone", async ({
  alone: _,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(/Failed to load resource: the server responded with a status of 422/);
  const title = `Question ${crypto.randomUUID().slice(0, 8)}`;
  await visit("/forum", staff);
  await staff.getByRole("link", { name: "Plaidoyer et élus" }).click();
  await staff.getByRole("link", { name: "Nouveau sujet", exact: true }).click();
  await staff.getByRole("radio", { name: "Question" }).check({ force: true });
  await staff.getByLabel("Votre message").fill("Que faire **vendredi** ?");
  await staff.getByRole("button", { name: "Publier" }).click();
  await expect(staff.getByRole("alert")).toContainText("Titre");
  await expect(staff.getByLabel("Votre message")).toHaveValue("Que faire **vendredi** ?");
  await staff.getByLabel("Titre").fill(title);
  await staff.getByRole("button", { name: "Publier" }).click();
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(staff.locator("#m1 strong")).toHaveText("vendredi");

  await staff.getByLabel("Votre message").fill("Y aller à trois.");
  await staff.getByRole("button", { name: "Envoyer" }).click();
  await expect(staff.locator("#m2")).toContainText("Y aller à trois.");
  await staff.locator("#m2").getByRole("button", { name: "Cette réponse m’a aidée" }).click();
  await expect(staff.locator("#m2")).toContainText("Cette réponse a aidé");
  await staff.locator("#m2").getByRole("link", { name: "Corriger" }).click();
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Corriger mon message");
  await staff.getByLabel("Votre message").fill("Y aller à quatre.");
  await staff.getByRole("button", { name: "Enregistrer" }).click();
  await expect(staff.locator("#m2")).toContainText("Y aller à quatre.");
  await expect(staff.locator("#m2")).toContainText("corrigé le");

  await visit(new URL(staff.url()).pathname, visitor);
  await expect(visitor.locator("#m2")).toContainText("Y aller à quatre.");
  await expect(visitor.getByRole("button", { name: "Envoyer" })).toHaveCount(0);
  await visitor.getByRole("link", { name: "Voir la réponse qui a aidé" }).click();
  await expect(visitor).toHaveURL(/#m2$/);

  await staff.getByRole("link", { name: "Modérer ce sujet" }).click();
  await staff.getByRole("link", { name: /^Fermer/ }).click();
  await staff.getByRole("radio", { name: "Tout est dit, ou la réponse est trouvée." }).check({ force: true });
  await staff.getByRole("button", { name: "Fermer" }).click();
  await expect(staff.getByText("Ce sujet est fermé")).toBeVisible();
  await staff.getByRole("link", { name: "Modérer ce sujet" }).click();
  await staff.getByRole("link", { name: /^Masquer le sujet/ }).click();
  await staff.getByLabel("Une autre raison, avec mes mots").fill("Fin de l’essai.");
  await staff.getByRole("button", { name: "Masquer le sujet" }).click();
  await expect(staff.getByText("Ce sujet est masqué.")).toBeVisible();
});

test("a member speaks under another first name, finds it refused where it is somebody's, and corrects what she said", async ({
  alone: _,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(/Failed to load resource: the server responded with a status of 422/);
  await visit("/forum/droits", staff);
  await staff.getByRole("link", { name: "Nouveau sujet", exact: true }).click();
  await staff.getByLabel("Titre").fill(`Tout bas ${crypto.randomUUID().slice(0, 8)}`);
  await staff.getByRole("radio", { name: "Discussion" }).check({ force: true });
  await staff.getByLabel("Votre message").fill("Je n’ose pas le dire.");
  await staff.getByText("Parler sous un autre prénom").click();
  await staff.getByRole("textbox", { name: /^Un autre prénom/ }).fill("Testeuse");
  await staff.getByRole("button", { name: "Publier" }).click();
  await expect(staff.getByRole("alert")).toContainText("Un autre prénom");
  await expect(staff.getByLabel("Votre message")).toHaveValue("Je n’ose pas le dire.");
  await staff.getByRole("textbox", { name: /^Un autre prénom/ }).fill("Une voisine");
  await staff.getByRole("button", { name: "Publier" }).click();
  await expect(staff.locator("#m1")).toContainText("Une voisine (autre prénom)");
  await expect(staff.locator("#m1").getByRole("link", { name: "Corriger" })).toBeVisible();
  const address = new URL(staff.url()).pathname;

  await visit(address, visitor);
  await expect(visitor.locator("#m1")).toContainText("Une voisine (autre prénom)");
  expect(await visitor.content()).not.toContain("Testeuse");

  await staff.locator("#m1").getByRole("link", { name: "Modérer ce message" }).click();
  await staff.getByRole("link", { name: "Demander à ouvrir ce prénom" }).click();
  await expect(staff.getByLabel(/^Ce que vous voulez faire/)).toHaveValue("prenom");
  await staff.getByLabel(/^Raison/).fill("Essai de la règle des deux.");
  await staff.getByRole("button", { name: "Demander" }).click();
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Ouvrir un autre prénom");
  await staff.getByRole("link", { name: "Message 1" }).click();
  await expect(staff.locator("#m1")).toContainText("Une voisine (autre prénom)");
  await staff.getByRole("link", { name: "Modérer ce sujet" }).click();
  await staff.getByRole("link", { name: /^Masquer le sujet/ }).click();
  await staff.getByLabel("Une autre raison, avec mes mots").fill("Fin de l’essai.");
  await staff.getByRole("button", { name: "Masquer le sujet" }).click();
  await expect(staff.getByText("Ce sujet est masqué.")).toBeVisible();
});

test("Arabic and N’Ko are read from right to left, each paragraph for itself, also while they are written", async ({
  alone: _,
  staff,
  visit,
}) => {
  const mark = crypto.randomUUID().slice(0, 8);
  const [arabic, nko, french] = ["نساء باماكو يتكلمن 😀", "ߒ ߞߊ߲߬ ߡߎ߬ߛߏ ߟߎ߬", `Et en français ${mark}.`];
  // Without the WASM another title, because the site asks about topics that are like one another.
  const title = `${test.info().project.name === "wasm" ? arabic : nko} ${mark}`;
  /** At which side of its frame the first letter stands. */
  const side = (locator: Locator) =>
    locator.evaluate((it) => {
      const range = document.createRange();
      const text = document.createTreeWalker(it, NodeFilter.SHOW_TEXT).nextNode()!;
      range.setStart(text, 0);
      range.setEnd(text, 1);
      const [letter, frame] = [range.getBoundingClientRect(), it.getBoundingClientRect()];
      return letter.left - frame.left > frame.right - letter.right ? "right" : "left";
    });
  await visit("/forum/epargne/nouveau", staff);
  const words = staff.getByLabel("Votre message");
  await staff.getByLabel("Titre").fill(title);
  await words.fill(`${arabic}\n\n${nko}\n\n> ${arabic}\n\n${french}`);
  expect(await words.evaluate((it) => getComputedStyle(it).unicodeBidi)).toBe("plaintext");
  await staff.getByRole("button", { name: "Publier" }).click();
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText(title);
  expect(await side(staff.getByRole("heading", { level: 1 }))).toBe("right");
  const paragraphs = staff.locator("#m1 .prose p");
  await expect(paragraphs).toHaveText([arabic, nko, arabic, french]);
  for (const [at, where] of ["right", "right", "right", "left"].entries()) {
    expect(await side(paragraphs.nth(at)), `paragraph ${at + 1}`).toBe(where);
  }
});
