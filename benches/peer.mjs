// What a web developer would write without wasm: plain JavaScript on typed arrays. The peer to be measured
// against; it is kept as quick as it can be made without tricks.

const RUNS = /[\u3400-\u9fff]+|[[\p{L}\p{N}]--[\u3400-\u9fff]]+/gv;

/** Chinese as pairs of characters (a character alone where it stands alone), other words whole. */
export function terms(text) {
  const found = [];
  for (const run of text.toLowerCase().match(RUNS) ?? []) {
    const first = run.charCodeAt(0);
    if (first < 0x3400 || first > 0x9fff || run.length === 1) found.push(run);
    else for (let i = 0; i + 1 < run.length; i++) found.push(run.slice(i, i + 2));
  }
  return found;
}

/** The text of an organization that is searched. */
export const textOf = (one) => `${one.name} ${one.fields.join(" ")} ${one.description}`;

/** BM25 (k1 1.2, b 0.75) over texts: for each term its documents and what each gains. */
export function buildIndex(texts) {
  const numbers = new Map();
  const documents = [];
  const counts = [];
  const lengths = new Uint32Array(texts.length);
  let total = 0;
  texts.forEach((text, document) => {
    const times = new Map();
    const found = terms(text);
    lengths[document] = found.length;
    total += found.length;
    for (const term of found) times.set(term, (times.get(term) ?? 0) + 1);
    for (const [term, count] of times) {
      let number = numbers.get(term);
      if (number === undefined) {
        number = documents.length;
        numbers.set(term, number);
        documents.push([]);
        counts.push([]);
      }
      documents[number].push(document);
      counts[number].push(count);
    }
  });
  const offsets = new Uint32Array(documents.length + 1);
  documents.forEach((list, term) => (offsets[term + 1] = offsets[term] + list.length));
  const postings = new Uint32Array(offsets.at(-1));
  const gains = new Float32Array(offsets.at(-1));
  const mean = total / texts.length;
  documents.forEach((list, term) => {
    const idf = Math.log(1 + (texts.length - list.length + 0.5) / (list.length + 0.5));
    list.forEach((document, i) => {
      const count = counts[term][i];
      postings[offsets[term] + i] = document;
      gains[offsets[term] + i] =
        (idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * lengths[document]) / mean));
    });
  });
  return { numbers, offsets, postings, gains, sums: new Float32Array(texts.length) };
}

/** The numbers of the known terms of a text, each once. */
const known = (index, text) =>
  [...new Set(terms(text))].map((term) => index.numbers.get(term)).filter((term) => term !== undefined);

/** The ten best documents for a text. */
export function search(index, text) {
  const { offsets, postings, gains, sums } = index;
  sums.fill(0);
  for (const term of known(index, text)) {
    for (let i = offsets[term], end = offsets[term + 1]; i < end; i++) sums[postings[i]] += gains[i];
  }
  const best = [];
  const scores = [];
  let least = 0;
  for (let document = 0; document < sums.length; document++) {
    const score = sums[document];
    if (score > least || (best.length < 10 && score > 0)) {
      let place = best.length;
      while (place > 0 && scores[place - 1] < score) place--;
      best.splice(place, 0, document);
      scores.splice(place, 0, score);
      if (best.length > 10) {
        best.pop();
        scores.pop();
      }
      if (best.length === 10) least = scores[9];
    }
  }
  return best;
}

