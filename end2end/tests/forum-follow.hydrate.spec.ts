import { expect, isSameDocument, mark, test } from "./fixtures";

test("new replies announce themselves to a visitor and a member without moving the page, and one tap shows them", async ({
  alone: _,
  page: writer,
  staff,
  visitor,
  visit,
}) => {
  await writer.context().addCookies(await staff.context().cookies());
  const title = `En direct ${crypto.randomUUID().slice(0, 8)}`;
  await visit("/forum/plaidoyer/nouveau", writer);
  await writer.getByLabel("Titre").fill(title);
  await writer.getByRole("radio", { name: "Discussion" }).check({ force: true });
  await writer.getByLabel("Votre message").fill("Une ligne.\n\n".repeat(60));
  await writer.getByRole("button", { name: "Publier" }).click();
  await expect(writer.getByRole("heading", { level: 1 })).toHaveText(title);
  const topic = new URL(writer.url()).pathname;

  for (const reader of [visitor, staff]) {
    await visit(topic, reader);
    await mark(reader);
    await reader.evaluate(() => window.scrollTo(0, 400));
    await expect(reader.locator(".announcement a")).toBeHidden();
  }
  const position = (reader: typeof visitor) => reader.evaluate(() => window.scrollY);
  const before = [await position(visitor), await position(staff)];
  for (const [at, words] of ["1 nouvelle réponse · voir", "2 nouvelles réponses · voir"].entries()) {
    await writer.getByLabel("Votre message").fill(`Réponse ${at + 1}`);
    await writer.getByRole("button", { name: "Envoyer" }).click();
    await expect(writer.locator(`#m${at + 2}`)).toBeVisible();
    for (const reader of [visitor, staff]) {
      await expect(reader.getByRole("status").getByRole("link", { name: words })).toBeVisible();
    }
  }
  expect([await position(visitor), await position(staff)]).toEqual(before);
  await expect(writer.locator(".announcement a"), "her own words are no news to her").toBeHidden();

  for (const reader of [visitor, staff]) {
    await reader.getByRole("link", { name: "2 nouvelles réponses · voir" }).click();
    await expect(reader.locator("#m3")).toBeVisible();
    await expect(reader).toHaveURL(/\?message=2#m2$/);
    await expect(reader.locator(".announcement a")).toBeHidden();
    expect(await isSameDocument(reader)).toBe(true);
  }
  // The page that was put in place listens too, and another one does not.
  await writer.getByLabel("Votre message").fill("Réponse 3");
  await writer.getByRole("button", { name: "Envoyer" }).click();
  await expect(visitor.getByRole("link", { name: "1 nouvelle réponse · voir" })).toBeVisible();

  await visit(`${topic}/moderer`, writer);
  await writer.getByLabel("Raison").fill("Fin de l’essai.");
  await writer.getByRole("button", { name: "Masquer le sujet" }).click();
  await expect(writer.getByText("Ce sujet est masqué.")).toBeVisible();
});
