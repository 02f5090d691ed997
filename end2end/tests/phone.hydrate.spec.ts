import { EXIT, NEUTRAL, standIn } from "./neutral";
import { REAL } from "./pages";
import { caches_, controlled, expect, kept, MISSING, read, test } from "./phone";

test.use({ serviceWorkers: "allow" });
test.describe.configure({ mode: "serial" });

const NEEDS = "Se connecter, administrer et modérer demandent le réseau";

test("a page that she read is there with its style when the server is stopped; another says what is missing", async ({
  house,
  ready: page,
}) => {
  await read(page, REAL);
  await house.stop();
  await page.goto(REAL);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("REJEFPO");
  expect(await page.evaluate(() => [...document.styleSheets].every((it) => it.cssRules.length > 0))).toBe(
    true,
  );
  await expect(page.locator("html")).toHaveAttribute("data-ready", "");
  const answer = await page.goto("/annuaire/anfa?onglet=1");
  expect(answer!.status()).toBe(503);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(MISSING);
  await expect(page.locator("[data-asked] code")).toHaveText("/annuaire/anfa");
  await expect(page.getByText(NEEDS)).toBeHidden();
  const list = page.locator("[data-kept]");
  await expect(list.getByRole("link")).toHaveCount(2);
  await list.locator(`a[href$="${REAL}"]`).click();
  await expect(page).toHaveURL(new RegExp(`${REAL}$`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("REJEFPO");
  // In place, without a new document.
  await page.getByRole("link", { name: "Carte", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(MISSING);
  await expect(page.locator("[data-asked] code")).toHaveText("/carte");
  // What no phone can do by itself is said there.
  for (const path of ["/connexion", "/admin/forum", "/moderation"]) {
    await page.goto(path);
    await expect(page.getByText(NEEDS)).toBeVisible();
  }
  await page.goto("/sans-reseau");
  await expect(page.getByText("Pas encore prêt sur cet appareil")).toBeHidden();
  await expect(page.locator("[data-kept]").getByRole("link")).toHaveCount(2);
});

test("a page that needs the network is not kept, nor what somebody reads who signed in", async ({
  house,
  ready: page,
}) => {
  for (const path of ["/connexion", "/reglages", `${REAL}/message`, "/installer/discrete"])
    await page.goto(path);
  await read(page, "/carte");
  expect((await kept(page)).filter((path) => !["/", "/carte"].includes(path))).toEqual([]);
  await page.goto("/connexion");
  await page.getByLabel("Nom ou e-mail").fill("Kadiatou");
  await page.getByLabel("Mot de passe", { exact: true }).fill(house.administrator("Kadiatou"));
  await page.getByRole("main").getByRole("button", { name: "Se connecter" }).click();
  await expect(page).not.toHaveURL(/connexion$/);
  await controlled(page);
  await page.goto(REAL);
  await expect(page.locator(".bell")).toBeVisible();
  // What is kept after it shows that the worker had its time.
  const sound = "/audio/accueil-fr.ogg";
  await page.evaluate((sound) => fetch(sound).then((answer) => answer.blob()), sound);
  await expect.poll(() => kept(page)).toContain(sound);
  expect((await kept(page)).filter((path) => !["/", "/carte", sound].includes(path))).toEqual([]);
  await house.stop();
  await page.goto("/connexion");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(MISSING);
});

test("a network that answers everything with its own page is taken for no answer", async ({
  house,
  ready: page,
}) => {
  await read(page, "/carte");
  await house.isBehindPortal("<!DOCTYPE html><title>Wi-Fi</title><h1>Achetez un ticket</h1>");
  await page.goto("/carte");
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(MISSING);
  await expect(page.locator("svg.map")).toBeVisible();
  await page.goto("/annuaire/reseau");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(MISSING);
  await expect(page.getByText("Achetez un ticket")).toHaveCount(0);
  // A built file that is not there is an error, never that page.
  const outcome = () =>
    fetch("/pkg/rien.0000000000000000.js").then(
      () => "an answer",
      () => "an error",
    );
  expect(await page.evaluate(outcome)).toBe("an error");
  expect(await kept(page)).toEqual(expect.not.arrayContaining(["/annuaire/reseau"]));
});

test("the quick exit leaves nothing of the site on the phone, with the network and without", async ({
  house,
  ready: page,
  watch,
}) => {
  await standIn(page, watch);
  for (const stops of [false, true]) {
    await page.goto("/");
    await controlled(page);
    await read(page, REAL);
    const other = await page.context().newPage();
    await other.goto("/favicon.svg");
    if (stops) await house.stop();
    await page.getByRole("link", { name: EXIT }).click();
    await expect(page).toHaveURL(NEUTRAL);
    await expect.poll(() => caches_(other), { message: `nothing is kept, stopped: ${stops}` }).toEqual([]);
    await other.close();
  }
});

test("only the page of the discreet installation is installed under the other name", async ({
  ready: page,
}) => {
  const manifest = page.locator("link[rel=manifest]");
  const [ordinary, neutral] = ["/app.webmanifest", "/carnet.webmanifest"];
  await page.goto("/installer");
  await expect(page.locator("html")).toHaveAttribute("data-ready", "");
  await expect(manifest).toHaveAttribute("href", ordinary);
  // Put in place without a new document.
  await page.getByRole("link", { name: "Installer sous un autre nom" }).click();
  await expect(manifest).toHaveAttribute("href", neutral);
  await page.getByRole("link", { name: "Installer l’application" }).first().click();
  await expect(manifest).toHaveAttribute("href", ordinary);
  await page.goto("/installer/discrete");
  await controlled(page);
  await expect(page.locator("html")).toHaveAttribute("data-ready", "");
  await expect(manifest).toHaveAttribute("href", neutral);
});

test("a new version waits for her word, and the pages of the old one stay whole", async ({
  house,
  ready: page,
}) => {
  await read(page, REAL);
  const old = (await caches_(page)).filter((name) => name.startsWith("shell-"));
  expect(old).toHaveLength(1);
  await house.stop();
  house.rebuild("0123456789abcdef");
  await house.start();
  const bar = page.getByText("Une nouvelle version est là.");
  await page.goto("/");
  await expect(bar).toBeVisible();
  await page.goto("/annuaire");
  await expect(bar).toBeVisible();
  const worker = () =>
    page.evaluate(async () => {
      const { active, waiting } = (await navigator.serviceWorker.getRegistration())!;
      return [active?.state, waiting?.state];
    });
  expect(await worker()).toEqual(["activated", "installed"]);
  await page.evaluate(() => Object.assign(window, { __mark: true }));
  await page.getByRole("button", { name: "Mettre à jour" }).click();
  await page.waitForFunction(() => !("__mark" in window));
  await controlled(page);
  await expect.poll(worker).toEqual(["activated", undefined]);
  await expect(bar).toHaveCount(0);
  expect(await caches_(page)).toContain("shell-0123456789abcdef");
  await house.stop();
  await page.goto(REAL);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("REJEFPO");
  expect(await page.evaluate(() => [...document.styleSheets].every((it) => it.cssRules.length > 0))).toBe(
    true,
  );
});

test("the operator takes the worker away, and it takes along what it kept", async ({
  house,
  ready: page,
}) => {
  await read(page, REAL);
  await house.stop();
  await house.start({ MUSOYA_WORKER: "off" });
  await page.goto("/");
  await expect.poll(() => caches_(page)).toEqual([]);
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length))
    .toBe(0);
  await page.goto("/sans-reseau");
  await expect(page.getByText("Pas encore prêt sur cet appareil")).toBeVisible();
});

test("a recording that she listened to is wound without network", async ({ house, ready: page }) => {
  const path = "/audio/accueil-fr.ogg";
  const ask = (range: string) =>
    page.evaluate(
      async ([path, range]) => {
        const answer = await fetch(path, { headers: { range } });
        const bytes = await answer.arrayBuffer();
        return { status: answer.status, range: answer.headers.get("content-range"), bytes: bytes.byteLength };
      },
      [path, range],
    );
  const whole = await ask("bytes=0-");
  expect(whole.status).toBe(206);
  await expect.poll(() => kept(page)).toContain(path);
  await house.stop();
  const last = whole.bytes - 1;
  expect(await ask("bytes=100-199")).toEqual({
    status: 206,
    range: `bytes 100-199/${whole.bytes}`,
    bytes: 100,
  });
  expect(await ask("bytes=-10")).toMatchObject({
    status: 206,
    range: `bytes ${last - 9}-${last}/${whole.bytes}`,
  });
  expect((await ask(`bytes=${whole.bytes}-`)).status).toBe(416);
});

test("what keeps pages comes after the page is shown, and in economy mode no WASM comes with it", async ({
  running,
  page,
}) => {
  await page.context().addCookies([{ name: "affichage", value: "dark.economie", url: running.origin }]);
  await page.goto("/");
  await controlled(page);
  const waits = await page.evaluate(() => {
    const [shown] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const script = performance
      .getEntriesByType("resource")
      .find(({ name }) => /\/phone\.[^/]+\.js$/.test(name))!;
    return script.startTime - shown.loadEventStart;
  });
  expect(waits).toBeGreaterThanOrEqual(0);
  await read(page, REAL);
  const addresses = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => url);
  });
  expect(addresses.length).toBeGreaterThan(5);
  expect(addresses.filter((url) => /\.wasm$|\/musoya\.[^/]+\.js$/.test(url))).toEqual([]);
});
