import { mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import {
  test as base,
  expect,
  type BrowserContext,
  type Locator,
  type Page,
  type Response,
} from "@playwright/test";

/** Remembers what no page may do: complain in the console, throw, or ask another site for anything. */
export class Watch {
  readonly #origin: string;
  // The service worker is kept away from tests that are not about it.
  readonly #expected: RegExp[] = [/Service Worker registration blocked by Playwright/];
  readonly #problems: string[] = [];

  constructor(baseURL: string) {
    this.#origin = new URL(baseURL).origin;
  }

  /** What this test does on purpose. */
  expects(...patterns: RegExp[]) {
    this.#expected.push(...patterns);
  }

  follow(context: BrowserContext) {
    context.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) {
        this.#problems.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => this.#problems.push(`page error: ${error.error().message}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.origin !== this.#origin) {
        this.#problems.push(`request to another site: ${request.url()}`);
      }
    });
  }

  get problems(): string[] {
    return this.#problems.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
  }
}

type Fixtures = {
  /** Fails the test on what no page may do. */
  watch: Watch;
  /** Whether WASM is on. */
  wasm: boolean;
  /** Opens a page of the site; with WASM, waits until it is alive. */
  visit: (path: string, page?: Page) => Promise<Response | null>;
  /** Another browser, of somebody who is not signed in. */
  visitor: Page;
  /** Another browser, of Testeuse, who is signed in as an administrator. */
  staff: Page;
  /** While this test runs, no other that writes to the directory does. */
  alone: void;
};

export const test = base.extend<Fixtures>({
  watch: [
    async ({ context, baseURL }, use) => {
      const watch = new Watch(baseURL!);
      watch.follow(context);
      await use(watch);
      expect(watch.problems, "what pages may not do").toEqual([]);
    },
    { auto: true },
  ],
  wasm: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  visit: async ({ page: own, wasm }, use) => {
    await use(async (path, page = own) => {
      const response = await page.goto(path);
      if (wasm) await ready(page);
      return response;
    });
  },
  visitor: async ({ browser, watch }, use) => {
    const context = await browser.newContext({ storageState: undefined });
    watch.follow(context);
    await use(await context.newPage());
    await context.close();
  },
  staff: async ({ browser, watch }, use) => {
    const context = await browser.newContext({ storageState: process.env.TESTEUSE_STATE });
    watch.follow(context);
    await use(await context.newPage());
    await context.close();
  },
  // The wait is for others, so it is not of this test's own time.
  alone: [
    async ({}, use, testInfo) => {
      const lock = join(testInfo.project.outputDir, "writing");
      await expect
        .poll(() => taken(testInfo.project.outputDir, lock), { message: "waiting for my turn", timeout: 0 })
        .toBe(true);
      await use();
      rmdirSync(lock);
    },
    { timeout: 900_000 },
  ],
});

function taken(folder: string, lock: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the WASM took over. */
export async function ready(page: Page) {
  await expect(page.locator("html")).toHaveAttribute("data-ready", "");
}

/** Whether a finger in its middle would touch it: what lies below something else, or is cut off, counts as visible elsewhere. */
export async function expectInReach(locator: Locator) {
  const isHit = (it: Element) => {
    it.scrollIntoView({ block: "center" });
    const { left, top, width, height } = it.getBoundingClientRect();
    return it.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  };
  await expect.poll(() => locator.evaluate(isHit), { message: `${locator} in reach` }).toBe(true);
}

/** Leaves a mark that a new document does not have. */
export async function mark(page: Page) {
  await page.evaluate(() => Object.assign(window, { __mark: true }));
}

/** Whether this is still the document that was marked; one that is just left is not. */
export async function isSameDocument(page: Page): Promise<boolean> {
  return page.evaluate(() => "__mark" in window).catch(() => false);
}

/** A refusal is an answer with a status, and Chromium tells the console about each. */
export const REFUSED = /Failed to load resource: the server responded with a status of 4(04|14|22)/;

export { expect };
