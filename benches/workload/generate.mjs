// The shared workload: invented organizations, needs, projects, funders and links, in Chinese, the same
// bytes on every run and every machine. All measurements against other programs are made on it.
//
//     node benches/workload/generate.mjs SIZE FOLDER        SIZE is S, M or L
//
// Place names are real, counties and everything else are combined from `words.json`.
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { PythonRandom } from "./python_random.mjs";

const SEED = 20240308;

/** How many of each there are, by size. */
export const SIZES = {
  S: { organizations: 1_000, needs: 1_000, projects: 500, funders: 60 },
  M: { organizations: 10_000, needs: 10_000, projects: 5_000, funders: 300 },
  L: { organizations: 100_000, needs: 100_000, projects: 50_000, funders: 2_000 },
};

const words = JSON.parse(readFileSync(new URL("words.json", import.meta.url), "utf8"));
const FIELDS = Object.keys(words.fields);
const MUNICIPALITIES = ["11", "12", "31", "50"];
const FUNDER_KINDS = ["妇联", "民政局", "基金会", "企业", "彩票公益金"];
/** Shares of the grades 1 to 5, added up. */
const GRADES = [0.35, 0.6, 0.82, 0.95, 1];

/** The first place whose number is not below `limit`. */
function firstNotBelow(numbers, limit) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Draws the item of rank r with a chance in proportion to 1 / (r + q)^s. */
class Zipf {
  #items;
  #sums = [];

