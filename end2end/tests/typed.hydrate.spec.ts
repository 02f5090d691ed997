/** What is typed and not sent: neither a reload, nor a phone without a network, nor another who signs in takes it. */
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { fresh, KEPT, LAST, reply, times, TOPIC } from "./parcels";
import { open, test } from "./village";

test.use({ serviceWorkers: "allow" });

const field = (page: Page) => page.locator("#repondre").getByLabel("Votre message");
const back = (page: Page) => page.getByText("Nous avons remis ce que vous aviez commencé à écrire");

/** Types, and waits until the phone has it. */
async function types(page: Page, words: string) {
  await field(page).fill(words);
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const box = (window as any).outbox;
        const names = await box.within("readonly", ({ keys }: any) => box.done(keys.getAllKeys()));
        return names.filter((name: unknown) => Array.isArray(name)).length;
      }),
    )
    .toBe(1);
}

test("what is being typed without a network is there after a reload, and is gone once it was sent", async ({
  phone: page,
  village,
}) => {
  const words = fresh("À moitié écrit");
  await open(page, TOPIC);
  await village.house.stop();
  await types(page, words);
  await page.goto(TOPIC);
  await expect(field(page)).toHaveValue(words);
  await expect(back(page)).toBeVisible();
  const more = `${words}, puis fini`;
  await reply(page, more);
  await expect(page.getByText(KEPT)).toBeVisible();
  await village.house.start();
  await expect
    .poll(async () => {
      await page.goto("/envois");
      return times(village, LAST, more);
    })
    .toBe(1);
  await open(page, TOPIC);
  await expect(page.locator("#repondre form")).toHaveAttribute("data-typed", "");
  await expect(field(page)).toHaveValue("");
  await expect(back(page)).toHaveCount(0);
});

test("where the server knows other words by now, hers stand beside them", async ({
  phone: page,
  village,
  browser,
}) => {
  await open(page, TOPIC);
  await expect(page.locator("#repondre form")).toHaveAttribute("data-typed", "");
  await village.house.stop();
  const here = fresh("Écrit ici sans réseau");
  await types(page, here);
  await page.goto("about:blank");
  await village.house.start();
  // On another telephone of hers, which the server hears.
  const context = await browser.newContext({ baseURL: village.house.origin, storageState: village.awa });
  const other = await context.newPage();
  await other.goto(TOPIC);
  const there = fresh("Écrit ailleurs");
  await field(other).fill(there);
  const kept = other.waitForResponse(/brouillon/);
  await other.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  expect((await kept).status()).toBe(204);
  await context.close();
  await open(page, TOPIC);
  await expect(field(page)).toHaveValue(there);
  await expect(page.locator("#repondre blockquote", { hasText: here })).toBeVisible();
  // The next story begins with an empty form.
  const last = fresh("Fini");
  await reply(page, last);
  await expect(page.locator(".post", { hasText: last })).toBeVisible();
});

test("a form that nothing keeps stays with its words where there is no network", async ({
  phone: page,
  village,
}) => {
  // Where the WASM answers forms it says so itself.
  const economy = { name: "affichage", value: "light.economie", url: village.network.origin };
  await page.context().addCookies([economy]);
  await page.goto("/compte/profil");
  await page.waitForFunction(() => "outbox" in window);
  const name = page.getByRole("main").getByRole("textbox").first();
  const words = fresh("Awa");
  await name.fill(words);
  await page.context().setOffline(true);
  await page.getByRole("main").locator("form[method=post] button[type=submit]").first().click();
  await expect(page.locator("[data-not-sent]")).toBeVisible();
  await expect(name).toHaveValue(words);
  await page.context().setOffline(false);
});
