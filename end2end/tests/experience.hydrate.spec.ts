import { expect, ready } from "./fixtures";
import { test } from "./village";

test.use({ serviceWorkers: "allow" });

test("a new member tells an experience by voice and text on her phone, and a network that is gone in the middle costs her no word", async ({
  phone: page,
  village,
}) => {
  const title = `Un puits ${crypto.randomUUID().slice(0, 8)}`;
  const told = "Chaque famille a donné une journée. L’eau est claire depuis le mois de mai.";
  const answer = page.getByLabel("Votre réponse");
  const goOn = page.getByRole("button", { name: "Suivant" });
  const next = async (step: number) => {
    await goOn.click();
    await expect(page.getByText(`Étape ${step} sur 12`)).toBeVisible();
  };

  await page.goto("/forum/partage");
  await ready(page);
  await page.getByRole("link", { name: "Raconter une expérience" }).click();
  await page.getByRole("button", { name: "Commencer" }).click();
  await page.getByLabel("Titre").fill(title);
  await next(2);
  await page.getByLabel("Région").selectOption("Ségou");
  await next(3);
  await page.getByLabel("Date, ou début").fill("mai 2025");
  await next(4);
  await answer.fill("Les femmes du quartier.");
  await next(5);
  await page.getByRole("checkbox", { name: "Paix et cohésion sociale" }).check({ force: true });
  await next(6);
  await page.getByRole("button", { name: "Enregistrer ma voix" }).click();
  await expect(page.locator("[data-time]")).toHaveText(/^0:0[2-9] \/ /);
  await page.getByRole("button", { name: "Arrêter" }).click();
  await expect(page.locator("main audio")).toBeVisible();
  await next(7);

  await answer.fill(told);
  village.network.goesDown();
  for (let tries = 0; tries < 2; tries += 1) {
    await goOn.click();
    await expect(page.locator("[data-not-sent]")).toBeVisible();
    await expect(page.getByText("Étape 7 sur 12")).toBeVisible();
    await expect(answer).toHaveValue(told);
  }
  village.network.comesBack();
  await next(8);
  await expect(page.locator("[data-not-sent]")).toBeHidden();

  await page.getByRole("button", { name: "Voir toute la fiche" }).click();
  await expect(page.getByText(told)).toBeVisible();
  await expect(page.locator("main audio")).toHaveCount(1);
  await page.getByRole("button", { name: "Publier la fiche" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.locator("#m1")).toContainText(told);
  // The workshop makes ready what is heard.
  await expect(async () => {
    await page.reload();
    await expect(page.locator("#m1 audio")).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  const list = await (await page.request.get("/forum/experiences")).text();
  expect(list.split(title).length - 1).toBe(1);
});