  /** @param seed orders the items; `null` leaves them as they are */
  constructor(items, s, q, seed) {
    this.#items = [...items];
    if (seed !== null) new PythonRandom(SEED * 7 + seed).shuffle(this.#items);
    let sum = 0;
    for (let rank = 0; rank < this.#items.length; rank++) {
      sum += 1 / (rank + q) ** s;
      this.#sums.push(sum);
    }
  }

  draw(random) {
    return this.#items[firstNotBelow(this.#sums, random.random() * this.#sums.at(-1))];
  }

  /** Some different ones. */
  some(random, count) {
    const found = [];
    while (found.length < count) {
      const item = this.draw(random);
      if (!found.includes(item)) found.push(item);
    }
    return found;
  }
}

/** Code, province, city and county of every place. */
function divisions() {
  const found = [];
  for (const [province, { name, cities }] of Object.entries(words.provinces).sort()) {
    cities.forEach((city, index) => {
      const random = new PythonRandom(SEED + Number(province) * 100 + index + 1);
      const counties = random.sample(words.counties, random.integer(6, 14));
      const two = (number) => String(number).padStart(2, "0");
      counties.forEach((county, at) => {
        found.push({ code: `${province}${two(index + 1)}${two(at + 1)}`, province: name, city, county });
      });
    });
  }
  return found;
}

const PLACES = new Zipf(divisions(), 0.75, 20, 1);
const FIELD_NUMBERS = new Zipf(FIELDS.keys(), 0.6, 3, 2);
const TERMS = Object.values(words.fields).map((terms, field) => new Zipf(terms, 1, 1.5, 10 + field));
const GROUPS = new Zipf(words.beneficiaries.keys(), 0.8, 2, 3);
const GENERIC = new Zipf(words.generic, 0.9, 2, 4);
const BRANDS = new Zipf(words.brands, 0.5, 5, 5);
const SUFFIXES = new Zipf(words.suffixes, 0.9, 1.5, null);
const PROBLEMS = new Zipf(words.problems, 0.7, 2, 7);
const CHARACTERS = new Zipf(words.characters, 0.4, 5, 8);

const whole = Math.floor;
const placeName = (random) => CHARACTERS.draw(random) + CHARACTERS.draw(random);
const mask = (numbers) => numbers.reduce((bits, number) => bits | (1 << number), 0);
const fieldNames = (numbers) => numbers.map((number) => FIELDS[number]);
const groupNames = (numbers) => numbers.map((number) => words.beneficiaries[number]);

function organization(number, random) {
  const place = PLACES.draw(random);
  const fields = [FIELD_NUMBERS.draw(random)];
  while (random.random() < 0.35 && fields.length < 3) {
    const field = FIELD_NUMBERS.draw(random);
    if (!fields.includes(field)) fields.push(field);
  }
  const groups = GROUPS.some(random, 1 + whole(random.random() * 3));
  const brand =
    random.random() < 0.55
      ? BRANDS.draw(random)
      : placeName(random) + (random.random() < 0.3 ? CHARACTERS.draw(random) : "");
  const level = random.random();
  let seat = `${place.city}市`;
  if (level >= 0.9) {
    seat = place.province + (MUNICIPALITIES.includes(place.code.slice(0, 2)) ? "市" : "省");
  } else if (level >= 0.75) {
    seat = place.county;
  } else if (level >= 0.35) {
    seat += place.county;
  }
  const core = random.random() < 0.5 ? TERMS[fields[0]].draw(random).slice(0, 4) : "";
  const name = seat + brand + core + SUFFIXES.draw(random);
  const founded = 2003 + whole(22 * random.random() ** 0.6);
  const staff = 2 + whole(random.exponential(1 / 6));
  const volunteers = 5 + whole(random.exponential(1 / 60));
  const main = 3 + whole(random.random() * 3);
  const drawn = Array.from({ length: main }, () => TERMS[fields[0]].draw(random));
  for (const field of fields.slice(1)) drawn.push(TERMS[field].draw(random), TERMS[field].draw(random));
  const terms = [...new Set(drawn)];
  const generic = GENERIC.some(random, 3);
  const beneficiaries = groupNames(groups);
  const head = `成立于${founded}年,由${random.choice(words.founders)}${random.choice(words.surnames)}${CHARACTERS.draw(random)}发起,`;
  const middle = `长期专注${terms.slice(0, 3).join("、")},面向${beneficiaries.join("、")}开展${[...terms.slice(3), generic[0]].join("、")}。`;
  const tails = [
    `现有专职社工${staff}名、志愿者${volunteers}人,`,
    `在${place.county}${placeName(random)}社区设有站点,`,
    `累计${generic[1]}${whole(random.exponential(1 / 80)) + 3}场,服务${whole(random.exponential(1 / 3000)) + 100}人次,`,
    `擅长${generic[2]}与${generic[0] !== generic[2] ? generic[0] : generic[1]},`,
    `承接${placeName(random)}镇${TERMS[fields[0]].draw(random)}项目,`,
    `获评${founded + 1 + whole(random.random() * 5)}年优秀公益组织,`,
  ];
  random.shuffle(tails);
  let description = head + middle;
  const wanted = 60 + whole(random.random() * 91);
  for (const tail of tails) {
    if (description.length >= wanted || description.length + tail.length > 150) break;
    description += tail;
  }
  description = description.slice(0, 150).replace(/[,、]+$/u, "");
  if (description.length < 60) description += "。欢迎社区与各级妇联对接合作,共同服务妇女儿童和家庭。";
  const stage = founded >= 2022 ? 0 : founded >= 2016 ? 1 : 2;
  const rating = 1 + firstNotBelow(GRADES, random.random());
  const capacity = 1 + whole(random.exponential(1 / (4 + 6 * stage)));
  return {
    id: `o${number}`, name, fields: fieldNames(fields), field_mask: mask(fields), beneficiaries,
    benef_mask: mask(groups), division: place.code,
    division_name: place.province + place.city + place.county, capacity, stage, rating, founded, staff,
    volunteers, description,
  };
}

function need(number, random) {
  const place = PLACES.draw(random);
  const field = FIELD_NUMBERS.draw(random);
  const groups = GROUPS.some(random, random.random() < 0.7 ? 1 : 2);
  let terms = TERMS[field].some(random, 1 + whole(random.random() * 2.4));
  const group = words.beneficiaries[groups[0]];
  const fields = [field];
  if (random.random() < 0.2) {
    const other = FIELD_NUMBERS.draw(random);
    if (other !== field) {
      fields.push(other);
      terms = [terms[0], TERMS[other].draw(random)];
    }
  }
  const form = random.random();
  const ask = () => random.choice(words.asks);
  let text;
  if (form < 0.3) {
    text = `${placeName(random)}社区${group}${PROBLEMS.draw(random)},${ask()}${terms.join("和")}${GENERIC.draw(random)}。`;
  } else if (form < 0.6) {
    text = `${ask()}${terms.join("、")},对象为${group},约${5 + whole(random.exponential(1 / 25))}人。`;
  } else if (form < 0.85) {
    text = `${place.county}${placeName(random)}村${group}反映${PROBLEMS.draw(random)}、${PROBLEMS.draw(random)},${ask()}${terms[0]}${terms.length > 1 ? `以及${terms[1]}` : ""},最好每周一次${GENERIC.draw(random)}。`;
  } else {
    text = `${group}${ask()}${terms.join("、")}和${GENERIC.draw(random)}。`;
  }
  if (text.length < 15) text = `问卷登记:${text}`;
  if (text.length < 15) text += "请尽快联系。";
  return {
    id: `n${number}`, text: text.slice(0, 60), field_mask: mask(fields), fields: fieldNames(fields),
    beneficiaries: groupNames(groups), benef_mask: mask(groups), division: place.code,
    division_name: place.province + place.city + place.county,
    urgency: 1 + whole(random.random() ** 1.7 * 5), size: 1 + whole(random.exponential(1 / 3)),
    gold_field: FIELDS[field], gold_terms: terms,
  };
}

function funder(number, random) {
  const place = PLACES.draw(random);
  const kind = random.choice(FUNDER_KINDS);
  const fields = FIELD_NUMBERS.some(random, 2 + whole(random.random() * 3));
  return {
    id: `f${number}`, name: `${place.city}市${placeName(random)}${kind}`, kind, division: place.code,
    field_mask: mask(fields), budget: 10_000 * (5 + whole(random.exponential(1 / 80))),
  };
}

function project(number, carrier, random) {
  const terms = TERMS[31 - Math.clz32(carrier.field_mask)].some(random, 2);
  return {
    id: `p${number}`, title: `“${BRANDS.draw(random)}”${terms[0]}项目`,
    summary: `面向${words.beneficiaries[GROUPS.draw(random)]}开展${terms[0]}、${terms[1]}和${GENERIC.draw(random)}。`,
    division: carrier.division, field_mask: carrier.field_mask,
    budget: 1000 * (5 + whole(random.exponential(1 / 60))), year: 2018 + whole(random.random() * 7),
  };
}

/**
 * All records of a size.
 *
 * Links are `{src, type, dst, weight}` with the types served_by, runs, funds, addresses, partner, grants.
 *
 * @param {keyof typeof SIZES} size
 */
export function generate(size) {
  const counts = SIZES[size];
  const random = new PythonRandom(`${SEED}-${size}`);
  const list = (count, make) => Array.from({ length: count }, (_, number) => make(number, random));
  const links = [];
  const link = (src, type, dst, weight = 1) => links.push({ src, type, dst, weight });
  const anyOf = (items) => items[whole(items.length * random.random())];
  /** Low numbers are popular. */
  const popular = (count, power) => whole(count * random.random() ** power);

  const organizations = list(counts.organizations, organization);
  const inCity = new Map();
  organizations.forEach((one, number) => {
    const city = one.division.slice(0, 4);
    if (!inCity.has(city)) inCity.set(city, []);
    inCity.get(city).push(number);
  });
  const needs = list(counts.needs, (number) => {
    const one = need(number, random);
    // Somebody in the same city served it before.
    if (random.random() < 0.3) {
      const near = inCity.get(one.division.slice(0, 4));
      if (near) link(one.id, "served_by", `o${anyOf(near)}`);
    }
    return one;
  });
  const funders = list(counts.funders, funder);
  const projects = list(counts.projects, (number) => {
    const carrier = organizations[popular(counts.organizations, 2.2)];
    const one = project(number, carrier, random);
    link(carrier.id, "runs", one.id);
    const funded = random.random() < 0.25 ? 2 : 1;
    for (let i = 0; i < funded; i++) link(`f${popular(counts.funders, 1.8)}`, "funds", one.id);
    if (random.random() < 0.4) link(one.id, "addresses", `n${whole(counts.needs * random.random())}`);
    return one;
  });
  organizations.forEach((one, number) => {
    const partners = whole(random.exponential(1 / 1.2));
    for (let i = 0; i < partners; i++) {
      const near = random.random() < 0.6 ? inCity.get(one.division.slice(0, 4)) : null;
      const other = near ? anyOf(near) : popular(counts.organizations, 2.2);
      if (other !== number) {
        link(one.id, "partner", `o${other}`, Number((0.3 + 0.7 * random.random()).toFixed(2)));
      }
    }
    if (random.random() < 0.15) link(`f${popular(counts.funders, 1.8)}`, "grants", one.id);
  });
  return { organizations, needs, funders, projects, links };
}

/** The lists of the workload as files, by name; each line as the generator in Python writes it. */
export function files(workload) {
  const line = (record) => {
    const json = JSON.stringify(record);
    // Python writes a weight of one as 1.0.
    return "weight" in record ? json.replace(/"weight":(\d+)\}$/u, '"weight":$1.0}') : json;
  };
  return {
    "orgs.jsonl": workload.organizations.map(line),
    "needs.jsonl": workload.needs.map(line),
    "funders.jsonl": workload.funders.map(line),
    "projects.jsonl": workload.projects.map(line),
    "links.jsonl": workload.links.map(line),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [size, folder] = process.argv.slice(2);
  if (!(size in SIZES) || !folder) {
    console.error("node benches/workload/generate.mjs S|M|L FOLDER");
    process.exit(2);
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, lines] of Object.entries(files(generate(size)))) {
    const file = createWriteStream(join(folder, name));
    for (const line of lines) if (!file.write(`${line}\n`)) await once(file, "drain");
    file.end();
    await once(file, "finish");
  }
}
