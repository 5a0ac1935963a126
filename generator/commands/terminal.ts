import pc from "picocolors";

/** What a command may do to the outside besides files: print, and know where it runs. */
export interface Terminal {
  readonly cwd: string;
  readonly colors: ReturnType<typeof pc.createColors>;
  readonly colorErrors: boolean;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

/** The terminal of this process. Colours where somebody looks, unless `NO_COLOR` is set. */
export function processTerminal(): Terminal {
  const wanted = (stream: NodeJS.WriteStream) =>
    process.env.FORCE_COLOR !== undefined || (stream.isTTY === true && !process.env.NO_COLOR);
  return {
    cwd: process.cwd(),
    colors: pc.createColors(wanted(process.stdout)),
    colorErrors: wanted(process.stderr),
    print: (line) => process.stdout.write(`${line}\n`),
    printError: (line) => process.stderr.write(`${line}\n`),
  };
}
