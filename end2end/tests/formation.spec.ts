import { expect, REFUSED, test } from "./fixtures";
import { called, invitation, join, phone } from "./members";

test("a member enters a path with a quiz, the focal point publishes it, a visitor passes it without an account and a group is counted", async ({
  alone: _,
  browser,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const author = await phone(browser, watch);
  await join(visit, author, await invitation(visit, staff), called("Kadidia"));
  const title = `Demander au marché ${crypto.randomUUID().slice(0, 8)}`;

  await visit("/formation", author);
  await author.getByRole("link", { name: "Les parcours de REJEFPO" }).click();
  await author.getByRole("link", { name: "Saisir un parcours" }).click();
  await author.getByLabel("Titre du parcours").fill(title);
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByRole("alert")).toContainText("Ce que vous saurez faire");
  await author.getByLabel("Ce que vous saurez faire").fill("Porter une demande claire.");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByText("C’est enregistré.")).toBeVisible();
  const sheet = new URL(author.url()).pathname;
  const path = sheet.replace("/modifier", "");

  await author.getByRole("link", { name: "Ajouter une leçon" }).click();
  await author.getByLabel("Titre de la leçon").fill("Une demande claire");
  await author.getByLabel("Combien de minutes").fill("5");
  await author.getByLabel("Le texte").fill("Dire **quoi**, à qui et pour quand.");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await author.getByRole("link", { name: "Un choix" }).click();
  await author.getByLabel("La question").fill("Que dit une demande ?");
  await author.getByLabel("Réponse 1").first().fill("Pour quand");
  await author.getByLabel("Réponse 2").first().fill("Rien du tout");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByRole("alert")).toContainText("Lesquelles sont justes");
  await author.getByRole("checkbox", { name: "Réponse 1" }).check();
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await author.getByRole("link", { name: "Un ordre" }).click();
  await author.getByLabel("La question").fill("Dans quel ordre ?");
  await author.getByLabel("Étape 1").fill("Saluer");
  await author.getByLabel("Étape 2").fill("Demander");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await author.getByRole("button", { name: "Monter « Dans quel ordre ? »" }).click();
  await expect(author.locator(".arranged > li").first()).toContainText("Dans quel ordre ?");
  await expect(author.getByRole("button", { name: "Retirer « Dans quel ordre ? »" })).toBeHidden();

  await visit(sheet, staff);
  await staff.getByRole("button", { name: "Publier", exact: true }).click();
  await expect(staff.getByText("Publié", { exact: true }).first()).toBeVisible();

  await visit(path, visitor);
  await visitor.getByRole("link", { name: "Commencer" }).click();
  await visitor.getByRole("combobox", { name: "Place de « Saluer »" }).selectOption("1");
  await visitor.getByRole("combobox", { name: "Place de « Demander »" }).selectOption("1");
  await visitor.getByRole("radio", { name: "Pour quand" }).check();
  await visitor.getByRole("button", { name: "Vérifier mes réponses" }).click();
  await expect(visitor.getByText("Réponses justes : 1 sur 2")).toBeVisible();
  await expect(visitor.getByText("Deux étapes ont la même place")).toBeVisible();
  await expect(visitor.locator("#erreurs").getByRole("link")).toHaveText(["Dans quel ordre ?"]);
  await expect(visitor.getByRole("combobox", { name: "Place de « Demander »" })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
  await expect(visitor.getByRole("radio", { name: "Pour quand" })).toBeChecked();
  await visitor.getByRole("combobox", { name: "Place de « Demander »" }).selectOption("2");
  await visitor.getByRole("button", { name: "Vérifier mes réponses" }).click();
  await expect(visitor.getByText("Leçon acquise")).toBeVisible();
  await visitor.getByRole("link", { name: "Retour au parcours" }).click();
  await expect(visitor.getByText("Parcours terminé")).toBeVisible();
  await expect(visitor.getByText("1 leçon acquise sur 1")).toBeVisible();
  await visitor.getByRole("link", { name: "Mon attestation" }).click();
  await visitor.getByLabel("Nom sur l’attestation").fill("Étoile du marché");
  await visitor.getByRole("button", { name: "Recevoir mon attestation" }).click();
  await visitor.getByRole("link", { name: "Page de vérification" }).click();
  await expect(visitor.getByText("Étoile du marché")).toBeVisible();
  await expect(visitor.getByText("A terminé la formation")).toBeVisible();

  // A member's answers are kept with her account; then she counts a group.
  await visit(`${path}/1`, author);
  await author.getByRole("combobox", { name: "Place de « Saluer »" }).selectOption("1");
  await author.getByRole("combobox", { name: "Place de « Demander »" }).selectOption("2");
  await author.getByRole("radio", { name: "Pour quand" }).check();
  await author.getByRole("button", { name: "Vérifier mes réponses" }).click();
  await expect(author.getByText("Leçon acquise")).toBeVisible();
  await visit(path, author);
  await expect(author.getByText("1 leçon acquise sur 1")).toBeVisible();
  await author.getByRole("link", { name: "Compter un groupe pour REJEFPO" }).click();
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await author.getByRole("link", { name: "Compter la leçon 1" }).click();
  await author.getByLabel("Mains levées pour « Pour quand »").fill("14");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByRole("row", { name: "Pour quand" })).toContainText("14");

  await visit(sheet, staff);
  await staff.getByRole("button", { name: "Retirer de la vue de tous" }).click();
  await expect(staff.getByText("Brouillon", { exact: true })).toBeVisible();
});
