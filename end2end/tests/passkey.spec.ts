import { expect, test } from "./fixtures";

test("the way in with a passkey is shown where the browser has it, and the rest is as it was", async ({
  page,
  visit,
  wasm,
}) => {
  await visit("/connexion");
  const button = page.getByRole("button", { name: "Entrer avec cet appareil" });
  await (wasm ? expect(button).toBeVisible() : expect(button).toBeHidden());
  await expect(page.getByRole("main").getByRole("button", { name: "Se connecter" })).toBeVisible();
});

test("without a script the page of passkeys says in one sentence that it needs one", async ({
  staff,
  visit,
  wasm,
}) => {
  const answer = await visit("/compte/cles", staff);
  // The browser of the tests goes on reading pages as if it had scripts.
  expect(await answer!.text()).toMatch(/<noscript>.*Les clés d’accès demandent JavaScript/s);
  const add = staff.getByRole("link", { name: "Ajouter cet appareil" });
  await (wasm ? expect(add).toBeVisible() : expect(add).toBeHidden());
});
