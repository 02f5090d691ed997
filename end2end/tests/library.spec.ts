import { enterDocument, publish, withdraw } from "./documents";
import { expect, test } from "./fixtures";
import { DOCUMENT } from "./pages";

test("a visitor finds a document by a word inside, leafs through it, and sees what a download weighs", async ({
  page,
  visit,
}) => {
  await visit("/bibliotheque?q=cadenas");
  const card = page.getByRole("article").filter({ hasText: "Tenir la caisse d’un groupe d’épargne" });
  await expect(card.locator("mark").first()).toHaveText("cadenas");
  await expect(card).toContainText("page 2");
  await card.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Tenir la caisse");
  await expect(page.getByRole("link", { name: /^Télécharger \(\d+\sko\)$/ })).toBeVisible();
  await page.getByRole("link", { name: "Feuilleter 4 pages" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Page 1 sur 4" })).toBeVisible();
  await page.getByRole("link", { name: "Page d’après" }).click();
  await expect(page.getByRole("img", { name: "Page 2 du document" })).toBeVisible();
  await expect(page).toHaveURL(/page=2$/);
});

test("filters narrow the library, and each is taken away by one tap", async ({ page, visit }) => {
  await visit("/bibliotheque?forme=ecouter");
  await expect(page.getByText("4 documents trouvés")).toBeVisible();
  await page.getByRole("link", { name: "Retirer le filtre À écouter" }).click();
  await expect(page.getByText(/^1\d documents trouvés$/)).toBeVisible();
});

test("a collection is opened, its weight is told, and it is taken along in one file", async ({
  page,
  visit,
}) => {
  await visit("/bibliotheque");
  await page.getByRole("link", { name: "Voir les dossiers" }).click();
  await page.getByRole("link", { name: "Boîte à outils du plaidoyer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Boîte à outils du plaidoyer");
  const take = page.getByRole("link", { name: /^Tout télécharger \(\d+\sko\)$/ });
  const kit = page.waitForEvent("download");
  await take.click();
  expect((await kit).suggestedFilename()).toBe("boite-a-outils-du-plaidoyer.zip");
});

test("a summary can be heard before anything is downloaded", async ({ page, visit }) => {
  await visit(DOCUMENT);
  const player = page.locator("audio").first();
  await expect(player).toHaveAttribute("preload", "none");
  const source = await player.locator("source").getAttribute("src");
  const sound = await page.request.get(source!, { headers: { Range: "bytes=0-99" } });
  expect(sound.status()).toBe(206);
  expect((await sound.body()).length).toBe(100);
});

test("an administrator writes a document here, publishes it, and a visitor reads it", async ({
  alone: _,
  staff,
  visitor,
  visit,
}) => {
  const title = await enterDocument(
    staff,
    visit,
    "Guide",
    "# Un titre\n\nUn mot rare : zorilla.\n\n- un\n- deux",
  );
  await publish(staff);
  await visit("/bibliotheque?q=zorilla", visitor);
  await visitor.getByRole("link", { name: title }).click();
  await expect(visitor.getByRole("heading", { level: 2, name: "Un titre" })).toBeVisible();
  await visit(staff.url(), staff);
  await withdraw(staff);
});

test("an administrator puts a collection together on a phone, orders it, shows it, and throws it away", async ({
  alone: _,
  staff,
  visitor,
  visit,
}) => {
  const title = `Dossier ${crypto.randomUUID().slice(0, 8)}`;
  await visit("/compte/organisations/anfa/dossiers/nouveau", staff);
  await staff.getByLabel("Titre", { exact: true }).fill(title);
  await staff.getByRole("button", { name: "Enregistrer et continuer" }).click();
  await expect(staff.getByText("Ce dossier n’est pas encore montré.")).toBeVisible();
  for (const [words, name] of [
    ["ffom", "Mener une analyse FFOM en une matinée"],
    ["caisse", "Tenir la caisse d’un groupe d’épargne"],
  ]) {
    const search = staff.getByRole("searchbox", { name: "Chercher dans la bibliothèque" });
    await search.fill(words);
    await search.press("Enter");
    await staff.getByRole("button", { name: `Ajouter – ${name}` }).click();
    await expect(staff.locator("#documents").getByRole("link", { name })).toBeVisible();
  }
  await staff.getByRole("button", { name: "Avancer Tenir la caisse d’un groupe d’épargne" }).click();
  await expect(staff.locator("#documents li").first()).toContainText("Tenir la caisse");
  await staff.getByRole("button", { name: "Montrer à tout le monde" }).click();
  await expect(staff.getByText("Tout le monde voit ce dossier.")).toBeVisible();
  await visit("/bibliotheque/dossiers", visitor);
  await visitor.getByRole("link", { name: title }).click();
  await expect(visitor.getByRole("article")).toHaveCount(2);
  await staff.getByRole("button", { name: "Jeter ce dossier" }).click();
  await expect(staff.getByRole("heading", { level: 1, name: "Dossiers" })).toBeVisible();
});
