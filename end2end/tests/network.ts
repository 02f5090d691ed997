import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A network between a phone and the site that breaks in the middle of a piece that is sent; all of it on this machine. */
export class Network {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isDown = false;
  /** Which pieces break, counted from the first, and after how many bytes. */
  readonly #breaks = new Map<number, number>();
  #pieces = 0;
  /** The answer to a request that begins like this is lost, after the site gave it. */
  #loses: string | undefined;
  /** How many requests began like this. */
  readonly #counted = new Map<string, number>();
  /** What the site answered while it was held back; nothing if it is not. */
  #held: (() => void)[] | undefined;
  readonly #hearing = new Map<string, () => void>();
  /** How many bytes came from the site. */
  received = 0;
  /** How often it broke. */
  cuts = 0;

  private constructor(site: URL) {
    this.#server = createServer((phone) => this.#carry(phone, connect(Number(site.port), site.hostname)));
  }

  /** A network that leads to this site. */
  static async to(site: string): Promise<Network> {
    const network = new Network(new URL(site));
    await new Promise<void>((open) => network.#server.listen(0, "127.0.0.1", open));
    return network;
  }

  /** The address under which the phone reaches the site. */
  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The piece of this number will break after so many bytes of its request. */
  breaksIn(piece: number, bytes: number) {
    this.#breaks.set(piece, bytes);
  }

  /** The next piece will break after so many bytes of its request. */
  breaksNext(bytes: number) {
    this.breaksIn(this.#pieces + 1, bytes);
  }

  /** The site will do what the next request of this kind asks, and its answer will be lost. */
  losesAnswerTo(request: string) {
    this.#loses = request;
  }

  /** Counts the requests that begin like this, from now on. */
  counts(request: string) {
    this.#counted.set(request, 0);
  }

  counted(request: string): number {
    return this.#counted.get(request) ?? 0;
  }

  /** It breaks now, with all that is under way. */
  goesDown() {
    this.#isDown = true;
    this.cuts += 1;
    this.#leave();
  }

  /** It is there again. */
  comesBack() {
    this.#isDown = false;
  }

  /** What the site answers stays on its way from now on. */
  holds() {
    this.#held = [];
  }

  /** What was on its way arrives. */
  goesOn() {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const arrive of held) arrive();
  }

  /** Waits until a request that begins like this comes through. */
  heard(request: string): Promise<void> {
    return new Promise((hear) => this.#hearing.set(request, hear));
  }

  close() {
    this.#leave();
    this.#server.close();
  }

  #carry(phone: Socket, site: Socket) {
    if (this.#isDown) {
      phone.destroy();
      site.destroy();
      return;
    }
    let left = Infinity;
    for (const [one, other] of [
      [phone, site],
      [site, phone],
    ]) {
      this.#sockets.add(one);
      one.on("error", () => one.destroy());
      one.on("close", () => {
        this.#sockets.delete(one);
        other.end();
      });
    }
    let isLost = false;
    site.on("data", (bytes) => {
      this.received += bytes.length;
      if (isLost) this.goesDown();
      else if (this.#held) this.#held.push(() => phone.write(bytes));
      else phone.write(bytes);
    });
    phone.on("data", (bytes) => {
      const begins = bytes.subarray(0, 100).toString();
      for (const [request, count] of this.#counted) {
        if (begins.startsWith(request)) this.#counted.set(request, count + 1);
      }
      for (const [request, hear] of this.#hearing) {
        if (begins.startsWith(request)) {
          this.#hearing.delete(request);
          hear();
        }
      }
      if (this.#loses && begins.startsWith(this.#loses)) {
        this.#loses = undefined;
        isLost = true;
      }
      // A browser sends a request once the one before was answered: it begins where a packet begins.
      if (bytes.subarray(0, 6).toString() === "PATCH ") {
        this.#pieces += 1;
        left = this.#breaks.get(this.#pieces) ?? Infinity;
      }
      if (bytes.length < left) {
        left -= bytes.length;
        site.write(bytes);
        return;
      }
      site.write(bytes.subarray(0, left), () => this.goesDown());
    });
  }

  #leave() {
    for (const socket of this.#sockets) socket.destroy();
  }
}
