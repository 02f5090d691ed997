import { expect, REFUSED, test } from "./fixtures";
import { called, invitation, join, phone } from "./members";

const DESK = "/compte/organisations/rejefpo/rencontres";

test("a member announces a meeting, the focal point publishes it, and a visitor registers, reads where it is and leaves", async ({
  alone: _,
  browser,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const author = await phone(browser, watch);
  await join(visit, author, await invitation(visit, staff), called("Kadiatou"));
  const mark = crypto.randomUUID().slice(0, 8);

  await visit("/agenda", author);
  await author.getByRole("link", { name: "Les rencontres de REJEFPO" }).click();
  await author.getByRole("link", { name: "Annoncer une rencontre" }).click();
  await author.getByLabel("Titre de la rencontre").fill(`Rencontre ${mark}`);
  await author.getByRole("radio", { name: "Atelier" }).check({ force: true });
  await author.getByLabel("Jour, ou premier jour").fill("2099-05-14");
  await author.getByLabel("Heure du début").fill("09:00");
  await author.getByLabel("Heure de la fin").fill("08:00");
  await author.getByLabel("Région").selectOption("Sikasso");
  await author.getByLabel("Lieu exact", { exact: false }).first().fill(`Salle ${mark}`);
  await author.getByLabel("Nombre de places").fill("1");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByRole("alert")).toContainText("La fin vient avant le début.");
  await expect(author.getByLabel("Titre de la rencontre")).toHaveValue(`Rencontre ${mark}`);
  await author.getByLabel("Heure de la fin").fill("12:30");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByText("C’est enregistré.")).toBeVisible();
  const sheet = new URL(author.url()).pathname;
  await visit(sheet, staff);
  await staff.getByRole("button", { name: "Publier la rencontre" }).click();
  await expect(staff.getByText("Publié", { exact: true })).toBeVisible();

  await visit("/agenda?region=sikasso&mois=2099-05", visitor);
  await visitor.getByRole("link", { name: `Rencontre ${mark}` }).click();
  await expect(visitor.getByRole("main")).toContainText("14 mai 2099, de 9 h à 12 h 30");
  await expect(visitor.getByRole("main")).not.toContainText(`Salle ${mark}`);
  await visitor.getByRole("link", { name: "S’inscrire" }).click();
  await visitor.getByLabel("Votre prénom").fill("76 12 34 56");
  await visitor.getByRole("checkbox", { name: "Garde d’enfants" }).check({ force: true });
  await visitor.getByRole("button", { name: "S’inscrire" }).click();
  await expect(visitor.getByRole("alert")).toContainText("ressemble à un numéro de téléphone");
  await expect(visitor.getByRole("checkbox", { name: "Garde d’enfants" })).toBeChecked();
  await visitor.getByLabel("Votre prénom").fill("Aminata");
  await visitor.getByRole("button", { name: "S’inscrire" }).click();
  await expect(visitor.getByText("Vous êtes inscrite")).toBeVisible();
  const words = await visitor.locator(".said code").first().textContent();
  await visitor.getByRole("link", { name: "Ma place" }).click();
  await visitor.getByRole("textbox").fill(words!);
  await visitor.getByRole("button", { name: "Ouvrir" }).click();
  await expect(visitor.getByRole("main")).toContainText(`Salle ${mark}`);

  // A member comes with one touch; there is no place left for her until the visitor leaves.
  const path = sheet.replace("/modifier", "");
  await visit(path, author);
  await author.getByRole("button", { name: "Attendre une place" }).click();
  await expect(author.getByText("Vous attendez une place")).toBeVisible();
  await visit(`${path}/inscrites`, author);
  await expect(author.getByRole("main")).toContainText("1 personne inscrite");
  await visitor.getByRole("button", { name: "Je ne viens pas" }).click();
  await expect(visitor.getByText("C’est noté : vous ne venez pas.")).toBeVisible();
  await visit(path, author);
  await expect(author.getByText("Vous êtes inscrite")).toBeVisible();
  await expect(author.getByRole("main")).toContainText(`Salle ${mark}`);

  await visit(sheet, staff);
  await staff.getByText("Annuler la rencontre").click();
  await staff.getByLabel("Raison").fill("La route est coupée.");
  await staff.getByRole("button", { name: "Annuler cette rencontre" }).click();
  await expect(staff.getByText("C’est enregistré.")).toBeVisible();
  await visit(path, visitor);
  await expect(visitor.getByRole("main")).toContainText("La route est coupée.");
  await visit(sheet, staff);
  await staff.getByRole("button", { name: "Retirer de la vue de tous" }).click();
  await staff.getByText("Jeter ce brouillon").click();
  await staff.getByRole("button", { name: "Jeter", exact: true }).click();
  await expect(staff.getByText("Le brouillon est jeté.")).toBeVisible();
  await visit(DESK, author);
  await expect(author.getByRole("main")).not.toContainText(`Rencontre ${mark}`);
});
