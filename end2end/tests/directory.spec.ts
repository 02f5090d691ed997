import type { Page } from "@playwright/test";
import { expect, REFUSED, test } from "./fixtures";

const card = (page: Page, name: string | RegExp) => page.locator(".org-card").filter({ hasText: name });
const openFilters = (page: Page) => page.locator("details.facets > summary").click();

/** Taps a region where its number stands. */
async function tapRegion(page: Page, region: string) {
  const number = page.locator(".map-labels g").filter({ hasText: region }).locator(".map-count");
  await number.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const box = (await number.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

test("a woman finds who helps near her, and calls", async ({ page, visit }) => {
  await visit("/");
  await page.getByRole("link", { name: "Trouver de l’aide près de moi" }).click();
  await expect(page).toHaveURL(/\/carte$/);
  await tapRegion(page, "Bougouni");
  await expect(page.getByRole("heading", { level: 1, name: "Région : Bougouni" })).toBeVisible();
  await page.getByRole("link", { name: "Voir les organisations" }).click();
  await expect(page).toHaveURL(/\/annuaire\?region=bougouni$/);
  await card(page, "Nos filles d’abord").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Association Nos filles d’abord");
  const call = page.getByRole("link", { name: "Appeler le +223 20 00 00 20" });
  await expect(call).toHaveAttribute("href", "tel:+22320000020");
});

test("Bamako, the smallest division, is hit where its number stands", async ({ page, visit }) => {
  await visit("/carte");
  await tapRegion(page, "Bamako");
  await expect(page.getByRole("heading", { level: 1, name: "District de Bamako" })).toBeVisible();
});

test("every region of the map is a link with a name and a number, and the table says the same", async ({
  page,
  visit,
}) => {
  await visit("/carte");
  const regions = page.locator("svg.map a.map-region");
  await expect(regions).toHaveCount(20);
  for (const label of await regions.evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")!))) {
    const [, region, count] = /^(.+?)\s:\s(\d+)\s/.exec(label)!;
    const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: region, exact: true }) });
    await expect(row.getByRole("cell")).toHaveText(count);
  }
});

