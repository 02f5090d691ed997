import { defineConfig, type PlaywrightTestOptions } from "@playwright/test";
import { LAUNCH } from "./browser";

/** A phone of the kind that most visitors have. */
const phone: Partial<PlaywrightTestOptions> = {
  viewport: { width: 360, height: 640 },
  hasTouch: true,
  isMobile: true,
  locale: "fr-FR",
};

/** These say something about JavaScript itself, or need it in order to look. */
const NEED_WASM = ["**/*.hydrate.spec.ts", "**/budget.spec.ts", "**/accessibility.spec.ts"];
/** What the server answers is the same for everybody: once is enough. */
const ONCE = ["**/html.spec.ts", "**/feeds.spec.ts"];

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  globalSetup: "./people.ts",
  // One more than the cores: a test waits for the browser as often as the browser works.
  workers: 3,
  // People see each story that fails. Where nobody looks on, a few of a thousand may be told again on a noisy machine (`reporter.ts`).
  retries: Number(process.env.MUSOYA_SECOND_TRIES ?? 0),
  // No test is about time: a slow machine only takes longer.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [["list"], ["./reporter.ts"]],
  use: {
    ...phone,
    baseURL: process.env.BASE_URL ?? "http://localhost:3000",
    screenshot: "only-on-failure",
    // A worker answers in the place of the network, which most tests look at; those of the worker allow it.
    serviceWorkers: "block",
    launchOptions: LAUNCH,
  },
  projects: [
    { name: "plain", use: { javaScriptEnabled: false }, testIgnore: NEED_WASM },
    { name: "wasm", testIgnore: ONCE },
  ],
});
