import type { Terminal } from "./terminal.js";
export interface NewOptions {
  readonly definitions: string;
  readonly from?: string;
  readonly summary?: string;
  readonly returns?: string;
  readonly param?: readonly string[];
  readonly group?: string;
}
export interface NewArguments extends NewOptions {
  readonly hook: string | undefined;
}
export async function runNew(_args: NewArguments, _terminal: Terminal): Promise<number> {
  return 2;
}
