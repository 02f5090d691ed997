import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { enterDocument, pdf } from "./documents";
import { DESK } from "./members";
import { EXIT, NEUTRAL, standIn } from "./neutral";
import { expect } from "./fixtures";
import { arrives, fresh, HERE, LAST, SOUND, states, times, TOPIC } from "./parcels";
import { open, phoneOf, test } from "./village";

test.use({ serviceWorkers: "allow" });

const TITLE = "Un fichier partagé";
const AUDIO = { name: "vocal.mp3", type: "audio/mpeg", bytes: readFileSync(SOUND) };
const PDF = { name: "guide reçu.pdf", type: "application/pdf", bytes: pdf(["Une page partagée."], 2000) };
/** A picture of one point. */
const IMAGE = {
  name: "photo.png",
  type: "image/png",
  bytes: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
};

/** Another application hands files over, as a browser does: it sends a form to the address that the manifest names. */
async function share(page: Page, ...files: { name: string; type: string; bytes: Buffer }[]) {
  const list = files.map(({ name, type, bytes }) => ({ name, type, content: bytes.toString("base64") }));
  await Promise.all([
    page.waitForURL(/\/partager/),
    page.evaluate(async (list) => {
      const chosen = new DataTransfer();
      for (const { name, type, content } of list) {
        const bytes = Uint8Array.from(atob(content), (it) => it.charCodeAt(0));
        chosen.items.add(new File([bytes], name, { type }));
      }
      const form = document.createElement("form");
      Object.assign(form, { action: "/partager", method: "POST", enctype: "multipart/form-data" });
      const input = document.createElement("input");
      Object.assign(input, { type: "file", name: "fichier", multiple: true, files: chosen.files });
      form.append(input);
      document.body.append(form);
      HTMLFormElement.prototype.submit.call(form);
    }, list),
  ]);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(TITLE);
}

const shared = (page: Page) => page.evaluate(() => caches.has("partage"));

test("a voice that another application shares is put into a topic without network, kept, sent and there once", async ({
  phone: page,
  village,
}) => {
  const words = fresh("Reçu d’une sœur");
  await open(page, TOPIC);
  await village.house.stop();
  await share(page, AUDIO, IMAGE);
  await expect(page.getByText("vocal.mp3")).toBeVisible();
  await expect(page.getByText("Un fichier à la fois")).toBeVisible();
  await page.getByRole("link", { name: "Le joindre à un message" }).click();
  await expect(page.getByText("« vocal.mp3 » est ajouté ici.").first()).toBeVisible();
  // The first form that takes it is open.
  const form = page.locator("[data-compose=reponse]");
  await form.getByLabel("À quel sujet ?").selectOption({ index: 0 });
  await form.getByLabel("Votre message").fill(words);
  await form.getByRole("button", { name: "Garder et envoyer" }).click();
  await expect(states(page)).toHaveText([HERE]);
  await expect(page.getByRole("button", { name: "Écouter" })).toBeVisible();
  // One was placed; the other waits for its turn.
  await page.getByRole("link", { name: "Un fichier partagé attend" }).first().click();
  await expect(page.getByText("photo.png")).toBeVisible();
  await share(page, { ...AUDIO, name: "second.mp3" });
  await expect(page.getByText("photo.png")).toBeVisible();
  await page.getByRole("button", { name: "Ne rien en faire et le retirer" }).click();
  await expect(page.getByText("second.mp3")).toBeVisible();
  await page.getByRole("button", { name: "Ne rien en faire et le retirer" }).click();
  await expect(page.getByText("C’est retiré de ce téléphone.")).toBeVisible();
  await expect.poll(() => shared(page), "they are in the outbox, or nowhere").toBe(false);
  await page.goto("/envois");
  // What she writes next does not take it along.
  await expect(page.locator("[data-compose=sujet] input[name=voix]")).toHaveValue("");
  await village.house.start();
  await arrives(page, 1);
  expect(await times(village, LAST, words)).toBe(1);
});

