import { expect, REFUSED, test } from "./fixtures";
import { called, invitation, join, phone } from "./members";

const DESK = "/compte/organisations/rejefpo/rencontres";

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
  const today = new Date().toISOString().slice(0, 10);

  await visit(`${DESK}/nouvelle`, host);
  await host.getByLabel("Titre de la rencontre").fill(`Rencontre ${mark}`);
  await host.getByRole("radio", { name: "Atelier" }).check({ force: true });
  await host.getByLabel("Jour, ou premier jour").fill(today);
  await host.getByLabel("Région").selectOption("Sikasso");
  await host.getByRole("button", { name: "Enregistrer" }).click();
  await expect(host.getByText("C’est enregistré.")).toBeVisible();
  const sheet = new URL(host.url()).pathname;
  const path = sheet.replace("/modifier", "");
  await visit(sheet, staff);
  await staff.getByRole("button", { name: "Publier la rencontre" }).click();

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
  await visitor.getByLabel("Nom sur l’attestation").fill(`Étoile ${mark}`);
  await visitor.getByRole("button", { name: "Recevoir mon attestation" }).click();
  const check = await visitor.getByRole("link", { name: "Page de vérification" }).getAttribute("href");
  const pdf = await visitor.request.get(`${check}/attestation.pdf`);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");

  await visit("/attestation", staff);
  await staff.getByRole("textbox").last().fill(check!.split("/").pop()!);
  await staff.getByRole("button", { name: "Vérifier" }).click();
  await expect(staff.getByText("Cette attestation est bonne")).toBeVisible();
  await expect(staff.getByRole("main")).toContainText(`Étoile ${mark}`);

  await visitor.getByText("Retirer cette attestation").click();
  await visitor.getByRole("button", { name: "Oui, retirer" }).click();
  await visit(check!, staff);
  await expect(staff.getByText("Attestation retirée")).toBeVisible();
  await expect(staff.getByRole("main")).not.toContainText(`Étoile ${mark}`);
});

test("a slip that stays before the camera is read once, and what is no address at all is told at the door", async ({
  alone: _,
  browser,
  staff,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const host = await phone(browser, watch);
  await join(visit, host, await invitation(visit, staff), called("Kadiatou"));
  const mark = crypto.randomUUID().slice(0, 8);
  await visit(`${DESK}/nouvelle`, host);
  await host.getByLabel("Titre de la rencontre").fill(`Porte ${mark}`);
  await host.getByRole("radio", { name: "Atelier" }).check({ force: true });
  await host.getByLabel("Jour, ou premier jour").fill(new Date().toISOString().slice(0, 10));
  await host.getByLabel("Région").selectOption("Sikasso");
  await host.getByRole("button", { name: "Enregistrer" }).click();
  await expect(host.getByText("C’est enregistré.")).toBeVisible();
  const sheet = new URL(host.url()).pathname;
  await visit(sheet, staff);
  await staff.getByRole("button", { name: "Publier la rencontre" }).click();

  // A camera before which one code always is; it is no address, and no slip.
  await host.addInitScript(() => {
    const camera = async () => document.createElement("canvas").captureStream();
    Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia: camera } });
    HTMLMediaElement.prototype.play = async () => undefined;
    const detect = async () => [{ rawValue: sessionStorage.getItem("vue") ?? "WIFI:fiche=bureau" }];
    Object.assign(self, {
      BarcodeDetector: class {
        detect = detect;
      },
    });
  });
  let sent = 0;
  host.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/entrees")) sent += 1;
  });
  await visit(sheet.replace("/modifier", "/entrees"), host);
  await host.getByRole("button", { name: "Lire avec la caméra" }).click();
  await expect(host.getByRole("alert").first()).toContainText("Cette fiche n’est celle d’aucune inscription");
  // The page came again, and the code is still before its camera: eight looks of it send nothing.
  await host.waitForTimeout(2500);
  expect(sent).toBe(1);
  // Another code is another slip.
  await host.evaluate(() => sessionStorage.setItem("vue", "https://ailleurs.example/?fiche=AAAAA-AAAAA"));
  await expect(host.getByRole("alert").first()).toContainText("une autre rencontre");
  await host.waitForTimeout(1000);
  expect(sent).toBe(2);
});
