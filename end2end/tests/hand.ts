/** How long what she does takes a person: the keystroke-level model, so that no clock of a test machine is asked. */
import type { Locator } from "@playwright/test";

/**
 * Seconds, after Card, Moran and Newell (The keystroke-level model for user performance time with interactive systems, 1980): a key of
 * somebody who is unfamiliar with the keyboard, a point and a press, and making up one's mind before each of them.
 */
const SECONDS = { key: 1.2, tap: 1.1 + 0.2, mind: 1.35 };

/** A hand that counts what it does. */
export class Hand {
  taps = 0;
  keys = 0;
  /** What she says aloud, in seconds. */
  spoken = 0;
  /** What she waits for in her story, in seconds. */
  waited = 0;

  async presses(it: Locator) {
    this.taps += 1;
    await it.click();
  }

  async checks(it: Locator) {
    this.taps += 1;
    await it.check({ force: true });
  }

  /** One tap opens the list, one chooses. */
  async chooses(it: Locator, label: string) {
    this.taps += 2;
    await it.selectOption(label);
  }

  /** One tap into the field, and each letter. */
  async types(it: Locator, text: string) {
    this.taps += 1;
    this.keys += text.length;
    await it.fill(text);
  }

  speaks(seconds: number) {
    this.spoken += seconds;
  }

  waits(seconds: number) {
    this.waited += seconds;
  }

  /** All of it, without what she waits for. */
  get seconds(): number {
    const { key, tap, mind } = SECONDS;
    return this.keys * key + this.taps * (tap + mind) + this.spoken;
  }
}
