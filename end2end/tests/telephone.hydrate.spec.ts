import type { Page, Worker } from "@playwright/test";
import { LAUNCH_WHOLE } from "../browser";
import { called } from "./members";
import { controlled, expect, test, workersOf } from "./phone";

test.use({ serviceWorkers: "allow", launchOptions: LAUNCH_WHOLE });
test.describe.configure({ mode: "serial" });

const HERE = "Recevoir les nouvelles ici";
/** Other stories have people of their own in the same house. */
const NAME = called("Rokia");
const MINE = "C’est cet appareil.";

/** An administrator, signed in on a phone whose worker is there and that may show what rings. */
async function signedIn(page: Page, passphrase: string): Promise<Worker> {
  await page.context().grantPermissions(["notifications"], { origin: new URL(page.url()).origin });
  await page.goto("/connexion");
  await page.getByLabel("Nom ou e-mail").fill(NAME);
  await page.getByLabel("Mot de passe", { exact: true }).fill(passphrase);
  await page.getByRole("main").getByRole("button", { name: "Se connecter" }).click();
  await expect(page).not.toHaveURL(/connexion$/);
  await controlled(page);
  const worker = page
    .context()
    .serviceWorkers()
    .find((it) => it.url().endsWith("/sw.js"));
  expect(worker, "the worker is there").toBeTruthy();
  return worker!;
}

/** What a push service would give a browser under this address. */
async function subscription(address: string, auth: string) {
  const kind = { name: "ECDH", namedCurve: "P-256" };
  const { publicKey } = await crypto.subtle.generateKey(kind, true, ["deriveBits"]);
  const p256dh = Buffer.from(await crypto.subtle.exportKey("raw", publicKey)).toString("base64url");
  return { endpoint: `https://push.exemple.ml/w/${address}`, keys: { p256dh, auth } };
}

/** What a browser with a push service would say; this one has none. */
async function withPushService(page: Page) {
  await page.evaluate(
    (said) => {
      const here = window as unknown as { asked?: unknown };
      PushManager.prototype.subscribe = async (options) => {
        here.asked = options;
        return { ...said, toJSON: () => said } as unknown as PushSubscription;
      };
    },
    await subscription("kadiatou", "A".repeat(22)),
  );
}

let passphrase = "";

test("what rings is shown once, tells nothing, and leads to her news", async ({ house, ready: page }) => {
  passphrase = house.administrator(NAME);
  const worker = await signedIn(page, passphrase);
  const { client, registrationId } = await workersOf(page);
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, icon }) => ({ title, body, icon }));
    });
  const data = JSON.stringify([
    "Pour vous",
    { body: "Quelque chose de nouveau vous attend.", icon: "/carnet-192.png", tag: "nouvelles" },
  ]);
  for (let time = 0; time < 2; time += 1)
    await client.send("ServiceWorker.deliverPushMessage", { origin: house.origin, registrationId, data });
  await expect.poll(async () => (await shown()).length).toBe(1);
  expect(await shown()).toEqual([
    {
      title: "Pour vous",
      body: "Quelque chose de nouveau vous attend.",
      icon: `${house.origin}/carnet-192.png`,
    },
  ]);
  // No browser opens a window for a tap of nobody: what would be opened is looked at.
  const opened = await worker.evaluate(async () => {
    const here = self as unknown as ServiceWorkerGlobalScope & { opened: string[] };
    here.opened = [];
    here.clients.openWindow = async (path) => {
      here.opened.push(String(path));
      return null;
    };
    const [notification] = await here.registration.getNotifications();
    here.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
    return here.opened;
  });
  expect(opened).toEqual(["/compte/nouvelles"]);
  await expect.poll(async () => (await shown()).length, { message: "it is put away" }).toBe(0);
});

test("a phone is turned on by her tap alone, goes on under another address, and is taken away", async ({
  ready: page,
  watch,
}) => {
  const worker = await signedIn(page, passphrase);
  await page.goto("/compte/reglages");
  const section = page.locator("#telephone");
  await expect(section.getByText("Aucun pour le moment.")).toBeVisible();
  await expect(section.getByText("Ce navigateur ne sait pas")).toBeHidden();
  // This browser has no push service, and says so.
  watch.expects(/does not support the Push API|push service/i);
  await section.getByRole("button", { name: HERE }).click();
  await expect(section.getByRole("alert")).toHaveText(/Cela n’a pas marché|n’a pas la permission/);
  await withPushService(page);
  await section.getByLabel("Carnet").check();
  await section.getByRole("button", { name: HERE }).click();
  await expect(page).toHaveURL(/\/compte\/telephone\?fait=garde$/);
  await expect(section.getByText(MINE)).toBeVisible();
  await expect(section.getByText("Titre : « Carnet »")).toBeVisible();
  await expect(section.getByRole("button", { name: HERE })).toHaveCount(0);
  // Its maker gives it another address while nobody looks.
  const answered = page.context().waitForEvent("request", (it) => it.url().endsWith("/compte/telephone"));
  await worker.evaluate(
    (said) => {
      const event = new ExtendableEvent("pushsubscriptionchange");
      Object.assign(event, { newSubscription: { toJSON: () => said } });
      self.dispatchEvent(event);
    },
    await subscription("autre", `${"B".repeat(21)}A`),
  );
  await (await answered).response();
  await page.goto("/compte/telephone");
  await expect(section.getByText(MINE)).toHaveCount(1);
  await expect(section.getByText("Titre : « Carnet »")).toBeVisible();
  await section.getByRole("button", { name: "Retirer" }).click();
  await expect(page.getByText("C’est retiré.")).toBeVisible();
  await expect(section.getByText("Aucun pour le moment.")).toBeVisible();
});
