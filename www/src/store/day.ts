/** The day for which the sample's dates were written. */
export const SAMPLE_DATE = "2026-01-01";

/** Today where the person is, as an ISO date. */
export function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
