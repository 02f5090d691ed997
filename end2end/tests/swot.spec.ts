import { expect, test } from "./fixtures";
import { called, invitation, join, phone } from "./members";

const DESK = "/compte/organisations/rejefpo/projets";

test("a facilitator collects a FFOM in a room, counts hands beside another phone, and what is published is compared with last year's", async ({
  alone: _,
  browser,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(/status of 4(09|22)/);
  const author = await phone(browser, watch);
  await join(visit, author, await invitation(visit, staff), called("Djénéba"));
  const committee = `Comité ${crypto.randomUUID().slice(0, 8)}`;

  const begin = async (day: string, strengths: string) => {
    await visit(DESK, author);
    await author.getByRole("link", { name: "Faire un FFOM" }).click();
    await author.getByRole("radio", { name: "Mécanisme de la commune" }).check({ force: true });
    await author.getByLabel("Nom du mécanisme").fill(committee);
    await author.getByLabel("Région").selectOption("Ségou");
    await author.getByLabel("Jour").fill(day);
    await author.getByLabel("Forces").fill(strengths);
    await author.getByRole("button", { name: "Commencer" }).click();
    await expect(author.getByText("C’est enregistré.")).toBeVisible();
    return new URL(author.url()).pathname;
  };
  const sheets = [await begin("2024-05-02", "Le thé.\nLa paix."), await begin("2025-05-02", "")];
  const hall = sheets[1].replace("/modifier", "/salle");

  await author.getByRole("link", { name: "Ouvrir la salle" }).click();
  const room = author.getByRole("main");
  await expect(room.getByRole("heading", { level: 1, name: "Forces" })).toBeVisible();
  await author.getByLabel("Une nouvelle ligne").fill("La radio.\nLe thé");
  await author.getByRole("button", { name: "Garder", exact: true }).click();
  await expect(author.getByText("C’est gardé.")).toBeVisible();
  await expect(room.getByRole("listitem").filter({ hasText: "La radio." })).toBeVisible();

  // Another facilitator has the same square open on her own phone.
  await visit(`${hall}?case=forces`, staff);
  await author.getByRole("textbox", { name: "Mains levées : La radio." }).fill("9");
  await author.getByRole("button", { name: "Garder", exact: true }).click();
  await expect(author.getByText("C’est gardé.")).toBeVisible();
  await staff.getByRole("textbox", { name: "Mains levées : La radio." }).fill("30");
  await staff.getByRole("textbox", { name: "Mains levées : Le thé" }).fill("14");
  await staff.getByRole("button", { name: "Garder", exact: true }).click();
  await expect(staff.getByRole("main")).toContainText("La radio. : 9 mains");
  await expect(staff.getByRole("textbox", { name: "Mains levées : Le thé" })).toHaveValue("14");
  await staff.getByRole("textbox", { name: "Mains levées : La radio." }).fill("3");
  await staff.getByRole("button", { name: "Garder", exact: true }).click();
  await expect(staff.getByText("C’est gardé.")).toBeVisible();

  await author.getByRole("link", { name: "Menaces" }).click();
  await expect(author).toHaveURL(/case=menaces/);
  await author.getByLabel("Une nouvelle ligne").fill("La pluie coupe la route.");
  await author.getByRole("button", { name: "Garder", exact: true }).click();
  await expect(author.getByText("C’est gardé.")).toBeVisible();
  await author.getByRole("link", { name: "Les quatre cases" }).click();
  await expect(room).toContainText("14 mains");
  await expect(room).toContainText("La pluie coupe la route.");

  for (const sheet of sheets) {
    await visit(sheet, staff);
    await staff.getByRole("button", { name: "Publier le FFOM" }).click();
    await expect(staff.getByText("Publié", { exact: true })).toBeVisible();
  }
  await visit("/projets", visitor);
  await visitor.getByRole("link", { name: "Les FFOM" }).click();
  const own = visitor.locator("section", { has: visitor.getByRole("heading", { name: committee }) });
  await own.getByRole("link", { name: "2 mai 2025" }).click();
  const main = visitor.getByRole("main");
  await expect(main).toContainText("moins de 5 mains");
  await expect(main).not.toContainText("3 mains");
  await visitor.getByRole("link", { name: "Comparer dans le temps" }).click();
  const now = visitor.locator("section", {
    has: visitor.getByRole("heading", { name: "FFOM du 2 mai 2025" }),
  });
  for (const [text, fate] of [
    ["Le thé", "Resté"],
    ["La radio.", "Nouveau"],
    ["La paix.", "N’y est plus"],
  ]) {
    await expect(now.getByRole("listitem").filter({ hasText: text })).toContainText(fate);
  }

  for (const sheet of sheets) {
    await visit(sheet, staff);
    await staff.getByRole("button", { name: "Retirer de la vue de tous" }).click();
    await staff.getByText("Jeter ce brouillon").click();
    await staff.getByRole("button", { name: "Jeter", exact: true }).click();
    await expect(staff.getByText("Le brouillon est jeté.")).toBeVisible();
  }
});
