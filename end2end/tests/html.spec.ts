import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type APIRequestContext, expect, test as base } from "@playwright/test";
import { HtmlValidate, type RuleConfig } from "html-validate";
import { GONE, MISSING, OPEN, REAL, STAFF } from "./pages";

/** No browser is opened here: the same two callers ask for every page. */
const test = base.extend<object, { visitor: APIRequestContext; staff: APIRequestContext }>({
  visitor: [
    async ({ playwright }, use) => use(await playwright.request.newContext({ baseURL })),
    { scope: "worker" },
  ],
  staff: [
    async ({ playwright }, use) =>
      use(await playwright.request.newContext({ baseURL, storageState: process.env.TESTEUSE_STATE })),
    { scope: "worker" },
  ],
});
const baseURL = process.env.BASE_URL ?? "http://localhost:3000";

const rules: RuleConfig = {
  // Leptos writes `hidden=""`, which says the same.
  "attribute-boolean-style": "off",
  "attribute-empty-style": "off",
  // A list of chosen filters and a legend have names, which HTML allows.
  "aria-label-misuse": ["error", { allowAnyNamable: true }],
  // What scrolls by itself is a region with a tab stop; the element itself says nothing more.
  "prefer-native-element": ["error", { exclude: ["region"] }],
  // Boxes to tick share a name, and so do the fields of several services.
  "form-dup-name": "off",
  // An organisation is called by its whole name.
  "long-title": "off",
  // Buttons and facts break where they must on 320 pixels.
  "tel-non-breaking": "off",
};
const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules });

/** What is wrong with a document, one line for each mistake. */
async function mistakes(html: string): Promise<string[]> {
  // Leptos marks the place of what is absent with an empty comment, which browsers read and the validator does not.
  const report = await validator.validateString(html.replaceAll("<!>", ""));
  return report.results.flatMap((result) =>
    result.messages.map(({ line, column, message, ruleId }) => `${line}:${column} ${message} (${ruleId})`),
  );
}

for (const path of [...OPEN, ...MISSING, "/quitter"]) {
  test(`the server writes valid HTML for ${path}, with the quick exit in it`, async ({ visitor }) => {
    const answer = await visitor.get(path, { maxRedirects: 0 });
    expect(answer.status()).toBe(MISSING.includes(path) ? 404 : 200);
    const html = await answer.text();
    expect(await mistakes(html)).toEqual([]);
    expect(html).toMatch(/<a (?=[^>]*class="quick-exit")[^>]*href="\/quitter"/);
  });
}

for (const path of [...STAFF, ...GONE]) {
  test(`the server writes valid HTML for ${path}, for those who look after it`, async ({ staff }) => {
    const answer = await staff.get(path, { maxRedirects: 0 });
    expect(answer.status()).toBe(GONE.includes(path) ? 404 : 200);
    expect(await mistakes(await answer.text())).toEqual([]);
  });
}

test("a refused form is valid HTML too", async ({ visitor, staff }) => {
  const headers = { Origin: new URL(baseURL).origin, Accept: "text/html" };
  const message = await visitor.post(`${REAL}/message`, { headers, form: { texte: "" } });
  expect(message.status()).toBe(422);
  expect(await mistakes(await message.text())).toEqual([]);
  const sheet = await staff.post("/admin/organisations/nouvelle", {
    headers,
    multipart: {
      nom: "",
      annee: "1066",
      telephones: "vingt",
      zones: "Atlantide",
      service_description: "sans nom",
    },
  });
  expect(sheet.status()).toBe(422);
  expect(await mistakes(await sheet.text())).toEqual([]);
});

test("the preview of a spreadsheet is valid HTML, whether it is taken or refused", async ({ staff }) => {
  const headers = { Origin: new URL(baseURL).origin, Accept: "text/html" };
  for (const rows of ["Association à voir;organisation locale", "Association à voir;navire"]) {
    const buffer = Buffer.from(`nom;type\r\n${rows}`);
    const answer = await staff.post("/admin/import", {
      headers,
      multipart: { fichier: { name: "essai.csv", mimeType: "text/csv", buffer } },
    });
    expect(answer.status()).toBe(200);
    const html = await answer.text();
    expect(html).toContain("Vérifier avant d’importer");
    expect(await mistakes(html)).toEqual([]);
  }
});

test("every front door of the site is on the list of pages", () => {
  const source = join(import.meta.dirname, "../../app/src");
  const doors = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("mod.rs"))
    .flatMap((file) => [...readFileSync(join(source, file), "utf8").matchAll(/^\s+door!\("([^"]+)"/gm)])
    .map(([, path]) => path);
  expect(doors.length).toBeGreaterThan(20);
  // `/style` is there while developing; the others show what a page of the list shows, only take forms, or need a story before them.
  const elsewhere = [
    "/style",
    "/quitter",
    "/admin/messages/{slug}",
    "/retrouver/{slug}",
    "/admin/personnes/{slug}",
    "/admin/accords/{slug}",
    "/forum/{slug}/{item}/message",
    "/forum/{slug}/{item}/voix",
    "/forum/brouillons/{slug}",
    "/forum/brouillons/{slug}/{item}",
    "/compte/decisions/{slug}",
    "/compte/mesures/{slug}",
    "/compte/ecrits/{slug}",
    "/moderation/auteure/{slug}",
    "/moderation/effacer/{slug}",
    "/moderation/avant/{slug}",
    "/moderation/personnes/{slug}",
    "/moderation/mesures/{slug}",
    "/moderation/articles/{slug}",
    // Its circle alone reads it.
    "/propositions/{slug}",
    // One needs a code.
    "/attestation/{slug}",
    // Shows the table that she sent.
    "/compte/organisations/{slug}/projets/import/{item}",
    // Nobody but the organisation itself reads who comes, and what its groups said.
    "/compte/organisations/{slug}/groupes",
    "/compte/organisations/{slug}/groupes/nouveau",
    "/compte/organisations/{slug}/groupes/{item}",
    "/agenda/{slug}/inscrites",
    "/agenda/{slug}/entrees",
    "/agenda/{slug}/attestations",
    "/compte/organisations/{slug}/attestations",
    "/moderation/documents/{slug}",
    "/moderation/demandes/{slug}/{item}",
  ];
  const listed = [...OPEN, ...STAFF, ...GONE].map((address) => address.split("?")[0]);
  const shown = (door: string) => {
    const pattern = new RegExp(`^${door.replaceAll(/\{slug\}|\{item\}/g, "[^/]+")}$`);
    const fixed = (path: string) => path !== door && doors.includes(path);
    return listed.some((path) => pattern.test(path) && !fixed(path));
  };
  expect(doors.filter((door) => !elsewhere.includes(door) && !shown(door))).toEqual([]);
});
