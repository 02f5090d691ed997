import { expect, test } from "./fixtures";
import { called, invitation, join } from "./members";
import { EXIT, NEUTRAL, standIn } from "./neutral";

test("news that come while she reads are counted without a new page", async ({ page, staff, visit }) => {
  await visit("/annuaire", staff);
  const count = staff.locator("[data-bell] [data-count]");
  const before = Number(await count.textContent());
  await visit("/retrouver");
  await page.getByLabel("Nom ou e-mail").fill("Testeuse");
  await page.getByRole("button", { name: "Commencer" }).click();
  await expect(count).toHaveText(String(before + 1));
  await expect(count).toBeVisible();
});

test("the lock of this phone covers the page after two minutes and opens with its code", async ({
  staff,
  visit,
}) => {
  await staff.clock.install();
  await visit("/compte/verrou", staff);
  await staff.getByLabel("Code de 4 à 8 chiffres").fill("2468");
  await staff.getByRole("button", { name: "Mettre le verrou" }).click();
  await expect(staff.getByText("Le verrou est en marche sur ce téléphone.")).toBeVisible();
  await staff.clock.fastForward("02:05");
  const cover = staff.getByRole("dialog");
  await expect(cover).toBeVisible();
  await expect(staff.getByRole("heading", { level: 1 })).toBeHidden();
  await cover.getByLabel("Code").fill("1111");
  await cover.getByRole("button", { name: "Ouvrir" }).click();
  await expect(cover.getByLabel("Code")).toHaveValue("");
  await cover.getByLabel("Code").fill("2468");
  await cover.getByRole("button", { name: "Ouvrir" }).click();
  await expect(cover).toBeHidden();
  await expect(staff.getByRole("heading", { level: 1 })).toBeVisible();
  await staff.clock.fastForward("03:00");
  await staff.reload();
  await expect(staff.getByRole("dialog")).toBeVisible();
});

test("who must leave at once does so without the code of her lock", async ({
  staff,
  visitor,
  visit,
  watch,
}) => {
  // Leaving ends the session, so it is not that of Testeuse.
  await join(visit, visitor, await invitation(visit, staff), called("Kadia"));
  await standIn(visitor, watch);
  await visitor.clock.install();
  await visit("/compte/verrou", visitor);
  await visitor.getByLabel("Code de 4 à 8 chiffres").fill("2468");
  await visitor.getByRole("button", { name: "Mettre le verrou" }).click();
  await expect(visitor.getByText("Le verrou est en marche sur ce téléphone.")).toBeVisible();
  await visitor.clock.fastForward("02:05");
  await visitor.getByRole("dialog").getByRole("link", { name: EXIT }).click();
  await expect(visitor).toHaveURL(NEUTRAL);
});
