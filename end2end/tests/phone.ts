import type { Page } from "@playwright/test";
import { expect, test as base } from "./fixtures";
import { House } from "./house";

/** Tests with a server of their own, which is stopped, and a phone whose worker keeps pages. */
export const test = base.extend<{ running: House; ready: Page }, { house: House }>({
  house: [
    async ({}, use) => {
      const house = await House.open();
      await use(house);
      await house.close();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ house }, use) => use(house.origin),
  // The server answers, whatever a test before this one did to it.
  running: async ({ house, watch }, use) => {
    // What cannot be had is an error that the browser tells the console.
    watch.expects(
      /Failed to load resource/,
      /ERR_CONNECTION_REFUSED/,
      /FetchEvent|Fetch API|Failed to fetch/,
    );
    await house.isFree();
    await house.stop();
    await house.start();
    await use(house);
  },
  // A phone that opened the first page, and whose worker keeps pages.
  ready: async ({ running: _, page }, use) => {
    await page.goto("/");
    await controlled(page);
    await expect.poll(() => kept(page), { message: "the first page is kept" }).toContain("/");
    await use(page);
  },
});

export const MISSING = "Cette page n’est pas sur ce téléphone";

export const DAY = 24 * 60 * 60 * 1000;

/** Waits until the worker answers for this page. */
export async function controlled(page: Page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
}

/** The paths of the pages that are kept on this phone. */
export async function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const library = await caches.open("library");
    const keys = await library.keys();
    return keys.map(({ url }) => new URL(url).pathname + new URL(url).search);
  });
}

export async function caches_(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}

/** The tools of the browser itself for its workers, and how they name ours. */
export async function workersOf(page: Page) {
  const client = await page.context().newCDPSession(page);
  const registrations: { registrationId: string }[] = [];
  client.on("ServiceWorker.workerRegistrationUpdated", (it) => registrations.push(...it.registrations));
  await client.send("ServiceWorker.enable");
  await expect.poll(() => registrations.length).toBeGreaterThan(0);
  return { client, registrationId: registrations.at(-1)!.registrationId };
}

/** Opens a page with the network, so that it is kept. */
export async function read(page: Page, path: string) {
  await page.goto(path);
  await expect.poll(() => kept(page), { message: `${path} is kept` }).toContain(path);
}

/** As if this page had been read so many milliseconds before now. */
export async function wasRead(page: Page, path: string, before: number) {
  await page.evaluate(
    async ([path, before]) => {
      const library = await caches.open("library");
      const answer = (await library.match(path, { ignoreVary: true }))!;
      const headers = new Headers(answer.headers);
      headers.set("x-kept", `${Date.now() - (before as number)}`);
      await library.put(path as string, new Response(await answer.text(), { headers }));
    },
    [path, before] as const,
  );
}

export { expect };
