import { expect, REFUSED, test } from "./fixtures";
import { called, invitation, join, phone, WORDS } from "./members";
import { EXIT, NEUTRAL, standIn } from "./neutral";
import { TOPIC } from "./pages";

test("a voice is recorded in the page, survives a reload, is kept with a draft, and sent with a text", async ({
  browser,
  staff,
  visitor,
  visit,
  watch,
}) => {
  // The phone asks whether what it keeps has arrived.
  watch.expects(REFUSED);
  const author = await phone(browser, watch);
  await join(visit, author, await invitation(visit, staff), called("Awa"));
  await visit(TOPIC, author);
  const form = author.locator("form[data-upload]");
  await form.getByRole("button", { name: "Enregistrer ma voix" }).click();
  await expect(form.locator("[data-time]")).toHaveText(/^0:0[2-9] \/ 3:00$/);
  await expect(form.locator("meter")).toBeVisible();
  await form.getByRole("button", { name: "Arrêter" }).click();
  await expect(form.locator("audio")).toBeVisible();
  await expect(form.getByRole("button", { name: "Recommencer" })).toBeVisible();

  // The page was closed before anything was sent: the phone has it still.
  await visit(TOPIC, author);
  await expect(form.locator("audio")).toBeVisible();
  const words = `Mes mots ${crypto.randomUUID().slice(0, 8)}`;
  await form.getByLabel("Votre message").fill(words);
  await form.getByRole("button", { name: "Garder comme brouillon" }).click();
  await expect(author.getByText("Votre brouillon est gardé.")).toBeVisible();
  await expect(author.getByText("Votre enregistrement est gardé.")).toBeVisible();
  await expect(author.getByLabel("Votre message")).toHaveValue(words);

  await form.getByRole("button", { name: "Envoyer" }).click();
  const post = author.locator(".post", { hasText: words });
  await expect(post).toBeVisible();
  // The workshop takes away what the phone wrote beside the sound; then it is heard.
  await expect(async () => {
    await author.reload();
    await expect(post.locator("audio")).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  await visit(new URL(author.url()).pathname, visitor);
  const src = await visitor.locator(".post", { hasText: words }).locator("audio source").getAttribute("src");
  const heard = await visitor.request.get(src!);
  expect([heard.status(), heard.headers()["content-type"].split("/")[0]]).toEqual([200, "audio"]);
  const told = visitor.locator(".post", { hasText: words });
  const speed = told.locator("[data-steps] button").last();
  await speed.click();
  await expect(speed).toContainText("1,25");
  expect(await told.locator("audio").evaluate((it: HTMLAudioElement) => it.playbackRate)).toBe(1.25);
  // Nothing of it stays on the phone.
  await visit(TOPIC, author);
  await expect(form.getByRole("button", { name: "Enregistrer ma voix" })).toBeVisible();
  await expect(form.locator(".recorder audio")).toBeHidden();
});

test("what somebody said and did not send is offered to nobody else on her phone, and stays nowhere", async ({
  browser,
  staff,
  visit,
  watch,
}) => {
  const shared = await phone(browser, watch);
  await join(visit, shared, await invitation(visit, staff), called("Awa"));
  await visit(TOPIC, shared);
  const form = shared.locator("form[data-upload]");
  await form.getByRole("button", { name: "Enregistrer ma voix" }).click();
  await expect(form.locator("[data-time]")).toHaveText(/^0:0[2-9] \/ 3:00$/);
  await form.getByRole("button", { name: "Arrêter" }).click();
  await expect(form.locator("audio")).toBeVisible();
  await visit(TOPIC, shared);
  await expect(form.locator("audio")).toBeVisible();

  // Her session ends without a word to the phone, and another person signs in on it.
  await shared.context().clearCookies();
  await join(visit, shared, await invitation(visit, staff), called("Fanta"));
  await visit(TOPIC, shared);
  await expect(form.getByRole("button", { name: "Enregistrer ma voix" })).toBeVisible();
  await expect(form.locator(".recorder audio")).toBeHidden();
  const kept = () =>
    shared.evaluate(
      () =>
        new Promise((tell) => {
          const opening = indexedDB.open("voix", 1);
          opening.onsuccess = () => {
            const counting = opening.result.transaction("voix").objectStore("voix").count();
            counting.onsuccess = () => tell(counting.result);
          };
        }),
    );
  await expect.poll(kept).toBe(0);
});

test("the quick exit takes away what was said, also where the server hears nothing of it", async ({
  browser,
  staff,
  visit,
  watch,
}) => {
  watch.expects(/ERR_FAILED/);
  const author = await phone(browser, watch);
  const name = called("Awa");
  await join(visit, author, await invitation(visit, staff), name);
  await standIn(author, watch);
  await visit(TOPIC, author);
  const form = author.locator("form[data-upload]");
  await form.getByRole("button", { name: "Enregistrer ma voix" }).click();
  await expect(form.locator("[data-time]")).toHaveText(/^0:0[2-9] \/ 3:00$/);
  await form.getByRole("button", { name: "Arrêter" }).click();
  await expect(form.locator("audio")).toBeVisible();
  await visit(TOPIC, author);
  await expect(form.locator("audio")).toBeVisible();
  await author.route("**/quitter", (it) => it.abort());
  await author.getByRole("link", { name: EXIT }).click();
  await expect(author).toHaveURL(NEUTRAL);
  // The server hears it before anybody sees what her session still shows. Signed in again she finds nothing of what she said.
  await author.unroute("**/quitter");
  await visit(TOPIC, author);
  await expect(form).toHaveCount(0);
  await visit("/connexion", author);
  await author.getByLabel("Nom ou e-mail").fill(name);
  await author.getByLabel("Mot de passe", { exact: true }).fill(WORDS);
  await author.getByRole("main").getByRole("button", { name: "Se connecter" }).click();
  await expect(author.locator(".bell")).toBeVisible();
  await visit(TOPIC, author);
  await expect(form.getByRole("button", { name: "Enregistrer ma voix" })).toBeVisible();
  await expect(form.locator(".recorder audio")).toBeHidden();
});
