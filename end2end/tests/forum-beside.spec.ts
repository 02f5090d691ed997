import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, expectInReach, REFUSED, test } from "./fixtures";
import { HOSTILE, harmless, inLine } from "./hostile";
import { PICTURED, POLL } from "./pages";

/** A photograph: a picture of ours as large as a phone's screen. */
const PHOTO = readFileSync(join(import.meta.dirname, "../../domain/data/example-forum.png"));
/** A short summary that is listened to. */
const SOUND = readFileSync(join(import.meta.dirname, "../../domain/data/library/plaidoyer.mp3"));
const file = (name: string) => ({ name, mimeType: "image/png", buffer: PHOTO });

/** Takes a topic away that a test began. */
async function hide(staff: Page, path: string, origin: string) {
  const hidden = await staff.request.post(`${path}/moderer`, {
    form: { geste: "masquer", raison: "Fin de l’essai." },
    headers: { Origin: origin },
    maxRedirects: 0,
  });
  expect(hidden.status()).toBe(303);
}

test("a topic is begun with a picture and a poll of faces, voted in, and ended, on a phone", async ({
  alone: _,
  staff,
  visitor,
  visit,
  watch,
  baseURL,
}) => {
  watch.expects(REFUSED);
  await visit("/forum/epargne/nouveau", staff);
  await staff.getByLabel("Titre").fill(`Séchoir ${crypto.randomUUID().slice(0, 8)}`);
  await staff.getByLabel("Votre message").fill("Voici le nôtre.");
  await staff.getByText("Ajouter des images").click();
  await expectInReach(staff.getByRole("button", { name: "Ajouter cette image" }));
  await staff.getByLabel("Une image de votre téléphone").setInputFiles(file("IMG_Segou.png"));
  await staff.getByRole("button", { name: "Ajouter cette image" }).click();
  await expect(staff.getByText("L’image est ajoutée.")).toBeVisible();
  await expect(staff.getByLabel("Votre message")).toHaveValue("Voici le nôtre.");
  await staff.getByLabel("Ce que l’image montre").fill("Un séchoir sur des briques");
  await staff.getByText("Ajouter un sondage").click();
  await staff.getByRole("radio", { name: "Des choix avec un numéro" }).check({ force: true });
  await staff.getByLabel("Les choix").fill("Un seul");
  await staff.getByRole("button", { name: "Publier" }).click();
  await expect(staff.getByRole("alert")).toContainText("Il en faut au moins 2");
  await expect(staff.getByLabel("Les choix")).toHaveValue("Un seul");
  await expect(staff.getByLabel("Ce que l’image montre")).toHaveValue("Un séchoir sur des briques");
  await staff.getByRole("radio", { name: "Trois visages" }).check({ force: true });
  await staff.getByLabel("La question du sondage").fill("Cela vous aide-t-il ?");
  await staff.getByRole("button", { name: "Publier" }).click();
  const poll = staff.getByRole("region", { name: "Sondage" });
  await expect(poll.getByRole("heading", { name: "Cela vous aide-t-il ?" })).toBeVisible();
  const path = new URL(staff.url()).pathname;

  // She votes with a face, votes otherwise, and nobody else sees what.
  await expectInReach(poll.getByText("Bien", { exact: true }));
  await poll.getByRole("radio", { name: "Bien", exact: true }).check({ force: true });
  await poll.getByRole("button", { name: "Voter" }).click();
  await expect(poll.getByText("Vous avez voté : Bien.")).toBeVisible();
  await poll.getByRole("radio", { name: "Pas bien" }).check({ force: true });
  await poll.getByRole("button", { name: "Changer mon vote" }).click();
  await expect(poll.getByText("Vous avez voté : Pas bien.")).toBeVisible();

  // The workshop makes the picture small; then it is seen, with its words.
  const picture = visitor.getByRole("img", { name: "Un séchoir sur des briques" });
  await expect(async () => {
    await visit(path, visitor);
    await expect(picture).toBeVisible({ timeout: 1000 });
  }).toPass();
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBeGreaterThan(0);
  expect(await visitor.content()).not.toContain("IMG_Segou");
  await expect(visitor.getByText("1 vote. Les résultats sont montrés à la fin")).toBeVisible();
  await expect(visitor.getByText("Pour voter, il faut être membre d’une organisation.")).toBeVisible();
  await expect(visitor.getByRole("radio")).toHaveCount(0);

  // Who moderates sees it small, reads its words, and has the first decision on her screen before she moves the page.
  const number = path.split("/").pop()!.split("-")[0];
  await visit(`/moderation/${number}.1`, staff);
  await expect(staff.locator(".described li")).toContainText("Un séchoir sur des briques");
  const small = (await staff.locator(".described img").boundingBox())!;
  expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(80);
  const decision = (await staff.getByRole("button", { name: "Rien à reprocher" }).boundingBox())!;
  const menu = (await staff.locator(".site-nav").boundingBox())!;
  expect(decision.y + decision.height).toBeLessThanOrEqual(menu.y);
  await visit(path, staff);
  await poll.getByRole("button", { name: "Finir le sondage maintenant" }).click();
  await expect(poll.getByText("Le sondage est fini.")).toBeVisible();
  await expect(poll.getByRole("radio")).toHaveCount(0);
  await hide(staff, path, new URL(baseURL!).origin);
});

