import { Upload } from "tus-js-client";
import { enterDocument, publish, withdraw } from "./documents";
import { expect, test } from "./fixtures";

/** A PDF with a line of text on each page, and a part of so many bytes that nobody sees. */
function pdf(pages: string[], padding: number): Buffer {
  const kids = pages.map((_, page) => `${5 + 2 * page} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Length ${padding} >>\nstream\n${"a".repeat(padding)}\nendstream`,
  ];
  pages.forEach((text, page) => {
    const drawing = `BT /F 14 Tf 60 780 Td (${text}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${6 + 2 * page} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
      `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    );
  });
  let file = "%PDF-1.7\n";
  let table = "";
  objects.forEach((object, at) => {
    table += `${String(file.length).padStart(10, "0")} 00000 n \n`;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
  });
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + end, "latin1");
}

test("a file goes on where the network cut it, twice, and is found by a word on its third page", async ({
  alone: _,
  staff,
  visitor,
  visit,
  watch,
}) => {
  watch.expects(/Failed to load resource: net::ERR_/);
  const title = await enterDocument(staff, visit, "Rapport");

  let passed = 0;
  let cuts = 0;
  let gone = false;
  await staff.route("**/envois/*", async (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    if (!gone && cuts < 2 && passed === 1 + 2 * cuts) {
      gone = true;
      cuts += 1;
    }
    if (gone) return route.abort("connectionreset");
    passed += 1;
    return route.continue();
  });
  const buffer = pdf(["Une page.", "Une autre.", "Ici pousse le fonio."], 900_000);
  await staff
    .locator("#fichier")
    .setInputFiles({ name: "mon guide.pdf", mimeType: "application/pdf", buffer });
  await staff.getByRole("button", { name: "Envoyer le fichier" }).click();
  for (const cut of [1, 2]) {
    await expect.poll(() => cuts).toBe(cut);
    await expect(staff.getByText("Le réseau est parti.")).toBeVisible();
    gone = false;
  }
  await expect(staff.getByText("mon guide.pdf")).toBeVisible();
  expect(passed).toBeGreaterThanOrEqual(4);

  await publish(staff);
  await expect(async () => {
    await visit("/bibliotheque?q=fonio", visitor);
    await expect(visitor.getByRole("article").filter({ hasText: title })).toContainText("page 3", {
      timeout: 1000,
    });
  }).toPass();
  await visit(staff.url(), staff);
  await withdraw(staff);
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
