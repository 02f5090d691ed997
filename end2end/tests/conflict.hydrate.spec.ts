import { type BrowserContext, type Page, request } from "@playwright/test";
import { expect } from "./fixtures";
import { BATCH, entries, fresh, KEPT, LAST, RECEIVED, reply, states, times, TOPIC } from "./parcels";
import { open, test, type Village } from "./village";

test.use({ serviceWorkers: "allow" });

const CHOOSE = "Gardé ici. Dites ce qui doit rester.";
const side = (page: Page, name: "mienne" | "la") =>
  entries(page).first().locator(`[data-side=${name}] blockquote`);
const answer = (page: Page, name: string) => entries(page).first().getByRole("button", { name, exact: true });

/** Another phone of hers, or of somebody else, with the network, sends this form. */
async function elsewhere(
  village: Village,
  storageState: Awaited<ReturnType<BrowserContext["storageState"]>>,
  path: string,
  form: Record<string, string>,
) {
  const baseURL = village.house.origin;
  const other = await request.newContext({ baseURL, storageState });
  const answer = await other.post(path, { form, headers: { Origin: baseURL } });
  expect(answer.ok(), await answer.text()).toBe(true);
  await other.dispose();
}

test("what was corrected on two phones is asked in plain words, and each of the three answers ends it", async ({
  phone: page,
  village,
}) => {
  const first = fresh("À corriger");
  await open(page, TOPIC);
  await reply(page, first);
  await expect(page.locator(".post", { hasText: first })).toBeVisible();
  const number = new URL(page.url()).hash.slice(2);
  const own = `${TOPIC}/message`;
  let [stands, version] = [first, 1];
  for (const [name, keeps] of [
    ["Garder la mienne", (hers: string) => hers],
    ["Garder celle qui est là", (_: string, there: string) => there],
    ["Garder les deux", (hers: string, there: string) => `${there}\n\n${hers}`],
  ] as [string, (hers: string, there: string) => string][]) {
    const [hers, there] = [fresh("Sur le premier"), fresh("Sur le second")];
    await open(page, `${own}?numero=${number}`);
    await expect(page.getByLabel("Votre message")).toHaveValue(stands);
    village.network.goesDown();
    await page.getByLabel("Votre message").fill(hers);
    await page.locator("form[data-outbox=correction] [type=submit]").click();
    await expect(page.getByText(KEPT)).toBeVisible();
    await elsewhere(village, village.awa, own, {
      numero: number,
      version: String(version),
      geste: "corriger",
      texte: there,
    });
    village.network.comesBack();
    await page.goto("/envois");
    await expect(states(page).first()).toHaveText(CHOOSE);
    await expect(side(page, "mienne")).toHaveText(hers);
    await expect(side(page, "la")).toHaveText(there);
    expect(await times(village, LAST, hers)).toBe(0);
    await answer(page, name).click();
    await expect(states(page).first()).toHaveText(RECEIVED);
    stands = keeps(hers, there);
    version += stands === there ? 1 : 2;
    await expect(page.getByText(CHOOSE)).toHaveCount(0);
  }
  await page.goto(`${own}?numero=${number}`);
  await expect(page.getByLabel("Votre message")).toHaveValue(stands);
});

test("what she changed after it had arrived, because the answer got lost, becomes a correction of it", async ({
  phone: page,
  village,
}) => {
  const [first, better] = [fresh("Arrivé sans réponse"), fresh("Mieux dit ensuite")];
  await open(page, TOPIC);
  village.network.losesAnswerTo(BATCH);
  await reply(page, first);
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.goto("/envois");
  await page.getByRole("button", { name: "Modifier" }).click();
  await page.locator("[data-edit]:not([hidden]) textarea").fill(better);
  await page.getByRole("button", { name: "Garder", exact: true }).click();
  await expect(entries(page).locator("[data-text]")).toHaveText(better);
  village.network.comesBack();
  await page.reload();
  await expect(states(page)).toHaveText(CHOOSE);
  await answer(page, "Garder la mienne").click();
  await expect(states(page)).toHaveText(RECEIVED);
  expect([await times(village, LAST, first), await times(village, LAST, better)]).toEqual([0, 1]);
});

test("two who tell one screen of a report both have what they told, and what is no text of the site goes a second time if she wants", async ({
  phone: page,
  village,
}) => {
  const title = fresh("Session à deux");
  const desk = "/compte/organisations/rejefpo/activites/nouvelle";
  await open(page, desk);
  await page.getByLabel("Titre").fill(title);
  await page.getByText("Session technique", { exact: true }).first().click();
  await page.getByRole("button", { name: "Commencer" }).click();
  await expect(page).toHaveURL(/\/modifier\/lieu$/);
  const screen = `${new URL(page.url()).pathname.replace(/lieu$/, "recit")}`;
  await open(page, screen);
  village.network.goesDown();
  await page.getByLabel("Ce qui a été fait").fill("Nous avons compté ensemble.");
  await page.getByRole("button", { name: "Suivant" }).click();
  await expect(page.getByText(KEPT)).toBeVisible();
  await elsewhere(village, village.fanta, screen, { resultats: "Dix femmes savent compter." });
  village.network.comesBack();
  await page.goto("/envois");
  await expect(states(page)).toHaveText(RECEIVED);
  await page.goto(screen);
  await expect(page.getByLabel("Ce qui a été fait")).toHaveValue("Nous avons compté ensemble.");
  await expect(page.getByLabel(/résultats/i)).toHaveValue("Dix femmes savent compter.");

  // A message to an organisation was read perhaps: the second one is another.
  const [said, changed] = [fresh("Bonjour"), fresh("Bonsoir")];
  await open(page, "/annuaire/rejefpo/message");
  village.network.losesAnswerTo(BATCH);
  await page.getByLabel("Votre message").fill(said);
  await page.locator("form[data-outbox=message] [type=submit]").click();
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.goto("/envois");
  await page.getByRole("button", { name: "Modifier" }).click();
  await page.locator("[data-edit]:not([hidden]) textarea").fill(changed);
  await page.getByRole("button", { name: "Garder", exact: true }).click();
  village.network.comesBack();
  await page.reload();
  await expect(entries(page).first().locator("[data-arrived]")).toBeVisible();
  await expect(answer(page, "Garder la mienne")).toBeHidden();
  await answer(page, "Garder les deux").click();
  await expect(page.getByText(CHOOSE)).toHaveCount(0);
  await expect(states(page)).toHaveText([RECEIVED, RECEIVED]);
});
