import { expect, REFUSED, test } from "./fixtures";

const DESK = "/compte/organisations/rejefpo";
const NARROW = { width: 360, height: 740 };

test("a focal point puts a recommendation into a plan on a small phone, follows it until it is done, and everybody sees what became of it", async ({
  alone: _,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  await staff.setViewportSize(NARROW);
  await visitor.setViewportSize(NARROW);
  const mark = crypto.randomUUID().slice(0, 8);
  const advice = `Ouvrir les bureaux communaux ${mark}`;

  await visit(`${DESK}/activites/nouvelle`, staff);
  await staff.getByLabel("Titre", { exact: true }).fill(`Journée ${mark}`);
  await staff.getByRole("radio", { name: "Session technique" }).check({ force: true });
  for (const fold of await staff.locator("form details.fold").all()) {
    await fold.evaluate((it: HTMLDetailsElement) => (it.open = true));
  }
  await staff.getByLabel("Région").selectOption("Sikasso");
  await staff.getByLabel("Date, ou début").fill("2025");
  await staff.getByLabel("Ce qui a été fait").fill("Une journée d’échange.");
  await staff.getByLabel("Recommandations").fill(advice);
  await staff.getByRole("button", { name: "Commencer" }).click();
  const report = `/projets/activites/journee-${mark}`;
  await visit(`${report}/modifier`, staff);
  await staff.getByRole("button", { name: "Publier" }).click();

  await visit(report, staff);
  await staff.getByRole("link", { name: "Mettre au plan d’action" }).click();
  await expect(staff.getByText(advice)).toBeVisible();
  await staff
    .locator("section", { has: staff.getByRole("heading", { name: "REJEFPO" }) })
    .getByRole("link", { name: "Commencer un plan" })
    .click();
  await staff.getByLabel("Titre du plan").fill(`Plan ${mark}`);
  await staff.getByRole("radio", { name: "Plan d’un mécanisme communal" }).check({ force: true });
  await staff.getByRole("button", { name: "Enregistrer" }).click();
  await expect(staff.getByRole("alert")).toContainText("Commune");
  await staff.getByLabel("Région").selectOption("Sikasso");
  await staff.getByLabel("Commune", { exact: true }).fill("Kadiolo");
  await staff.getByRole("button", { name: "Enregistrer" }).click();

  await expect(staff.getByLabel("Ce qui est à faire")).toHaveValue(advice);
  await staff.getByLabel("Qui", { exact: true }).fill("Comité communal");
  await staff.getByLabel("Pour quand").fill("31 février 2026");
  await staff.getByRole("button", { name: "Enregistrer" }).click();
  await expect(staff.getByRole("alert")).toContainText("Cette date n’existe pas");
  await expect(staff.getByLabel("Ce qui est à faire")).toHaveValue(advice);
  await staff.getByLabel("Pour quand").fill("mars 2026");
  await staff.getByRole("button", { name: "Enregistrer" }).click();
  await expect(staff.getByText("L’action est enregistrée.")).toBeVisible();
  await expect(staff.getByText("En retard", { exact: true })).toBeVisible();

  const plan = `/projets/plans/plan-${mark}`;
  await visit(`${plan}/modifier`, staff);
  await staff.getByRole("button", { name: "Publier", exact: true }).click();
  await visit(`/capitalisation?q=${mark}`, visitor);
  await expect(visitor.getByText("Dans 1 plan d’action : 1 en retard")).toBeVisible();
  expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    NARROW.width,
  );

  await visit(`${DESK}/plans`, staff);
  await staff.getByRole("link", { name: advice }).first().click();
  await staff.getByRole("radio", { name: "Fait (100 %)" }).check({ force: true });
  await staff.getByLabel("Ce qui a été fait").fill("Trois femmes sont entrées au bureau.");
  await staff.getByRole("button", { name: "Noter cette suite" }).click();
  await expect(staff.getByText("L’action est enregistrée.")).toBeVisible();

  await visit(`/capitalisation?q=${mark}`, visitor);
  await expect(visitor.getByText("Dans 1 plan d’action : 1 fait")).toBeVisible();
  await visitor.getByRole("link", { name: `Plan ${mark}` }).click();
  await expect(visitor.getByText("Trois femmes sont entrées au bureau.")).toBeVisible();
  expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    NARROW.width,
  );

  for (const sheet of [`${plan}/modifier`, `${report}/modifier`]) {
    await visit(sheet, staff);
    await staff.getByRole("button", { name: "Retirer de la vue de tous" }).click();
  }
  await visit(`/capitalisation?q=${mark}`, visitor);
  await expect(visitor.getByText("Dans 1 plan d’action")).toHaveCount(0);
});
