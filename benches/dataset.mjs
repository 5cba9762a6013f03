// The workload as records of this program, and what both sides share.

/** What an organization's stage is worth to a need, by urgency 1 to 5 and stage 0 to 2. */
export const READINESS = [1, 2, 3, 4, 5].map((urgency) =>
  [0, 1, 2].map((stage) => 1 - 0.1 * (2 - stage) - 0.08 * (2 - stage) * (urgency - 1)),
);

/** The word for each stage. */
const STAGES = ["初创", "发展", "成熟"];

/**
 * How each need is tied to organizations: 1 to one that served it, half of the partnership to its partners,
 * 0.7 to one that runs a project for it; at most 1 together. A map from the number of the organization for
 * each need.
 */
export function ties(workload) {
  const number = (id) => Number(id.slice(1));
  const rows = workload.needs.map(() => new Map());
  const partners = workload.organizations.map(() => []);
  const runs = new Map();
  for (const { src, type, dst, weight } of workload.links) {
    if (type === "partner") {
      partners[number(src)].push([number(dst), weight]);
      partners[number(dst)].push([number(src), weight]);
    } else if (type === "runs") {
      runs.set(dst, number(src));
    }
  }
  const add = (need, organization, value) => {
    const row = rows[number(need)];
    row.set(organization, (row.get(organization) ?? 0) + value);
  };
  for (const { src, type, dst } of workload.links) {
    if (type === "served_by") {
      add(src, number(dst), 1);
      for (const [partner, weight] of partners[number(dst)]) add(src, partner, 0.5 * weight);
    } else if (type === "addresses") {
      add(dst, runs.get(src), 0.7);
    }
  }
  for (const row of rows) {
    for (const [to, value] of row) row.set(to, Number(Math.min(1, value).toFixed(6)));
  }
  return rows;
}

const lines = (records) => new TextEncoder().encode(records.map((one) => `${JSON.stringify(one)}\n`).join(""));

/** The organizations as a data file. */
export function organizationsFile(organizations) {
  return lines(
    organizations.map(({ id, name, fields, beneficiaries, division, capacity, stage, rating, description }) => ({
      id, name, fields, beneficiaries, division, description, stage: STAGES[stage], rating: `${rating}A`,
      capacity: { max_projects: capacity }, illustrative: true,
    })),
  );
}

/** The needs as a data file; `ties` is kept as a key of each. */
export function needsFile(needs, tied) {
  return lines(
    needs.map(({ id, text, fields, beneficiaries, division, urgency, size }, at) => ({
      id, text, wanted: fields, beneficiaries, division, urgency: String(urgency), respondents: size,
      ...(tied[at].size > 0 && { ties: Object.fromEntries([...tied[at]].map(([to, value]) => [`o${to}`, value])) }),
      illustrative: true,
    })),
  );
}

/** The places of the workload: its counties are invented. */
export function divisionsFile(...lists) {
  const places = new Map(lists.flat().map(({ division, division_name }) => [division, division_name]));
  return lines([...places].map(([code, name]) => ({ code, name: name.slice(-3) })));
}

const WORDS = { words: { keys: ["name", "fields", "description"], k1: 1200, b: 750, half: 10_000 } };
const feature = (id, weight, measure) => ({ id, weight, measure });
const both = (query, candidate) => ({ query, candidate });
const millionths = (value) => Math.round(value * 1e6);

const base = {
  version: 1, from: "need", to: "organization", candidates: ["all"], rules: [], missing: "zero", answers: [], limit: 20,
};

/** The eight features of the workload, and its words alone, as routes. */
export const ROUTES = {
  routes: [
    {
      ...base, id: "workload", title: { en: "The shared workload" },
      features: [
        feature("words", 350_000, WORDS),
        feature("shared-fields", 200_000, { shared: both("wanted", "fields") }),
        feature("shared-groups", 100_000, { shared: both("beneficiaries", "beneficiaries") }),
        feature("nearness", 120_000, {
          levels: { ...both("division", "division"), province: 400_000, prefecture: 800_000, county: 1_000_000 },
        }),
        feature("room", 50_000, { covers: both("respondents", "capacity.max_projects") }),
        feature("readiness", 50_000, {
          table: {
            ...both("urgency", "stage"),
            values: Object.fromEntries(
              READINESS.map((row, at) => [
                String(at + 1),
                Object.fromEntries(row.map((value, stage) => [STAGES[stage], millionths(value)])),
              ]),
            ),
          },
        }),
        feature("grade", 80_000, { scale: { candidate: "rating.grade", from: 1, to: 5 } }),
        feature("ties", 50_000, { stated: { query: "ties" } }),
      ],
      served: [{ feature: "words", weak: 300_000, yes: 600_000 }],
    },
    {
      ...base, id: "words-alone", title: { en: "Words alone" },
      features: [feature("words", 1_000_000, WORDS)],
      served: [{ feature: "words", weak: 300_000, yes: 600_000 }],
    },
    {
      ...base, id: "text-alone", title: { en: "The feature text alone" }, candidates: ["text"],
      features: [{ id: "text", weight: 1_000_000 }],
      served: [{ feature: "text", weak: 200_000, yes: 400_000 }],
    },
  ],
};
