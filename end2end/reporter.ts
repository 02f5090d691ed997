import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Reporter, TestCase, TestError, TestResult } from "@playwright/test/reporter";

/** Of a message as many lines as say what was expected, where, and what was there. */
const LINES = 14;

/**
 * Says what failed once more at the very end, in few lines: the log of a long run is often read from its end, and often cut.
 */
export default class Failures implements Reporter {
  readonly #failed: string[] = [];

  printsToStdio() {
    return false;
  }

  onTestEnd(test: TestCase, result: TestResult) {
    if (test.outcome() !== "unexpected") return;
    const project = test.parent.project()?.name;
    this.#failed.push(
      [
        `✘ [${project}] ${place(test.location)} › ${test.title}`,
        ...result.errors.map(told),
        ...result.attachments.map(written),
      ]
        .filter(Boolean)
        .join("\n"),
    );
  }

  onEnd() {
    if (this.#failed.length > 0) console.log(`\nWhat failed:\n${this.#failed.join("\n")}`);
  }
}

const place = ({ file, line }: { file: string; line: number }) => `${relative(process.cwd(), file)}:${line}`;

/** What stands in an attachment of text. */
function written({ name, body, contentType }: TestResult["attachments"][number]): string {
  return contentType === "text/plain" && body ? `  ${name}:\n${indented(`${body}`.split("\n"))}` : "";
}

const indented = (lines: string[]) => lines.map((line) => `    ${line}`).join("\n");

function told({ message, value, location }: TestError): string {
  const lines = stripVTControlCharacters(message ?? value ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, LINES);
  return [location ? `  at ${place(location)}` : "", indented(lines)].join("\n");
}
