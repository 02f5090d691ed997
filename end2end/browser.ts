import type { LaunchOptions } from "@playwright/test";

/** How every test starts its browser: Chromium without windows, the same engine for half the work. */
export const LAUNCH: LaunchOptions = {
  executablePath: process.env.MUSOYA_CHROMIUM ?? "/usr/bin/chromium-headless-shell",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A microphone that beeps, for recordings in the page.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    // Whatever a test forgets, nothing leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
  ],
};

/** For what needs all of Chromium: without windows it shows no notifications. */
export const LAUNCH_WHOLE: LaunchOptions = {
  ...LAUNCH,
  executablePath: process.env.MUSOYA_CHROMIUM_WHOLE ?? "/usr/bin/chromium",
};
