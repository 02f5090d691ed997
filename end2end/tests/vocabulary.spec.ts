import { expect, REFUSED, test } from "./fixtures";

const LIST = "/admin/vocabulaires";
/** A word that no other run knows, without digits. */
const word = (start: string) =>
  `${start} ${crypto
    .randomUUID()
    .slice(0, 8)
    .replaceAll(/\d/g, (digit) => "ghijklmnop"[Number(digit)])}`;

test("an administrator adds words, corrects one, orders them, retires one, and lets one replace the other", async ({
  alone: _,
  staff,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const [first, second] = [word("Cuisine"), word("Couture")];
  const add = async (name: string) => {
    await visit(LIST, staff);
    await staff.getByRole("link", { name: "Ajouter un domaine" }).click();
    await staff.getByLabel("Nom en français").fill(name);
    await staff.getByLabel(/^Rangé sous/).selectOption("education");
  };
  const send = (name: string) => staff.getByRole("main").getByRole("button", { name }).click();

  await visit("/admin", staff);
  await staff.getByRole("link", { name: /^Vocabulaires/ }).click();
  await expect(staff.getByRole("heading", { level: 1, name: "Vocabulaires" })).toBeVisible();
  await add(first);
  await staff.getByLabel(/^Code CAD/).fill("12");
  await send("Ajouter un mot");
  await expect(staff.locator("#cad-erreur")).toContainText("Un code CAD a cinq chiffres.");
  await expect(staff.getByLabel("Nom en français")).toHaveValue(first);
  await expect(staff.getByLabel(/^Rangé sous/)).toHaveValue("education");
  await staff.getByLabel(/^Code CAD/).fill("");
  await send("Ajouter un mot");
  await expect(staff.getByText("Le mot est ajouté.")).toBeVisible();
  await add(second);
  await send("Ajouter un mot");

  await send("Monter");
  await expect(staff.getByText("Le mot a changé de place.")).toBeVisible();
  const renamed = `${second} et mode`;
  await staff.getByLabel("Nom en français").fill(renamed);
  await send("Enregistrer");
  await expect(staff.getByRole("heading", { level: 1, name: renamed })).toBeVisible();

  await send("Ne plus le proposer");
  await expect(staff.locator("#raison-erreur")).toBeVisible();
  await staff.getByLabel("Raison").fill("essai");
  await send("Ne plus le proposer");
  await expect(staff.getByText("Le mot n’est plus proposé.")).toBeVisible();
  await send("Proposer à nouveau");
  await expect(staff.getByText("Le mot est proposé à nouveau.")).toBeVisible();

  await staff.getByRole("link", { name: "Choisir le mot qui reste" }).click();
  await staff.getByLabel("Mot qui reste").selectOption({ label: first });
  await send("Voir ce qui change");
  await expect(staff.getByText(`« ${renamed} » quitte la liste.`)).toBeVisible();
  await staff.getByLabel("Raison").fill("la même chose");
  await send(`Remplacer « ${renamed} » par « ${first} »`);
  await expect(staff.getByText("C’est fait : ce mot remplace l’ancien partout.")).toBeVisible();
  await visit(LIST, staff);
  await expect(staff.getByRole("link", { name: first })).toBeVisible();
  await expect(staff.getByText(renamed)).toHaveCount(0);

  // What the test brought is offered to nobody.
  await staff.getByRole("link", { name: first }).click();
  await staff.getByLabel("Raison").fill("fin de l’essai");
  await send("Ne plus le proposer");
  await expect(staff.getByText("Le mot n’est plus proposé.")).toBeVisible();
});
