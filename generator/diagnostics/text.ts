import { codeFrameColumns } from "@babel/code-frame";
import { createColors } from "picocolors";
import type { Location } from "./diagnostic.js";
import type { Finding } from "./finding.js";

/** Prints findings for a person: `file:line:column`, what is wrong, the code frame, and help. */
export function formatDiagnostics(diagnostics: readonly Finding[], color = false): string {
  const { bold, red, yellow, cyan, dim } = createColors(color);
  const blocks = diagnostics.map(({ code, severity, message, help, location }) => {
    const { file, start } = location;
    const place = bold(`${file}:${start.line}:${start.column}`);
    const lines = [
      `${place}: ${severity === "error" ? red(severity) : yellow(severity)} ${dim(`[${code}]`)} ${message}`,
      ...codeFrame(location, color),
      ...(help === null ? [] : [`  ${cyan("help:")} ${help}`]),
    ];
    return `${lines.join("\n")}\n`;
  });
  return blocks.join("\n");
}

function codeFrame({ text, start, end }: Location, color: boolean): string[] {
  if (text === "") return [];
  const frame = codeFrameColumns(
    text,
    { start, end },
    { linesAbove: 1, linesBelow: 1, highlightCode: color },
  );
  return frame.split("\n").map((line) => line.trimEnd());
}
