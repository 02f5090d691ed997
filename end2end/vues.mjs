// The pictures that a phone shows before the application is installed: node vues.mjs, with a server with example data at BASE_URL. They
// are written into `public/`, where the manifest names them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const PUBLIC = join(import.meta.dirname, "../public");
const NARROW = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true };
const WIDE = { viewport: { width: 1280, height: 720 } };
const VIEWS = [
  ["vue-annuaire", "/annuaire", NARROW],
  ["vue-carte", "/carte", NARROW],
  ["vue-bibliotheque", "/bibliotheque", NARROW],
  ["vue-large", "/annuaire", WIDE],
];

const browser = await chromium.launch({
  executablePath: process.env.MUSOYA_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (const [name, path, device] of VIEWS) {
  const baseURL = process.env.BASE_URL ?? "http://localhost:3000";
  const context = await browser.newContext({ baseURL, locale: "fr-FR", serviceWorkers: "block", ...device });
  const page = await context.newPage();
  await page.goto(path);
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  // Those below the screen come when somebody scrolls to them.
  await page.evaluate(() => {
    const seen = Array.from(document.images).filter((it) => it.getBoundingClientRect().top < innerHeight);
    return Promise.all(seen.map((image) => image.decode().catch(() => {})));
  });
  const session = await context.newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 60 });
  writeFileSync(join(PUBLIC, `${name}.webp`), Buffer.from(data, "base64"));
  await context.close();
}
await browser.close();
