import { authenticatorCode } from "../authenticator.mjs";
import { passphraseOf } from "../people";
import { expect, REFUSED, test } from "./fixtures";
import { signedOut } from "./members";

/** Text as the spreadsheets of older Windows machines write it. */
const windows1252 = (text: string) => Buffer.from(text, "latin1");
const spreadsheet = (name: string, lines: string[]) => ({
  name,
  mimeType: "text/csv",
  buffer: windows1252(lines.join("\r\n")),
});
const unique = () => crypto.randomUUID().slice(0, 8);

test("who looks after the directory signs in where she wanted to go; a wrong passphrase is told plainly", async ({
  page,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  await visit("/admin/organisations");
  await expect(page).toHaveURL(/\/connexion\?suite=/);
  await expect(page.getByText("Connectez-vous d’abord")).toBeVisible();
  // A name with many digits would look like a telephone number.
  const name = `Gardienne ${unique().replaceAll(/\d/g, "z")}`;
  const passphrase = passphraseOf(name);
  await page.getByLabel("Nom ou e-mail").fill(name);
  await page.getByLabel("Mot de passe", { exact: true }).fill("rien de tout cela");
  await page.getByRole("main").getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("alert")).toContainText("Le nom ou le mot de passe n’est pas bon.");
  await expect(page.getByLabel("Nom ou e-mail")).toHaveValue(name);
  await expect(page.getByLabel("Mot de passe", { exact: true })).toHaveValue("");
  await page.getByLabel("Mot de passe", { exact: true }).fill(passphrase);
  await page.getByRole("main").getByRole("button", { name: "Se connecter" }).click();

  // Staff hold two keys: the page leads her to the second, and then on to where she wanted to go.
  await page.getByRole("link", { name: "Préparer l’application" }).click();
  const secret = (await page.locator("code.secret").innerText()).replaceAll(" ", "");
  await page.getByLabel("Code", { exact: true }).fill("000 000");
  await page.getByLabel("Mot de passe actuel").fill(passphrase);
  await page.getByRole("button", { name: "Activer" }).click();
  await expect(page.getByRole("alert")).toContainText("Ce code n’est pas bon");
  await page.getByLabel("Code", { exact: true }).fill(authenticatorCode(secret));
  await page.getByLabel("Mot de passe actuel").fill(passphrase);
  await page.getByRole("button", { name: "Activer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Les organisations" })).toBeVisible();
  await expect(page).toHaveURL(/\/admin\/organisations$/);

  await visit("/deconnexion");
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await signedOut(page);
  await visit("/admin");
  await expect(page).toHaveURL(/\/connexion/);
});

