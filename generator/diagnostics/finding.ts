import type { Location } from "./diagnostic.js";

/** How much a finding matters: an error stops the command, a warning and a note do not. */
export type Severity = "error" | "warning" | "note";

/** The ways in which findings can be printed. */
export const formats = ["text", "json", "github", "sarif"] as const;
export type Format = (typeof formats)[number];

/** What printers know of a diagnostic, or of anything else that is found at a place. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it, where that is known. */
  readonly help: string | null;
  readonly location: Location;
}

/** A kind of finding, for formats that list them. */
export interface Rule {
  readonly id: string;
  readonly summary: string;
  readonly help: string;
}
