import type { Page } from "@playwright/test";
import type { Watch } from "./fixtures";

export const NEUTRAL = "https://www.google.com/";
export const EXIT = "Quitter vite ce site et ouvrir une page ordinaire";

/** Puts a page of ours in the place of the neutral site, so that nothing leaves this machine. */
export async function standIn(page: Page, watch: Watch) {
  watch.expects(/request to another site: https:\/\/www\.google\.com\/$/);
  await page.context().route(`${NEUTRAL}**`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: "<!DOCTYPE html><title>Ailleurs</title><h1>Ailleurs</h1>",
    }),
  );
}
