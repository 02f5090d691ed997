import { expect, isSameDocument, mark, test } from "./fixtures";
import { called, discuss, hideTopic, invitation, join, phone } from "./members";

test("new replies announce themselves to a visitor and a member without moving the page, and one tap shows them", async ({
  alone: _,
  browser,
  staff: writer,
  visitor,
  visit,
  watch,
}) => {
  // Of one person only a few pages listen at once, and other stories are Testeuse's too.
  const member = await phone(browser, watch);
  await join(visit, member, await invitation(visit, writer), called("Oumou"));
  const title = `En direct ${crypto.randomUUID().slice(0, 8)}`;
  const topic = await discuss(visit, writer, "plaidoyer", title, "Une ligne.\n\n".repeat(60));

  for (const reader of [visitor, member]) {
    await visit(topic, reader);
    await mark(reader);
    await reader.evaluate(() => window.scrollTo(0, 400));
    await expect(reader.locator(".announcement a")).toBeHidden();
  }
  const position = (reader: typeof visitor) => reader.evaluate(() => window.scrollY);
  const before = [await position(visitor), await position(member)];
  for (const [at, words] of ["1 nouvelle réponse · voir", "2 nouvelles réponses · voir"].entries()) {
    await writer.getByLabel("Votre message").fill(`Réponse ${at + 1}`);
    await writer.getByRole("button", { name: "Envoyer" }).click();
    await expect(writer.locator(`#m${at + 2}`)).toBeVisible();
    for (const reader of [visitor, member]) {
      await expect(reader.getByRole("status").getByRole("link", { name: words })).toBeVisible();
    }
  }
  expect([await position(visitor), await position(member)]).toEqual(before);
  await expect(writer.locator(".announcement a"), "her own words are no news to her").toBeHidden();

  for (const reader of [visitor, member]) {
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
  await expect(writer.locator("#m4")).toBeVisible();
  await hideTopic(visit, writer, topic);
});

test("a page that was refused its stream asks again, and hears what was written meanwhile", async ({
  alone: _,
  staff: writer,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(/Failed to load resource: the server responded with a status of 503/);
  const title = `Plus tard ${crypto.randomUUID().slice(0, 8)}`;
  const topic = await discuss(visit, writer, "plaidoyer", title, "Une ligne.");
  await visitor.clock.install();
  let refusals = 0;
  await visitor.route(/\/forum\/flux/, (route) => {
    refusals += 1;
    return refusals === 1 ? route.fulfill({ status: 503 }) : route.continue();
  });
  await visit(topic, visitor);
  await expect.poll(() => refusals).toBe(1);
  await writer.getByLabel("Votre message").fill("Réponse 1");
  await writer.getByRole("button", { name: "Envoyer" }).click();
  await expect(writer.locator("#m2")).toBeVisible();
  await expect(async () => {
    await visitor.clock.fastForward(30_000);
    await expect(visitor.getByRole("link", { name: "1 nouvelle réponse · voir" })).toBeVisible({
      timeout: 2000,
    });
  }).toPass();
  expect(refusals).toBe(2);
  await hideTopic(visit, writer, topic);
});
