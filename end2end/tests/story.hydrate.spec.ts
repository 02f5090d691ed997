import { readFileSync } from "node:fs";
import { enterDocument, pdf, publish, withdraw } from "./documents";
import { expect, expectInReach, REFUSED, test, Watch } from "./fixtures";
import { called, DESK, invitation, join } from "./members";
import { Network } from "./network";

// The whole way of a document, on the engine and the files that the server at hand has: `make test` tells it with SQLite and a
// folder, and with PostgreSQL and S3.
test("a focal point records, uploads over a network that breaks twice, and publishes; a visitor finds, leafs, hears, keeps", async ({
  alone: _,
  browser,
  baseURL,
  staff,
  visitor,
  visit,
}) => {
  const network = await Network.to(baseURL!);
  const watch = new Watch(network.origin);
  watch.expects(/net::ERR_/);
  // The recorder asks whether what it keeps was taken: what is gone was.
  watch.expects(REFUSED);
  const phone = await browser.newContext({ storageState: undefined, baseURL: network.origin });
  watch.follow(phone);
  const fanta = await phone.newPage();
  expect(fanta.viewportSize()).toEqual({ width: 360, height: 640 });
  await join(visit, fanta, await invitation(visit, staff, "Point focal"), called("Fanta"));

  const title = await enterDocument(fanta, visit, "Guide", undefined, DESK);
  await fanta.getByRole("button", { name: "Enregistrer ma voix" }).last().click();
  await expect(fanta.locator("[data-time]").last()).toHaveText(/^0:02 \/ /);
  await fanta.getByRole("button", { name: "Arrêter l’enregistrement" }).click();
  await fanta.getByLabel("Langue parlée").selectOption({ label: "Bambara" });
  await fanta.getByRole("button", { name: "Ajouter ce résumé" }).click();
  await expect(fanta.getByRole("button", { name: "Retirer le résumé en bambara" })).toBeVisible();

  const word = `fonio${called("")
    .trim()
    .replaceAll(/[^a-z]/g, "")}`;
  const buffer = pdf(["Une page.", "Une autre.", `Ici pousse le ${word}.`], 900_000);
  const offsets: number[] = [];
  fanta.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });
  // The summary was one piece; the file's second and fourth break in the middle.
  network.breaksIn(3, 100_000);
  network.breaksIn(5, 100_000);
  await fanta
    .locator("#fichier")
    .setInputFiles({ name: "mon guide.pdf", mimeType: "application/pdf", buffer });
  await fanta.getByRole("button", { name: "Envoyer le fichier" }).click();
  for (const cut of [1, 2]) {
    await expect.poll(() => network.cuts).toBe(cut);
    await expectInReach(fanta.getByText("Le réseau est parti."));
    network.comesBack();
  }
  await expect(fanta.getByText("mon guide.pdf")).toBeVisible();
  expect(offsets.filter((it) => it % (256 * 1024) !== 0).length, `${offsets}: half pieces counted`).toBe(3);
  await publish(fanta);

  await expect(async () => {
    await visit(`/bibliotheque?q=${word}`, visitor);
    await expect(visitor.getByRole("article").filter({ hasText: title })).toContainText("page 3", {
      timeout: 1000,
    });
  }).toPass();
  const card = visitor.getByRole("article").filter({ hasText: title });
  await expect(card.locator("mark")).toHaveText(word);
  await expect(card).toContainText("À écouter en bambara");
  await card.getByRole("link").first().click();
  await expect(visitor.getByRole("heading", { level: 1, name: title })).toBeVisible();

  // The summary is made light after the document.
  await expect(async () => {
    await visitor.reload();
    await expect(visitor.locator("audio")).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  const heard = await visitor.locator("audio").evaluate(async (player: HTMLAudioElement) => {
    await player.play();
    await new Promise<void>((done) => {
      player.ontimeupdate = () => player.currentTime > 0.5 && done();
    });
    player.pause();
    return player.duration;
  });
  expect(heard).toBeGreaterThan(1);

  const file = visitor.waitForEvent("download");
  await visitor.getByRole("link", { name: /^Télécharger/ }).click();
  const kept = await file;
  expect(kept.suggestedFilename()).toBe("mon guide.pdf");
  expect(buffer.equals(readFileSync(await kept.path())), "the bytes that she chose").toBe(true);

  await visitor.getByRole("link", { name: "Feuilleter 3 pages" }).click();
  for (const page of [2, 3]) {
    await visitor.getByRole("link", { name: "Page d’après" }).first().click();
    await expect(visitor.getByText(`Page ${page} sur 3`)).toBeVisible();
  }
  const picture = visitor.getByRole("img", { name: "Page 3 du document" });
  const width = await picture.evaluate(async (it: HTMLImageElement) => {
    await it.decode();
    return it.naturalWidth;
  });
  expect(width).toBeGreaterThan(300);

  await withdraw(fanta);
  await phone.close();
  network.close();
  expect(watch.problems, "what pages may not do").toEqual([]);
});
