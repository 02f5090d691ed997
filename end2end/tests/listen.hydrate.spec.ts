import { enterDocument, publish, withdraw } from "./documents";
import { expect, test } from "./fixtures";
import { DOCUMENT } from "./pages";

test("a summary is heard faster, and again from fifteen seconds before", async ({ page, visit }) => {
  await visit(DOCUMENT);
  const rate = () =>
    page
      .locator("audio")
      .first()
      .evaluate((it: HTMLAudioElement) => it.playbackRate);
  const time = () =>
    page
      .locator("audio")
      .first()
      .evaluate((it: HTMLAudioElement) => it.currentTime);
  const speed = page.getByRole("button", { name: /^Vitesse/ }).first();
  await expect(speed).toHaveText("Vitesse × 1");
  await speed.click();
  await expect(speed).toHaveText("Vitesse × 1,25");
  expect(await rate()).toBe(1.25);
  await page.getByRole("button", { name: "15 s en avant" }).first().click();
  expect(await time()).toBeGreaterThan(5);
  await page.getByRole("button", { name: "15 s en arrière" }).first().click();
  expect(await time()).toBe(0);
});

test("a summary is recorded in the page, listened to, sent, and heard by a visitor", async ({
  alone: _,
  staff,
  visitor,
  visit,
}) => {
  await enterDocument(staff, visit, "Guide", "Un texte court qui a un résumé à écouter.");
  await staff.getByRole("button", { name: "Enregistrer ma voix" }).click();
  await expect(staff.locator("[data-time]")).toHaveText("0:02");
  await staff.getByRole("button", { name: "Arrêter l’enregistrement" }).click();
  await expect(staff.getByLabel("Écouter ce que vous avez enregistré")).toBeVisible();
  await staff.getByRole("button", { name: "Ajouter ce résumé" }).click();
  await expect(staff.getByRole("button", { name: "Retirer le résumé en français" })).toBeVisible();
  await publish(staff);
  // Others hear it as soon as it is made light.
  const page = new URL(staff.url()).pathname.replace("/modifier", "");
  await expect(async () => {
    await visit(page, visitor);
    await expect(visitor.locator("audio source")).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  const source = await visitor.locator("audio source").getAttribute("src");
  expect((await visitor.request.get(source!)).status()).toBe(200);
  await withdraw(staff);
});