/** Everything that matching needs, as typed arrays. `ties` has a map from organization to value for each need. */
export function prepareMatch(organizations, needs, ties, readiness) {
  const index = buildIndex(organizations.map(textOf));
  const column = (Type, records, value) => Type.from(records, value);
  const lists = (rows) => {
    const offsets = new Uint32Array(rows.length + 1);
    rows.forEach((row, i) => (offsets[i + 1] = offsets[i] + row.length));
    return [offsets, rows.flat()];
  };
  const [termOffsets, queryTerms] = lists(needs.map((need) => known(index, need.text)));
  const [tieOffsets, tieRows] = lists(ties.map((row) => [...row]));
  const bits = new Uint8Array(1 << 16);
  for (let i = 1; i < bits.length; i++) bits[i] = bits[i >> 1] + (i & 1);
  const division = column(Int32Array, organizations, (one) => Number(one.division));
  return {
    index, bits, termOffsets, queryTerms: Uint32Array.from(queryTerms), tieOffsets,
    tieTo: Uint32Array.from(tieRows, ([to]) => to), tieValue: Float32Array.from(tieRows, ([, value]) => value),
    readiness: Float32Array.from(readiness.flat()),
    division, city: division.map((code) => (code / 100) | 0), province: division.map((code) => (code / 10_000) | 0),
    fields: column(Uint32Array, organizations, (one) => one.field_mask),
    groups: column(Uint32Array, organizations, (one) => one.benef_mask),
    stage: column(Int32Array, organizations, (one) => one.stage),
    capacity: column(Float32Array, organizations, (one) => one.capacity),
    base: column(Float32Array, organizations, (one) => 0.02 * (one.rating - 1)),
    needs: {
      fields: column(Uint32Array, needs, (one) => one.field_mask),
      groups: column(Uint32Array, needs, (one) => one.benef_mask),
      division: column(Int32Array, needs, (one) => Number(one.division)),
      urgency: column(Int32Array, needs, (one) => one.urgency),
      size: column(Float32Array, needs, (one) => one.size),
    },
  };
}

/** Every need against every organization by eight features; the sum of the twenty best scores of all needs. */
export function match(prepared) {
  const { index, bits, termOffsets, queryTerms, tieOffsets, tieTo, tieValue, readiness } = prepared;
  const { division, city, province, fields, groups, stage, capacity, base, needs } = prepared;
  const { offsets, postings, gains, sums } = index;
  const count = sums.length;
  const scores = new Float32Array(count);
  const best = new Float64Array(20);
  let checksum = 0;
  for (let need = 0; need < needs.size.length; need++) {
    sums.fill(0);
    for (let k = termOffsets[need], last = termOffsets[need + 1]; k < last; k++) {
      const term = queryTerms[k];
      for (let i = offsets[term], end = offsets[term + 1]; i < end; i++) sums[postings[i]] += gains[i];
    }
    const [F, B, D] = [needs.fields[need], needs.groups[need], needs.division[need]];
    const [C, P] = [(D / 100) | 0, (D / 10_000) | 0];
    const [perPerson, row] = [1 / needs.size[need], (needs.urgency[need] - 1) * 3];
    for (let j = 0; j < count; j++) {
      const text = sums[j];
      const [fieldsBoth, fieldsAll] = [fields[j] & F, fields[j] | F];
      const [groupsBoth, groupsAll] = [groups[j] & B, groups[j] | B];
      const room = capacity[j] * perPerson;
      scores[j] =
        (0.35 * text) / (text + 10) +
        (0.2 * (bits[fieldsBoth & 65535] + bits[fieldsBoth >>> 16])) / (bits[fieldsAll & 65535] + bits[fieldsAll >>> 16]) +
        (0.1 * (bits[groupsBoth & 65535] + bits[groupsBoth >>> 16])) / (bits[groupsAll & 65535] + bits[groupsAll >>> 16]) +
        0.12 * ((province[j] === P ? 0.4 : 0) + (city[j] === C ? 0.4 : 0) + (division[j] === D ? 0.2 : 0)) +
        0.05 * (room < 1 ? room : 1) +
        0.05 * readiness[row + stage[j]] +
        base[j];
    }
    for (let k = tieOffsets[need], last = tieOffsets[need + 1]; k < last; k++) scores[tieTo[k]] += 0.05 * tieValue[k];
    let filled = 0;
    let least = -1;
    for (let j = 0; j < count; j++) {
      const score = scores[j];
      if (score > least) {
        let place = filled < 20 ? filled++ : 19;
        while (place > 0 && best[place - 1] < score) {
          best[place] = best[place - 1];
          place--;
        }
        best[place] = score;
        if (filled === 20) least = best[19];
      }
    }
    for (let k = 0; k < filled; k++) checksum += best[k];
  }
  return checksum;
}
