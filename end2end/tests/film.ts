/** A small film of what a page shows, kept beside the results of a test. */
import { spawn } from "node:child_process";
import type { Page, TestInfo } from "@playwright/test";

/** How many pictures a second the film has; what stands still between two of them takes no room. */
const PICTURES = 2;
/** How long the film stands still when nothing changes, in milliseconds. */
const LONGEST = 1500;

/** Films a page of 360 pixels until the function that this gives is called; then the film is attached to the test. */
export async function film(page: Page, testInfo: TestInfo, name: string): Promise<() => Promise<void>> {
  const path = testInfo.outputPath(`${name}.webm`);
  const input = ["-f", "image2pipe", "-framerate", String(PICTURES), "-c:v", "mjpeg", "-i", "-"];
  const output = [
    "-c:v",
    "libvpx",
    "-b:v",
    "150k",
    "-deadline",
    "realtime",
    "-pix_fmt",
    "yuv420p",
    "-y",
    path,
  ];
  const program = process.env.MUSOYA_FFMPEG ?? "ffmpeg";
  const ffmpeg = spawn(program, ["-loglevel", "error", ...input, ...output], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    ffmpeg.on("error", reject);
    ffmpeg.on("close", resolve);
  });
  let last: { picture: Buffer; at: number } | undefined;
  const show = (until: number) => {
    if (!last) return;
    const times = Math.max(1, Math.round((Math.min(until - last.at, LONGEST) / 1000) * PICTURES));
    for (let time = 0; time < times; time++) ffmpeg.stdin.write(last.picture);
  };
  const session = await page.context().newCDPSession(page);
  session.on("Page.screencastFrame", ({ data, sessionId, metadata }) => {
    const at = (metadata.timestamp ?? 0) * 1000;
    show(at);
    last = { picture: Buffer.from(data, "base64"), at };
    void session.send("Page.screencastFrameAck", { sessionId }).catch(() => {});
  });
  await session.send("Page.startScreencast", {
    format: "jpeg",
    quality: 60,
    maxWidth: 360,
    maxHeight: 640,
    everyNthFrame: 2,
  });
  return async () => {
    await session.send("Page.stopScreencast");
    await session.detach();
    if (last) show(last.at + LONGEST);
    ffmpeg.stdin.end();
    const code = await ended;
    if (code !== 0) throw new Error(`the film was not made: ffmpeg ended with ${code}`);
    await testInfo.attach(name, { path, contentType: "video/webm" });
  };
}
