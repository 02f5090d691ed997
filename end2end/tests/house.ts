import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { createServer as createPortal, type Server as Portal } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The site of the build, as the other tests are served it. */
const SITE = resolve(process.env.MUSOYA_SITE ?? join(import.meta.dirname, "../../site"));

/** A WASM that stops as soon as it starts. */
const TRAP = Buffer.from("0061736d01000000010401600000030201000801000a05010300000b", "hex");

/**
 * What of a build does not work: its WASM stops, its first script stops, its WASM takes for ever or is not there, or a script of its shell
 * is not there; or works, but is another file than before.
 */
export type Fault = "wasm" | "script" | "slow" | "lost" | "gap" | "changed";

const MUSOYA = process.env.MUSOYA_BIN ?? "../target/release/musoya";

type Manifest = { build: string; js: string; wasm: string; worker: string; scripts: Record<string, string> };

/**
 * A server of one's own, which is stopped and started again at the same address: what a browser emulates as being offline does not
 * reach service workers.
 */
export class House {
  readonly #folder = mkdtempSync(join(tmpdir(), "musoya-house-"));
  readonly #site = join(this.#folder, "site");
  readonly #log = join(this.#folder, "log");
  readonly #settings: Record<string, string>;
  #port = 0;
  #server: ChildProcess | undefined;
  #portal: Portal | undefined;

  constructor(settings: Record<string, string>) {
    this.#settings = settings;
  }

  /** A new one; `settings` are the operator's, at every start. */
  static async open(settings: Record<string, string> = {}): Promise<House> {
    const house = new House(settings);
    cpSync(SITE, house.#site, { recursive: true });
    house.#port = await freePort();
    await house.start();
    return house;
  }

  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  /** Starts the server; `settings` are the operator's. */
  async start(settings: Record<string, string> = {}) {
    const log = openSync(this.#log, "a");
    this.#server = spawn(MUSOYA, ["serve"], {
      env: { ...this.#environment(), ...settings },
      stdio: ["ignore", "ignore", log],
    });
    closeSync(log);
    for (let tries = 0; tries < 1200; tries += 1) {
      if (await this.#answers()) {
        // What the first page of a server loads would pass for a slow network.
        for (const path of ["/", "/annuaire"]) await (await fetch(this.origin + path)).text();
        return;
      }
      await new Promise((wake) => setTimeout(wake, 100));
    }
    throw new Error("the server does not start");
  }

  /** Stops the server; nobody listens there any more. */
  async stop() {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const ended = new Promise((end) => server.once("exit", end));
    server.kill("SIGKILL");
    await ended;
  }

  /** An administrator of this name, made by the operator's command; her passphrase. */
  administrator(name: string): string {
    const printed = execFileSync(MUSOYA, ["user", "add", name], {
      encoding: "utf8",
      env: this.#environment(),
    });
    return /^passphrase:\s*(.+)$/m.exec(printed)![1].trim();
  }

  /** What the server said last, all its starts together. */
  said(lines: number): string {
    return readFileSync(this.#log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  }

  /** The operator imports a table of organisations; a server that runs sees it within a second. */
  import(table: string) {
    const file = join(this.#folder, "table.csv");
    writeFileSync(file, table);
    execFileSync(MUSOYA, ["import", file], { env: this.#environment() });
  }

  /** The operator writes the site as files, while the server runs; where they are. */
  export(): string {
    const file = join(this.#folder, "site.zip");
    execFileSync(MUSOYA, ["export", file], { env: this.#environment() });
    return file;
  }

  /** From the next start on the site is of another build, with this fault, after so many releases that mended a hole. */
  rebuild(name: string, fault?: Fault, urgent = 0) {
    const manifest = JSON.parse(readFileSync(join(SITE, "manifest.json"), "utf8")) as Manifest;
    Object.assign(manifest, { build: name, urgent });
    if (fault === "wasm") manifest.wasm = this.#put(`musoya.${name}.wasm`, TRAP);
    if (fault === "script")
      manifest.scripts.boot = this.#put(`boot.${name}.js`, "throw new Error('broken');");
    if (fault === "slow")
      manifest.js = this.#put(`musoya.${name}.js`, "export default () => new Promise(() => {});");
    if (fault === "lost") manifest.js = `/pkg/musoya.${name}.js`;
    if (fault === "changed") {
      const code = readFileSync(join(SITE, manifest.scripts.keep), "utf8");
      manifest.scripts.keep = this.#put(`keep.${name}.js`, `${code}\n`);
    }
    if (fault === "gap") manifest.scripts.keep = `/pkg/keep.${name}.js`;
    writeFileSync(join(this.#site, "manifest.json"), JSON.stringify(manifest));
  }

  /** From the next start on, the worker believes that it is so many milliseconds later. */
  hasClock(shift: number) {
    const manifest = JSON.parse(readFileSync(join(SITE, "manifest.json"), "utf8")) as Manifest;
    if (shift) {
      const code = readFileSync(join(SITE, manifest.worker), "utf8");
      const clock = `{ const now = Date.now; Date.now = () => now() + ${shift}; }\n`;
      manifest.worker = this.#put(`worker.${shift}.js`, clock + code);
    }
    writeFileSync(join(this.#site, "manifest.json"), JSON.stringify(manifest));
  }

  /** The built files of these names are not there any more, from the next start on. */
  loses(names: RegExp) {
    const pkg = join(this.#site, "pkg");
    for (const name of readdirSync(pkg)) if (names.test(name)) rmSync(join(pkg, name));
  }

  /** All of them are there again, from the next start on. */
  finds() {
    cpSync(SITE, this.#site, { recursive: true });
  }

  /** Somebody's network answers everything in our place. */
  async isBehindPortal(html: string) {
    await this.stop();
    this.#portal = createPortal((_, answer) => {
      answer.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
    });
    await new Promise<void>((open) => this.#portal!.listen(this.#port, "localhost", open));
  }

  /** That network lets everything through again. */
  async isFree() {
    const portal = this.#portal;
    this.#portal = undefined;
    if (!portal) return;
    portal.closeAllConnections();
    await new Promise((closed) => portal.close(closed));
  }

  async close() {
    await this.isFree();
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      MUSOYA_ADDRESS: `127.0.0.1:${this.#port}`,
      MUSOYA_DATA: join(this.#folder, "data"),
      MUSOYA_DATABASE: "",
      MUSOYA_FILES: "",
      MUSOYA_FFMPEG: "none",
      MUSOYA_SITE: this.#site,
      ...this.#settings,
    };
  }

  #put(name: string, content: string | Buffer): string {
    writeFileSync(join(this.#site, "pkg", name), content);
    return `/pkg/${name}`;
  }

  async #answers(): Promise<boolean> {
    return fetch(`${this.origin}/sw.js`).then(
      (answer) => answer.ok,
      () => false,
    );
  }
}

async function freePort(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
