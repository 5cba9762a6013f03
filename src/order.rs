//! Sorting and ordered maps through one compiled sort.
//!
//! The standard sorts are compiled anew for every type and comparison, four to eight kilobytes of wasm
//! each, and collecting into an ordered map contains one too: together a quarter of the core. Here the
//! numbers of the items are sorted by one shared sort, and then the items are moved. Hot loops, such
//! as building the index, use the standard sorts.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Sorts stably by a comparison.
///
/// ```
/// let mut words = ["c", "a", "b"];
/// matchgraph::order::sort_by(&mut words, |one, other| other.cmp(one));
/// assert_eq!(words, ["c", "b", "a"]);
/// ```
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    sort_numbers(&mut order, &mut |one, other| {
        compare(&items[one as usize], &items[other as usize])
    });
    // `order[place]` is the item that belongs there: walk each cycle once.
    for start in 0..order.len() {
        let mut place = start;
        loop {
            let next = order[place] as usize;
            order[place] = place as u32;
            if next == start || next == place {
                break;
            }
            items.swap(place, next);
            place = next;
        }
    }
}

/// Sorts stably by a key that is computed for every comparison.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts stably.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// The one sort.
#[inline(never)]
fn sort_numbers(order: &mut [u32], compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    order.sort_by(|one, other| compare(*one, *other));
}

/// An ordered map from pairs; of equal keys the last is kept.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_sort_does(items: Vec<(u8, u16)>) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}
