import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type APIRequestContext, type FullConfig, request } from "@playwright/test";
import { authenticatorCode } from "./authenticator.mjs";

/** Makes Testeuse, an administrator, and signs her in once, with both her keys, for all tests that start behind that door. */
export default async function people(config: FullConfig) {
  const baseURL = config.projects[0].use.baseURL!;
  const folder = mkdtempSync(join(tmpdir(), "musoya-people-"));
  const passphrase = passphraseOf("Testeuse");
  const browser = await request.newContext({ baseURL });
  const answer = await browser.post("/connexion", {
    form: { nom: "Testeuse", passphrase },
    headers: { Origin: new URL(baseURL).origin },
  });
  if (!answer.ok()) throw new Error(`Testeuse cannot sign in: ${answer.status()}`);
  await setUpAuthenticator(browser, baseURL, passphrase);
  await untilTheWorkshopIsDone(browser);
  process.env.TESTEUSE_STATE = join(folder, "testeuse.json");
  await browser.storageState({ path: process.env.TESTEUSE_STATE });
  await browser.dispose();
  return () => rmSync(folder, { recursive: true });
}

/** The example documents are made light after the start, one after the other; the last one has a summary to listen to. */
async function untilTheWorkshopIsDone(browser: APIRequestContext) {
  const isDone = async () => {
    const page = await (await browser.get("/compte/organisations/pvf/documents")).text();
    const pages = await browser.get("/bibliotheque/qu-est-ce-qu-un-par/pages");
    return pages.ok() && !page.includes("préparation");
  };
  for (let second = 0; second < 900; second += 1) {
    if (await isDone()) return;
    await new Promise((wake) => setTimeout(wake, 1000));
  }
  throw new Error("the example documents are not made light");
}

/** Reads the secret from the page, as a phone would, and gives the code that fits. */
export async function setUpAuthenticator(browser: APIRequestContext, baseURL: string, passphrase: string) {
  const page = await (await browser.get("/compte/application")).text();
  const secret = /<code class="secret">([^<]+)</.exec(page)?.[1].replaceAll(" ", "");
  if (!secret) throw new Error("the page of the authenticator shows no secret");
  const answer = await browser.post("/compte/application", {
    form: { code: authenticatorCode(secret), passphrase_actuelle: passphrase },
    headers: { Origin: new URL(baseURL).origin },
  });
  if (!answer.ok()) throw new Error(`the authenticator is refused: ${answer.status()}`);
}

/** The passphrase of an administrator of this name, made by the operator's command. */
export function passphraseOf(name: string): string {
  const musoya = process.env.MUSOYA_BIN ?? "../target/release/musoya";
  const user = (verb: string) =>
    execFileSync(musoya, ["user", verb, name], { encoding: "utf8", stdio: "pipe" });
  let printed: string;
  try {
    printed = user("add");
  } catch {
    // She is there already when tests run again on the same data.
    printed = user("reset");
  }
  const found = /^passphrase:\s*(.+)$/m.exec(printed);
  if (!found) throw new Error("musoya user prints no passphrase");
  return found[1].trim();
}
