export const runtime: string;
export function build(folder: string, name: string, ...more: string[]): string;
export function buildBare(folder: string): string;
export function perRepetition(program: string, first: number): number;
