#!/usr/bin/env node
import { Command, CommanderError, Option } from "commander";
import type { DiffOptions } from "./commands/diff.js";
import { reportFailure } from "./commands/failure.js";
import { type GenerateArguments, runGenerate } from "./commands/generate.js";
import type { NewOptions } from "./commands/new.js";
import { processTerminal } from "./commands/terminal.js";
import { formats } from "./diagnostics/finding.js";

const exitUsage = 2;
const diffFormats: readonly DiffOptions["format"][] = [...formats, "markdown"];

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
      new Option("--format <format>", "how mistakes are printed").choices(formats).default("text"),
    )
    .action(async (options: GenerateArguments) => {
      status = await runGenerate(options, terminal);
    });
  program
    .command("diff")
    .description("Say what changed in the hooks, and what that breaks for whom.")
    .argument(
      "[base]",
      "a git revision, a folder of definitions or a hooks.json; else the merge base with the main branch",
    )
    .argument("[head]", "the same; else the definitions folder as it is")
    .option("--definitions <folder>", "where the definitions are", "definitions")
    .addOption(
      new Option("--format <format>", "how findings are printed")
        .choices(diffFormats)
        .default("text"),
    )
    .option("--fail-on <categories>", "exit with 1 if there are such findings: ABI,SOURCE_C, ...")
    .option("--links <prefix>", "with markdown: what to put before paths to make links", "")
    .action(async (base: string | undefined, head: string | undefined, options: DiffOptions) => {
      const { runDiff } = await import("./commands/diff.js");
      status = await runDiff({ ...options, base, head }, terminal);
    });
  program
    .command("new")
    .description("Write the definition of a new hook, or of the next version of one.")
    .argument("[hook]", "<scope>/<name>; asked for on a terminal if left out")
    .option("--definitions <folder>", "where the definitions are", "definitions")
    .option("--from <hook>", "copy this hook, and mark it as replaced by the new one")
    .option("--summary <text>", "one line: when the hook is called")
    .option("--returns <type>", "the C type that the hook returns")
    .option("--param <declaration...>", "a parameter, as in 'conn_fd: int'; may be repeated")
    .option("--group <group>", "what the hook is for: one of groups.yaml")
    .action(async (hook: string | undefined, options: NewOptions) => {
      const { runNew } = await import("./commands/new.js");
      status = await runNew({ ...options, hook }, terminal);
    });
  program.addHelpText(
    "after",
    `
Examples:
  hookgen generate                          write generated/ from definitions/
  hookgen generate --check                  in CI: fail if generated/ is not up to date
  hookgen generate --only 'core/log_*'      only the files of some hooks
  hookgen generate --definitions hooks --out build/hooks
  hookgen diff                              what the working tree changes for users of the hooks
  hookgen diff v1.2 --fail-on ABI,SOURCE_C  in CI: fail if modules or sources break
  hookgen new core/log_fatal                a new hook
  hookgen new core/log_attempt --from core/log_attempt_v1

Exit status: 0 done, 1 mistakes in the definitions, outputs not up to date or findings of
--fail-on, 2 wrong usage.`,
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
