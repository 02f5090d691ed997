import { expect, REFUSED, test } from "./fixtures";
import { called, invitation, join, meet, phone } from "./members";

test("a slip that stays before the camera is read once, and what is no address at all is told at the door", async ({
  alone: _,
  browser,
  staff,
  visit,
  watch,
}) => {
  watch.expects(REFUSED);
  const host = await phone(browser, watch);
  await join(visit, host, await invitation(visit, staff), called("Kadiatou"));
  const mark = crypto.randomUUID().slice(0, 8);
  const path = await meet(visit, host, staff, `Porte ${mark}`);

  // A camera before which one code always is; it is no address, and no slip.
  await host.addInitScript(() => {
    const camera = async () => document.createElement("canvas").captureStream();
    Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia: camera } });
    HTMLMediaElement.prototype.play = async () => undefined;
    const detect = async () => {
      (self as any).looks += 1;
      return [{ rawValue: sessionStorage.getItem("vue") ?? "WIFI:fiche=bureau" }];
    };
    Object.assign(self, {
      looks: 0,
      BarcodeDetector: class {
        detect = detect;
      },
    });
  });
  let sent = 0;
  host.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/entrees")) sent += 1;
  });
  await visit(`${path}/entrees`, host);
  await host.getByRole("button", { name: "Lire avec la caméra" }).click();
  await expect(host.getByRole("alert").first()).toContainText("Cette fiche n’est celle d’aucune inscription");
  // The page came again, and the code is still before its camera: many looks of it send nothing.
  const looks = async () => host.evaluate(() => (self as any).looks as number);
  await expect.poll(looks).toBeGreaterThan(8);
  expect(sent).toBe(1);
  // Another code is another slip.
  await host.evaluate(() => sessionStorage.setItem("vue", "https://ailleurs.example/?fiche=AAAAA-AAAAA"));
  await expect(host.getByRole("alert").first()).toContainText("une autre rencontre");
  await expect.poll(looks).toBeGreaterThan(8);
  expect(sent).toBe(2);
});
