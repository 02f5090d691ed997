import type { Page } from "@playwright/test";
import { passphraseOf } from "../people";
import { expect, REFUSED, test } from "./fixtures";

const ADD = "Ajouter cet appareil";
const ENTER = "Entrer avec cet appareil";

/** Gives the browser a device that holds keys and knows her finger. */
async function withFinger(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** Whether the device knows whoever touches it. */
    knowsHer: (isUserVerified: boolean) =>
      devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

async function leave(page: Page) {
  await page.goto("/deconnexion");
  await page.getByRole("main").getByRole("button", { name: "Se déconnecter" }).click();
  await page.waitForURL("/");
}

async function makeKey(page: Page, passphrase: string) {
  await page.getByLabel("Nom de la clé").fill("Mon téléphone");
  await page.getByLabel("Mot de passe actuel").fill(passphrase);
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Votre appareil est prêt" })).toBeVisible();
  await page.getByRole("button", { name: "Créer la clé" }).click();
}

test("an administrator adds her phone, comes back with her finger alone, and takes the key away", async ({
  page,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const passphrase = passphraseOf("Sabou");
  const device = await withFinger(page);

  // Her first second factor: she is led to it on the way to the desk.
  await visit("/connexion");
  await page.getByLabel("Nom ou e-mail").fill("Sabou");
  await page.getByLabel("Mot de passe", { exact: true }).fill(passphrase);
  await page.getByRole("main").getByRole("button", { name: "Se connecter" }).click();
  await page.getByRole("link", { name: ADD }).click();
  await makeKey(page, passphrase);
  await expect(page.getByRole("heading", { level: 1, name: "Administration" })).toBeVisible();

  // The page of the sign-in comes without reload, and its script with it.
  await leave(page);
  await visit("/annuaire");
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.href = "/connexion?suite=/admin";
    document.querySelector("main")!.append(link);
    link.click();
  });
  await page.getByRole("button", { name: ENTER }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Administration" })).toBeVisible();

  // One key for each device is enough.
  await visit("/compte/cles");
  await expect(page.getByRole("heading", { name: "Mon téléphone" })).toBeVisible();
  await page.getByRole("link", { name: ADD }).click();
  await makeKey(page, passphrase);
  await expect(page.getByText("Cet appareil a déjà une clé de votre compte.")).toBeVisible();

  // Somebody else's finger opens nothing.
  await leave(page);
  await visit("/connexion");
  await device.knowsHer(false);
  await page.getByRole("button", { name: ENTER }).click();
  await expect(page.getByText("Rien n’a été fait")).toBeVisible();
  await device.knowsHer(true);
  await page.getByRole("checkbox", { name: "Rester connectée" }).check();
  await page.getByRole("button", { name: ENTER }).click();
  await page.waitForURL((url) => url.pathname !== "/connexion");
  await visit("/compte/appareils");
  await expect(page.getByText("Rester connectée").or(page.getByText("reste connecté")).first()).toBeVisible();

  await visit("/compte/cles");
  await page.getByRole("link", { name: "Renommer" }).click();
  await page.getByLabel("Nom de la clé").fill("Vieux téléphone");
  await page.getByRole("button", { name: "Renommer" }).click();
  await expect(page.getByRole("heading", { name: "Vieux téléphone" })).toBeVisible();
  await page.getByRole("link", { name: "Retirer" }).click();
  await page.getByLabel("Mot de passe actuel").fill(passphrase);
  await page.getByRole("button", { name: "Retirer" }).click();
  await expect(page.getByText("C’est enregistré.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Vieux téléphone" })).toBeHidden();

  // The device still offers its key, and the site knows it no more.
  await leave(page);
  await visit("/connexion");
  await page.getByRole("button", { name: ENTER }).click();
  await expect(page.getByText("Cette clé d’accès n’a pas été reconnue.")).toBeVisible();
});
