import { expect, isSameDocument, mark, ready, REFUSED, test } from "./fixtures";
import { INVENTED, OPEN, REAL } from "./pages";

test("links are followed without a new document: address, title, focus and the marked tab follow", async ({
  page,
  visit,
}) => {
  await visit("/");
  await mark(page);
  const nav = page.getByRole("navigation", { name: "Navigation principale" });
  await expect(nav.locator("[aria-current]")).toHaveText("Accueil");
  await nav.getByRole("link", { name: "Annuaire" }).click();
  await expect(page).toHaveURL(/\/annuaire$/);
  await expect(page).toHaveTitle("Annuaire – Musoya Applic");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(nav.locator("[aria-current]")).toHaveText("Annuaire");
  await nav.getByRole("link", { name: "Carte" }).click();
  await expect(page).toHaveTitle("Carte – Musoya Applic");
  await page
    .locator("svg.map")
    .getByRole("link", { name: /^Mopti : / })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Région : Mopti" })).toBeFocused();
  expect(await isSameDocument(page)).toBe(true);
});

test("filters and searches change the list without a new document, and back undoes them", async ({
  page,
  visit,
}) => {
  await visit("/annuaire");
  await mark(page);
  await page.locator("details.facets > summary").click();
  await page.locator(".facet-option").filter({ hasText: "Mopti" }).click();
  await expect(page).toHaveURL(/\?region=mopti$/);
  await expect(page.locator(".filter-chip")).toHaveCount(1);
  await page.getByRole("searchbox").fill("paix");
  await page.getByRole("button", { name: "Chercher", exact: true }).click();
  await expect(page).toHaveURL(/q=paix/);
  await expect(page).toHaveURL(/region=mopti/);
  await expect(page.locator(".filter-chip")).toHaveCount(2);
  await page.goBack();
  await expect(page.locator(".filter-chip")).toHaveCount(1);
  await expect(page.getByRole("searchbox")).toHaveValue("");
  await page.goBack();
  await expect(page.locator(".filter-chip")).toHaveCount(0);
  await page.goForward();
  await expect(page.locator(".filter-chip")).toHaveCount(1);
  expect(await isSameDocument(page)).toBe(true);
});

test("an empty search leaves no trace in the address", async ({ page, visit }) => {
  await visit("/annuaire?region=mopti");
  await page.getByRole("button", { name: "Chercher", exact: true }).click();
  await expect(page).toHaveURL(/\/annuaire\?region=mopti$/);
});

test("going back brings her to where she had read", async ({ page, visit }) => {
  await visit("/annuaire");
  await mark(page);
  const card = page.locator(".org-card h2 a").nth(15);
  await card.scrollIntoViewIfNeeded();
  const read = await page.evaluate(() => scrollY);
  expect(read).toBeGreaterThan(1000);
  await card.click();
  await expect(page.locator(".org-head h1")).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect(page.locator(".org-card").first()).toBeAttached();
  await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - read)).toBeLessThan(300);
  expect(await isSameDocument(page)).toBe(true);
});

