import { expect, REFUSED, test } from "./fixtures";
import { called, invitation, join, phone } from "./members";

test("a member enters a campaign, the focal point publishes it with a pledge, and a visitor supports it without a name", async ({
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
  const mark = crypto.randomUUID().slice(0, 8);
  const title = `De l’eau au marché ${mark}`;

  await visit("/plaidoyer", author);
  await author.getByRole("link", { name: "Les campagnes de REJEFPO" }).click();
  await author.getByRole("link", { name: "Saisir une campagne" }).click();
  await author.getByLabel("Titre de la campagne").fill(title);
  await author.getByLabel("Ce que nous demandons").fill("Un puits pour le marché, avant les pluies.");
  await author.getByLabel("Étapes").fill("bientôt");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByRole("alert")).toContainText("À qui");
  await expect(author.getByLabel("Étapes")).toHaveValue("bientôt");
  await author.getByLabel("À qui").fill("Le maire de la commune");
  await author.getByLabel("Étapes").fill("mars 2026 = Une lettre est remise");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByText("C’est enregistré.")).toBeVisible();
  const sheet = new URL(author.url()).pathname;

  await visit(sheet, staff);
  await staff.getByRole("button", { name: "Publier", exact: true }).click();
  await staff.getByRole("link", { name: "Noter un engagement" }).click();
  await staff.getByLabel("Qui s’est engagé").fill("Le maire de la commune");
  await staff.getByLabel("À quoi").fill("Creuser avant les pluies.");
  await staff.getByLabel("Quand").fill("janvier 2026");
  await staff.getByLabel("Échéance").fill("mars 2026");
  await staff.getByRole("button", { name: "Enregistrer" }).click();
  await expect(staff.getByText("C’est enregistré.")).toBeVisible();
  await expect(staff.getByText("En retard", { exact: true }).first()).toBeVisible();

  const page = sheet.replace("/modifier", "");
  await visit(page, visitor);
  await expect(visitor.getByText("En retard", { exact: true }).first()).toBeVisible();
  await visitor.getByRole("link", { name: "J’appuie" }).click();
  await expect(visitor.getByText("sans nom, sans numéro")).toBeVisible();
  await visitor.getByRole("button", { name: "J’appuie" }).click();
  await expect(visitor.getByText("Votre appui est compté. Merci.")).toBeVisible();
  await visit(`${page}/bilan`, visitor);
  await expect(visitor.getByText("Une lettre est remise")).toBeVisible();

  await visit(sheet, staff);
  await staff.getByRole("button", { name: "Retirer de la vue de tous" }).click();
  await expect(staff.getByText("Brouillon", { exact: true })).toBeVisible();
});
