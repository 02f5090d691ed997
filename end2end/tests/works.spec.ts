import { resolve } from "node:path";
import { expect, REFUSED, test } from "./fixtures";

/** Any picture. */
const PHOTO = resolve(import.meta.dirname, "../../domain/data/example-forum.png");

const DESK = "/compte/organisations/rejefpo/projets";

test("who decides imports a table of work, finds it on the map of work, and takes it back", async ({
  alone: _,
  staff,
  visitor,
  visit,
}) => {
  const mark = crypto.randomUUID().slice(0, 8);
  const table = (region: string) =>
    [
      "projet;statut;programme;region;debut;description;domaine;fait;personnes;etat",
      `Plaidoyer ${mark};en-cours;;${region};2025;Des lettres.;;;;publié`,
      `Atelier ${mark};;Plaidoyer ${mark};${region};2025-03-04;atelier;Paix et cohésion sociale;Un jour.;24;publié`,
      `Causerie ${mark};;Plaidoyer ${mark};${region};2025-03-05;atelier;;Un soir.;;`,
      "",
    ].join("\n");
  const send = async (region: string) => {
    const file = { name: "travail.csv", mimeType: "text/csv", buffer: Buffer.from(table(region)) };
    await staff.getByLabel("Fichier").setInputFiles(file);
    await staff.getByRole("button", { name: "Vérifier le fichier" }).click();
  };
  await visit(DESK, staff);
  await staff.getByRole("link", { name: "Importer un tableau de projets ou d’activités" }).click();
  await send("Atlantide");
  await expect(staff.getByRole("row", { name: /Atlantide/ }).first()).toBeVisible();
  await expect(staff.getByRole("button", { name: "Importer maintenant" })).toHaveCount(0);
  await staff.getByRole("link", { name: "Choisir un autre fichier" }).click();
  await send("Kidal");
  await expect(staff.getByRole("listitem").filter({ hasText: "lignes nouvelles" })).toContainText("3");
  await staff.getByRole("button", { name: "Importer maintenant" }).click();
  await expect(staff.getByText("Import terminé")).toBeVisible();

  await visit("/projets/carte?region=kidal&annee=2025", visitor);
  const main = visitor.getByRole("main");
  const row = main.getByRole("row", { name: /^Kidal/ });
  await expect(row).toContainText("24");
  await main
    .getByRole("link", { name: /^Paix et cohésion sociale, Kidal : \d+ activité/ })
    .first()
    .click();
  await expect(visitor.getByRole("link", { name: `Atelier ${mark}` })).toBeVisible();

  await visit(`${DESK}/import`, staff);
  await staff.getByRole("link", { name: "Annuler cet import" }).first().click();
  await staff.getByRole("button", { name: "Oui, annuler cet import" }).click();
  await expect(staff.getByText("L’import est annulé.")).toBeVisible();
  await visit(`/projets?q=${mark}`, visitor);
  await expect(visitor.getByText("Nous n’avons rien trouvé")).toBeVisible();
});

test("a partner sees where nobody works and where organisations say so without a report", async ({
  page,
  visit,
}) => {
  await visit("/chiffres");
  await page.getByRole("link", { name: "Carte et zones blanches" }).click();
  const main = page.getByRole("main");
  await expect(
    main.getByRole("group", { name: "Carte du Mali : nombre d’activités par région" }),
  ).toBeVisible();
  await expect(main.getByText(/cases? où personne ne travaille/)).toBeVisible();
  await expect(main.getByText("Ce tableau ne suit pas les filtres")).toHaveCount(0);
  await expect(main.getByRole("table", { name: "Dit dans l’annuaire, sans activité publiée" })).toBeVisible();
});

test("who tells a report adds photos one after the other, each with its caption, and a reader sees them", async ({
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED, /status of 404/);
  const title = `Atelier en images ${crypto.randomUUID().slice(0, 8)}`;
  await visit("/compte/organisations/rejefpo/activites/nouvelle", staff);
  await staff.getByLabel("Titre").fill(title);
  await staff.getByText("Session technique", { exact: true }).first().click();
  for (const fold of await staff.locator("details.fold > summary").all()) await fold.click();
  await staff.getByLabel("Région").first().selectOption({ label: "Sikasso" });
  await staff.getByLabel("Ce qui a été fait").fill("Nous avons compté ensemble.");
  await staff.getByRole("button", { name: "Commencer" }).click();
  await expect(staff).toHaveURL(/\/modifier\/\w+$/);
  await visit(new URL(staff.url()).pathname.replace(/\/\w+$/, ""), staff);
  await staff.getByRole("link", { name: "Photos" }).click();
  const caption = "Trente femmes autour d’une carte, à Sikasso";
  await staff.getByLabel("Légende").fill(caption);
  await staff.getByRole("button", { name: "Ajouter cette photo" }).click();
  await expect(staff.getByRole("alert")).toContainText("Une photo de votre téléphone");
  await expect(staff.getByLabel("Légende")).toHaveValue(caption);
  await staff.getByLabel("Une photo de votre téléphone").setInputFiles(PHOTO);
  await staff.getByText("Les personnes que l’on reconnaît sont d’accord").click();
  await staff.getByRole("button", { name: "Ajouter cette photo" }).click();
  await expect(staff.getByText("C’est enregistré.")).toBeVisible();
  await expect
    .poll(async () => {
      await staff.reload();
      return staff.getByRole("main").locator("img").count();
    })
    .toBe(1);
  await staff.getByRole("link", { name: "Voir la page" }).click();
  await expect(staff.getByRole("figure")).toContainText(caption);
  const here = new URL(staff.url()).pathname;
  await expect(staff.getByRole("main").locator("figure img")).toHaveJSProperty("complete", true);

  // A draft's are its organisation's alone.
  await visit(here, visitor);
  await expect(visitor.getByRole("figure")).toHaveCount(0);
  await visit(`${here}/photos`, staff);
  await staff.getByRole("button", { name: "Retirer : Image 1" }).click();
  await expect(staff.getByText("C’est enregistré.")).toBeVisible();
  await expect(staff.getByRole("main").locator("img")).toHaveCount(0);
});
