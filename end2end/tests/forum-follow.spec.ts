import { expect, test } from "./fixtures";
import { called, discuss, hideTopic, invitation, join, phone } from "./members";

test("she follows a topic, is told once of many replies, goes on where she was, and mutes it, on a phone", async ({
  alone: _,
  browser,
  staff,
  visit,
  watch,
}) => {
  const name = called("Nana");
  const reader = await phone(browser, watch);
  await join(visit, reader, await invitation(visit, staff), name);

  const title = `Une salle ${crypto.randomUUID().slice(0, 8)}`;
  const topic = await discuss(visit, staff, "plaidoyer", title, "Qui a une salle pour vendredi ?");

  await visit(topic, reader);
  await reader.getByRole("button", { name: "Suivre", exact: true }).click();
  await expect(reader.getByText("Vous suivez ce sujet")).toBeVisible();
  for (const [at, text] of ["La nôtre.", "Ou le hangar.", `@${name}, et la vôtre ?`].entries()) {
    await staff.getByLabel("Votre message").fill(text);
    await staff.getByRole("button", { name: "Envoyer" }).click();
    await expect(staff.locator(`#m${at + 2}`)).toBeVisible();
  }
  await expect(staff.locator("#m4 .mention")).toHaveText(`@${name.split(" ")[0]}`);

  await visit("/forum", reader);
  await reader.getByRole("link", { name: "Mes sujets suivis 1 a du nouveau" }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Mes sujets suivis");
  await expect(reader.getByRole("link", { name: title })).toContainText("3 nouveaux messages");
  await visit("/compte/nouvelles", reader);
  await expect(reader.getByRole("button", { name: "parle de vous" })).toContainText(title);
  await reader.getByRole("button", { name: `3 nouvelles réponses dans « ${title} »` }).click();
  await expect(reader).toHaveURL(/#m2$/);
  await expect(reader.locator("#m2")).toContainText("Nouveau");
  await expect(reader.locator("#m4 mark")).toBeVisible();
  await visit("/forum/plaidoyer", reader);
  await expect(reader.getByRole("link", { name: title })).not.toContainText("nouve");

  await visit(topic, reader);
  await reader.getByRole("button", { name: "Sourdine" }).click();
  await expect(reader.getByText("Sujet en sourdine")).toBeVisible();
  await staff.getByLabel("Votre message").fill("Personne ?");
  await staff.getByRole("button", { name: "Envoyer" }).click();
  await expect(staff.locator("#m5")).toBeVisible();
  await visit("/forum/plaidoyer", reader);
  await expect(reader.getByRole("link", { name: title })).not.toContainText("nouve");
  await expect(reader.locator("[data-bell] [data-count]")).toHaveText("0");
  await reader.getByRole("button", { name: "Tout marquer comme lu" }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Plaidoyer et élus");
  await visit("/forum/suivis", reader);
  await reader.getByRole("link", { name: "Sujets en sourdine" }).click();
  await reader.getByRole("link", { name: title }).click();
  await reader.getByRole("button", { name: "Enlever la sourdine" }).click();
  await expect(reader.getByRole("button", { name: "Suivre", exact: true })).toBeVisible();

  await hideTopic(visit, staff, topic);
  await visit("/compte/nouvelles", reader);
  await expect(reader.getByText("ne se lit plus").first()).toBeVisible();
  expect(await reader.content()).not.toContain(title);
});
