/** `call(a, b)` on one line if that fits below `indent`, else an argument a line. */
export function invocation(callee: string, args: readonly string[], indent: string): string {
  const short = `${callee}(${args.join(", ")})`;
  if (indent.length + short.length <= 100) return short;
  return `${callee}(\n${indent}  ${args.join(`,\n${indent}  `)})`;
}
