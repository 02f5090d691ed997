/** What somebody writes to do harm, and looking at pages on which it stands. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import type { Visit } from "./members";

/** The list that the tests of the server read too. */
export const HOSTILE: { html: string[]; markdown: string[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../tests/data/hostile.json"), "utf8"),
);

/** Counts what runs on these pages, and looks at them. */
export function harmless(pages: Page[], visit: Visit) {
  const ran: string[] = [];
  for (const page of pages) {
    page.on("dialog", async (dialog) => {
      ran.push(`${page.url()}: ${dialog.message()}`);
      await dialog.dismiss();
    });
  }
  /** Opens it, and does with everything in it what a hand could do. */
  const look = async (page: Page, path: string) => {
    await visit(path, page);
    const foreign = "main :is(iframe, object, embed, base, meta, form form, [onerror], [onload], [onclick])";
    await expect(page.locator(foreign)).toHaveCount(0);
    const targets = await page
      .locator("main :is(a, area)")
      .evaluateAll((all) => all.map((it) => it.getAttribute("href")));
    for (const href of targets) expect(href).toMatch(/^(\/|#|https?:\/\/|mailto:|tel:|\?)/);
    await page.mouse.move(180, 320);
    await page.mouse.wheel(0, 4000);
  };
  return { ran, look };
}

/** A vector as what is written in one line. */
export const inLine = (text: string, most: number) => text.replaceAll("\n", " ").slice(0, most);
