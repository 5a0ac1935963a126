import { input, select } from "@inquirer/prompts";
import type { Sketch } from "../definitions/scaffold.js";
import { threadings } from "../definitions/schema.js";
import { parseParameter } from "./new.js";

/** What flags have said already. */
export interface Given {
  readonly hook: string | undefined;
  readonly summary: string | undefined;
  readonly returns: string | undefined;
  readonly parameters: Sketch["parameters"] | undefined;
  readonly group: string | undefined;
}

/** Asks for what flags have not said; `null` if whoever is asked has had enough. */
export async function askForHook(
  given: Given,
  groups: readonly string[],
): Promise<{ hook: string; sketch: Sketch } | null> {
  try {
    const hook = given.hook ?? (await input({ message: "Hook, as in core/log_fatal:", required }));
    const summary =
      given.summary ?? (await input({ message: "When is it called, in one line?", required }));
    const returns =
      given.returns ?? (await input({ message: "What does it return?", default: "void" }));
    const parameters = given.parameters ?? (await askForParameters());
    const threading = await select({
      message: "Which thread calls providers?",
      choices: threadings.map((value) => ({ value })),
    });
    const group =
      given.group ??
      (groups.length === 0
        ? ""
        : await select({
            message: "What is it for?",
            choices: [{ name: "(no group)", value: "" }, ...groups.map((value) => ({ value }))],
          }));
    const sketch = { summary, returns, parameters, threading, group: group === "" ? null : group };
    return { hook, sketch };
  } catch (error) {
    if ((error as Error).name === "ExitPromptError") return null;
    throw error;
  }
}

const required = true;

async function askForParameters(): Promise<Sketch["parameters"]> {
  const parameters: { name: string; type: string }[] = [];
  for (;;) {
    const answer = await input({
      message: `Parameter ${parameters.length + 1}, as in conn_fd: int (empty: no more)`,
      validate: (text) =>
        text.trim() === "" || parseParameter(text) !== null || "a name, a colon and a C type",
    });
    const parameter = parseParameter(answer);
    if (parameter === null) return parameters;
    parameters.push(parameter);
  }
}