test("she enters an organisation, corrects what is wrong, publishes it, and hides it in one tap", async ({
  alone: _,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const name = `Association d’essai ${unique()}`;
  await visit("/admin", staff);
  await staff.getByRole("link", { name: "Ajouter une organisation" }).click();
  await staff.getByLabel("Nom complet").fill(name);
  await staff.getByLabel(/^Mission/).fill("Elle montre que l’on peut entrer une page.");
  await staff.getByRole("radio", { name: "Organisation locale" }).check();
  await staff.getByLabel(/^Année de création/).fill("1066");
  await staff.getByLabel(/^Téléphones publics/).fill("vingt");
  await staff.getByRole("button", { name: "Enregistrer" }).first().click();

  const alert = staff.getByRole("alert");
  await expect(alert.getByRole("heading", { name: "2 champs sont à corriger" })).toBeVisible();
  await expect(staff.locator("#annee-erreur")).toContainText("L’année doit être un nombre entre");
  await expect(staff.locator("#telephones-erreur")).toContainText(/vingt.*n’est pas un numéro de téléphone/);
  await expect(staff.getByLabel("Nom complet")).toHaveValue(name);
  await expect(staff.getByLabel(/^Mission/)).toHaveValue("Elle montre que l’on peut entrer une page.");
  await expect(staff.getByLabel(/^Téléphones publics/)).toHaveValue("vingt");
  await expect(staff.getByRole("radio", { name: "Organisation locale" })).toBeChecked();

  await staff.getByLabel(/^Année de création/).fill("2019");
  await staff.getByLabel(/^Téléphones publics/).fill("+223 20 00 00 77");
  await staff.getByRole("button", { name: "Enregistrer" }).first().click();
  await expect(staff.getByText("C’est enregistré.")).toBeVisible();
  const found = `/annuaire?q=${encodeURIComponent(name)}`;
  const cards = visitor.locator(".org-card").filter({ hasText: name });
  await visit(found, visitor);
  await expect(cards).toHaveCount(0);

  await visit(`/admin/organisations?q=${encodeURIComponent(name)}`, staff);
  await staff.getByRole("button", { name: `Publier ${name}` }).click();
  await expect(staff.getByText("La page est publiée.")).toBeVisible();
  await visit(found, visitor);
  await expect(cards).toHaveCount(1);
  await cards.getByRole("link").click();
  await expect(visitor.getByRole("link", { name: "Appeler le +223 20 00 00 77" })).toBeVisible();
  const address = visitor.url();

  await staff.getByRole("button", { name: `Masquer ${name}` }).click();
  await expect(staff.getByText("La page est masquée.")).toBeVisible();
  await visit(found, visitor);
  await expect(cards).toHaveCount(0);
  const gone = await visit(address, visitor);
  expect(gone!.status()).toBe(404);
});

test("one more service is one more set of fields, and nothing typed is lost by asking for it", async ({
  staff,
  visit,
}) => {
  await visit("/admin/organisations/nouvelle", staff);
  await staff.getByLabel("Nom complet").fill("Association des deux services");
  await staff.getByLabel("Nom du service").fill("Écoute");
  await staff.getByRole("button", { name: "Ajouter un service" }).click();
  await expect(staff.getByRole("group", { name: "Service 2" })).toBeVisible();
  await expect(staff.getByLabel("Nom du service").first()).toHaveValue("Écoute");
  await expect(staff.getByLabel("Nom complet")).toHaveValue("Association des deux services");
});

test("a page that somebody else changed in between is not overwritten blindly", async ({
  alone: _,
  staff,
  visit,
  watch,
}) => {
  watch.expects(/status of 4(09|22)/);
  const name = `Association disputée ${unique()}`;
  await visit("/admin/organisations/nouvelle", staff);
  await staff.getByLabel("Nom complet").fill(name);
  await staff.getByRole("radio", { name: "Organisation locale" }).check();
  await staff.getByRole("button", { name: "Enregistrer" }).first().click();
  await expect(staff.getByText("C’est enregistré.")).toBeVisible();
  const other = await staff.context().newPage();
  await visit(staff.url(), other);
  await other.getByLabel(/^Sigle/).fill("AUTRE");
  await other.getByRole("button", { name: "Enregistrer" }).first().click();
  await expect(other.getByText("C’est enregistré.")).toBeVisible();

  await staff.getByLabel(/^Sigle/).fill("MIEN");
  await staff.getByRole("button", { name: "Enregistrer" }).first().click();
  const alert = staff.getByRole("alert");
  await expect(
    alert.getByRole("heading", { name: "Quelqu’un a modifié cette page avant vous" }),
  ).toBeVisible();
  await expect(alert).toContainText("AUTRE");
  await expect(staff.getByLabel(/^Sigle/)).toHaveValue("MIEN");
  await staff.getByRole("button", { name: "Enregistrer ma version" }).first().click();
  await expect(staff.getByText("C’est enregistré.")).toBeVisible();
  await expect(staff.getByLabel(/^Sigle/)).toHaveValue("MIEN");
});

test("a spreadsheet of an older Windows is previewed, imported, and taken back", async ({
  alone: _,
  staff,
  visitor,
  visit,
}) => {
  const name = `Fédération d'été ${unique()}`;
  const found = `/annuaire?q=${encodeURIComponent(name)}`;
  const cards = visitor.locator(".org-card").filter({ hasText: name });
  const lines = ["nom;type;mission;etat", `${name};organisation locale;Elle réunit, écoute et agit.;publié`];

  await visit("/admin/import", staff);
  await staff.getByLabel("Fichier").setInputFiles(spreadsheet("été.csv", lines));
  await staff.getByRole("button", { name: "Vérifier le fichier" }).click();
  await expect(staff.getByRole("heading", { level: 1, name: "Vérifier avant d’importer" })).toBeVisible();
  await expect(staff.getByRole("row").filter({ hasText: name })).toContainText("Créée");
  await visit(found, visitor);
  await expect(cards).toHaveCount(0);

  await staff.getByRole("button", { name: "Importer maintenant" }).click();
  await expect(staff.getByText("Import terminé")).toBeVisible();
  await visit(found, visitor);
  await expect(cards).toHaveCount(1);
  await cards.getByRole("link").click();
  await expect(visitor.getByText("Elle réunit, écoute et agit.")).toBeVisible();

  await staff.locator("details > summary").filter({ hasText: "Annuler le dernier import" }).click();
  await staff.getByRole("button", { name: "Oui, annuler cet import" }).click();
  await expect(staff.getByText("L’import est annulé.")).toBeVisible();
  await visit(found, visitor);
  await expect(cards).toHaveCount(0);
});

test("a spreadsheet with a mistake says line, column and reason, and writes nothing", async ({
  staff,
  visit,
}) => {
  const name = `Association refusée ${unique()}`;
  const lines = [
    "nom;type;zones",
    `${name};organisation locale;Sikasso`,
    "Autre association;navire;Atlantide",
  ];
  await visit("/admin/import", staff);
  await staff.getByLabel("Fichier").setInputFiles(spreadsheet("fautes.csv", lines));
  await staff.getByRole("button", { name: "Vérifier le fichier" }).click();
  await expect(staff.getByText("L’import se fait en entier ou pas du tout.")).toBeVisible();
  const refused = staff.getByRole("region", { name: "Lignes refusées" }).getByRole("row");
  const kind = refused.filter({ hasText: "navire" });
  await expect(kind.getByRole("cell")).toHaveText([
    "3",
    "type",
    /^Nous ne connaissons pas «\s?navire\s?»\. Valeurs possibles.*Organisation locale/,
  ]);
  const place = refused.filter({ hasText: "Atlantide" });
  await expect(place.getByRole("cell").nth(1)).toHaveText("zones");
  await expect(staff.getByRole("button", { name: "Importer maintenant" })).toHaveCount(0);
  await visit(`/admin/organisations?q=${encodeURIComponent(name)}`, staff);
  await expect(staff.getByText("Aucune organisation à montrer ici.")).toBeVisible();
});

test("a file that is no spreadsheet is refused in words", async ({ staff, visit, watch }) => {
  watch.expects(/status of 4\d\d/);
  await visit("/admin/import", staff);
  const picture = {
    name: "photo.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0]),
  };
  await staff.getByLabel("Fichier").setInputFiles(picture);
  await staff.getByRole("button", { name: "Vérifier le fichier" }).click();
  await expect(staff.getByRole("alert").or(staff.locator(".reason")).first()).toBeVisible();
  await visit("/admin/import", staff);
  await staff.getByRole("button", { name: "Vérifier le fichier" }).click();
  await expect(staff.locator("#fichier-erreur")).toHaveText("Ce champ est obligatoire.");
});
