import type { Page } from "@playwright/test";
import { isSameDocument, mark } from "./fixtures";
import type { House } from "./house";
import { Network } from "./network";
import { REAL } from "./pages";
import { caches_, controlled, expect, kept, MISSING, read, test } from "./phone";

test.use({ serviceWorkers: "allow" });
test.describe.configure({ mode: "serial" });

const NOTICE = "La nouvelle version ne démarre pas sur ce téléphone";
/** What each build brings anew, because it names the build. */
const SHELL = ["/hors-ligne", "/sans-reseau", "/envois", "/partager", "/favicon.svg"];
const BAR = "Une nouvelle version est là.";

let builds = 0;
/** Stops the server and starts it with another build. */
async function restart(
  house: House,
  fault?: Parameters<House["rebuild"]>[1],
  urgent?: number,
): Promise<string> {
  builds += 1;
  const name = `${builds}`.padStart(16, "0");
  await house.stop();
  house.rebuild(name, fault, urgent);
  await house.start();
  return name;
}

const alive = (page: Page) => expect(page.locator("html")).toHaveAttribute("data-ready", "");
const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** What the worker knows of builds that started and of those that did not. */
async function known(page: Page): Promise<{ started: string[]; failed: Record<string, number> }> {
  return page.evaluate(async () => {
    const answer = await (await caches.open("versions")).match("/");
    return answer ? answer.json() : { started: [], failed: {} };
  });
}

const started = async (page: Page) => (await known(page)).started.at(-1);

/** Of which build a page is that is kept. */
async function buildOf(page: Page, path: string): Promise<string | null | undefined> {
  return page.evaluate(async (path) => {
    const answer = await (await caches.open("library")).match(path, { ignoreVary: true });
    return answer?.headers.get("x-musoya");
  }, path);
}

async function takeUpdate(page: Page) {
  await page.evaluate(() => Object.assign(window, { __mark: true }));
  await page.getByRole("button", { name: "Mettre à jour" }).click();
  await page.waitForFunction(() => !("__mark" in window));
  await controlled(page);
}

for (const fault of ["wasm", "script"] as const) {
  test(`a build whose ${fault} stops is left after three pages for the one that started, says so, and is not lost for good`, async ({
    house,
    ready: page,
    watch,
  }) => {
    watch.expects(/broken|unreachable|RuntimeError/);
    await read(page, REAL);
    await alive(page);
    await expect.poll(() => started(page)).toBeTruthy();
    const old = (await started(page))!;
    const broken = await restart(house, fault);
    for (let times = 1; times <= 3; times += 1) {
      await page.goto(REAL);
      // Without its WASM it is a page all the same.
      await expect(heading(page)).toContainText("REJEFPO");
      await expect(page.getByText(NOTICE)).toHaveCount(0);
      await expect.poll(async () => (await known(page)).failed[broken]).toBe(times);
    }
    await page.goto(REAL);
    await expect(page.getByText(NOTICE)).toBeVisible();
    await expect(heading(page)).toContainText("REJEFPO");
    await alive(page);
    expect(await buildOf(page, REAL)).toBe(old);
    // What is not on the phone comes as the new version has it.
    await page.goto("/carte");
    await expect(page.locator("svg.map")).toBeVisible();
    await expect(page.getByText(NOTICE)).toHaveCount(0);
    expect(await kept(page)).not.toContain("/carte");

    // She takes the update: the new worker goes back too.
    await page.goto(REAL);
    await expect(page.getByText(BAR)).toBeVisible();
    await takeUpdate(page);
    await expect(page.getByText(NOTICE)).toBeVisible();
    await alive(page);
    expect(await caches_(page)).toContain(`shell-${old}`);
    await house.stop();
    await page.goto(REAL);
    await expect(heading(page)).toContainText("REJEFPO");
    await alive(page);
    await page.goto("/bibliotheque/inconnu");
    await expect(heading(page)).toHaveText(MISSING);
    await house.start();

    // Once more by her own wish.
    await page.goto(REAL);
    await page.getByRole("link", { name: "Essayer encore la nouvelle version" }).click();
    await expect(page).toHaveURL(/\/$/);
    await expect(page.getByText(NOTICE)).toHaveCount(0);
    await expect.poll(async () => (await known(page)).failed[broken]).toBe(1);

    const good = await restart(house);
    await page.goto(REAL);
    await alive(page);
    await expect(page.getByText(NOTICE)).toHaveCount(0);
    await expect.poll(() => started(page)).toBe(good);
    await expect.poll(() => buildOf(page, REAL)).toBe(good);
  });
}

