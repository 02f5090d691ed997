import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { FullResult, Reporter, TestCase, TestError, TestResult } from "@playwright/test/reporter";

/** Of a message as many lines as say what was expected, where, and what was there. */
const LINES = 14;

/** So many stories may need their second try, where there is one: more than this is no noise of the machine. */
const UNSTEADY = 3;

/**
 * Says what failed once more at the very end, in few lines: the log of a long run is often read from its end, and often cut.
 * What passed only with its second try is named too, and fails the run where it is more than a few.
 */
export default class Failures implements Reporter {
  /** What each try of a story met. */
  readonly #failed = new Map<TestCase, string[]>();

  printsToStdio() {
    return false;
  }

  onTestEnd(test: TestCase, result: TestResult) {
    if (result.status === test.expectedStatus || result.status === "skipped") return;
    const met = [named(test), ...result.errors.map(told), ...result.attachments.map(written)]
      .filter(Boolean)
      .join("\n");
    this.#failed.set(test, [...(this.#failed.get(test) ?? []), met]);
  }

  async onEnd({ status }: FullResult) {
    const tests = [...this.#failed.keys()];
    const unsteady = tests.filter((it) => it.outcome() === "flaky");
    const failed = tests.filter((it) => it.outcome() === "unexpected");
    if (tests.length > 0) console.log(`\nWhat failed:\n${[...this.#failed.values()].flat().join("\n")}`);
    if (unsteady.length > 0) console.log(`\nPassed with a second try:\n${unsteady.map(named).join("\n")}`);
    if (failed.length > 0) console.log(`\n${failed.map(named).join("\n")}`);
    return { status: unsteady.length > UNSTEADY ? ("failed" as const) : status };
  }
}

const named = (test: TestCase) =>
  `✘ [${test.parent.project()?.name}] ${place(test.location)} › ${test.title}`;

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
