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

function codeFrame(location: Location, color: boolean): string[] {
  if (location.text === "") return [];
  const { text, start, end } = narrowed(location);
  const frame = codeFrameColumns(
    text,
    { start, end },
    { linesAbove: 1, linesBelow: 1, highlightCode: color },
  );
  return frame.split("\n").map((line) => line.trimEnd());
}

/** What is shown of a line that is longer than this: so much before the place, the rest behind it. */
const shownWidth = 160;
const shownBefore = 60;

/** The text with long lines cut to what is around the place, so that a frame fits on a screen. */
function narrowed({ text, start, end }: Location): Pick<Location, "text" | "start" | "end"> {
  const lines = text.split("\n");
  const isShown = (index: number) => index >= start.line - 2 && index <= end.line;
  const isLong = lines.some((line, index) => isShown(index) && line.length > shownWidth);
  if (!isLong) return { text, start, end };
  const from = Math.max(0, start.column - 1 - shownBefore);
  const cut = (line: string) => {
    const shown = line.slice(from, from + shownWidth);
    const isCutBefore = from > 0 && line.length > from;
    const isCutBehind = line.length > from + shownWidth;
    return `${isCutBefore ? `…${shown.slice(1)}` : shown}${isCutBehind ? "…" : ""}`;
  };
  const shift = <P extends { line: number; column: number }>(place: P): P => ({
    ...place,
    column: Math.min(Math.max(1, place.column - from), shownWidth + 1),
  });
  return {
    text: lines.map((line, index) => (isShown(index) ? cut(line) : "")).join("\n"),
    start: shift(start),
    end: shift(end),
  };
}