test("a shared PDF becomes a document: it waits until there is a network, and is in the form that takes it", async ({
  phone: page,
  village,
}) => {
  await open(page, TOPIC);
  await village.house.stop();
  await share(page, PDF);
  await expect(page.getByRole("link", { name: "Le joindre à un message" })).toBeHidden();
  await village.house.start();
  await page.goto("/partager");
  await page.getByRole("link", { name: "En faire un document" }).click();
  await expect(page).toHaveURL(/\/bibliotheque\/publier/);
  await expect(page.locator(`main a[href="${DESK}/documents/nouveau"]`)).toBeVisible();
  await enterDocument(page, (path) => page.goto(path), "Guide", undefined, DESK);
  await expect(page.getByText("« guide reçu.pdf » est ajouté ici.")).toBeVisible();
  await page.getByRole("button", { name: "Envoyer le fichier" }).click();
  await expect(page.getByText("guide reçu.pdf")).toBeVisible();
  // The page that takes the file leads on while it is asked.
  await expect(async () => expect(await shared(page)).toBe(false)).toPass();
});

test("a picture goes with a message; what is no PDF, image or sound, or is too much for the phone, is told so", async ({
  phone: page,
}) => {
  await open(page, TOPIC);
  await share(page, { name: "virus.zip", type: "application/zip", bytes: Buffer.from("PK") });
  await expect(page.getByText("Ce genre de fichier ne va pas ici")).toBeVisible();
  expect(await shared(page)).toBe(false);
  await page.goto("/partager");
  await expect(page.getByText("Aucun fichier n’attend ici")).toBeVisible();
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
  await share(page, AUDIO);
  await expect(page.getByText("Il n’y a plus assez de place sur ce téléphone")).toBeVisible();
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await share(page, IMAGE);
  await page.getByRole("link", { name: "Le joindre à un message" }).click();
  await expect(page.getByText("« photo.png » est ajouté ici.").first()).toBeVisible();
  await expect(page.locator("[data-compose=sujet] input[name=image]")).not.toHaveValue("");
  await page.goto("/partager");
  await page.getByRole("button", { name: "Ne rien en faire et le retirer" }).click();
  await expect(page.getByText("C’est retiré de ce téléphone.")).toBeVisible();
  expect(await shared(page)).toBe(false);
});

test("whoever is not signed in is asked to, another finds nothing of it, and signing out and the quick exit take it away", async ({
  browser,
  phone: page,
  village,
  watch,
}) => {
  await standIn(page, watch);
  const visitor = await phoneOf(browser, watch, village);
  await share(visitor, AUDIO);
  await expect(visitor.getByText("Connectez-vous d’abord.")).toBeVisible();
  await expect(visitor.getByRole("link", { name: "En faire un document" })).toBeHidden();
  await visitor.context().close();

  await open(page, TOPIC);
  await share(page, AUDIO);
  await expect(page.getByText("vocal.mp3")).toBeVisible();
  await page.context().clearCookies();
  await page.context().addCookies(village.fanta.cookies);
  await page.goto("/partager");
  await expect(page.getByText("Aucun fichier n’attend ici")).toBeVisible();
  expect(await shared(page)).toBe(false);

  await page.context().clearCookies();
  await page.context().addCookies(village.awa.cookies);
  await page.goto("/");
  const other = await page.context().newPage();
  await share(page, AUDIO);
  await other.goto("/favicon.svg");
  await page.getByRole("link", { name: EXIT }).click();
  await expect(page).toHaveURL(NEUTRAL);
  await expect.poll(() => shared(other)).toBe(false);
});

test("without a worker the server keeps nothing and says what to do", async ({ browser, village, watch }) => {
  watch.expects(/Service Worker/);
  const context = await browser.newContext({
    storageState: village.awa,
    baseURL: village.house.origin,
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  await page.goto("/sans-reseau");
  await share(page, PDF);
  await expect(page).toHaveURL(/perdu/);
  await expect(page.getByText("Le fichier n’est pas arrivé")).toBeVisible();
  await context.close();
});
