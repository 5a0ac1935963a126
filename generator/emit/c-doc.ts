import { isVoid } from "../ctype/type.js";
import type { Hook, Parameter, ValueMeaning } from "../model/catalog.js";
import {
  closureMeaning,
  deprecationText,
  parameterFacts,
  resultSentences,
  threadingSentence,
  undescribed,
  type Vocabulary,
} from "../model/prose.js";
import { localName } from "./c-hook.js";
import { commentLines, paragraphs, taggedLines } from "./comment.js";

/** The documentation of a hook as the lines of a Doxygen comment. */
export function hookComment(hook: Hook, vocabulary: Vocabulary): string[] {
  return paragraphs(
    commentLines(`A provider of ${hook.names.full}: ${hook.summary}`),
    hook.description === null ? [] : commentLines(hook.description),
    ...hook.notes.map((note) => tag("@note", note)),
    ...hook.warnings.map((warning) => tag("@warning", warning)),
    [
      ...(hook.closure ? [`@param ${localName(hook, "closure")} ${closureMeaning}`] : []),
      ...hook.parameters.flatMap((parameter) => parameterLines(parameter, vocabulary)),
    ],
    returnLines(hook, vocabulary),
    [
      ...commentLines(threadingSentence(hook)),
      ...(hook.since === null ? [] : tag("@since", `Momentum ${hook.since}`)),
      ...(hook.deprecated === null ? [] : tag("@deprecated", deprecationText(hook) ?? "")),
    ],
  );
}

const directionMarks = { in: "", out: "[out]", inout: "[in,out]" } as const;

function parameterLines(parameter: Parameter, vocabulary: Vocabulary): string[] {
  const facts = parameterFacts(parameter, vocabulary).join(" ");
  const text = [parameter.meaning ?? undescribed, facts].filter((part) => part !== "").join("\n");
  const name = vocabulary.parameter(parameter.name);
  return [
    ...tag(`@param${directionMarks[parameter.direction]} ${name}`, text),
    ...valueLines(parameter.values),
  ];
}

function returnLines(hook: Hook, vocabulary: Vocabulary): string[] {
  if (isVoid(hook.returns.type)) return [];
  const { meaning, values } = hook.returns;
  return [
    ...tag("@return", meaning ?? (values.length > 0 ? "One of these:" : undescribed)),
    ...valueLines(values),
    "",
    ...resultSentences(hook, vocabulary).flatMap((sentence) => commentLines(sentence)),
  ];
}

function valueLines(values: readonly ValueMeaning[]): string[] {
  return values.flatMap(({ value, meaning }) =>
    taggedLines(`- ${value}:`, meaning, "    ").map((line, index) =>
      index === 0 ? `  ${line}` : line,
    ),
  );
}

function tag(name: string, text: string): string[] {
  return taggedLines(name, text, "  ");
}
