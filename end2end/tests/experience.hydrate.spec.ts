import { Hand } from "./effort";
import { film } from "./film";
import { expect, ready } from "./fixtures";
import { phoneOf, test } from "./village";

test.use({ serviceWorkers: "allow" });

/** How long she speaks of what they did, in seconds; the recorder of the test beeps for two. */
const SPEAKS = 60;
/** How long the network is gone, in seconds of her story. */
const GONE = 60;

test("a new member tells an experience by voice and text on her phone in under five minutes, and a network that is gone for a minute costs her no word", async ({
  village,
  browser,
  watch,
}, info) => {
  village.network.comesBack();
  const page = await phoneOf(browser, watch, village, village.awa);
  await page.clock.install();
  const hand = new Hand();
  const title = `Un puits ${crypto.randomUUID().slice(0, 4)}`;
  const told = "L’eau est claire depuis le mois de mai.";
  const answer = page.getByLabel("Votre réponse");
  const goOn = page.getByRole("button", { name: "Suivant" });
  const next = async (step: number) => {
    await hand.presses(goOn);
    await expect(page.getByText(`Étape ${step} sur 12`)).toBeVisible();
  };

  await page.goto("/forum/partage");
  await ready(page);
  const filmed = await film(page, info, "experience");
  await hand.presses(page.getByRole("link", { name: "Raconter une expérience" }));
  await hand.presses(page.getByRole("button", { name: "Commencer" }));
  await hand.types(page.getByLabel("Titre"), title);
  await next(2);
  await hand.chooses(page.getByLabel("Région"), "Ségou");
  await next(3);
  await hand.types(page.getByLabel("Date, ou début"), "mai 2025");
  await next(4);
  await next(5);
  await hand.checks(page.getByRole("checkbox", { name: "Paix et cohésion sociale" }));
  await next(6);
  await hand.presses(page.getByRole("button", { name: "Enregistrer ma voix" }));
  await expect(page.locator("[data-time]")).toHaveText(/^0:0[2-9] \/ /);
  hand.speaks(SPEAKS);
  await hand.presses(page.getByRole("button", { name: "Arrêter" }));
  await expect(page.locator("main audio")).toBeVisible();
  await next(7);

  await hand.types(answer, told);
  village.network.goesDown();
  for (let tries = 0; tries < 2; tries += 1) {
    await hand.presses(goOn);
    await expect(page.locator("[data-not-sent]")).toBeVisible();
    await expect(page.getByText("Étape 7 sur 12")).toBeVisible();
    await expect(answer).toHaveValue(told);
    // Half of the minute passes on her phone, with all that waits there for its time.
    await page.clock.fastForward((GONE / 2) * 1000);
    hand.waits(GONE / 2);
  }
  village.network.comesBack();
  await next(8);
  await expect(page.locator("[data-not-sent]")).toBeHidden();

  await hand.presses(page.getByRole("button", { name: "Voir toute la fiche" }));
  await expect(page.getByText(told)).toBeVisible();
  await expect(page.locator("main audio")).toHaveCount(1);
  await hand.presses(page.getByRole("button", { name: "Publier la fiche" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.locator("#m1")).toContainText(told);
  // The workshop makes ready what is heard.
  await expect(async () => {
    await page.reload();
    await expect(page.locator("#m1 audio")).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  const list = await (await page.request.get("/forum/experiences")).text();
  expect(list.split(title).length - 1).toBe(1);

  // What her steps take a person, waiting for the network or not.
  expect([hand.waited, hand.spoken]).toEqual([GONE, SPEAKS]);
  expect(hand.seconds + hand.waited).toBeLessThan(5 * 60);
  await filmed();
});
