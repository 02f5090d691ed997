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
  await visit("/compte/cles", staff);
  const needs = staff.getByText("Les clés d’accès demandent JavaScript");
  const add = staff.getByRole("link", { name: "Ajouter cet appareil" });
  await (wasm ? expect(needs).toBeHidden() : expect(needs).toBeVisible());
  await (wasm ? expect(add).toBeVisible() : expect(add).toBeHidden());
});
