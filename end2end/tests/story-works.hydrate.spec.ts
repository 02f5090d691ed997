import { expect } from "./fixtures";
import { PROGRAMME } from "./pages";
import { arrives, fresh, KEPT } from "./parcels";
import { open, test } from "./village";

test.use({ serviceWorkers: "allow" });

const DESK = "/compte/organisations/rejefpo";
const BEGIN = `${DESK}/activites/nouvelle`;
const HELPED = "Les griots ont ouvert chaque séance.";

test("a focal point tells a series without network; totals, files, what helped and the portfolio follow", async ({
  browser,
  phone: page,
  village,
  watch,
}) => {
  const series = fresh("Sessions communales");
  const towns = [
    { region: "Sikasso", commune: "Sikasso", women: "20", men: "8" },
    { region: "Kayes", commune: "Kayes", women: "31", men: "6" },
  ];
  await open(page, BEGIN);
  await expect
    .poll(() => page.evaluate(async () => Boolean(await caches.match(location.pathname))))
    .toBe(true);
  await village.house.stop();
  for (const { region, commune, women, men } of towns) {
    await page.goto(BEGIN);
    await page.getByLabel("Titre").fill(`${series}, ${commune}`);
    await page.getByText("Session technique", { exact: true }).first().click();
    await page.getByText("Participation politique et leadership", { exact: true }).first().click();
    for (const fold of await page.locator("details.fold > summary").all()) await fold.click();
    await page.locator("[name=serie]").fill(series);
    await page.getByLabel("Région").selectOption({ label: region });
    await page.getByLabel("Commune").fill(commune);
    await page.getByLabel("Date, ou début").fill("2025-06");
    await page.locator("[name='f-18-35']").first().fill(women);
    await page.locator("[name='h-18-35']").first().fill(men);
    await page.getByLabel("Ce qui a été fait").fill("Nous avons lu la loi ensemble.");
    await page.getByLabel("Ce qui a aidé").fill(HELPED);
    await page.getByRole("button", { name: "Commencer" }).click();
    await expect(page.getByText(KEPT)).toBeVisible();
  }
  await village.house.start();
  await arrives(page, 2);

  const baseURL = village.network.origin;
  const desk = await browser.newContext({ baseURL, storageState: village.staff });
  watch.follow(desk);
  const staff = await desk.newPage();
  for (const { commune } of towns) {
    await staff.goto(`${DESK}/projets`);
    await staff.getByRole("link", { name: `${series}, ${commune}` }).click();
    await staff.getByRole("button", { name: "Publier le rapport" }).click();
    await expect(staff.getByRole("button", { name: "Retirer de la vue de tous" })).toBeVisible();
  }

  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 640 } });
  watch.follow(context);
  const visitor = await context.newPage();
  await visitor.goto(`/projets/activites?q=${encodeURIComponent(series)}`);
  await visitor.getByRole("link", { name: `${series}, Sikasso` }).click();
  await visitor.getByRole("link", { name: series, exact: true }).click();
  const whole = visitor.getByRole("main");
  for (const told of ["65", "Kayes", "Sikasso"]) await expect(whole).toContainText(told);
  await visitor.goto("/capitalisation?region=sikasso&domaine=participation-politique&dans=aide");
  await expect(visitor.getByText(HELPED)).toBeVisible();

  const csv = await (await context.request.get("/projets.csv")).text();
  expect(csv.split(/\r?\n/)[1]).toContain("#adm1");
  for (const { commune, women } of towns) {
    const line = csv.split(/\r?\n/).find((it) => it.includes(`${series}, ${commune}`));
    expect(line).toContain(women);
  }
  const iati = await (await context.request.get("/annuaire/rejefpo/iati.xml")).text();
  const broken = await visitor.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, "application/xml");
    return read.querySelector("parsererror")?.textContent ?? read.documentElement.getAttribute("version");
  }, iati);
  expect(broken).toBe("2.03");

  // On paper the portfolio has its table and neither the menu nor the buttons.
  await visitor.goto(PROGRAMME);
  await visitor.emulateMedia({ media: "print" });
  await expect(visitor.getByRole("region", { name: "Les projets de ce programme" })).toBeVisible();
  await expect(visitor.getByRole("button", { name: "Partager" })).toBeHidden();
  await expect(visitor.locator("nav").first()).toBeHidden();
  await desk.close();
  await context.close();
});