test("a voice, in pieces where there is JavaScript, and a picture come with one form", async ({
  alone: _,
  staff,
  visit,
  watch,
  baseURL,
}) => {
  watch.expects(REFUSED);
  await visit("/forum/outils/nouveau", staff);
  await staff.getByLabel("Titre").fill(`Calebasse ${crypto.randomUUID().slice(0, 8)}`);
  await staff.getByLabel("Votre message").fill("On entend tout.");
  const voice = { name: "voix.mp3", mimeType: "audio/mpeg", buffer: SOUND };
  await staff.getByLabel("Ou un enregistrement déjà fait").setInputFiles(voice);
  await staff.getByText("Ajouter des images").click();
  await staff.getByLabel("Une image de votre téléphone").setInputFiles(file("photo.png"));
  await staff.getByRole("button", { name: "Publier" }).click();
  await expect(staff.locator("#m1")).toContainText("On entend tout.");
  const path = new URL(staff.url()).pathname;
  await expect(async () => {
    await visit(path, staff);
    await expect(staff.locator("#m1 audio")).toHaveCount(1, { timeout: 1000 });
    await expect(staff.locator("#m1 .pictures img")).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  await hide(staff, path, new URL(baseURL!).origin);
});

test("the examples show a poll with numbers and a picture, which are left out where data is dear", async ({
  visit,
  visitor,
}) => {
  await visit(POLL, visitor);
  await expect(visitor.getByRole("region", { name: "Sondage" })).toContainText("1. Retourner à la mairie");
  const picture = visitor.getByRole("img", { name: /^Dessin d’un séchoir/ });
  await expect(async () => {
    await visit(PICTURED, visitor);
    await expect(picture).toBeVisible({ timeout: 1000 });
  }).toPass();
  await visit("/reglages", visitor);
  await visitor.locator("[name=economie]").check();
  await visitor.getByRole("button", { name: "Enregistrer mes choix" }).click();
  await expect(visitor.getByText("Vos choix sont enregistrés.")).toBeVisible();
  // No WASM comes alive where data is dear.
  await visitor.goto(PICTURED);
  await expect(picture).toHaveCount(0);
  await expect(visitor.getByRole("link", { name: /^Voir l’image : Dessin d’un séchoir/ })).toBeVisible();
});

test("nothing of what somebody writes to do harm runs: every way of it as title, text, question and answer", async ({
  alone: _,
  staff,
  visitor,
  visit,
  watch,
  baseURL,
}) => {
  watch.expects(REFUSED);
  const { ran, look } = harmless([staff, visitor], visit);
  const origin = new URL(baseURL!).origin;
  const began: string[] = [];
  for (const [at, vector] of HOSTILE.html.entries()) {
    const form = {
      titre: inLine(vector, 120),
      genre: "question",
      texte: [vector, `Et ${vector} encore.`, ...HOSTILE.markdown].join("\n\n"),
      sondage: "choix",
      sondage_question: inLine(vector, 160),
      sondage_choix: `${inLine(vector, 80)}\nUne autre`,
      sondage_jours: "7",
      quand_meme: "1",
    };
    const headers = { Origin: origin };
    const sent = await staff.request.post("/forum/plaidoyer/nouveau", { form, headers, maxRedirects: 0 });
    expect(sent.status(), await sent.text()).toBe(303);
    const path = sent.headers()["location"].split("#")[0];
    began.push(path);
    await look(visitor, path);
    // Who moderates sees more of it.
    if (at % 8 === 0)
      for (const more of [path, `${path}/sondage`, `${path}/separer`]) await look(staff, more);
  }
  for (const path of ["/forum", "/forum/plaidoyer", "/forum/recherche?q=alert", "/recherche?q=alert"]) {
    await look(visitor, path);
  }
  expect(ran).toEqual([]);
  for (const path of began) await hide(staff, path, origin);
});

test("nothing of what somebody writes to do harm runs: every way of it as a name, the name of a file, and in a form that comes back", async ({
  alone: _,
  staff,
  visit,
  watch,
  baseURL,
}) => {
  watch.expects(REFUSED);
  const { ran, look } = harmless([staff], visit);
  const headers = { Origin: new URL(baseURL!).origin };
  const path = "/forum/plaidoyer/nouveau";
  const typed = (name: string) => staff.locator(`[name=${name}]`);
  for (const vector of HOSTILE.html) {
    await visit(path, staff);
    const id = await typed("envoi").inputValue();
    const multipart = {
      envoi: id,
      titre: inLine(vector, 120),
      genre: "question",
      texte: vector,
      prenom: inLine(vector, 40),
      image: file(`${vector.replaceAll(/["\n]/g, "")}.png`),
      geste: "image",
    };
    const kept = await staff.request.post(path, { multipart, headers, maxRedirects: 0 });
    expect(kept.status(), await kept.text()).toBe(303);
    await look(staff, path);
    await expect(typed("prenom")).toHaveValue(inLine(vector, 40));
    await staff.request.post(path, { form: { envoi: id, geste: "jeter" }, headers, maxRedirects: 0 });
  }
  // Sent by hand, it is refused and comes back.
  for (const vector of HOSTILE.html.filter((it) => !it.includes("\n")).slice(0, 8)) {
    await visit(path, staff);
    await staff.getByLabel("Titre").fill(vector);
    await staff.getByText("Parler sous un autre prénom").click();
    await staff.getByRole("textbox", { name: /^Un autre prénom/ }).fill(vector.slice(0, 40));
    await staff.getByText("Ajouter des images").click();
    await staff
      .getByLabel("Une image de votre téléphone")
      .setInputFiles(file(`${vector.replaceAll(/["/]/g, "")}.png`));
    await staff.getByRole("button", { name: "Publier" }).click();
    await expect(staff.getByRole("alert").first()).toBeVisible();
  }
  await look(staff, "/compte/brouillons");
  expect(ran).toEqual([]);
});
