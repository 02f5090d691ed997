import { expect, test } from "./fixtures";
import { EXIT, NEUTRAL, standIn } from "./neutral";

test("the page that was read is not where the back button leads", async ({ page, visit, watch }) => {
  await standIn(page, watch);
  await visit("/sortie-rapide");
  await visit("/annuaire/rejefpo");
  await page.getByRole("link", { name: EXIT }).click();
  await expect(page).toHaveURL(NEUTRAL);
  await page.goBack();
  await expect(page).toHaveURL(/\/sortie-rapide$/);
});

test("three times Shift leaves the site; Shift for a capital letter does not", async ({
  page,
  visit,
  watch,
}) => {
  await standIn(page, watch);
  await visit("/annuaire");
  await page.getByRole("searchbox").focus();
  for (const letter of ["A", "B", "C", "D"]) await page.keyboard.press(`Shift+${letter}`);
  await expect(page.getByRole("searchbox")).toHaveValue("ABCD");
  await page.keyboard.press("Shift");
  await page.keyboard.press("Shift");
  await expect(page.getByText("Encore 1 fois pour quitter.")).toBeAttached();
  await expect(page).toHaveURL(/\/annuaire$/);
  await page.keyboard.press("Shift");
  await expect(page).toHaveURL(NEUTRAL);
});
