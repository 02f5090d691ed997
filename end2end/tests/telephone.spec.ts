import { expect, test } from "./fixtures";

test("without a script the page of phones says in one sentence that it needs one, and lists them", async ({
  staff,
  visit,
  wasm,
}) => {
  const answer = await visit("/compte/reglages", staff);
  // The browser of the tests goes on reading pages as if it had scripts.
  expect(await answer!.text()).toMatch(/<noscript>.*Il faut JavaScript pour recevoir des nouvelles/s);
  const turnOn = staff.getByRole("button", { name: "Recevoir les nouvelles ici" });
  await (wasm ? expect(turnOn).toBeVisible() : expect(turnOn).toBeHidden());
  await expect(staff.getByText("Aucun pour le moment.")).toBeVisible();
});

test("for which kinds a phone rings is chosen where the rest is chosen", async ({ staff, visit }) => {
  await visit("/compte/reglages", staff);
  await staff.getByText("Téléphone : choisir pour chaque sorte de nouvelle").click();
  const replies = staff
    .getByRole("group", { name: "Sonner pour" })
    .getByLabel("Réponses dans les sujets que je suis");
  await expect(replies).toBeChecked();
});
