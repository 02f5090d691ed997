import { expect, ready, test } from "./fixtures";

test("dark colours are kept on every page until they are changed", async ({ page, visit }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await visit("/reglages");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole("radio", { name: "Sombre" }).check();
  await page.getByRole("button", { name: "Enregistrer mes choix" }).click();
  await expect(page.getByText("Vos choix sont enregistrés.")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Sombre" })).toBeChecked();
  await visit("/annuaire");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const dark = await ground();
  expect(dark).not.toBe(light);
  await visit("/reglages");
  await page.getByRole("radio", { name: "Comme le téléphone" }).check();
  await page.getByRole("button", { name: "Enregistrer mes choix" }).click();
  await expect(page.getByText("Vos choix sont enregistrés.")).toBeVisible();
  await visit("/annuaire");
  expect(await ground()).toBe(light);
});

test("the phone's own colours are followed by default", async ({ page, visit }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await visit("/");
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await ground()).not.toBe(light);
});

test("who chooses new colours sees them at once", async ({ page, visit }) => {
  await visit("/reglages");
  await page.getByRole("radio", { name: "Sombre" }).check();
  await page.getByRole("button", { name: "Enregistrer mes choix" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("in economy mode no picture and no WASM is asked for", async ({ page, visit }) => {
  await visit("/reglages");
  await page.getByRole("checkbox", { name: "Oui, sans images" }).check();
  await page.getByRole("button", { name: "Enregistrer mes choix" }).click();
  await expect(page.getByText("Vos choix sont enregistrés.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Oui, sans images" })).toBeChecked();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.resourceType()} ${new URL(request.url()).pathname}`));
  for (const path of ["/", "/annuaire", "/annuaire/rejefpo"]) {
    await page.goto(path, { waitUntil: "networkidle" });
  }
  expect(asked.filter((it) => /\.wasm$|^media|\/(musoya|boot)[^/]*\.js$/.test(it))).toEqual([]);
  expect(asked.filter((it) => it.startsWith("image") && !it.includes("icon"))).toEqual([]);
  await page.getByRole("link", { name: "Annuaire", exact: true }).first().click();
  await expect(page).toHaveURL(/\/annuaire$/);
});

test("the way back from the settings leads where she came from", async ({ page, visit, wasm }) => {
  await visit("/reglages?suite=/carte");
  if (wasm) await ready(page);
  await page.getByRole("button", { name: "Enregistrer mes choix" }).click();
  await expect(page).toHaveURL(/\/carte$/);
});
