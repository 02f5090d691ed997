// How long it takes until something is painted, from the second visit on: over slow 3G, and with the server stopped, on a processor that
// is four times slower. `make bench ARGS=phone` runs it against the release. Times are those of this machine, quiet or not: they are
// printed, and no test reads them. Only the page's own thread is slowed, the worker's is not; the network is slow for both.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const RUNS = Number(process.env.RUNS ?? 5);
/** Slow 3G: bytes in a second each way, and milliseconds there and back. */
const RATE = 50_000;
const ROUND_TRIP = 400;
const SLOWER = 4;
const PATHS = ["/", "/annuaire", "/annuaire/rejefpo", "/bibliotheque"];

const wait = (time) => new Promise((done) => setTimeout(done, time));
const median = (numbers) => numbers.sort((one, other) => one - other)[(numbers.length - 1) >> 1];

/** A network between the browser and the server: how it is can be changed while it is used. */
class Road {
  state = { rate: Infinity, trip: 0, holds: false };
  #sockets = new Set();
  bytes = 0;

  static async to(port) {
    const road = new Road();
    road.server = createServer((phone) => road.#carry(phone, connect(port, "127.0.0.1")));
    await road.opens();
    return road;
  }

  async opens() {
    await new Promise((open) => this.server.listen(this.port ?? 0, "127.0.0.1", open));
    this.port = this.server.address().port;
  }

  /** Nobody listens any more. */
  async closes() {
    const closed = new Promise((done) => this.server.close(done));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Lets go of what is open, so that the next request finds the way anew. */
  forgets() {
    for (const socket of this.#sockets) socket.destroy();
  }

  #carry(phone, site) {
    // A connection is made in one way there and back.
    const begun = wait(this.state.trip);
    for (const [from, to, isDown] of [
      [phone, site, false],
      [site, phone, true],
    ]) {
      this.#sockets.add(from);
      let free = 0;
      let turn = begun;
      from.on("data", (bytes) => {
        if (isDown) this.bytes += bytes.length;
        const { rate, trip, holds } = this.state;
        if (holds) return;
        const now = performance.now();
        free = Math.max(free, now) + (bytes.length / rate) * 1000;
        const due = free + trip / 2;
        turn = turn.then(() => wait(due - performance.now())).then(() => to.writable && to.write(bytes));
      });
      from.on("error", () => from.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        turn.then(() => to.end());
      });
    }
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((open) => server.listen(0, "127.0.0.1", open));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A page that is opened with its worker asleep: when something was painted, and how many bytes came. */
async function opened(context, road, path) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const before = road.bytes;
  await page.goto(`http://localhost:${road.port}${path}`, { waitUntil: "commit" });
  const painted = await page.evaluate(
    () =>
      new Promise((done) =>
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName("first-contentful-paint")[0];
          if (paint) done(paint.startTime);
        }).observe({ type: "paint", buffered: true }),
      ),
  );
  const bytes = road.bytes - before;
  await page.close();
  return { painted, bytes };
}

async function kept(page) {
  return page.evaluate(async () =>
    (await (await caches.open("library")).keys()).map(({ url }) => new URL(url).pathname),
  );
}

const folder = mkdtempSync(join(tmpdir(), "musoya-paint-"));
const port = await freePort();
const server = spawn(process.env.MUSOYA_BIN, ["serve"], {
  env: {
    ...process.env,
    MUSOYA_ADDRESS: `127.0.0.1:${port}`,
    MUSOYA_DATA: join(folder, "data"),
    MUSOYA_DATABASE: "",
    MUSOYA_FFMPEG: "none",
  },
  stdio: "ignore",
});
while (
  !(await fetch(`http://127.0.0.1:${port}/sw.js`).then(
    ({ ok }) => ok,
    () => false,
  ))
)
  await wait(200);
const road = await Road.to(port);
const context = await chromium.launchPersistentContext(join(folder, "profile"), {
  executablePath: process.env.MUSOYA_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  viewport: { width: 360, height: 640 },
  isMobile: true,
  hasTouch: true,
  locale: "fr-FR",
});
const first = await context.newPage();
await first.goto(`http://localhost:${road.port}/`);
await first.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
for (const path of PATHS) {
  await first.goto(`http://localhost:${road.port}${path}`);
  while (!(await kept(first)).includes(path)) await wait(100);
  await first.locator("html[data-ready]").waitFor({ state: "attached" });
}
await first.close();

const slow = { rate: RATE, trip: ROUND_TRIP, holds: false };
const ways = [
  ["slow 3G, connection open", async () => Object.assign(road.state, slow)],
  ["slow 3G, connection anew", async () => road.forgets()],
  ["network that is silent", async () => Object.assign(road.state, { holds: true })],
  ["server stopped", async () => road.closes()],
];
console.log(
  `First contentful paint from the second visit on, ms (median and slowest of ${RUNS}; processor ${SLOWER} times slower)`,
);
for (const [name, begin] of ways) {
  await begin();
  for (const path of PATHS) {
    const times = [];
    let bytes = 0;
    for (let run = 0; run < RUNS; run += 1) {
      if (name.endsWith("anew")) road.forgets();
      const it = await opened(context, road, path);
      times.push(it.painted);
      bytes = it.bytes;
    }
    const slowest = Math.max(...times);
    console.log(
      `${name.padEnd(26)} ${path.padEnd(20)} ${Math.round(median(times))} ${Math.round(slowest)}   ${bytes} bytes`,
    );
  }
}
await context.close();
server.kill("SIGTERM");
rmSync(folder, { recursive: true, force: true });
