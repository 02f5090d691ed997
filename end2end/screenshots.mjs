// Pictures of every page at three widths, light and dark: node screenshots.mjs FOLDER [ONLY,ONLY…]
//
// Needs a server at BASE_URL; with MUSOYA_BIN and MUSOYA_DATA (or PHOTOGRAPHE_PASSPHRASE) the pages of staff too.
// With ONE_SCREEN=1 what the screen shows first, as in the README; otherwise the whole page.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { authenticatorCode } from "./authenticator.mjs";

const [folder, only = ""] = process.argv.slice(2);
if (!folder) {
  console.error("node screenshots.mjs FOLDER [ONLY,ONLY…]");
  process.exit(2);
}
const baseURL = process.env.BASE_URL ?? "http://localhost:3000";
const invented = "/annuaire/anfa";

const SIZES = [
  { name: "360", viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true },
  { name: "768", viewport: { width: 768, height: 1024 }, hasTouch: true },
  { name: "1280", viewport: { width: 1280, height: 800 } },
];

const clickSend = (page) => page.getByRole("button", { name: "Envoyer le message" }).click();
// On a wide screen the filters are always open.
const openFilters = async (page) => {
  const filters = page.locator("details.facets > summary");
  if (await filters.isVisible()) await filters.click();
};
const openMenu = (page) => page.locator("details.menu > summary").click();

