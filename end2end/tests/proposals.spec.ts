import { expect, REFUSED, test } from "./fixtures";
import { called, invitation, join, phone } from "./members";

const SMALL = { width: 360, height: 740 };

test("a member proposes, another answers by a face and changes her mind, who proposed withdraws, and a group reads what it decided", async ({
  alone: _,
  browser,
  staff,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const author = await phone(browser, watch);
  const member = await phone(browser, watch);
  const [hers, name] = [called("Kadidia"), called("Nana")];
  await join(visit, author, await invitation(visit, staff), hers);
  await join(visit, member, await invitation(visit, staff), name);
  for (const page of [author, member]) await page.setViewportSize(SMALL);
  const title = `Une seule lettre ${crypto.randomUUID().slice(0, 8)}`;

  await visit("/compte", author);
  await author.getByRole("link", { name: "Décider ensemble" }).click();
  await author.getByRole("link", { name: "Faire une proposition" }).first().click();
  await author.getByLabel("Votre proposition en une phrase").fill(title);
  await author.getByLabel("En détail").fill("Nous écrivons **une** lettre au maire.");
  await author.getByLabel("Heure").fill("");
  await author.getByRole("button", { name: "Proposer" }).click();
  await expect(author.getByRole("alert").first()).toContainText("Heure");
  await expect(author.getByLabel("En détail")).toHaveValue("Nous écrivons **une** lettre au maire.");
  await author.getByLabel("Heure").fill("18:00");
  await author.getByRole("button", { name: "Proposer" }).click();
  await expect(author.getByText("Votre proposition est faite.")).toBeVisible();
  const proposal = new URL(author.url()).pathname;

  await visit("/compte/nouvelles", member);
  await member.getByRole("button", { name: "une proposition attend votre réponse" }).first().click();
  await expect(member).toHaveURL(new RegExp(proposal));
  await expect(member.getByText("Les réponses et les raisons se lisent quand c’est fini.")).toBeVisible();
  await member.getByRole("radio", { name: "Je bloque" }).check();
  await member.getByRole("button", { name: "Répondre" }).click();
  await expect(member.getByRole("alert").first()).toContainText("Pour bloquer, dites pourquoi");
  await expect(member.getByRole("radio", { name: "Je bloque" })).toBeChecked();
  await member.getByRole("radio", { name: "Oui", exact: true }).check();
  await member.getByLabel("Pourquoi", { exact: false }).first().fill("Une lettre porte plus loin.");
  await member.getByRole("button", { name: "Répondre" }).click();
  await expect(member.getByText("Votre réponse est gardée.")).toBeVisible();
  await expect(member.getByText("Vous avez répondu : Oui.")).toBeVisible();
  await member.getByRole("radio", { name: "Je m’abstiens" }).check();
  await member.getByRole("button", { name: "Changer ma réponse" }).click();
  await expect(member.getByText("Vous avez répondu : Je m’abstiens.")).toBeVisible();
  const sideways = await member.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways, "nothing scrolls sideways").toBeLessThanOrEqual(0);

  await visit("/propositions", author);
  await expect(author.getByRole("link", { name: title })).toContainText("À répondre");
  await author.getByRole("link", { name: title }).click();
  await author.getByText("Retirer la proposition").click();
  await author.getByLabel("Pourquoi la retirez-vous ?").fill("Le conseil est reporté.");
  await author.getByRole("button", { name: "Retirer maintenant" }).click();
  await expect(author.getByText("La proposition est retirée.")).toBeVisible();
  await visit(proposal, member);
  await expect(member.getByText("Le conseil est reporté.")).toBeVisible();
  await expect(member.getByRole("radio")).toHaveCount(0);

  // What the example group decided is read by who has a place there.
  await visit("/forum/groupe-plaidoyer/membres", staff);
  await staff.getByLabel("Son organisation").selectOption("rejefpo");
  await staff.getByLabel("Son nom ici").fill(name);
  await staff.getByRole("button", { name: "Ajouter au groupe" }).click();
  await expect(staff.getByRole("heading", { name })).toBeVisible();
  await visit("/forum/groupe-plaidoyer", member);
  await member.getByRole("link", { name: "Faire une proposition" }).click();
  await member.getByRole("link", { name: "Décider ensemble" }).click();
  await member.getByRole("link", { name: "Une seule lettre commune aux élus" }).click();
  await expect(member.getByRole("heading", { name: "Accord" })).toBeVisible();
  await expect(member.getByText("12 personnes ont répondu, sur 12.")).toBeVisible();
  await expect(member.getByText("La lettre part le premier lundi du mois.")).toBeVisible();
});
