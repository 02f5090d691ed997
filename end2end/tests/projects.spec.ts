import { expect, REFUSED, test } from "./fixtures";
import { called, invitation, join, phone } from "./members";
import { PROGRAMME } from "./pages";

const DESK = "/compte/organisations/rejefpo/projets";

test("a member enters a project and tells a report in seven screens, the focal point publishes both, and a visitor finds them", async ({
  alone: _,
  browser,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const author = await phone(browser, watch);
  await join(visit, author, await invitation(visit, staff), called("Salimata"));
  const mark = crypto.randomUUID().slice(0, 8);

  await visit("/projets", author);
  await author.getByRole("link", { name: "Les projets de REJEFPO" }).click();
  await author.getByRole("link", { name: "Saisir un projet" }).click();
  await author.getByLabel("Titre du projet").fill(`Conseil ${mark}`);
  const funder = author.getByRole("group", { name: "Partenaires" }).getByRole("group", { name: "Ligne 1" });
  await funder.getByLabel("Rôle").selectOption("Bailleur");
  await author.getByLabel("Régions et communes").fill("Atlantide");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByRole("alert")).toContainText("Nous ne connaissons pas ce lieu");
  await expect(author.getByLabel("Régions et communes")).toHaveValue("Atlantide");
  await expect(funder).toContainText("Ce champ est obligatoire.");
  await author.getByLabel("Régions et communes").fill("Sikasso > Kadiolo");
  await funder.getByLabel("Nom ou sigle").fill("Ambassade (exemple)");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByText("C’est enregistré.")).toBeVisible();
  await expect(author.getByText("Le point focal de votre organisation publie ce projet.")).toBeVisible();
  const project = new URL(author.url()).pathname;

  await visit(DESK, author);
  await author.getByRole("link", { name: "Raconter une activité" }).click();
  await author.getByLabel("Titre", { exact: true }).fill(`Session ${mark}`);
  await author.getByRole("radio", { name: "Session technique" }).check({ force: true });
  await author.getByLabel("Projet").selectOption(`Conseil ${mark}`);
  await author.getByRole("button", { name: "Commencer" }).click();
  const next = async (step: number) => {
    await author.getByRole("button", { name: "Suivant" }).click();
    await expect(author.getByText(`Écran ${step} sur 7`)).toBeVisible();
  };
  await expect(author.getByText("Écran 1 sur 7")).toBeVisible();
  await author.getByLabel("Région").selectOption("Sikasso");
  await next(2);
  await author.getByLabel("Date, ou début").fill("2099");
  await author.getByRole("button", { name: "Suivant" }).click();
  await expect(author.getByRole("alert")).toContainText("Cette date est dans le futur.");
  await author.getByLabel("Date, ou début").fill("9 décembre 2025");
  await author.getByLabel("Programme").fill("Jour 1\n9 h : Panel : La loi\n- une juge\n44 h : Clôture");
  await author.getByRole("button", { name: "Suivant" }).click();
  await expect(author.getByRole("alert")).toContainText("Cette heure n’est pas lisible");
  await author.getByLabel("Programme").fill("Jour 1\n9 h : Panel : La loi\n- une juge\n16 h : Clôture");
  await next(3);
  await expect(author.getByLabel("Organisé par")).not.toHaveValue("");
  await next(4);
  await author.getByLabel("Femmes et filles, de 18 à 35 ans", { exact: true }).fill("20");
  await author.getByLabel("Hommes et garçons, de 18 à 35 ans", { exact: true }).fill("3");
  await author.getByLabel("Tout le monde").fill("30");
  await author.getByRole("button", { name: "Suivant" }).click();
  await expect(author.getByText("Les nombres ne vont pas ensemble")).toBeVisible();
  await author.getByLabel("Tout le monde").fill("23");
  await next(5);
  await author.getByLabel("Ce qui a été fait").fill("Deux **jours**.");
  await author.getByLabel("Ce qui a aidé").fill(`Le thé ${mark}.`);
  await next(6);
  await author.getByLabel("Forces").fill("Le groupe.");
  await next(7);
  await author.getByLabel("Recommandations").fill("Former les débutantes.\nOuvrir les bureaux.");
  await author.getByRole("button", { name: "Terminer et relire" }).click();
  await expect(author.getByText("Le point focal de votre organisation publie ce rapport.")).toBeVisible();
  const report = new URL(author.url()).pathname;

  for (const sheet of [project, report]) {
    await visit(sheet, staff);
    await staff.getByRole("button", { name: /^Publier/ }).click();
    await expect(staff.getByText("Publié", { exact: true })).toBeVisible();
  }
  await visit(project.replace("/modifier", ""), visitor);
  await expect(visitor.getByRole("main")).toContainText("Ambassade (exemple)");
  await visitor.getByRole("link", { name: `Session ${mark}` }).click();
  const main = visitor.getByRole("main");
  await expect(main).toContainText("23 personnes");
  await expect(main.locator("strong", { hasText: "jours" })).toBeVisible();
  await expect(main.getByText("Ouvrir les bureaux.")).toBeVisible();
  const programme = main.locator("section", { has: visitor.getByRole("heading", { name: "Programme" }) });
  await expect(programme.getByText("une juge")).toBeVisible();
  await expect(programme).toContainText("16 h");
  await expect(main).not.toContainText("Hommes et garçons");
  await visit(`/capitalisation?q=${encodeURIComponent(mark)}`, visitor);
  await expect(visitor.getByRole("main")).toContainText(`Le thé ${mark}.`);

  for (const sheet of [project, report]) {
    await visit(sheet, staff);
    await staff.getByRole("button", { name: "Retirer de la vue de tous" }).click();
    await staff.getByText("Jeter ce brouillon").click();
    await staff.getByRole("button", { name: "Jeter", exact: true }).click();
    await expect(staff.getByText("Le brouillon est jeté.")).toBeVisible();
  }
});

test("a partner reads a programme with its parts, what they aimed at and what they reached", async ({
  page,
  visit,
}) => {
  await visit("/projets");
  await page.getByRole("link", { name: "Consolidation de la paix à la base au Mali" }).click();
  await expect(page).toHaveURL(new RegExp(`${PROGRAMME}$`));
  const parts = page.getByRole("region", { name: "Les projets de ce programme" });
  await expect(parts.getByRole("row")).toHaveCount(5);
  await expect(parts).toContainText("Un thé pour la paix (exemple)");
  await visit("/chiffres");
  await expect(page.getByRole("img", { name: /^Par région/ })).toBeVisible();
});
