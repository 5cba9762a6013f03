import type { Match, RecordView, Risk } from "../contract";
import { referral, type Subject } from "../store/decisions";
import type { Matching } from "../store/location";
import { text } from "../strings";
import type { Language } from "../text/language";
import { titleOf } from "../text/record";

/** Rules that keep a person safe: what they are against cannot be taken by a hand that slips. */
const SAFETY: readonly string[] = ["no-mediation", "trained-for-risk"];

/** Whether a rule for the safety of a person is against a candidate. */
export function isBarred(match: Match): boolean {
  return match.rules.some(({ rule, verdict }) => verdict === "no" && SAFETY.includes(rule));
}

/** What a person decides about a candidate: taking it or not; a critical need only goes to a case worker. */
export function subjectOf({ route, query }: Matching, { id }: Match, risk: Risk | undefined): Subject {
  if (risk?.level === "危急") return referral(id);
  return { route, query: query.kind === "record" ? query.id : "", candidate: id };
}

/** What a candidate is called where it may stay on the screen: a critical need has no name there. */
export function nameOf(record: RecordView | undefined, risk: Risk | undefined, match: Match, language: Language): string {
  if (risk?.level === "危急") return text("decide.need", {}, language);
  return record ? titleOf(record) : match.name || match.id;
}
