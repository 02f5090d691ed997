import { expect, REFUSED, test } from "./fixtures";
import { INVENTED, REAL } from "./pages";

test("a visitor writes to an organisation: nothing is refused without a reason, nothing typed is lost", async ({
  page,
  visit,
  watch,
  staff,
}, testInfo) => {
  watch.expects(REFUSED);
  const wish = `Je voudrais savoir quand vous êtes ouvertes (${testInfo.project.name}, ${crypto.randomUUID()}).`;
  await visit(REAL);
  await page.getByRole("link", { name: "Envoyer un message" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Écrire à");
  const message = page.getByLabel("Votre message");
  const reply = page.getByLabel("Comment vous répondre ?");
  await reply.fill("70 00 00 00, après 18 h");
  await page.getByRole("button", { name: "Envoyer le message" }).click();

  const alert = page.getByRole("alert");
  await expect(alert.getByRole("heading", { name: "1 champ est à corriger" })).toBeVisible();
  await expect(
    alert.getByRole("link", { name: /^Votre message\s?: Ce champ est obligatoire\./ }),
  ).toHaveAttribute("href", "#texte");
  await expect(page.locator("#texte-erreur")).toHaveText("Ce champ est obligatoire.");
  await expect(message).toHaveAttribute("aria-invalid", "true");
  await expect(message).toHaveAttribute("aria-describedby", /texte-erreur/);
  await expect(reply).toHaveValue("70 00 00 00, après 18 h");

  await message.fill(wish);
  await page.getByRole("button", { name: "Envoyer le message" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Votre message est envoyé" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Pour lire la réponse" })).toBeVisible();
  await page.getByRole("link", { name: /^Revenir à la page de/ }).click();
  await expect(page).toHaveURL(new RegExp(`${REAL}$`));

  await visit("/admin/messages", staff);
  const received = staff.getByRole("article").filter({ hasText: wish });
  await expect(received).toContainText("Réponse possible : 70 00 00 00, après 18 h");
  await received.getByRole("button", { name: "Marquer comme traité" }).click();
  await expect(received).toContainText("Traité le");
});

test("nobody can write to an organisation that is invented", async ({ page, visit }) => {
  await visit(INVENTED);
  await expect(page.getByRole("link", { name: "Appeler le +223 20 00 00 20" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Envoyer un message" })).toHaveCount(0);
  await visit(`${INVENTED}/message`);
  await expect(page.getByText("Cette organisation est un exemple. On ne peut pas lui écrire.")).toBeVisible();
  await expect(page.getByLabel("Votre message")).toHaveCount(0);
});

test("who finds an error reports it, and the staff see it", async ({ page, visit, staff }) => {
  const fault = `Le numéro ne marche pas (${crypto.randomUUID()}).`;
  await visit(INVENTED);
  await page.getByRole("link", { name: "Signaler une erreur" }).click();
  await page.getByLabel("Qu’est-ce qui ne va pas ?").fill(fault);
  await page.getByRole("button", { name: "Envoyer le signalement" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Merci, c’est bien noté" })).toBeVisible();
  await visit("/admin/messages", staff);
  await expect(staff.getByRole("article").filter({ hasText: fault })).toBeVisible();
});
