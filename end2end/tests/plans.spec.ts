import { expect, REFUSED, test } from "./fixtures";
import { called, DESK, invitation, join, phone } from "./members";

const NARROW = { width: 360, height: 740 };

test("a focal point puts a recommendation into a plan on a small phone, follows it until it is done, and everybody sees what became of it", async ({
  alone: _,
  browser,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const fanta = await phone(browser, watch);
  await join(visit, fanta, await invitation(visit, staff, "Point focal"), called("Fanta"));
  await fanta.setViewportSize(NARROW);
  await visitor.setViewportSize(NARROW);
  const mark = crypto.randomUUID().slice(0, 8);
  const advice = `Ouvrir les bureaux communaux ${mark}`;

  await visit(`${DESK}/activites/nouvelle`, fanta);
  await fanta.getByLabel("Titre", { exact: true }).fill(`Journée ${mark}`);
  await fanta.getByRole("radio", { name: "Session technique" }).check({ force: true });
  for (const fold of await fanta.locator("form details.fold").all()) {
    await fold.evaluate((it: HTMLDetailsElement) => (it.open = true));
  }
  await fanta.getByLabel("Région").selectOption("Sikasso");
  await fanta.getByLabel("Date, ou début").fill("2025");
  await fanta.getByLabel("Ce qui a été fait").fill("Une journée d’échange.");
  await fanta.getByLabel("Recommandations").fill(advice);
  await fanta.getByRole("button", { name: "Commencer" }).click();
  const report = `/projets/activites/journee-${mark}`;
  await fanta.waitForURL(`**${report}/**`);
  await visit(`${report}/modifier`, fanta);
  await fanta.getByRole("button", { name: "Publier" }).click();
  await expect(fanta.getByText("Publié", { exact: true })).toBeVisible();

  await visit(report, fanta);
  await expect(fanta.getByRole("link", { name: "Mettre au plan d’action" })).toBeVisible();
  // It leads into the only plan of hers, if another story left one; here she begins a new one.
  await visit(`/projets/plans/ajouter?rapport=journee-${mark}&conseil=1`, fanta);
  await expect(fanta.getByText(advice)).toBeVisible();
  await fanta
    .locator("section", { has: fanta.getByRole("heading", { name: "REJEFPO" }) })
    .getByRole("link", { name: "Commencer un plan" })
    .click();
  await fanta.getByLabel("Titre du plan").fill(`Plan ${mark}`);
  await fanta.getByRole("radio", { name: "Plan d’un mécanisme communal" }).check({ force: true });
  await fanta.getByRole("button", { name: "Enregistrer" }).click();
  await expect(fanta.getByRole("alert")).toContainText("Commune");
  await fanta.getByLabel("Région").selectOption("Sikasso");
  await fanta.getByLabel(/^Commune/).fill("Kadiolo");
  await fanta.getByRole("button", { name: "Enregistrer" }).click();

  await expect(fanta.getByLabel("Ce qui est à faire")).toHaveValue(advice);
  await fanta.getByLabel("Qui", { exact: true }).fill("Comité communal");
  await fanta.getByLabel("Pour quand").fill("31 février 2026");
  await fanta.getByRole("button", { name: "Enregistrer" }).click();
  await expect(fanta.getByRole("alert")).toContainText("Cette date n’existe pas");
  await expect(fanta.getByLabel("Ce qui est à faire")).toHaveValue(advice);
  await fanta.getByLabel("Pour quand").fill("mars 2026");
  await fanta.getByRole("button", { name: "Enregistrer" }).click();
  await expect(fanta.getByText("L’action est enregistrée.")).toBeVisible();
  await expect(fanta.getByText("En retard", { exact: true })).toBeVisible();

  const plan = `/projets/plans/plan-${mark}`;
  await visit(`${plan}/modifier`, fanta);
  await fanta.getByRole("button", { name: "Publier", exact: true }).click();
  await expect(fanta.getByText("Publié", { exact: true })).toBeVisible();
  await visit(`/capitalisation?q=${mark}`, visitor);
  await expect(visitor.getByText("Dans 1 plan d’action, 1 action : 1 en retard")).toBeVisible();
  expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    NARROW.width,
  );

  await visit(`${DESK}/plans`, fanta);
  await fanta.getByRole("link", { name: advice }).first().click();
  await fanta.getByRole("radio", { name: "Faite (100 %)" }).check({ force: true });
  await fanta.getByLabel("Ce qui a été fait").fill("Trois femmes sont entrées au bureau.");
  await fanta.getByRole("button", { name: "Dire où on en est" }).click();
  await expect(fanta.getByText("L’action est enregistrée.")).toBeVisible();

  await visit(`/capitalisation?q=${mark}`, visitor);
  await expect(visitor.getByText("Dans 1 plan d’action, 1 action : 1 faite")).toBeVisible();
  await visitor.getByRole("link", { name: `Plan ${mark}` }).click();
  await expect(visitor.getByText("Trois femmes sont entrées au bureau.")).toBeVisible();
  expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    NARROW.width,
  );

  for (const sheet of [`${plan}/modifier`, `${report}/modifier`]) {
    await visit(sheet, fanta);
    await fanta.getByRole("button", { name: "Retirer de la vue de tous" }).click();
    await expect(fanta.getByText("Brouillon", { exact: true })).toBeVisible();
  }
  await visit(`/capitalisation?q=${mark}`, visitor);
  await expect(visitor.getByText("Dans 1 plan d’action")).toHaveCount(0);
});