/** Name, address, and what is done before the picture is taken. */
const OPEN = [
  ["accueil", "/"],
  ["accueil-menu", "/", openMenu],
  ["annuaire", "/annuaire"],
  ["annuaire-filtres", "/annuaire?domaine=paix&region=mopti", openFilters],
  ["annuaire-rien", "/annuaire?q=kolondieba&region=kidal"],
  ["carte", "/carte"],
  ["carte-bougouni", "/carte?region=bougouni"],
  ["carte-bamako", "/carte?region=bamako"],
  ["carte-kayes", "/carte?region=kayes"],
  ["qui-fait-quoi", "/annuaire/qui-fait-quoi"],
  ["reseau", "/annuaire/reseau"],
  ["organisation", invented],
  ["organisation-reelle", "/annuaire/rejefpo"],
  ["par", "/annuaire?q=voix+des+femmes"],
  ["fiche", `${invented}/fiche`],
  ["message", "/annuaire/rejefpo/message"],
  ["message-refuse", "/annuaire/rejefpo/message", clickSend],
  ["erreur", `${invented}/erreur`],
  ["sortie-rapide", "/sortie-rapide"],
  ["recherche", "/recherche?q=sante"],
  ["installer", "/installer"],
  ["reglages", "/reglages?enregistre=1"],
  ["bibliotheque", "/bibliotheque"],
  ["bibliotheque-recherche", "/bibliotheque?q=parcelle"],
  ["bibliotheque-faute", "/bibliotheque?q=parcele"],
  ["document", "/bibliotheque/qu-est-ce-qu-un-par"],
  ["document-pages", "/bibliotheque/qu-est-ce-qu-un-par/pages?page=2"],
  ["forum", "/forum"],
  ["projets", "/projets"],
  ["projet-programme", "/projets/consolidation-de-la-paix-a-la-base-au-mali"],
  ["projets-activites", "/projets/activites"],
  ["projets-rapport", "/projets/activites/les-femmes-de-sikasso-preparent-le-budget-communal-exemple"],
  ["projets-carte", "/projets/carte"],
  ["projets-serie", "/projets/series/pvf/sessions-techniques-cocem"],
  ["capitalisation", "/capitalisation?dans=aide"],
  ["chiffres", "/chiffres"],
  ["connexion", "/connexion?suite=/admin"],
  ["rejoindre", "/rejoindre"],
  ["rejoindre-demande", "/rejoindre/demande"],
  ["retrouver", "/retrouver"],
  ["reponse", "/reponse"],
  ["retrouver-papier", "/retrouver/papier"],
  ["introuvable", "/annuaire/inconnue"],
];
const sheet = (text) => async (page) => {
  const file = { name: "essai.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.getByLabel("Fichier").setInputFiles(file);
  await page.getByRole("button", { name: "Vérifier le fichier" }).click();
  await page.getByRole("heading", { level: 1, name: "Vérifier avant d’importer" }).waitFor();
};
const STAFF = [
  ["compte", "/compte?bienvenue=1"],
  ["compte-profil", "/compte/profil"],
  ["compte-securite", "/compte/securite"],
  ["compte-appareils", "/compte/appareils"],
  ["compte-cles", "/compte/cles"],
  ["compte-cles-ajouter", "/compte/cles/ajouter"],
  ["compte-papier", "/compte/papier"],
  ["compte-reglages", "/compte/reglages"],
  ["compte-nouvelles", "/compte/nouvelles"],
  ["compte-donnees", "/compte/donnees"],
  ["compte-verrou", "/compte/verrou"],
  ["compte-aider", "/compte/aider"],
  ["compte-supprimer", "/compte/supprimer"],
  ["bureau", "/compte/organisations/rejefpo"],
  ["bureau-modifier", "/compte/organisations/rejefpo/modifier"],
  ["bureau-membres", "/compte/organisations/rejefpo/membres"],
  ["bureau-invitations", "/compte/organisations/rejefpo/invitations"],
  [
    "bureau-billet",
    "/compte/organisations/rejefpo/invitations",
    async (page) => {
      await page.getByRole("button", { name: "Faire l’invitation" }).click();
      await page.getByRole("heading", { level: 1, name: "Votre invitation est prête" }).waitFor();
    },
  ],
  ["bureau-demandes", "/compte/organisations/rejefpo/demandes"],
  ["bureau-messages", "/compte/organisations/rejefpo/messages"],
  ["forum-membre", "/forum"],
  ["forum-espace", "/forum/plaidoyer"],
  ["forum-suivis", "/forum/suivis"],
  [
    "forum-sujet",
    "/forum/plaidoyer",
    async (page) => {
      await page.locator(".list-item").first().click();
      await page.locator(".posts").waitFor();
    },
  ],
  ["bureau-projets", "/compte/organisations/amus/projets"],
  [
    "projet-refuse",
    "/compte/organisations/amus/projets/nouveau",
    async (page) => {
      await page.getByLabel("Régions et communes").fill("Atlantide");
      await page.getByLabel("Rôle").first().selectOption("Bailleur");
      await page.getByRole("button", { name: "Enregistrer" }).click();
      await page.getByRole("alert").waitFor();
    },
  ],
  ["rapport-commencer", "/compte/organisations/amus/activites/nouvelle"],
  ["rapport-relire", "/projets/activites/seance-au-marche-de-segou-exemple/modifier"],
  ["rapport-combien", "/projets/activites/seance-au-marche-de-segou-exemple/modifier/combien"],
  ["admin", "/admin"],
  ["admin-organisations", "/admin/organisations"],
  ["admin-nouvelle", "/admin/organisations/nouvelle"],
  [
    "admin-refusee",
    "/admin/organisations/nouvelle",
    async (page) => {
      await page.getByLabel(/^Année de création/).fill("1066");
      await page.getByRole("button", { name: "Enregistrer" }).first().click();
      await page.getByRole("alert").waitFor();
    },
  ],
  ["admin-modifier", "/admin/organisations/anfa"],
  ["admin-etat", "/admin/organisations/rejefpo/etat"],
  ["admin-import", "/admin/import"],
  ["admin-apercu", "/admin/import", sheet("nom;type\nAssociation nouvelle;organisation locale")],
  ["admin-apercu-refuse", "/admin/import", sheet("nom;type;zones\nAssociation nouvelle;navire;Atlantide")],
  ["admin-vocabulaires", "/admin/vocabulaires"],
  [
    "admin-vocabulaire-ajouter",
    "/admin/vocabulaires/ajouter",
    async (page) => {
      await page.getByRole("button", { name: "Ajouter un mot" }).click();
      await page.getByRole("alert").waitFor();
    },
  ],
  ["admin-vocabulaire-mot", "/admin/vocabulaires/education"],
  ["admin-vocabulaire-remplacer", "/admin/vocabulaires/paix/remplacer?par=medias"],
  ["admin-messages", "/admin/messages"],
  ["admin-personnes", "/admin/personnes"],
  ["admin-journal", "/admin/journal?verifier=1"],
  ["admin-sante", "/admin/sante"],
  ["admin-annonce", "/admin/annonce"],
  ["admin-accords", "/admin/accords"],
];

const browser = await chromium.launch({
  executablePath: process.env.MUSOYA_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const storageState = await signIn();
mkdirSync(folder, { recursive: true });
for (const { name: size, ...device } of SIZES) {
  for (const colorScheme of ["light", "dark"]) {
    await picture(OPEN, size, { ...device, colorScheme });
    if (storageState) await picture(STAFF, size, { ...device, colorScheme, storageState });
  }
}
await browser.close();

function isWanted([name]) {
  return only.split(",").some((part) => name.includes(part));
}

async function picture(list, size, options) {
  const context = await browser.newContext({ baseURL, locale: "fr-FR", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  for (const [name, path, act] of list.filter(isWanted)) {
    await page.goto(path);
    await page.locator("html[data-ready]").waitFor({ state: "attached" });
    await act?.(page);
    // The stream of news never ends: what is awaited is what the page shows.
    await page.evaluate(() =>
      Promise.all(Array.from(document.images, (image) => image.decode().catch(() => {}))),
    );
    const file = join(folder, `${name}-${size}-${options.colorScheme}.png`);
    await page.screenshot({ path: file, fullPage: !process.env.ONE_SCREEN });
  }
  await context.close();
}

async function signIn() {
  const passphrase = process.env.PHOTOGRAPHE_PASSPHRASE ?? passphraseOf("Photographe");
  if (!passphrase) return undefined;
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await page.goto("/connexion");
  await page.getByLabel("Nom ou e-mail").fill("Photographe");
  await page.getByLabel("Mot de passe", { exact: true }).fill(passphrase);
  await page.getByRole("main").getByRole("button", { name: "Se connecter" }).click();
  await page.getByRole("link", { name: "Préparer l’application" }).click();
  const secret = (await page.locator("code.secret").innerText()).replaceAll(" ", "");
  await page.getByLabel("Code", { exact: true }).fill(authenticatorCode(secret));
  await page.getByLabel("Mot de passe actuel").fill(passphrase);
  await page.getByRole("button", { name: "Activer" }).click();
  await page.getByRole("heading", { level: 1, name: "Administration" }).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

function passphraseOf(name) {
  const { MUSOYA_BIN, MUSOYA_DATA } = process.env;
  if (!MUSOYA_BIN || !MUSOYA_DATA) return undefined;
  for (const verb of ["add", "reset"]) {
    try {
      const printed = execFileSync(MUSOYA_BIN, ["user", verb, name], { encoding: "utf8", stdio: "pipe" });
      return /^passphrase:\s*(.+)$/m.exec(printed)?.[1].trim();
    } catch {
      // She is there already: she gets a new one.
    }
  }
  return undefined;
}
