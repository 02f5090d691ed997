import { expect, expectInReach, test } from "./fixtures";
import { called, discuss, hideTopic, invitation, join, phone } from "./members";

test("a reader points at a post, a moderator decides with one tap and takes it back, and the author is told and asks again", async ({
  alone: _,
  browser,
  staff,
  visit,
  watch,
}) => {
  watch.expects(/Failed to load resource: the server responded with a status of (404|422)/);
  const [author, reader] = [await phone(browser, watch), await phone(browser, watch)];
  await join(visit, author, await invitation(visit, staff), called("Awa"));
  await join(visit, reader, await invitation(visit, staff), called("Fanta"));

  const title = `Une adresse ${crypto.randomUUID().slice(0, 8)}`;
  const topic = await discuss(visit, author, "droits", title, "Elle habite derrière le marché.");

  await visit(topic, reader);
  await reader.locator("#m1").getByRole("link", { name: "Signaler" }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Signaler ce message");
  await reader.getByRole("radio", { name: "Autre chose" }).check({ force: true });
  await reader.getByRole("button", { name: "Signaler" }).click();
  await expect(reader.getByRole("alert")).toContainText("Vos mots");
  await reader.getByRole("radio", { name: "reconnaissable ou en danger" }).check({ force: true });
  await reader.getByRole("button", { name: "Signaler" }).click();
  await expect(reader.getByText("Merci. Une modératrice va lire ce message.")).toBeVisible();
  // Its title says it too: the topic is hidden with it.
  await expect(reader.getByText(title)).toHaveCount(0);
  await visit(topic, reader);
  await expect(reader.getByRole("heading", { level: 1 })).not.toHaveText(title);

  await visit("/admin", staff);
  await staff.getByRole("link", { name: /^À décider/ }).click();
  await expect(staff.getByRole("link", { name: title })).toContainText("Danger");
  await staff.getByRole("link", { name: title }).click();
  // The list shows these words too.
  await expect(staff).toHaveURL(/\/moderation\/\d+\.\d+$/);
  await expect(staff.getByText("Elle habite derrière le marché.")).toBeVisible();
  const number = new URL(staff.url()).pathname;
  await staff.getByRole("button", { name: "Une personne peut être reconnue" }).click();
  await expect(staff.getByText("C’est décidé", { exact: false }).first()).toBeVisible();
  await visit(number, staff);
  await staff.getByRole("button", { name: "Reprendre ma décision" }).click();
  await expect(staff.getByRole("button", { name: "Reprendre ma décision" })).toHaveCount(0);
  await expect(staff.getByRole("heading", { level: 2, name: "Laisser masqué, parce que…" })).toBeVisible();
  await staff.getByText("Une autre raison, avec mes mots").click();
  await staff.getByLabel("Raison").fill("Le quartier suffit, sans le marché.");
  await staff.getByRole("button", { name: "Masquer le message" }).click();
  await expect(staff.getByText("C’est décidé", { exact: false }).first()).toBeVisible();

  await visit("/compte/nouvelles", author);
  await author
    .getByRole("button", { name: /Le quartier suffit/ })
    .first()
    .click();
  await expect(author.getByText("Raison : Le quartier suffit, sans le marché.")).toBeVisible();
  await author.getByLabel("Ce que vous voulez dire").fill("J’ai enlevé le marché.");
  await author.getByRole("button", { name: "Demander" }).click();
  await expect(author.getByText("Une modératrice relit ce message.")).toBeVisible();

  await visit(number, staff);
  await expect(staff.getByText("J’ai enlevé le marché.")).toBeVisible();
  await staff.getByRole("button", { name: "Montrer de nouveau" }).click();
  await expect(staff.getByText("C’est décidé", { exact: false }).first()).toBeVisible();
  await visit(topic, reader);
  await expect(reader.locator("#m1")).toContainText("Elle habite derrière le marché.");

  await hideTopic(visit, staff, topic);
});

test("a moderator works with the keyboard alone: opens, decides, takes back, and leaves to others", async ({
  alone: _,
  browser,
  staff,
  visit,
  watch,
}) => {
  const [author, reader] = [await phone(browser, watch), await phone(browser, watch)];
  await join(visit, author, await invitation(visit, staff), called("Awa"));
  await join(visit, reader, await invitation(visit, staff), called("Fanta"));
  const title = `Au clavier ${crypto.randomUUID().slice(0, 8)}`;
  const topic = await discuss(visit, author, "droits", title, "Une chose à lire.");
  await visit(topic, reader);
  await reader.locator("#m1").getByRole("link", { name: "Signaler" }).click();
  await reader.getByRole("radio", { name: "C’est une publicité" }).check({ force: true });
  await reader.getByRole("button", { name: "Signaler" }).click();
  await expect(reader.getByText("Merci. Une modératrice va lire ce message.")).toBeVisible();

  /** Goes on with the key for it until this has the focus, is seen, and is not covered. */
  const reach = async (name: RegExp) => {
    for (let presses = 0; presses < 200; presses += 1) {
      await staff.keyboard.press("Tab");
      const focused = staff.locator(":focus");
      if ((await focused.count()) === 1 && name.test(await focused.innerText())) {
        await expectInReach(focused);
        return;
      }
    }
    throw new Error(`${name} is not reached with the keyboard`);
  };
  const press = async (name: RegExp) => {
    await reach(name);
    await staff.keyboard.press("Enter");
  };
  await visit("/moderation", staff);
  await press(new RegExp(title));
  await expect(staff).toHaveURL(/\/moderation\/\d+\.\d+$/);
  await expect(staff.locator("main")).toContainText("Une chose à lire.");
  const item = new URL(staff.url()).pathname;
  await press(/^Rien à reprocher$/);
  await expect(staff.getByText("C’est décidé.").first()).toBeVisible();
  await visit(item, staff);
  await press(/^Reprendre ma décision$/);
  await expect(staff.getByRole("button", { name: "Reprendre ma décision" })).toHaveCount(0);
  await press(/^Ce message vend quelque chose/);
  await expect(staff.getByText("C’est décidé.").first()).toBeVisible();
  await visit(topic, reader);
  await expect(reader.locator("#m1")).toContainText("masqué par la modération");

  await hideTopic(visit, staff, topic);
  for (const page of [author, reader]) await page.context().close();
});
