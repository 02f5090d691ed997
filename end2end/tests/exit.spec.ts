import { expect, test } from "./fixtures";
import { EXIT, NEUTRAL, standIn } from "./neutral";

test("one tap leaves the site, and this device forgets it", async ({ page, visit, watch }) => {
  await standIn(page, watch);
  await visit("/reglages");
  await page.getByRole("radio", { name: "Sombre" }).check();
  await page.getByRole("button", { name: "Enregistrer mes choix" }).click();
  await expect.poll(async () => (await page.context().cookies()).length).toBeGreaterThan(0);
  await visit("/annuaire/rejefpo");
  await page.getByRole("link", { name: EXIT }).click();
  await expect(page).toHaveURL(NEUTRAL);
  await expect(page.getByRole("heading", { name: "Ailleurs" })).toBeVisible();
  await expect.poll(async () => page.context().cookies()).toEqual([]);
});

test("the answer of /quitter clears the device and leads on, each time that it is asked for", async ({
  request,
}) => {
  for (let time = 1; time <= 3; time += 1) {
    const answer = await request.get("/quitter", { maxRedirects: 0 });
    expect(answer.status(), `time ${time}`).toBe(200);
    expect(answer.headers(), `time ${time}`).toMatchObject({
      "clear-site-data": '"cache", "cookies", "storage"',
      refresh: `0; url=${NEUTRAL}`,
      "cache-control": "no-store",
    });
    expect(await answer.text()).not.toContain("WhatsApp");
  }
});

test("who follows the plain link leaves as well", async ({ page, watch }) => {
  await standIn(page, watch);
  await page.goto("/quitter").catch(() => {
    // The answer leads on before it is a page.
  });
  await expect(page).toHaveURL(NEUTRAL);
});

test("the quick exit is hidden under nothing, on a phone and on a wide screen", async ({ page, visit }) => {
  // 180 pixels: twice as large on a phone of 360.
  for (const [width, height, letters] of [
    [180, 320, 100],
    [320, 480, 100],
    [360, 640, 100],
    [360, 640, 200],
    [640, 320, 100],
    [640, 400, 100],
    [768, 1024, 100],
    [768, 1024, 200],
    [1280, 800, 100],
    [1280, 800, 200],
  ]) {
    await page.setViewportSize({ width, height });
    await visit("/annuaire");
    await page.evaluate((percent) => {
      document.documentElement.style.setProperty("font-size", `${percent}%`);
      scrollTo(0, document.body.scrollHeight);
    }, letters);
    const link = page.getByRole("link", { name: EXIT });
    await expect(link).toBeInViewport({ ratio: 1 });
    const hit = await link.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    expect(hit, `${width}×${height}, letters ${letters} %`).toBe(true);
  }
});

test("on a low screen the quick exit stands in the bar and covers nothing", async ({ page, visit }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await visit("/annuaire");
  const link = page.getByRole("link", { name: EXIT });
  const bar = page.getByRole("banner");
  for (const y of [0, 300]) {
    await page.evaluate((top) => scrollTo(0, top), y);
    const [exit, header] = [(await link.boundingBox())!, (await bar.boundingBox())!];
    expect(exit.y).toBeGreaterThanOrEqual(Math.max(0, header.y));
    expect(exit.y + exit.height).toBeLessThanOrEqual(header.y + header.height);
    expect(header.y + header.height, "room for the page").toBeLessThan(160);
  }
});
