import { expect, expectInReach, test } from "./fixtures";
import { called, discuss, hideTopic, invitation, join, phone } from "./members";

test("a moderator mutes an author and leaves a note, she reads why and answers once, and it is lifted with words", async ({
  alone: _,
  browser,
  staff,
  visit,
  watch,
}) => {
  watch.expects(/Failed to load resource: the server responded with a status of (409|422)/);
  const author = await phone(browser, watch);
  await join(visit, author, await invitation(visit, staff), called("Awa"));
  const title = `Un ton ${crypto.randomUUID().slice(0, 8)}`;
  const topic = await discuss(visit, author, "droits", title, "Vous ne comprenez rien, toutes.");

  await visit(topic, staff);
  const number = /\/(\d+)-/.exec(topic)![1];
  await visit(`/moderation/${number}.1`, staff);
  await staff.getByRole("link", { name: "Agir envers l’auteure" }).click();
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("L’auteure de ce message");
  await staff.getByRole("radio", { name: "Ne plus écrire pendant un temps" }).check({ force: true });
  await staff.getByLabel("Pourquoi").selectOption("insulte");
  await staff.getByRole("button", { name: "Décider" }).click();
  // For how long was not said, and nothing that was chosen is lost.
  await expect(staff.getByRole("alert")).toContainText("Pendant combien de temps");
  await expect(staff.getByLabel("Pourquoi")).toHaveValue("insulte");
  await staff.getByRole("radio", { name: "7 jours" }).check({ force: true });
  await staff.getByRole("button", { name: "Décider" }).click();
  await expect(staff.getByText("C’est décidé. Elle est prévenue.")).toBeVisible();
  const measure = new URL(staff.url()).pathname;

  // Moderators keep a note about her, which she does not read.
  const note = "Déjà prévenue de vive voix, le 3.";
  await staff.getByRole("main").locator("a[href^='/moderation/personnes/']").click();
  await staff.getByLabel("Une note").fill(note);
  await expectInReach(staff.getByRole("button", { name: "Noter" }));
  await staff.getByRole("button", { name: "Noter" }).click();
  await expect(staff.getByText(note)).toBeVisible();

  await visit(topic, author);
  await expect(author.getByText(/Vous ne pouvez pas écrire ici jusqu’au/)).toBeVisible();
  await expect(author.getByRole("button", { name: "Envoyer" })).toHaveCount(0);
  await author.getByRole("link", { name: "Pourquoi, et comment répondre" }).click();
  await expect(author.getByRole("heading", { level: 1 })).toHaveText(
    "Vous ne pouvez pas écrire pendant un temps",
  );
  await expect(author.getByText("Vos messages blessent ou humilient des personnes.")).toBeVisible();
  await expect(author.getByText(note)).toHaveCount(0);
  await author.getByRole("button", { name: "Envoyer ma réponse" }).click();
  await expect(author.getByRole("alert")).toContainText("Ce que vous voulez dire");
  await author.getByLabel("Ce que vous voulez dire").fill("J’étais fatiguée. Je m’excuse.");
  await author.getByRole("button", { name: "Envoyer ma réponse" }).click();
  await expect(author.getByText("Une modératrice va lire votre réponse.")).toBeVisible();
  await expect(author.getByRole("button", { name: "Envoyer ma réponse" })).toHaveCount(0);

  await visit("/moderation", staff);
  await staff.locator(`a[href^='${measure}']`).click();
  await expect(staff.getByText("J’étais fatiguée. Je m’excuse.")).toBeVisible();
  await staff.getByLabel("Vos mots").fill("Merci de l’avoir dit.");
  await staff.getByRole("button", { name: "Lever" }).click();
  await expect(staff.getByText("C’est décidé", { exact: false }).first()).toBeVisible();

  await visit("/compte/nouvelles", author);
  await author
    .getByRole("button", { name: /Merci de l’avoir dit/ })
    .first()
    .click();
  await expect(author.getByText("Réponse : Merci de l’avoir dit.")).toBeVisible();
  await visit(topic, author);
  await expect(author.getByLabel("Votre message")).toBeVisible();
  await hideTopic(visit, staff, topic);
});
