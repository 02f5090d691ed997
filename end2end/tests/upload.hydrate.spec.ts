import { Upload } from "tus-js-client";
import { enterDocument, pdf } from "./documents";
import { expect, expectInReach, test } from "./fixtures";

test("a focal point sees how far her file is, pauses it with her thumb, and goes on when she likes", async ({
  alone: _,
  staff,
  visit,
}) => {
  await enterDocument(staff, visit, "Guide");
  const pieces: string[] = [];
  let release = () => {};
  const held = new Promise<void>((open) => (release = open));
  await staff.route("**/envois/*", async (route) => {
    if (route.request().method() === "PATCH") {
      pieces.push(route.request().headers()["upload-offset"]);
      if (pieces.length === 2) await held;
    }
    return route.continue();
  });
  const buffer = pdf(["Une page."], 900_000);
  await staff.locator("#fichier").setInputFiles({ name: "pause.pdf", mimeType: "application/pdf", buffer });
  await staff.getByRole("button", { name: "Envoyer le fichier" }).click();
  await expectInReach(staff.getByText("29 % envoyés"));
  await expectInReach(staff.getByRole("progressbar", { name: "Envoi du fichier" }));
  const pause = staff.getByRole("button", { name: "Mettre en pause" });
  await expectInReach(pause);
  await pause.click();
  release();
  await expectInReach(staff.getByText("En pause. Rien n’est perdu."));
  expect(pieces).toEqual(["0", "262144"]);
  await staff.getByRole("button", { name: "Reprendre" }).click();
  await expect(staff.getByText("pause.pdf")).toBeVisible();
  expect(pieces).toEqual(["0", "262144", "524288", "786432"]);
  await staff.getByRole("button", { name: "Jeter ce brouillon" }).click();
});

test("whoever sends too much, or what the server refuses, reads why, and may choose again", async ({
  alone: _,
  staff,
  visit,
  watch,
}) => {
  watch.expects(/status of (403|413|422|429)/);
  await enterDocument(staff, visit, "Guide");
  const send = staff.getByRole("button", { name: "Envoyer le fichier" });
  const choose = (name: string, buffer: Buffer) =>
    staff.locator("#fichier").setInputFiles({ name, mimeType: "application/pdf", buffer });
  for (const [method, status, sentence] of [
    ["POST", 413, "Ce fichier est trop lourd, ou trop d’envois sont en cours."],
    ["POST", 429, "Ce fichier est trop lourd, ou trop d’envois sont en cours."],
    ["PATCH", 403, "L’envoi n’a pas pu se faire."],
  ] as const) {
    await staff.route(/\/envois/, (route) =>
      route.request().method() === method
        ? route.fulfill({ status, headers: { "x-musoya": "essai" } })
        : route.continue(),
    );
    await choose("guide.pdf", pdf([`Une page ${method} ${status}.`], 1000));
    await send.click();
    await expectInReach(staff.getByRole("alert").filter({ hasText: sentence }));
    await expect(staff.getByRole("button", { name: "Mettre en pause" })).toBeHidden();
    await expectInReach(send);
    await staff.unroute(/\/envois/);
  }
  await choose("vide.pdf", Buffer.alloc(0));
  await send.click();
  await expect(staff.locator("#fichier-erreur")).toHaveText("Ce fichier est vide.");
  await staff.getByRole("button", { name: "Jeter ce brouillon" }).click();
});

test("a network that answers everything with its own page is not taken for the server, and the file goes once that is over", async ({
  alone: _,
  staff,
  visit,
}) => {
  for (const method of ["POST", "PATCH"]) {
    await enterDocument(staff, visit, "Guide");
    let asked = 0;
    const sending = /\/envois(\/|$)/;
    await staff.route(sending, async (route) => {
      if (route.request().method() !== method) return route.continue();
      asked += 1;
      return route.fulfill({ status: 200, contentType: "text/html", body: "<h1>Achetez un ticket</h1>" });
    });
    const [name, buffer] = [`${method}.pdf`, pdf([`Derrière un portail, ${method}.`], 1000)];
    await staff.locator("#fichier").setInputFiles({ name, mimeType: "application/pdf", buffer });
    await staff.getByRole("button", { name: "Envoyer le fichier" }).click();
    await expect(staff.getByText("Le réseau est parti. L’envoi reprendra tout seul")).toBeVisible();
    // Each try waits longer than the one before.
    expect(asked).toBeLessThan(5);
    await staff.unroute(sending);
    await expect(staff.getByText(name)).toBeVisible();
    await staff.getByRole("button", { name: "Jeter ce brouillon" }).click();
  }
});

test("the public client of the protocol sends a file, stops half-way, and goes on with a new beginning", async ({
  alone: _,
  staff,
  visit,
  baseURL,
}) => {
  await enterDocument(staff, visit, "Guide");
  const sheet = new URL(staff.url()).pathname;

  const cookies = await staff.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const file = pdf(["Une page.", "Une autre."], 700_000);
  const options = {
    endpoint: new URL("/envois", baseURL).href,
    headers: { cookie },
    chunkSize: 128 * 1024,
    retryDelays: null,
    metadata: { filename: "guide du dehors.pdf" },
  };
  const half = await new Promise<Upload>((resolve, reject) => {
    const upload: Upload = new Upload(file, {
      ...options,
      onError: reject,
      onChunkComplete: (_size, accepted) => {
        if (accepted > file.length / 2) void upload.abort().then(() => resolve(upload));
      },
    });
    upload.start();
  });
  const sent: number[] = [];
  const whole = await new Promise<Upload>((resolve, reject) => {
    const upload: Upload = new Upload(file, {
      ...options,
      uploadUrl: half.url,
      onError: reject,
      onChunkComplete: (_size, accepted) => sent.push(accepted),
      onSuccess: () => resolve(upload),
    });
    upload.start();
  });
  expect(sent[0], "what had come is not sent again").toBeGreaterThan(file.length / 2);
  const given = await staff.request.post(sheet.replace("/modifier", "/fichier"), {
    form: { fichier_envoye: new URL(whole.url!).pathname.replace("/envois/", "") },
    headers: { Origin: new URL(baseURL!).origin },
  });
  expect(given.ok()).toBe(true);
  await visit(sheet, staff);
  await expect(staff.getByText("guide du dehors.pdf")).toBeVisible();
  await staff.getByRole("button", { name: "Jeter ce brouillon" }).click();
});