test("a link with a modifier key or to another document is left to the browser", async ({
  page,
  visit,
  context,
}) => {
  await visit("/annuaire");
  await mark(page);
  const [other] = await Promise.all([
    context.waitForEvent("page"),
    page
      .locator(".org-card h2 a")
      .first()
      .click({ modifiers: ["Control"] }),
  ]);
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  await other.close();
  await expect(page).toHaveURL(/\/annuaire$/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Annuaire pour tableur (CSV)" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  expect(await isSameDocument(page)).toBe(true);
});

test("the last of two hasty taps wins", async ({ page, visit }) => {
  await visit("/annuaire");
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/carte", async (route) => {
    await held;
    await route.continue().catch(() => {
      // The page gave up on it, as it should.
    });
  });
  const nav = page.getByRole("navigation", { name: "Navigation principale" });
  await nav.getByRole("link", { name: "Carte" }).click();
  await expect(page.locator("html")).toHaveAttribute("aria-busy", "true");
  await nav.getByRole("link", { name: "Forum" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Forum" })).toBeVisible();
  release();
  await expect(page.locator("html")).not.toHaveAttribute("aria-busy");
  await expect(page).toHaveURL(/\/forum$/);
});

test("a refused form is shown in place with its reason, and the receipt too", async ({
  page,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  await visit(`${REAL}/message`);
  await mark(page);
  await page.getByRole("button", { name: "Envoyer le message" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.locator("#texte-erreur")).toBeVisible();
  await page.getByLabel("Votre message").fill("Bonjour, êtes-vous ouvertes le samedi ?");
  await page.getByRole("button", { name: "Envoyer le message" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Votre message est envoyé" })).toBeFocused();
  await expect(page).toHaveURL(/\/message$/);
  expect(await isSameDocument(page)).toBe(true);
});

test("names are suggested while she types, and a tap opens the page", async ({ page, visit }) => {
  await visit("/annuaire");
  await mark(page);
  await page.getByRole("searchbox").pressSequentially("kolondi");
  const hit = page.locator(".search-hits").getByRole("link", { name: /Nos filles d’abord/ });
  await hit.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Nos filles d’abord");
  expect(await isSameDocument(page)).toBe(true);
});

test("suggestions go when the field is emptied", async ({ page, visit }) => {
  await visit("/annuaire");
  await page.getByRole("searchbox").pressSequentially("paix");
  await expect(page.locator(".search-hits a").first()).toBeVisible();
  await page.getByRole("searchbox").fill("");
  await expect(page.locator(".search-hits")).toBeHidden();
});

test("when the WASM is lost, the site goes on as plain HTML", async ({ page, watch }) => {
  watch.expects(/status of 404/);
  await page.route("**/pkg/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  const lost = page.waitForResponse("**/pkg/*.wasm");
  await page.goto("/annuaire");
  await lost;
  await mark(page);
  await page.getByRole("searchbox").fill("kolondieba");
  await page.getByRole("button", { name: "Chercher", exact: true }).click();
  await expect(page).toHaveURL(/q=kolondieba/);
  await page.locator(".org-card h2 a").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Nos filles d’abord");
  expect(await isSameDocument(page)).toBe(false);
  await expect(page.locator("html")).not.toHaveAttribute("data-ready");
});

test("a page that does not exist is shown in place, with its ways out", async ({ page, visit, watch }) => {
  watch.expects(REFUSED);
  await visit("/annuaire");
  await mark(page);
  await page
    .locator(".org-card h2 a")
    .first()
    .evaluate((link) => link.setAttribute("href", "/annuaire/inconnue"));
  await page.locator(".org-card h2 a").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Cette page n’existe pas" })).toBeFocused();
  await page.getByRole("main").getByRole("link", { name: "Carte" }).click();
  await expect(page).toHaveURL(/\/carte$/);
  expect(await isSameDocument(page)).toBe(true);
});

test("without network a form says that it was not sent, and what she typed is still there", async ({
  page,
  visit,
  context,
  watch,
}) => {
  watch.expects(/ERR_INTERNET_DISCONNECTED|status of 422/);
  // A form that no outbox keeps.
  await visit("/reponse");
  await page.getByLabel("Vos mots").fill("mangue pirogue calao");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Ouvrir" }).click();
  await expect(page.getByText("Pas de réseau")).toBeInViewport();
  await expect(page.getByLabel("Vos mots")).toHaveValue("mangue pirogue calao");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Ouvrir" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.getByText("Pas de réseau")).toBeHidden();
});

test("a page can be shared; where the phone has no sheet for it, its address is copied", async ({
  page,
  visit,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "share", { value: undefined }));
  await visit(REAL);
  await page.getByRole("button", { name: "Partager" }).click();
  await expect(page.getByRole("button", { name: "Le lien est copié." })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});

test("the message counts what is left of it", async ({ page, visit }) => {
  await visit(`${REAL}/message`);
  await expect(page.getByText("Il reste 2000 caractères.")).toBeVisible();
  await page.getByLabel("Votre message").fill("Ɔɛɲŋ");
  await expect(page.getByText("Il reste 1996 caractères.")).toBeVisible();
});

test("a message is kept while it is written, and forgotten once it was sent", async ({ page, visit }) => {
  await visit(`${REAL}/message`);
  const message = page.getByLabel("Votre message");
  await message.fill("Je commence un message");
  await page.reload();
  await ready(page);
  await expect(message).toHaveValue("Je commence un message");
  await page.getByRole("link", { name: "Annuaire", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Annuaire" })).toBeVisible();
  await visit(`${REAL}/message`);
  await expect(message).toHaveValue("Je commence un message");
  await page.getByRole("button", { name: "Envoyer le message" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Votre message est envoyé" })).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await visit(`${REAL}/message`);
  await expect(message).toHaveValue("");
});

test("every island of every page comes to life", async ({ page, visit }) => {
  test.slow();
  const found = new Set<string>();
  for (const path of OPEN) {
    await visit(path);
    const missing = await page.evaluate(async () => {
      const { glue } = document.querySelector<HTMLElement>("script[data-glue]")!.dataset;
      const module = await import(glue!);
      const islands = [...document.querySelectorAll<HTMLElement>("leptos-island")];
      const names = islands.map((island) => island.dataset.component!);
      return { names, missing: names.filter((name) => typeof module[name] !== "function") };
    });
    expect.soft(missing.missing, path).toEqual([]);
    missing.names.forEach((name) => found.add(name.replace(/_[0-9a-f]+$/, "")));
  }
  expect([...found].sort()).toEqual(["MessageBox", "SearchBox", "ShareButton"]);
});

test("an island lives again when she comes back to its page", async ({ page, visit }) => {
  await visit(INVENTED);
  await page
    .getByRole("navigation", { name: "Navigation principale" })
    .getByRole("link", { name: "Annuaire" })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Annuaire" })).toBeFocused();
  await page.getByRole("searchbox").pressSequentially("kita");
  await expect(page.locator(".search-hits a").first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("button", { name: "Partager" })).toBeVisible();
});
