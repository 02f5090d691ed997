import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect, REFUSED, test } from "./fixtures";
import { GONE, INVENTED, MISSING, OPEN, REAL, STAFF } from "./pages";

// Each test looks at pages of its own, and this file is as long as all the others.
test.describe.configure({ mode: "parallel" });

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What may change when only the colours do. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** What axe finds, one line for each element. */
async function violations(page: Page, runOnly: string[]): Promise<string[]> {
  const found = await page.evaluate(
    // The page has no frames, so the function that axe leaves on its window sees all of it.
    (options: RunOptions): Promise<AxeResults> => Object(window).axe.run(document, options),
    { runOnly, resultTypes: ["violations" as const] },
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(" ")}: ${(node.failureSummary ?? "").replace(/\s+/g, " ")}`,
    ),
  );
}

/** Opens every fold, so that nothing hides behind one. */
async function unfold(page: Page) {
  await page
    .locator("main details:not([open])")
    .evaluateAll((all) => all.forEach((it) => it.setAttribute("open", "")));
}

async function inBothColours(page: Page) {
  await unfold(page);
  await page.evaluate(AXE);
  expect.soft(await violations(page, EVERYTHING), "light").toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect.soft(await violations(page, COLOURS), "dark").toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
}

/** Where the headings that are seen do not go down step by step from a single first one. */
async function leaps(page: Page): Promise<string[]> {
  const levels = await page
    .locator("h1, h2, h3, h4, h5, h6")
    .evaluateAll((all) => all.filter((it) => it.checkVisibility()).map((it) => Number(it.tagName[1])));
  const isWrong = (level: number, at: number) =>
    at === 0 ? level !== 1 : level === 1 || level > levels[at - 1] + 1;
  return levels.some(isWrong) || levels.length === 0 ? [`levels ${levels.join(" ")}`] : [];
}

/** What sticks out of the page to the right, though nothing around it scrolls. */
async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
      if (element.closest(".table-scroll") !== null && !element.matches(".table-scroll")) return false;
      return element.getBoundingClientRect().right > root.clientWidth + 0.5;
    });
    const names = wide.map((it) => `${it.tagName.toLowerCase()}.${it.getAttribute("class") ?? ""}`);
    return [`${root.scrollWidth} > ${root.clientWidth}`, ...names.slice(0, 6)];
  });
}

/** The narrowest phone, the common one, 200 % on it and on a screen of 640 pixels, a tablet. */
const SCREENS = [
  [320, 640],
  [360, 640],
  [180, 320],
  [320, 240],
  [768, 1024],
] as const;

/** Makes all letters so large, as a phone does whose owner asked for it. */
async function enlarge(page: Page, percent: number) {
  await page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), `${percent}%`);
}

/** Nothing makes the page wider than the screen, and the way out of the site is on it as a whole. */
async function fitsTheScreen(page: Page, what: string) {
  expect.soft(await sticksOut(page), `nothing scrolls sideways at ${what}`).toEqual([]);
  const exits = page.locator(".quick-exit");
  for (const exit of await exits.all()) await expect.soft(exit, what).toBeInViewport({ ratio: 1 });
}

/** Links and buttons that stand by themselves and that a thumb of 48 pixels does not hit. */
async function tooSmall(page: Page): Promise<string[]> {
  const targets = page.locator(
    "nav a, .site-header a, .card a, .list a, .needs a, .doors a, .results a, .filters a, .sort a, .legend a, " +
      ".facet a, .matrix a, .table a, .btn, button, summary, select, .choice, .input:not(textarea)",
  );
  return targets.evaluateAll((all) => {
    const small: string[] = [];
    for (const target of all) {
      // A link within a sentence is as high as its line (WCAG 2.5.8, inline); a drawing has the same list below it.
      const inSentence =
        target.matches(".prose p a, .prose li a, p.hint a, .alert a") && !target.matches(".btn");
      if (inSentence || target.closest("svg") || !target.checkVisibility()) continue;
      target.scrollIntoView({ block: "center", inline: "center" });
      const { left, top, width, height } = target.getBoundingClientRect();
      if (width === 0 || (width >= 47.5 && height >= 47.5)) continue;
      const [x, y] = [left + width / 2, top + height / 2];
      const hits = [
        [0, -23],
        [0, 23],
        [-23, 0],
        [23, 0],
      ].every(([dx, dy]) => {
        const hit = document.elementFromPoint(x + dx, y + dy);
        return hit !== null && (target.contains(hit) || hit.closest("label")?.contains(target));
      });
      if (!hits)
        small.push(`${target.textContent?.trim().slice(0, 40)} ${Math.round(width)}×${Math.round(height)}`);
    }
    return small;
  });
}

/** Everything that every page promises. */
async function canBeUsed(page: Page) {
  expect.soft(await leaps(page), "headings go down step by step").toEqual([]);
  // First at the top of the page: further down, bars that stay in place lie over what scrolls below them.
  await inBothColours(page);
  for (const [width, height] of SCREENS) {
    await page.setViewportSize({ width, height });
    await fitsTheScreen(page, `${width}×${height}`);
  }
  await page.setViewportSize({ width: 360, height: 640 });
  await enlarge(page, 200);
  await fitsTheScreen(page, "letters twice as large");
  await enlarge(page, 100);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 640 });
    expect
      .soft(await tooSmall(page), `what is tapped is at least 48 pixels high and wide, ${width}`)
      .toEqual([]);
  }
}

/** One browser for all pages of a worker: a new one for each page takes as long as looking at it. */
const lasting: { visitor?: BrowserContext; staff?: BrowserContext } = {};
const testPage = test.extend({
  context: async ({ browser }, use) => use((lasting.visitor ??= await browser.newContext())),
  page: async ({ context }, use) => use(await onlyPage(context)),
  staff: async ({ browser, watch }, use) => {
    const context = (lasting.staff ??= await signedIn(browser));
    watch.follow(context);
    await use(await onlyPage(context));
  },
});

async function signedIn(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ storageState: process.env.TESTEUSE_STATE });
}

async function onlyPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? (await context.newPage());
}

for (const path of [...OPEN, ...MISSING]) {
  testPage(`${path} can be used by everybody`, async ({ page, visit, watch }) => {
    if (MISSING.includes(path)) watch.expects(REFUSED);
    await visit(path);
    await canBeUsed(page);
  });
}

for (const path of [...STAFF, ...GONE]) {
  testPage(`${path} can be used by everybody who looks after it`, async ({ staff, visit, watch }) => {
    if (GONE.includes(path)) watch.expects(REFUSED);
    await visit(path, staff);
    await canBeUsed(staff);
  });
}

test("a list full of answers can be used by everybody: filters, menu, suggestions", async ({
  page,
  visit,
}) => {
  await visit("/annuaire?domaine=paix&region=mopti&q=paix");
  await page.getByRole("searchbox").fill("");
  await page.getByRole("searchbox").pressSequentially("kita");
  await expect(page.locator(".search-hits a").first()).toBeVisible();
  await page.locator("details.menu > summary").click();
  await inBothColours(page);
});

test("refused forms can be used by everybody", async ({ page, staff, visit, watch }) => {
  watch.expects(REFUSED);
  await visit(`${REAL}/message`);
  await page.getByRole("button", { name: "Envoyer le message" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await inBothColours(page);
  await visit("/admin/organisations/nouvelle", staff);
  await staff.getByLabel(/^Année de création/).fill("1066");
  await staff.getByRole("button", { name: "Enregistrer" }).first().click();
  await expect(staff.getByRole("alert")).toBeFocused();
  await inBothColours(staff);
});

test("the preview of a spreadsheet can be used by everybody", async ({ staff, visit }) => {
  for (const rows of ["Association à voir;organisation locale", "Association à voir;navire"]) {
    await visit("/admin/import", staff);
    const buffer = Buffer.from(`nom;type;inconnue\r\n${rows};x`);
    await staff.getByLabel("Fichier").setInputFiles({ name: "essai.csv", mimeType: "text/csv", buffer });
    await staff.getByRole("button", { name: "Vérifier le fichier" }).click();
    await expect(staff.getByRole("heading", { level: 1, name: "Vérifier avant d’importer" })).toBeVisible();
    await inBothColours(staff);
  }
});

test("the first Tab offers to skip to the content, and does", async ({ page, visit }) => {
  await visit("/annuaire");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Aller au contenu" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("main")!.contains(document.activeElement))).toBe(
    true,
  );
});

for (const path of ["/", "/annuaire", "/carte", INVENTED, `${REAL}/message`, "/reglages"]) {
  test(`who walks ${path} with the keyboard always sees where she is`, async ({ page, visit }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await visit(path);
    const seen: string[] = [];
    for (let step = 0; step < 45; step += 1) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const shown = (style: CSSStyleDeclaration) =>
          style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        const styles = [getComputedStyle(element), getComputedStyle(element, "::after")];
        const choice = element.closest("label.choice, .choice");
        if (choice) styles.push(getComputedStyle(choice));
        const drawn = element.querySelector("path, rect, circle");
        const name = `${element.tagName.toLowerCase()} ${element.textContent?.trim().slice(0, 40)}`;
        const strokes =
          element.closest("svg") && drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 2;
        // The browser draws the focus of its own audio controls.
        return { name, ok: element.tagName === "AUDIO" || styles.some(shown) || Boolean(strokes) };
      });
      if (!found) break;
      seen.push(found.name);
      expect.soft(found.ok, found.name).toBe(true);
    }
    expect(seen.length).toBeGreaterThan(10);
  });
}

test("a phone that wants no motion gets none", async ({ page, visit }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await visit("/");
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("body *:not(source)")]
      .filter((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element);
        return animationName !== "none" || !/^0s(, 0s)*$/.test(transitionDuration);
      })
      .map((element) => `${element.tagName} ${getComputedStyle(element).transitionDuration}`),
  );
  expect(moving).toEqual([]);
});
