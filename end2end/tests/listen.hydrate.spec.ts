import { readFileSync } from "node:fs";
import { enterDocument, publish, withdraw } from "./documents";
import { expect, REFUSED, test } from "./fixtures";
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
  watch,
}) => {
  // The recorder asks whether what it keeps was taken: what is gone was.
  watch.expects(REFUSED);
  await enterDocument(staff, visit, "Guide", "Un texte court qui a un résumé à écouter.");
  await staff.getByRole("button", { name: "Enregistrer ma voix" }).click();
  await expect(staff.locator("[data-time]")).toHaveText(/^0:02 \/ /);
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

test("a programme is recorded in the page, gets a cover from the phone, and is seen and heard by a visitor", async ({
  alone: _,
  staff,
  visitor,
  visit,
  watch,
}) => {
  // The recorder asks whether what it keeps was taken: what is gone was.
  watch.expects(REFUSED);
  const title = await enterDocument(staff, visit, "Émission");
  await staff.getByRole("button", { name: "Enregistrer le document au micro" }).click();
  await expect(staff.locator("[data-time]").first()).toHaveText(/^0:02 \/ /);
  await staff.getByRole("button", { name: "Arrêter l’enregistrement" }).click();
  await staff.getByRole("button", { name: "Envoyer le fichier" }).click();
  await expect(staff.getByText(/^enregistrement\.(webm|m4a)$/)).toBeVisible();
  const picture = readFileSync(new URL("../../public/icon-192.png", import.meta.url));
  await staff
    .locator("#couverture")
    .setInputFiles({ name: "notre photo.png", mimeType: "image/png", buffer: picture });
  await staff.getByRole("button", { name: "Envoyer la couverture" }).click();
  await expect(staff.getByText("notre photo.png")).toBeVisible();
  await publish(staff);
  await expect(async () => {
    await visit("/bibliotheque?genre=emission", visitor);
    const card = visitor.getByRole("article").filter({ hasText: title });
    await expect(card.locator(".doc-cover img")).toHaveCount(1, { timeout: 1000 });
    await card.getByRole("link").first().click();
    await expect(visitor.locator("audio source")).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  await visitor.locator("audio").evaluate(async (player: HTMLAudioElement) => {
    await player.play();
    await new Promise<void>((done) => {
      player.ontimeupdate = () => player.currentTime > 0.5 && done();
    });
  });
  await withdraw(staff);
});
