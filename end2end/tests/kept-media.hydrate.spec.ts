import { type Page, request } from "@playwright/test";
import { LAUNCH_WHOLE } from "../browser";
import { setUpAuthenticator } from "../people";
import { enterDocument, publish } from "./documents";
import { FILM } from "./video";
import { KIT } from "./pages";
import { controlled, expect, test } from "./phone";

// Without windows, Chromium counts its disk otherwise and plays no sound to its end.
test.use({ serviceWorkers: "allow", launchOptions: LAUNCH_WHOLE });
// The workshop makes what can be heard ready after the start, which a busy machine delays.
test.describe.configure({ mode: "serial", timeout: 600_000 });

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const whole = (page: Page) =>
  page.getByRole("button", { name: /^Garder (avec le fichier|sur ce téléphone) \(/ });

/** Keeps all of what the page is about, once the workshop made it ready. */
async function keep(page: Page, path: string) {
  await expect(async () => {
    await page.goto(path);
    await expect(whole(page)).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 540_000 });
  await whole(page).click();
  await expect(page.getByText("C’est gardé sur ce téléphone")).toBeVisible();
}

test("a collection that she kept is opened with its documents, heard and handed on whole with the server stopped", async ({
  house,
  ready: page,
}) => {
  await page.addInitScript(() => {
    const isShared = ({ name }: File) => /\.(pdf|mp3|ogg|m4a|jpg|png|webp)$/.test(name);
    const share = async ({ files }: ShareData) => {
      const handed = await Promise.all(
        files!.map(async (it) => [it.name, (await it.arrayBuffer()).byteLength]),
      );
      Object.assign(window, { handed });
    };
    Object.assign(Navigator.prototype, { canShare: ({ files }: ShareData) => files!.every(isShared), share });
  });
  // What one of its documents has to be heard is ready last.
  await expect(async () => {
    await page.goto(KIT);
    await expect(page.getByRole("button", { name: /^Garder la page et l’écoute \(/ })).toBeVisible({
      timeout: 3_000,
    });
  }).toPass({ timeout: 540_000 });
  await keep(page, KIT);
  const titles = await page.locator("main article h2 a, main article h3 a").allInnerTexts();
  expect(titles.length).toBeGreaterThan(1);
  await house.stop();
  await page.goto(KIT);
  let sounds = 0;
  for (const title of titles) {
    await page.goto(KIT);
    await page.getByRole("link", { name: title }).first().click();
    await expect(heading(page)).toHaveText(title);
    const sound = page.locator("main audio").first();
    if (!(await sound.count())) continue;
    sounds += 1;
    await sound.evaluate((it: HTMLAudioElement) => {
      it.muted = true;
      // A player that finds none of its sources says so there, and waits for another one.
      const none = new Promise((_, refuse) => {
        it.querySelector("source:last-of-type")?.addEventListener("error", () =>
          refuse(new Error(it.outerHTML)),
        );
      });
      return Promise.race([it.play(), none]).then(() => (it.currentTime = it.duration / 2));
    });
    await expect
      .poll(() => sound.evaluate((it: HTMLAudioElement) => it.currentTime >= it.duration / 2 && !it.error))
      .toBe(true);
  }
  expect(sounds).toBeGreaterThan(0);
  await page.goto(KIT);
  await page.getByRole("link", { name: "Partager un fichier" }).click();
  const files = (await page
    .waitForFunction(() => (window as { handed?: unknown }).handed)
    .then((it) => it.jsonValue())) as [string, number][];
  expect(files.length).toBeGreaterThanOrEqual(titles.length);
  for (const [name, bytes] of files) expect(bytes, name).toBeGreaterThan(100);
});

test("a video that she kept is seen and wound with the server stopped", async ({
  browser,
  house,
  ready: page,
  watch,
}) => {
  const baseURL = house.origin;
  const passphrase = house.administrator("Aissata");
  const desk = await request.newContext({ baseURL });
  await desk.post("/connexion", { form: { nom: "Aissata", passphrase }, headers: { Origin: baseURL } });
  await setUpAuthenticator(desk, baseURL, passphrase);
  const context = await browser.newContext({ baseURL, storageState: await desk.storageState() });
  await desk.dispose();
  watch.follow(context);
  const staff = await context.newPage();
  await enterDocument(staff, (path, it) => it.goto(path), "Émission");
  const file = { name: "film.webm", mimeType: "video/webm", buffer: FILM };
  await staff.locator("#fichier").setInputFiles(file);
  await staff.getByRole("button", { name: "Envoyer le fichier" }).click();
  await expect(staff.getByText("film.webm")).toBeVisible();
  await publish(staff);
  const path = new URL(staff.url()).pathname.replace(/\/modifier$/, "");
  await context.close();

  await controlled(page);
  await keep(page, path);
  await house.stop();
  await page.goto(path);
  const video = page.locator("main video");
  await video.evaluate((it: HTMLVideoElement) => {
    it.muted = true;
    return it.play();
  });
  await video.evaluate((it: HTMLVideoElement) => {
    it.currentTime = 5;
  });
  await expect
    .poll(() => video.evaluate((it: HTMLVideoElement) => it.currentTime > 5 && !it.seeking && !it.error))
    .toBe(true);
  // And back to what is before.
  await video.evaluate((it: HTMLVideoElement) => {
    it.pause();
    it.currentTime = 1;
  });
  await expect
    .poll(() => video.evaluate((it: HTMLVideoElement) => [it.currentTime, it.seeking]))
    .toEqual([1, false]);
});