for (const fault of ["slow", "lost"] as const) {
  test(`a page whose WASM is ${fault} on the network is no fault of its build`, async ({
    house,
    ready: page,
  }) => {
    await read(page, REAL);
    await expect.poll(() => started(page)).toBeTruthy();
    const old = await started(page);
    const build = await restart(house, fault);
    for (let times = 0; times < 4; times += 1) {
      await page.goto(REAL);
      await expect(heading(page)).toContainText("REJEFPO");
      await page.waitForLoadState("networkidle");
    }
    await page.goto(REAL);
    await expect(page.getByText(NOTICE)).toHaveCount(0);
    expect((await known(page)).failed[build]).toBeUndefined();
    // It is not trusted either, and what is kept of the old one stays.
    expect(await started(page)).toBe(old);
    expect(await buildOf(page, REAL)).toBe(old);
    const good = await restart(house);
    await page.goto(REAL);
    await expect.poll(() => started(page)).toBe(good);
  });
}

test("an update that breaks off leaves the old version whole, and comes with the next visit", async ({
  house,
  ready: page,
}) => {
  await read(page, REAL);
  await alive(page);
  const broken = await restart(house, "gap");
  const failed = page.evaluate(
    () =>
      new Promise<string>((done) => {
        navigator.serviceWorker.getRegistration().then((it) => {
          it!.addEventListener("updatefound", () => {
            const worker = it!.installing!;
            worker.addEventListener("statechange", () => worker.state !== "installing" && done(worker.state));
          });
          it!.update().catch(() => {});
        });
      }),
  );
  expect(await failed).toBe("redundant");
  expect(await caches_(page)).not.toContain(`shell-${broken}`);
  await house.stop();
  await page.goto(REAL);
  await alive(page);
  const whole = await restart(house);
  await page.goto(REAL);
  await expect(page.getByText(BAR)).toBeVisible();
  expect(await caches_(page)).toContain(`shell-${whole}`);
});

test("the server is killed while a phone takes the new version: the old one goes on, whole, and the new one comes later", async ({
  browser,
  house,
  running: _,
}) => {
  const network = await Network.to(house.origin);
  const context = await browser.newContext({ baseURL: network.origin, serviceWorkers: "allow" });
  const page = await context.newPage();
  await read(page, REAL);
  await alive(page);
  await expect.poll(() => started(page)).toBeTruthy();
  const old = await started(page);
  const broken = await restart(house);
  // What the site answers from then on stays on its way, until nobody is there any more.
  const cut = network.heard("GET /hors-ligne").then(async () => {
    network.holds();
    await house.stop();
  });
  const failed = page.evaluate(
    () =>
      new Promise<string>((done) => {
        navigator.serviceWorker.getRegistration().then((it) => {
          it!.addEventListener("updatefound", () => {
            const worker = it!.installing!;
            worker.addEventListener("statechange", () => worker.state !== "installing" && done(worker.state));
          });
          it!.update().catch(() => {});
        });
      }),
  );
  await cut;
  expect(await failed).toBe("redundant");
  network.goesOn();
  expect(await caches_(page)).not.toContain(`shell-${broken}`);
  await page.goto(REAL);
  await alive(page);
  expect(await buildOf(page, REAL)).toBe(old);
  const whole = await restart(house);
  await page.goto(REAL);
  await expect(page.getByText(BAR)).toBeVisible();
  expect(await caches_(page)).toContain(`shell-${whole}`);
  await context.close();
  network.close();
});

test("an update brings what changed and nothing else", async ({ browser, house, running: _ }) => {
  const network = await Network.to(house.origin);
  const context = await browser.newContext({ baseURL: network.origin, serviceWorkers: "allow" });
  const page = await context.newPage();
  await read(page, REAL);
  await alive(page);
  // The first page came to life before there was a worker to keep what it took.
  await page.reload();
  await alive(page);
  await expect.poll(() => started(page)).toBeTruthy();
  // What a page takes is kept beside it, and perhaps after it was shown.
  await expect.poll(() => page.evaluate(isKept)).toBe(true);
  const [files, pages] = ["GET /pkg/", "GET /hors-ligne "];
  // The browser itself fetches anew the two of which the worker is made; these are for the worker to keep.
  const shell = ["musoya", "more", "icons", "boot", "keep", "record"].map((it) => `${files}${it}.`);
  for (const it of [pages, ...shell]) network.counts(it);
  // A small phone throws away what the browser keeps beside us.
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.clearBrowserCache");
  const build = await restart(house);
  await page.goto("/annuaire");
  await expect(page.getByText(BAR)).toBeVisible();
  await takeUpdate(page);
  await page.goto(REAL);
  await alive(page);
  await expect.poll(() => started(page)).toBe(build);
  // The pages of the shell name the build; no file of it is another one.
  expect(network.counted(pages)).toBeGreaterThan(0);
  expect(shell.map((it) => network.counted(it))).toEqual(shell.map(() => 0));

  // One file of the next is another: it comes, with the worker and the pages that name the build, and nothing else does.
  await page.waitForLoadState("networkidle");
  await restart(house, "changed");
  const all = ["GET /sw.js", "GET /pkg/keep.", "GET "];
  for (const it of [files, ...all]) network.counts(it);
  const before = network.received;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
  await expect(page.getByText(BAR)).toBeVisible();
  const [worker, changed, every] = all.map((it) => network.counted(it));
  const bytes = network.received - before;
  test.info().annotations.push({ type: "update", description: `${bytes} bytes, ${every} requests` });
  expect([worker, changed, network.counted(files)]).toEqual([1, 1, 1]);
  expect(every).toBe(2 + SHELL.length);
  // The whole of a first visit is more than a megabyte.
  expect(bytes).toBeLessThan(60_000);
  await context.close();
  network.close();
});

