/** A site of one's own with a network before it that fails, and members who have its worker on their phones. */
import { type Browser, type BrowserContext, type Page, request } from "@playwright/test";
import { setUpAuthenticator } from "../people";
import { expect, test as base, type Watch } from "./fixtures";
import { House } from "./house";
import { called, invitation, join, WORDS } from "./members";
import { Network } from "./network";

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** A house with a network before it, its administrator, and two members of REJEFPO. */
export type Village = {
  house: House;
  network: Network;
  staff: State;
  awa: State;
  fanta: State;
  name: string;
};

export const test = base.extend<{ phone: Page }, { village: Village }>({
  village: [
    async ({ browser }, use) => {
      const house = await House.open({
        // A story is played faster than people do, and all its people sit in one network.
        MUSOYA_TRIES_PER_MINUTE: "10000",
        MUSOYA_POSTS_IN_TEN_MINUTES: "0",
        MUSOYA_FORM_SECONDS: "0",
      });
      const network = await Network.to(house.origin);
      await use({ house, network, ...(await people(browser, house)) });
      network.close();
      await house.close();
    },
    { scope: "worker", timeout: 600_000 },
  ],
  baseURL: async ({ village }, use) => use(village.network.origin),
  // Awa's phone, which opened the site and has its worker; the server answers, whatever a test before did to it.
  phone: async ({ village, browser, watch }, use, testInfo) => {
    await village.house.isFree();
    await village.house.stop();
    await village.house.start();
    village.network.comesBack();
    await welcomeBack(village);
    const page = await phoneOf(browser, watch, village, village.awa);
    await use(page);
    await page.context().close();
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach("what the server said", {
        body: village.house.said(20),
        contentType: "text/plain",
      });
  },
});
/** Awa and Fanta, members who came with invitations of an administrator's. */
async function people(browser: Browser, house: House) {
  const baseURL = house.origin;
  const passphrase = house.administrator("Kadiatou");
  const desk = await request.newContext({ baseURL });
  const form = { nom: "Kadiatou", passphrase };
  await desk.post("/connexion", { form, headers: { Origin: baseURL } });
  await setUpAuthenticator(desk, baseURL, passphrase);
  const context = await browser.newContext({ baseURL, storageState: await desk.storageState() });
  const staff = await context.newPage();
  const visit = async (path: string, page = staff) => page.goto(path);
  const states: State[] = [];
  const names = ["Awa", "Fanta"].map(called);
  for (const name of names) {
    const words = await invitation(visit, staff);
    const own = await browser.newContext({
      baseURL,
      serviceWorkers: "block",
      viewport: { width: 360, height: 640 },
    });
    await join(visit, await own.newPage(), words, name);
    states.push(await own.storageState());
    await own.close();
  }
  await context.close();
  const administrator = await desk.storageState();
  await desk.dispose();
  return { staff: administrator, awa: states[0], fanta: states[1], name: names[0] };
}

/** A story may have ended Awa's session: she signs in again. */
async function welcomeBack(village: Village) {
  const baseURL = village.house.origin;
  const own = await request.newContext({ baseURL, storageState: village.awa });
  const there = await own.get("/compte", { maxRedirects: 0 });
  if (there.status() !== 200) {
    const form = { nom: village.name, passphrase: WORDS };
    await own.post("/connexion", { form, headers: { Origin: baseURL } });
    village.awa = await own.storageState();
  }
  await own.dispose();
}

/** Somebody's phone, which opened the site and has its worker; its clock may be so many milliseconds ahead. */
export async function phoneOf(
  browser: Browser,
  watch: Watch,
  village: Village,
  storageState?: State,
  shift = 0,
): Promise<Page> {
  watch.expects(/Failed to load resource/, /ERR_/, /FetchEvent|Fetch API|Failed to fetch/);
  const context = await browser.newContext({
    storageState,
    baseURL: village.network.origin,
    serviceWorkers: "allow",
  });
  watch.follow(context);
  if (shift) {
    await context.addInitScript((shift) => {
      const now = Date.now;
      Date.now = () => now() + shift;
    }, shift);
  }
  const page = await context.newPage();
  await page.goto("/");
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  return page;
}

/** Opens a page whose forms are kept when no answer comes. */
export async function open(page: Page, path: string) {
  await page.goto(path);
  await page.waitForFunction(() => "outbox" in window);
  await expect(page.locator("html")).toHaveAttribute("data-ready", "");
  // Her key is here from the first such page on.
  await expect.poll(() => page.evaluate(async () => Boolean(await (window as any).outbox.mine()))).toBe(true);
}

/** Signs in, on a phone that knows nobody. */
export async function signIn(page: Page, name: string) {
  await page.goto("/connexion");
  await page.getByLabel("Nom ou e-mail").fill(name);
  await page.getByLabel("Mot de passe", { exact: true }).fill(WORDS);
  await page.getByRole("main").getByRole("button", { name: "Se connecter" }).click();
  await expect(page).not.toHaveURL(/connexion/);
}
