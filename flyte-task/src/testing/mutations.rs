//! Bytes that somebody cut or changed, the same ones each time.

/// How many changes are made to each value.
const TIMES: usize = 500;

/// The bytes cut at every place, and changed at a few places many times.
pub(super) fn mutations(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    // Long values are cut where it matters most: near both ends.
    let cuts = (0..bytes.len()).filter(|cut| *cut < 1000 || bytes.len() - cut < 1000);
    let cut = cuts.map(|cut| bytes.get(..cut).unwrap_or_default().to_vec());
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let times = if bytes.is_empty() { 0 } else { TIMES };
    let altered = (0..times).map(move |_| {
        let mut changed = bytes.to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(changed.len());
            let byte = random.next().to_le_bytes()[0];
            match random.below(4) {
                0 => changed.insert(at, byte),
                1 if changed.len() > 1 => drop(changed.remove(at)),
                _ => changed.iter_mut().skip(at).take(1).for_each(|old| *old = byte),
            }
        }
        changed
    });
    cut.chain(altered)
}

/// Marsaglia's xorshift: enough to change bytes by, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        let drawn = usize::try_from(self.next() >> 32).unwrap_or_default();
        drawn % end.max(1)
    }
}
