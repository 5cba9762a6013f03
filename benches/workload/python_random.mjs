// The random numbers of Python's `random` module: Mersenne Twister 19937 (Matsumoto and Nishimura 1998),
// seeded and cut as CPython 3 does it. The workload was first written in Python, and everything measured
// on it so far belongs to these very numbers.
import { createHash } from "node:crypto";

const N = 624;
const M = 397;

/** The 32-bit words of a whole number, the lowest first. */
function words(number) {
  const found = [];
  for (let rest = number; rest > 0n; rest >>= 32n) found.push(Number(rest & 0xffffffffn));
  return found.length > 0 ? found : [0];
}

export class PythonRandom {
  #state = new Uint32Array(N);
  #next = N;

  /** @param {number | string} seed a whole number of 0 or more, or a text (`seed` version 2 of Python) */
  constructor(seed) {
    if (typeof seed === "number") {
      this.#seed(words(BigInt(seed)));
    } else {
      const text = Buffer.from(seed, "utf8");
      const bytes = Buffer.concat([text, createHash("sha512").update(text).digest()]);
      this.#seed(words(BigInt(`0x${bytes.toString("hex")}`)));
    }
  }

  /** `init_by_array` of the reference program. */
  #seed(key) {
    const state = this.#state;
    state[0] = 19650218;
    for (let i = 1; i < N; i++) {
      state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
    let i = 1;
    const mixed = (factor) => state[i] ^ Math.imul(state[i - 1] ^ (state[i - 1] >>> 30), factor);
    const advance = () => {
      i += 1;
      if (i >= N) {
        state[0] = state[N - 1];
        i = 1;
      }
    };
    for (let k = 0; k < Math.max(N, key.length); k++) {
      const j = k % key.length;
      state[i] = mixed(1664525) + key[j] + j;
      advance();
    }
    for (let k = 1; k < N; k++) {
      state[i] = mixed(1566083941) - i;
      advance();
    }
    state[0] = 0x80000000;
  }

  /** A whole number of 32 bits. */
  #word() {
    const state = this.#state;
    if (this.#next >= N) {
      for (let i = 0; i < N; i++) {
        const bits = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
        state[i] = state[(i + M) % N] ^ (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0);
      }
      this.#next = 0;
    }
    let word = state[this.#next++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** A number from 0 to below 1, of 53 bits. */
  random() {
    const high = this.#word() >>> 5;
    return (high * 67108864 + (this.#word() >>> 6)) / 9007199254740992;
  }

  /** A whole number from 0 to below `limit`, which is at most 2^31. */
  below(limit) {
    const shift = Math.clz32(limit);
    for (;;) {
      const number = this.#word() >>> shift;
      if (number < limit) return number;
    }
  }

  /** A whole number between two, both included. */
  integer(least, most) {
    return least + this.below(most - least + 1);
  }

  /** One of a list. */
  choice(list) {
    return list[this.below(list.length)];
  }

  /** Puts a list into another order, in place. */
  shuffle(list) {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [list[i], list[j]] = [list[j], list[i]];
    }
  }

  /** Some of a short list (Python takes another way for lists much longer than the sample). */
  sample(list, count) {
    const pool = [...list];
    return Array.from({ length: count }, (_, i) => {
      const j = this.below(pool.length - i);
      const taken = pool[j];
      pool[j] = pool[pool.length - i - 1];
      return taken;
    });
  }

  /** A number that is exponentially distributed, with this rate. */
  exponential(rate) {
    return -Math.log(1 - this.random()) / rate;
  }
}
