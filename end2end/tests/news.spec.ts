import { expect, REFUSED, test } from "./fixtures";
import { called, invitation, join, phone } from "./members";

test("a member writes an article and proposes it, a moderator publishes it from the queue, and a visitor reads it from the home page", async ({
  alone: _,
  browser,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const author = await phone(browser, watch);
  await join(visit, author, await invitation(visit, staff), called("Aminata"));
  const mark = crypto.randomUUID().slice(0, 8);
  const title = `La radio émet ${mark}`;

  await visit("/actualites", author);
  await author.getByRole("link", { name: "Les articles de REJEFPO" }).click();
  await author.getByRole("link", { name: "Écrire un article" }).click();
  await author.getByLabel("Titre de l’article").fill(title);
  await author.getByLabel("En bref").fill("Court.");
  await author.getByLabel("Texte", { exact: true }).fill("Chaque soir, **une voix** répond.");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByRole("alert")).toContainText("En bref");
  await expect(author.getByLabel("Texte", { exact: true })).toHaveValue("Chaque soir, **une voix** répond.");
  await author.getByLabel("En bref").fill("Chaque soir, une voix répond aux questions.");
  await author.getByRole("button", { name: "Enregistrer" }).click();
  await expect(author.getByText("C’est enregistré.")).toBeVisible();
  await author.getByRole("button", { name: "Proposer à la publication" }).click();
  await expect(author.getByText("Proposé", { exact: true })).toBeVisible();
  const sheet = new URL(author.url()).pathname;

  await visit("/moderation", staff);
  await staff.getByRole("link", { name: title }).click();
  await expect(staff.getByText("Écrit par")).toBeVisible();
  await staff.getByRole("button", { name: "Publier" }).click();
  await expect(staff.getByRole("button", { name: "Reprendre ma décision" })).toBeVisible();

  await visit("/", visitor);
  await visitor.getByRole("link", { name: title }).click();
  await expect(visitor.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(visitor.getByText("une voix", { exact: true })).toBeVisible();

  // What is published goes again: other stories count on the home page.
  await visit(sheet, staff);
  const withdraw = staff.getByRole("button", { name: "Retirer", exact: true });
  await withdraw.click();
  await expect(withdraw).toHaveCount(0);
  await visit("/actualites", visitor);
  await expect(visitor.getByRole("link", { name: title })).toHaveCount(0);
});