test("three tabs are open when the server comes back with another build: one takes it, the others keep what was typed and go on", async ({
  house,
  ready: page,
}) => {
  const [second, third] = [await page.context().newPage(), await page.context().newPage()];
  await page.goto("/annuaire");
  await second.goto(`${REAL}/message`);
  await third.goto(REAL);
  for (const it of [page, second, third]) await alive(it);
  const words = "Une question, pas encore envoyée.";
  await second.getByLabel("Votre message").fill(words);
  const build = await restart(house);
  await page.goto("/annuaire");
  for (const it of [page, second, third]) await expect(it.getByText(BAR)).toBeVisible();
  await third.evaluate(() => Object.assign(window, { __mark: true }));
  await takeUpdate(page);
  await expect.poll(() => started(page)).toBe(build);
  await expect(second.getByLabel("Votre message")).toHaveValue(words);
  expect(await third.evaluate(() => "__mark" in window)).toBe(true);
  for (const it of [second, third]) await expect(it.getByText(BAR)).toHaveCount(0);
  // On from there, in place and by a new document.
  await third.getByRole("link", { name: "Annuaire", exact: true }).first().click();
  await expect(heading(third)).toHaveText("Annuaire");
  await third.goto("/carte");
  await alive(third);
  await house.stop();
  await third.goto("/annuaire");
  await expect(heading(third)).toHaveText("Annuaire");
  await alive(third);
});

test("a version that mends a hole takes over by itself: a page with nothing begun goes along, one with her words waits and keeps them", async ({
  house,
  ready: page,
}) => {
  const [second, third] = [await page.context().newPage(), await page.context().newPage()];
  await page.goto("/annuaire");
  await second.goto(`${REAL}/message`);
  await third.goto(REAL);
  for (const it of [page, second, third]) await alive(it);
  const words = "Une question, pas encore envoyée.";
  await second.getByLabel("Votre message").fill(words);
  for (const it of [page, second]) await mark(it);
  await expect.poll(() => started(page)).toBeTruthy();
  const mended = await restart(house, undefined, 1);
  await third.goto("/carte");
  await expect.poll(() => caches_(third)).toContain(`shell-${mended}`);
  await expect.poll(() => isSameDocument(page)).toBe(false);
  await expect(heading(page)).toHaveText("Annuaire");
  await expect.poll(() => started(page)).toBe(mended);
  await expect(third.getByText(BAR)).toHaveCount(0);
  await expect(second.getByText("Une mise à jour de sécurité vient d’arriver.")).toBeVisible();
  expect(await isSameDocument(second)).toBe(true);
  await expect(second.getByLabel("Votre message")).toHaveValue(words);
  await second.getByRole("button", { name: "Recharger" }).click();
  await expect.poll(() => isSameDocument(second)).toBe(false);
  await expect(second.getByLabel("Votre message")).toHaveValue(words);

  // The next one mends nothing more, and waits.
  await restart(house, undefined, 1);
  await page.goto("/annuaire");
  await expect(page.getByText(BAR)).toBeVisible();
});

test("what the browser threw away comes back with the next page, and without network she is told", async ({
  house,
  ready: page,
}) => {
  await read(page, REAL);
  const wipe = () =>
    page.evaluate(async () => {
      for (const name of await caches.keys()) await caches.delete(name);
    });
  await wipe();
  await page.goto(REAL);
  await alive(page);
  await expect.poll(() => kept(page)).toContain(REAL);
  await expect
    .poll(() => page.evaluate(async () => Boolean(await caches.match("/hors-ligne", { ignoreVary: true }))))
    .toBe(true);
  await house.stop();
  await page.goto(REAL);
  await alive(page);
  await page.goto("/carte");
  await expect(heading(page)).toHaveText(MISSING);
});

/** Whether every built file that this page took is on the phone. */
async function isKept(): Promise<boolean> {
  const taken = performance.getEntriesByType("resource").map(({ name }) => name);
  const built = taken.filter((it) => new URL(it).pathname.startsWith("/pkg/"));
  const kept = await Promise.all(built.map((it) => caches.match(it, { ignoreVary: true })));
  return built.length > 0 && kept.every(Boolean);
}
