import type { Page } from "@playwright/test";
import { expect, read, test } from "./phone";
import { REAL } from "./pages";

test.use({ serviceWorkers: "allow" });
test.describe.configure({ mode: "serial" });

const SOUND = "/audio/accueil-fr.ogg";

/** The kilobytes that the page says came today. */
async function today(page: Page): Promise<number> {
  await page.goto("/sans-reseau");
  const said = page.locator("[data-today] [data-said]");
  await expect(said).toContainText(/Depuis minuit, ce navigateur a reçu .*\d/);
  const [, number, unit] = /reçu ([\d\s,.]+?)\s(ko|Mo)/.exec(await said.innerText())!;
  return Number(number.replaceAll(/\s/g, "").replace(",", ".")) * (unit === "Mo" ? 1000 : 1);
}

test("what came today is counted once, nothing is added without network, and another day begins at nothing", async ({
  house,
  ready: page,
}) => {
  await read(page, REAL);
  let before = await today(page);
  // The first page, the style, the scripts and the WASM.
  expect(before).toBeGreaterThan(100);
  const bytes = await page.evaluate(
    (sound) => fetch(sound).then(async (answer) => (await answer.blob()).size),
    SOUND,
  );
  // The page itself is asked about each time.
  await expect.poll(() => today(page)).toBeGreaterThan(before + bytes / 1000 - 1);
  const after = await today(page);
  expect(after).toBeLessThan(before + bytes / 1000 + 30);
  await house.stop();
  before = await today(page);
  for (const path of [REAL, "/", REAL]) await page.goto(path);
  expect(await today(page)).toBe(before);
  await page.addInitScript(() => {
    const RealDate = Date;
    const tomorrow = RealDate.now() + 26 * 60 * 60 * 1000;
    class Tomorrow extends RealDate {
      constructor(...given: []) {
        super(...(given.length ? given : ([tomorrow] as unknown as [])));
      }
    }
    Object.assign(globalThis, { Date: Tomorrow });
  });
  expect(await today(page)).toBe(0);
});

test("where the phone is nearly full she is told what to take away, and the pages that she saw go by one touch", async ({
  ready: page,
}) => {
  await read(page, REAL);
  await page.goto("/sans-reseau");
  const shelf = page.locator("[data-shelf]");
  await expect(shelf.getByText("La place manque sur ce téléphone.")).toBeHidden();
  // What a browser says of a phone on which little is left.
  await page.addInitScript(() => {
    StorageManager.prototype.estimate = async () => ({ usage: 9e6, quota: 1e7 });
  });
  await page.reload();
  await expect(shelf.getByText("La place manque sur ce téléphone.")).toBeVisible();
  await shelf.getByRole("button", { name: /^Retirer les pages vues \(/ }).click();
  await expect(shelf.getByRole("button", { name: /^Retirer les pages vues/ })).toBeHidden();
  expect(await page.evaluate(() => caches.has("library"))).toBe(false);
});
