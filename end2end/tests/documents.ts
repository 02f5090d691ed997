/** Steps with documents that several stories take. */
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** A PDF with a line of text on each page, and a part of so many bytes that nobody sees. */
export function pdf(pages: string[], padding: number): Buffer {
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

/** Somebody enters a document of this kind, and stands before its sheet; its title is nobody else's. */
export async function enterDocument(
  staff: Page,
  visit: (path: string, page: Page) => Promise<unknown>,
  kind: "Guide" | "Rapport" | "Émission",
  text?: string,
  desk = "/compte/organisations/anfa",
): Promise<string> {
  const title = `${kind} ${crypto.randomUUID().slice(0, 8)}`;
  await visit(`${desk}/documents/nouveau`, staff);
  await staff.getByLabel("Titre", { exact: true }).fill(title);
  await staff.getByRole("radio", { name: kind }).check({ force: true });
  if (text !== undefined) await staff.getByLabel(/^Texte écrit ici/).fill(text);
  await staff.getByRole("button", { name: "Enregistrer et continuer" }).click();
  await expect(staff.getByText("C’est enregistré.")).toBeVisible();
  return title;
}

/** Publishes the document whose sheet is open. */
export async function publish(staff: Page) {
  await staff.getByRole("button", { name: "Publier" }).click();
  await expect(staff.locator(".state").first()).toHaveText("Publié");
}

/** Takes the document whose sheet is open away from its readers. */
export async function withdraw(staff: Page) {
  await staff.getByRole("button", { name: "Retirer", exact: true }).click();
  await expect(staff.locator(".state").first()).toHaveText("Retiré");
}