test("the map is walked with the keyboard", async ({ page, visit }) => {
  await visit("/carte");
  await page.getByRole("link", { name: /^Mopti : / }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Région : Mopti" })).toBeVisible();
  await page.getByRole("link", { name: "Revenir à tout le Mali" }).click();
  await expect(page).toHaveURL(/\/carte$/);
});

for (const [typed, found] of [
  ["kolondieba", "Association Nos filles d’abord"],
  ["sante", "Alliance Santé des mères"],
  ["gpdcf", "Groupe Pivot Droit et Citoyenneté des Femmes"],
  ["violences", "Association Espoir des femmes de Kayes"],
]) {
  test(`who types « ${typed} » finds ${found}`, async ({ page, visit }) => {
    await visit("/");
    await page.getByRole("searchbox", { name: "Que cherchez-vous ?" }).fill(typed);
    await page.getByRole("button", { name: "Chercher" }).click();
    await expect(page).toHaveURL(new RegExp(`/annuaire\\?q=${typed}$`));
    await expect(card(page, found)).toBeVisible();
    await expect(page.getByRole("searchbox")).toHaveValue(typed);
  });
}

test("two filters together narrow the list, and each is taken away by one tap", async ({ page, visit }) => {
  await visit("/annuaire");
  const filters = page.getByRole("list", { name: "Filtres choisis" });
  await openFilters(page);
  await page.locator(".facet-option").filter({ hasText: "Mopti" }).click();
  await expect(page).toHaveURL(/\?region=mopti$/);
  await openFilters(page);
  const peace = page.locator('.facet-option[href*="domaine=paix"]');
  const promised = Number(await peace.locator(".count").textContent());
  await peace.click();
  await expect(page).toHaveURL(/\?domaine=paix&region=mopti$/);
  await expect(page.locator(".org-card")).toHaveCount(promised);
  await expect(card(page, "Pirogue de la paix")).toBeVisible();
  await filters.getByRole("link", { name: "Retirer le filtre Mopti" }).click();
  await expect(page).toHaveURL(/\?domaine=paix$/);
  await expect(card(page, "Femmes des dunes")).toBeVisible();
  await filters.getByRole("link", { name: /^Retirer le filtre/ }).click();
  await expect(page).toHaveURL(/\/annuaire$/);
  await expect(filters).toHaveCount(0);
});

test("a search within filters keeps them", async ({ page, visit }) => {
  await visit("/annuaire?region=mopti");
  await page.getByRole("searchbox").fill("paix");
  await page.getByRole("button", { name: "Chercher", exact: true }).click();
  await expect(page).toHaveURL(/\?(q=paix&region=mopti|region=mopti&q=paix)$/);
  await expect(card(page, "Pirogue de la paix")).toBeVisible();
});

test("where nothing is found, the page says how to widen the search", async ({ page, visit }) => {
  await visit("/annuaire?q=kolondieba&region=kidal");
  await expect(page.getByRole("heading", { name: "Nous n’avons rien trouvé" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "0 organisation" })).toBeVisible();
  await page.getByRole("link", { name: "Chercher sans le filtre Kidal" }).click();
  await expect(card(page, "Nos filles d’abord")).toBeVisible();
  await visit("/annuaire?q=zzzzqqq");
  await page.getByRole("link", { name: "Voir toutes les organisations" }).click();
  await expect(page.locator(".org-card")).toHaveCount(24);
});

test("the list goes on on the next page and comes back to its beginning", async ({ page, visit }) => {
  await visit("/annuaire");
  const names = page.locator(".org-card h2");
  const first = await names.allTextContents();
  expect(first).toHaveLength(24);
  await page.getByRole("link", { name: "Page suivante" }).click();
  await expect(page).toHaveURL(/apres=/);
  await expect(names.first()).not.toHaveText(first[0]);
  expect((await names.allTextContents()).filter((name) => first.includes(name))).toEqual([]);
  await page.getByRole("link", { name: "Début de la liste" }).click();
  await expect(names.first()).toHaveText(first[0]);
});

test("the list is sorted by name or by last verification", async ({ page, visit }) => {
  await visit("/annuaire");
  const order = page.locator(".sort a[aria-current]");
  await expect(order).toHaveText("Nom");
  await page.locator(".sort").getByRole("link", { name: "Vérification récente" }).click();
  await expect(order).toHaveText("Vérification récente");
  await expect(page.locator(".org-card").first()).toContainText("Vérifié le");
});

test("the back button leads back to the filtered list", async ({ page, visit }) => {
  await visit("/annuaire");
  await openFilters(page);
  await page.locator('.facet-option[href$="region=bougouni"]').click();
  await expect(page).toHaveURL(/region=bougouni/);
  await card(page, "Nos filles d’abord").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Nos filles d’abord");
  await page.goBack();
  await expect(page.getByRole("link", { name: "Retirer le filtre Bougouni" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/annuaire$/);
  await expect(page.locator(".filter-chip")).toHaveCount(0);
  await expect(page.locator(".org-card")).toHaveCount(24);
});

test("a number of the matrix leads to the list of just so many organisations", async ({ page, visit }) => {
  await visit("/annuaire/qui-fait-quoi");
  const cell = page.locator('.matrix td a[href*="domaine=paix"][href*="region=mopti"]');
  const count = Number(await cell.textContent());
  expect(count).toBeGreaterThan(0);
  await cell.click();
  await expect(page).toHaveURL(/domaine=paix&region=mopti/);
  await expect(page.locator(".org-card")).toHaveCount(count);
});

test("an empty cell of the matrix is shown as a gap and leads on", async ({ page, visit }) => {
  await visit("/annuaire/qui-fait-quoi");
  const gap = page.getByRole("link", { name: /^Aucune organisation connue/ }).first();
  await expect(gap).toHaveText("–");
  await gap.click();
  await expect(page.getByRole("heading", { name: "Nous n’avons rien trouvé" })).toBeVisible();
});

test("the network says who belongs to whom, drawn and as a list", async ({ page, visit }) => {
  await visit("/annuaire/reseau");
  const drawing = page.locator("svg.network");
  await expect(drawing.getByRole("link", { name: "Réseau Femmes et droit (exemple)" }).last()).toBeVisible();
  const par = page
    .locator("section.card")
    .filter({ has: page.getByRole("heading", { name: "Réseau Femmes et droit (exemple)" }) });
  await par.getByRole("link", { name: "CJS" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Clinique juridique Sutura");
  await page.getByRole("link", { name: "RFD" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Réseau Femmes et droit");
  await expect(page.getByRole("heading", { name: "Ses membres" })).toBeVisible();
});

test("an organisation fits on a sheet of paper with a QR code that leads back", async ({
  page,
  visit,
  baseURL,
}) => {
  await visit("/annuaire?q=sutura");
  await card(page, "Sutura").getByRole("link").click();
  await page.getByRole("link", { name: "Fiche à imprimer" }).click();
  await expect(page).toHaveURL(/\/fiche$/);
  const code = page.getByRole("img", { name: "Visez ce code avec un téléphone pour ouvrir la page." });
  await expect(code).toBeVisible();
  const side = (await code.boundingBox())!;
  expect(side.width).toBeGreaterThan(100);
  const address = await page.locator(".sheet .address").textContent();
  expect(address).toMatch(new RegExp(`^${new URL(baseURL!).origin}/annuaire/[a-z-]+$`));
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".site-header")).toBeHidden();
  await expect(page.locator(".site-nav")).toBeHidden();
  await expect(code).toBeVisible();
});

test("a page that does not exist offers ways out", async ({ page, visit, watch }) => {
  watch.expects(REFUSED);
  const response = await visit("/annuaire/inconnue");
  expect(response!.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Cette page n’existe pas" })).toBeVisible();
  const main = page.getByRole("main");
  for (const way of ["Annuaire", "Carte", "Accueil"]) {
    await expect(main.getByRole("link", { name: way })).toBeVisible();
  }
  await main.getByRole("searchbox").fill("kita");
  await main.getByRole("button", { name: "Chercher" }).click();
  await expect(card(page, "Coopérative Karité de Kita")).toBeVisible();
});

test("a filter that is not known is ignored, and the page says so", async ({ page, visit }) => {
  await visit("/annuaire?region=atlantide&domaine=paix");
  await expect(page.getByText("Nous ne connaissons pas la valeur « atlantide »")).toBeVisible();
  await expect(card(page, "Pirogue de la paix")).toBeVisible();
});

test("a search of ten thousand letters is refused with what its beginning finds, and the page says so", async ({
  page,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const response = await visit(`/annuaire?q=${"a".repeat(10_000)}`);
  expect(response!.status()).toBe(414);
  await expect(page.getByText("Votre recherche est trop longue")).toBeVisible();
});
