import { type APIRequestContext, type BrowserContext, request } from "@playwright/test";
import { setUpAuthenticator } from "../people";
import { expect, REFUSED } from "./fixtures";
import { pdf } from "./documents";
import { HOSTILE, harmless, inLine } from "./hostile";
import { DESK, WORDS } from "./members";
import { test } from "./village";

/** The words on a slip. */
const wordsOn = (html: string) => /<code>([^<]+)<\/code>/.exec(html)![1];
/** A place of ours, without its mark. */
const led = (answer: { headers: () => Record<string, string> }) => answer.headers()["location"].split("#")[0];

test("nothing runs of the names of people, spaces, topics, answers of polls, voices and files, wherever they are shown", async ({
  village,
  browser,
  watch,
}) => {
  test.setTimeout(900_000);
  watch.expects(REFUSED);
  const baseURL = village.house.origin;
  const headers = { Origin: baseURL };
  const callers: APIRequestContext[] = [];
  const caller = async () => {
    const it = await request.newContext({ baseURL });
    callers.push(it);
    return it;
  };
  const desk = await caller();
  const send = (who: APIRequestContext, path: string, form: Record<string, string>) =>
    who.post(path, { form, headers, maxRedirects: 0 });
  const passphrase = village.house.administrator("Hostilia");
  await send(desk, "/connexion", { nom: "Hostilia", passphrase });
  await setUpAuthenticator(desk, baseURL, passphrase);

  const group = "/forum/groupe-plaidoyer/membres";
  const places = { places: "60", jours: "14", pour: "groupe" };
  const code = wordsOn(await (await send(desk, `${DESK}/invitations`, places)).text());
  const words = wordsOn(await (await send(desk, group, { geste: "mots", ...places })).text());
  const paths: string[] = [];
  const spaces: string[] = [];
  let joined = 0;
  for (const [at, vector] of HOSTILE.html.entries()) {
    // Of the people: those whose names are like another's are refused.
    const person = await caller();
    const name = inLine(vector, 40);
    const came = await send(person, "/rejoindre", { code, nom: name, passphrase: WORDS, icone: "mil" });
    if (came.status() !== 303) continue;
    joined += 1;
    await send(person, "/forum/entrer", { code: words });
    // Of the spaces, with what they are for and their rules.
    const made = await send(desk, "/admin/forum/nouveau", {
      nom: inLine(vector, 60),
      but: inLine(vector, 240),
      regles: [vector, ...HOSTILE.markdown].join("\n\n").slice(0, 4000),
      public: "public",
      autres_prenoms: "1",
    });
    expect(made.status(), await made.text()).toBe(303);
    const space = new URL(led(made), baseURL).pathname.replace("/admin/forum/", "/forum/");
    spaces.push(space);
    // Of the topics and the polls; every second under another first name.
    const sent = await person.post(`${space}/nouveau`, {
      multipart: {
        titre: inLine(vector, 120),
        genre: "question",
        texte: `@Hostilia ${vector}`,
        prenom: at % 2 ? name : "",
        sondage: "choix",
        sondage_question: inLine(vector, 160),
        sondage_choix: `${inLine(vector, 80)}\nUne autre`,
        sondage_jours: "7",
        quand_meme: "1",
      },
      headers,
      maxRedirects: 0,
    });
    if (sent.status() === 303 && led(sent).startsWith("/forum/")) paths.push(led(sent));
  }
  expect(joined).toBeGreaterThan(30);
  expect(paths.length).toBeGreaterThan(15);

  const open = async (storageState?: Awaited<ReturnType<BrowserContext["storageState"]>>) => {
    const context = await browser.newContext({ baseURL, storageState, serviceWorkers: "block" });
    return context.newPage();
  };
  const [staff, visitor] = [await open(await desk.storageState()), await open()];
  const { ran, look } = harmless([staff, visitor], async (path, page) => page!.goto(path));
  for (const path of ["/", "/forum", "/forum/recherche?q=alert", "/recherche?q=alert", ...spaces, ...paths]) {
    await look(visitor, path);
  }
  const number = paths[0].split("/").pop()!.split("-")[0];
  for (const path of [
    "/forum",
    "/forum/suivis",
    "/moderation",
    `/moderation/${number}.1`,
    `${paths[0]}/separer`,
    `${spaces[0]}/reglages`,
    `${spaces[0]}/journal`,
    "/admin/forum",
    `/admin/forum/${spaces[0].split("/").pop()}`,
    "/admin/personnes",
    "/admin/journal",
    "/compte/nouvelles",
    `${DESK}/membres`,
    group,
    "/forum/groupe-plaidoyer",
  ]) {
    await look(staff, path);
  }
  await expect(staff.locator("main")).toBeVisible();

  // Of the files: a document keeps the name of the one that was sent last, and shows it on its desk.
  await staff.goto(`${DESK}/documents/nouveau`);
  await staff.getByLabel("Titre", { exact: true }).fill(`Guide ${crypto.randomUUID().slice(0, 8)}`);
  await staff.getByRole("radio", { name: "Guide" }).check({ force: true });
  await staff.getByRole("button", { name: "Enregistrer et continuer" }).click();
  await expect(staff.getByText("C’est enregistré.")).toBeVisible();
  const sheet = new URL(staff.url()).pathname.replace(/\/modifier$/, "");
  let shown = 0;
  for (const [at, vector] of HOSTILE.html.entries()) {
    const name = `${vector.replaceAll(/["\n\r]/g, "")}.pdf`;
    const file = { name, mimeType: "application/pdf", buffer: pdf([`Page ${at}`], at + 1) };
    await desk.post(`${sheet}/fichier`, { multipart: { fichier: file }, headers, maxRedirects: 0 });
    await look(staff, `${sheet}/fichier`);
    if ((await staff.locator("main").innerText()).includes(".pdf")) shown += 1;
  }
  expect(shown).toBeGreaterThan(0);
  expect(ran).toEqual([]);
  for (const page of [staff, visitor]) await page.context().close();
  for (const it of callers) await it.dispose();
});
