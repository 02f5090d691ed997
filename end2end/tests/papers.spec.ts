import { expect, REFUSED, test } from "./fixtures";
import { called, invitation, join, meet, phone } from "./members";

test("whoever shows her slip gets a certificate by the name that she writes, and anybody checks it until she takes it back", async ({
  alone: _,
  browser,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const host = await phone(browser, watch);
  await join(visit, host, await invitation(visit, staff), called("Kadiatou"));
  const mark = crypto.randomUUID().slice(0, 8);
  const star = called("Étoile");
  const path = await meet(visit, host, staff, `Rencontre ${mark}`);

  await visit(`${path}/inscription`, visitor);
  await visitor.waitForTimeout(3500);
  await visitor.getByLabel("Votre prénom").fill("Aminata");
  await visitor.getByRole("button", { name: "S’inscrire" }).click();
  const words = await visitor.locator(".said code").first().textContent();
  const slip = await visitor.locator(".slip code").textContent();

  await visit(`${path}/entrees`, host);
  await host.getByLabel("Code de la fiche").fill("AAAAA-AAAAA");
  await host.getByRole("button", { name: "Elle est là" }).click();
  await expect(host.getByRole("alert").first()).toContainText("une autre rencontre");
  await expect(host.getByLabel("Code de la fiche")).toHaveValue("AAAAA-AAAAA");
  await host.getByLabel("Code de la fiche").fill(slip!.toLowerCase());
  await host.getByRole("button", { name: "Elle est là" }).click();
  await expect(host.getByText("C’est noté : elle est venue.")).toBeVisible();
  await expect(host.getByText("1 personne venue avec sa fiche")).toBeVisible();

  await visit("/agenda/ma-place", visitor);
  await visitor.getByRole("textbox").fill(words!);
  await visitor.getByRole("button", { name: "Ouvrir" }).click();
  await visitor.getByLabel("Nom sur l’attestation").fill(star);
  await visitor.getByRole("button", { name: "Recevoir mon attestation" }).click();
  const check = await visitor.getByRole("link", { name: "Page de vérification" }).getAttribute("href");
  const pdf = await visitor.request.get(`${check}/attestation.pdf`);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");

  await visit("/attestation", staff);
  await staff.getByRole("textbox").last().fill(check!.split("/").pop()!);
  await staff.getByRole("button", { name: "Vérifier" }).click();
  await expect(staff.getByText("Cette attestation est bonne")).toBeVisible();
  await expect(staff.getByRole("main")).toContainText(star);

  await visitor.getByText("Retirer cette attestation").click();
  await visitor.getByRole("button", { name: "Oui, retirer" }).click();
  await expect(visitor.getByRole("button", { name: "Oui, retirer" })).toBeHidden();
  await visit(check!, staff);
  await expect(staff.getByText("Attestation retirée")).toBeVisible();
  await expect(staff.getByRole("main")).not.toContainText(star);
});
