import type { Failure } from "../contract";
import { hasString, text } from "../strings";
import type { Language } from "./language";
import { hasSentence, sentence } from "./message";

/**
 * What went wrong and what to do, as a sentence: the page's own for what happens around the engine,
 * the core's for what it refuses.
 */
export function failureSentence(failure: Failure, language: Language): string {
  const own = `failure.${failure.code}`;
  if (hasString(own)) return text(own, failure.args, language);
  for (const key of [own, `problem.${failure.code}`]) {
    if (hasSentence(key)) return sentence(key, failure.args, language);
  }
  return text("failure.unexpected", { detail: failure.code }, language);
}
