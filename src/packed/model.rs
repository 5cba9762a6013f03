//! Foretells the bits of text, so that an arithmetic coder can pack it: the same model in `build.rs`,
//! which packs, and in the program, which unpacks.
//!
//! A small form of context mixing (M. Mahoney, "Adaptive weighing of context models for lossless
//! data compression", 2005): for each length of context a table remembers how likely a one is; the
//! logarithms of these odds are added up by weights that learn which of them to trust. All numbers
//! are whole, so that every machine foretells the same.

/// How many bytes before a bit each context looks at.
const LENGTHS: [u32; INPUTS] = [0, 1, 2, 4];
/// Contexts.
const INPUTS: usize = 4;
/// Bits of the number of a slot; each length of context has as many slots.
const SLOT_BITS: u32 = 18;
/// A slot is not adapted more slowly than after having been met so often.
const MOST_MET: u8 = 15;
/// One, in units of a probability.
const ONE: i32 = 4096;

/// What was learned from the bits so far.
pub(crate) struct Model {
    /// Slots by context: probability of a one in 16 bits, 12 bits to tell contexts apart, and how
    /// often the slot was met in 4 bits.
    slots: Vec<u32>,
    /// Weights by context, how often its slot was met, and how many contexts were met before.
    weights: Vec<i32>,
    /// Logarithms of the odds of probabilities.
    stretched: Vec<i32>,
    /// The last eight bytes, the latest lowest.
    history: u64,
    /// The bits of the current byte behind a one.
    bits: u32,
    /// For each context: hash of its bytes, its slot, its weight, the logarithm of its odds.
    inputs: [(u32, usize, usize, i32); INPUTS],
    probability: i32,
}

impl Model {
    /// Knows nothing yet.
    pub(crate) fn new() -> Self {
        // The inverse of `squash`.
        let mut stretched = Vec::with_capacity(ONE as usize);
        for logarithm in -2047..=2047 {
            stretched.resize(squash(logarithm) as usize + 1, logarithm);
        }
        stretched.resize(ONE as usize, 2047);
        Self {
            slots: vec![1 << 31; INPUTS << SLOT_BITS],
            weights: vec![20_000; INPUTS * 16 * 8],
            stretched,
            history: 0,
            bits: 1,
            inputs: [(0, 0, 0, 0); INPUTS],
            probability: ONE / 2,
        }
    }

    /// How likely the next bit is a one: 1 to 4095 of 4096.
    ///
    /// A function of its own, as [`learn`](Self::learn): browsers compile what is called often anew and
    /// well, but never a loop that is already running.
    #[inline(never)]
    pub(crate) fn foretell(&mut self) -> u32 {
        let mut known = 0;
        for (number, (context, place, _, input)) in self.inputs.iter_mut().enumerate() {
            let hash = context.wrapping_add(self.bits).wrapping_mul(0x9E37_79B1);
            *place = number << SLOT_BITS | (hash >> (32 - SLOT_BITS)) as usize;
            let slot = &mut self.slots[*place];
            let check = hash << 4 & 0xFFF0;
            if *slot & 0xFFF0 != check {
                *slot = 1 << 31 | check;
            }
            known += usize::from(*slot & 15 > 0);
            *input = if *slot & 15 > 0 { self.stretched[(*slot >> 20) as usize] } else { 0 };
        }
        let mut sum = 0;
        for (number, (_, place, weight, input)) in self.inputs.iter_mut().enumerate() {
            let met = (self.slots[*place] & 15) as usize;
            *weight = (number * 16 + met) * 8 + known;
            sum += (*input * (self.weights[*weight] >> 4)) >> 6;
        }
        self.probability = squash((sum >> 6).clamp(-2047, 2047)).clamp(1, ONE - 1);
        self.probability as u32
    }

    /// Takes in the bit that was foretold.
    #[inline(never)]
    pub(crate) fn learn(&mut self, bit: bool) {
        let error = (i32::from(bit) * ONE - self.probability) * 8;
        for (_, place, weight, input) in &self.inputs {
            self.weights[*weight] += (*input * error + 0x2000) >> 14;
            let slot = &mut self.slots[*place];
            let (old, met) = (i32::from((*slot >> 16) as u16), (*slot & 15) as u8);
            let rate = 131_072 / (2 * i32::from(met) + 3);
            let step = (i32::from(bit) * 65_535 - old) / 2 * rate;
            let new = (old + (step >> 15)).clamp(16, 65_519) as u32;
            *slot = new << 16 | *slot & 0xFFF0 | u32::from(MOST_MET.min(met + 1));
        }
        self.bits = self.bits << 1 | u32::from(bit);
        if self.bits > 255 {
            self.history = self.history << 8 | u64::from(self.bits & 255);
            self.bits = 1;
            for (input, length) in self.inputs.iter_mut().zip(LENGTHS) {
                let bytes = self.history & ((1 << (8 * length)) - 1);
                let hash =
                    bytes.wrapping_add(u64::from(length)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                input.0 = (hash >> 32) as u32;
            }
        }
    }
}

/// The probability of odds whose logarithm, 256 to the unit, lies between -2047 and 2047.
fn squash(logarithm: i32) -> i32 {
    /// At every 128th; between them a line.
    const AT: [i32; 33] = [
        1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994,
        3348, 3607, 3785, 3901, 3975, 4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
    ];
    let (place, rest) = (((logarithm >> 7) + 16) as usize, logarithm & 127);
    (AT[place] * (128 - rest) + AT[place + 1] * rest + 64) >> 7
}

/// The interval of an arithmetic coder, which each bit narrows.
pub(crate) struct Interval {
    pub(crate) low: u32,
    pub(crate) high: u32,
}

impl Interval {
    /// Everything.
    pub(crate) fn new() -> Self {
        Self { low: 0, high: u32::MAX }
    }

    /// The last number that means a one.
    pub(crate) fn split(&self, probability: u32) -> u32 {
        let width = u64::from(self.high - self.low);
        self.low + ((width * u64::from(probability)) >> 12) as u32
    }

    /// Keeps the part of a bit.
    pub(crate) fn narrow(&mut self, split: u32, bit: bool) {
        if bit { self.high = split } else { self.low = split + 1 }
    }

    /// Drops the first byte if both ends agree on it.
    pub(crate) fn shift(&mut self) -> Option<u8> {
        if (self.low ^ self.high) >> 24 != 0 {
            return None;
        }
        let byte = (self.high >> 24) as u8;
        self.low <<= 8;
        self.high = self.high << 8 | 255;
        Some(byte)
    }
}
