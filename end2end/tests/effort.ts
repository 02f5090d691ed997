/**
 * How long a person takes for something, counted from what she does and never from a clock: the keystroke-level model (Card, Moran and
 * Newell 1980), with the slower of the times that were measured for one thumb on a phone, and reading in one's second language.
 */
import { expect, type Locator, type Page } from "@playwright/test";

/** Seconds for each. */
const SECONDS = {
  /** One letter, of somebody who does not know the keyboard (Card 1980). */
  key: 1.2,
  /** Finding a button with the thumb and touching it: 1.1 for pointing, 0.2 for the touch (Card 1980), 0.2 for one hand. */
  tap: 1.5,
  /** Moving the page by a stroke of the thumb, and looking where one is. */
  stroke: 1.2,
  /** Making up one's mind (the operator M of the model). */
  decision: 1.35,
  /** One word: three fifths of the 238 in a minute that adults read silently in their first language (Brysbaert 2019). */
  word: 0.42,
  /** The next page on a slow network (the site's own budget is far below). */
  page: 2,
};

/** How far a stroke of the thumb moves the page: half a screen. */
const STROKE = 0.5;
/** What a thumb touches without missing it, in pixels. */
const LEAST = 48;

/** Counts what somebody does on a page with one thumb. */
export class Thumb {
  readonly counts = { tap: 0, stroke: 0, decision: 0, word: 0, page: 0 };
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** How many seconds all of it takes. */
  get seconds(): number {
    const kinds = Object.keys(this.counts) as (keyof typeof this.counts)[];
    return kinds.reduce((sum, kind) => sum + this.counts[kind] * SECONDS[kind], 0);
  }

  /** Reads the words of these parts of the page, and makes up her mind. */
  async judges(parts: Locator) {
    const texts = await parts.allInnerTexts();
    this.counts.word += texts.join(" ").split(/\s+/).filter(Boolean).length;
    this.counts.decision += 1;
  }

  /** Touches a button, after she moved the page until it is where a thumb reaches: in the lower two thirds of the screen. */
  async taps(button: Locator) {
    const { width, height } = this.#page.viewportSize()!;
    // The bar of the site lies over the lowest part of the page.
    const bar = await this.#page.locator(".site-nav").boundingBox();
    const [top, bottom] = [height / 3, bar && bar.y > height / 2 ? bar.y : height];
    for (let strokes = 0; strokes < 40; strokes++) {
      const box = (await button.boundingBox())!;
      const by = box.y < top ? box.y - top : Math.max(0, box.y + box.height - bottom);
      const way = Math.sign(by) * Math.min(Math.ceil(Math.abs(by)), height * STROKE);
      const before = await this.#scrolled();
      if (way !== 0)
        await this.#page.evaluate((way) => window.scrollBy({ top: way, behavior: "instant" }), way);
      if ((await this.#scrolled()) === before) break;
      this.counts.stroke += 1;
    }
    const box = (await button.boundingBox())!;
    expect(box.y, `${button} in the lower two thirds`).toBeGreaterThanOrEqual(top);
    expect(box.y + box.height, `${button} on the screen`).toBeLessThanOrEqual(bottom);
    expect(Math.min(box.width, box.height), `${button} large enough`).toBeGreaterThanOrEqual(LEAST);
    expect(box.x >= 0 && box.x + box.width <= width, `${button} not to the side`).toBe(true);
    await expect.poll(() => button.evaluate(isHit), { message: `${button} not covered` }).toBe(true);
    const left = this.#page.url();
    await button.tap();
    await expect.poll(() => this.#page.url()).not.toBe(left);
    this.counts.tap += 1;
    this.counts.page += 1;
  }

  #scrolled(): Promise<number> {
    return this.#page.evaluate(() => window.scrollY);
  }
}

/** Counts what somebody does who writes and speaks; before each tap she makes up her mind. */
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
    const { key, tap, decision } = SECONDS;
    return this.keys * key + this.taps * (tap + decision) + this.spoken;
  }
}

/** Whether a finger in its middle touches it. */
const isHit = (it: Element) => {
  const { left, top, width, height } = it.getBoundingClientRect();
  return it.contains(document.elementFromPoint(left + width / 2, top + height / 2));
};
