#!/usr/bin/env node
import { Command, CommanderError, Option } from "commander";
import { reportFailure } from "./commands/failure.js";
import { type GenerateArguments, runGenerate } from "./commands/generate.js";
import { processTerminal } from "./commands/terminal.js";

const exitUsage = 2;

async function main(argv: readonly string[]): Promise<number> {
  const terminal = processTerminal();
  let status = 0;
  const program = new Command("hookgen")
    .description("Generates C headers, TypeScript modules and pages from definitions of hooks.")
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError("See hookgen --help.");
  program
    .command("generate")
    .description("Write what the definitions say to the output folder.")
    .option("--definitions <folder>", "where the definitions are", "definitions")
    .option("--out <folder>", "where the outputs go", "generated")
    .option("--only <glob>", "only the files of hooks that match, as in 'core/log_*'")
    .option("--check", "write nothing; fail if the output folder is not up to date", false)
    .option("--full", "with --check: whole diffs", false)
    .addOption(
      new Option("--format <format>", "how mistakes are printed")
        .choices(["text", "json", "github", "sarif"])
        .default("text"),
    )
    .action(async (options: GenerateArguments) => {
      status = await runGenerate(options, terminal);
    });
  program.addHelpText(
    "after",
    `
Examples:
  hookgen generate                          write generated/ from definitions/
  hookgen generate --check                  in CI: fail if generated/ is not up to date
  hookgen generate --only 'core/log_*'      only the files of some hooks
  hookgen generate --definitions hooks --out build/hooks

Exit status: 0 done, 1 mistakes in the definitions or outputs not up to date, 2 wrong usage.`,
  );
  try {
    await program.parseAsync(argv);
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitUsage;
    return reportFailure(error, terminal.printError);
  }
}

const printError = (line: string) => void process.stderr.write(`${line}\n`);

// Whoever reads the output may stop early, as `head` does.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") process.exitCode = 1;
  });
process.on("uncaughtException", (error) => process.exit(reportFailure(error, printError)));
process.exitCode = await main(process.argv).catch((error) => reportFailure(error, printError));
