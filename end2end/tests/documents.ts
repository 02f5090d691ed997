/** Steps with documents that several stories take. */
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** Somebody of the staff enters a document of this kind, and stands before its sheet; its title is nobody else's. */
export async function enterDocument(
  staff: Page,
  visit: (path: string, page: Page) => Promise<unknown>,
  kind: "Guide" | "Rapport",
  text?: string,
): Promise<string> {
  const title = `${kind} ${crypto.randomUUID().slice(0, 8)}`;
  await visit("/compte/organisations/anfa/documents/nouveau", staff);
  await staff.getByLabel("Titre", { exact: true }).fill(title);
  await staff.getByRole("radio", { name: kind }).check({ force: true });
  if (text !== undefined) await staff.getByLabel(/^Texte écrit ici/).fill(text);
  await staff.getByRole("button", { name: "Enregistrer et continuer" }).click();
  await expect(staff.getByText("C’est enregistré.")).toBeVisible();
  return title;
}

/** Publishes the document whose sheet is open. */
export async function publish(staff: Page) {
  await staff.getByRole("button", { name: "Publier" }).click();
  await expect(staff.locator(".state").first()).toHaveText("Publié");
}

/** Takes the document whose sheet is open away from its readers. */
export async function withdraw(staff: Page) {
  await staff.getByRole("button", { name: "Retirer", exact: true }).click();
  await expect(staff.locator(".state").first()).toHaveText("Retiré");
}
