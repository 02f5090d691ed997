import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";

/** A memory card: a folder with what was unpacked onto it. */
export class Card {
  readonly folder = mkdtempSync(join(tmpdir(), "musoya-card-"));

  /** Unpacks a ZIP as any program does: by the directory at its end (APPNOTE.TXT 4.3). */
  unpack(file: string) {
    const zip = readFileSync(file);
    const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
    let at = zip.readUInt32LE(end + 16);
    for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
      const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
      const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
      const path = join(this.folder, zip.toString("utf8", at + 46, at + 46 + name));
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const bytes = zip.subarray(start, start + packed);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, method === 0 ? bytes : inflateRawSync(bytes));
      at += 46 + name + extra + comment;
    }
  }

  /** Under which address a browser opens a file of it. */
  address(name: string): string {
    const [file, query] = name.split("?");
    return pathToFileURL(join(this.folder, file)).href + (query ? `?${query}` : "");
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}
