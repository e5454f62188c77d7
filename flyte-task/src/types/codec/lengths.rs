//! The lengths of messages, noted in the first walk over a value and taken in the second.

/// What stands for a length that has no room in one byte.
const LONG: u8 = u8::MAX;

/// Lengths in the order in which messages open. They lie beside the bytes that are written, so most take one byte.
#[derive(Debug, Default)]
pub(super) struct Lengths {
    short: Vec<u8>,
    /// The places and values of those that are `LONG` there: as messages close, then by place.
    long: Vec<(usize, usize)>,
    taken: usize,
    long_taken: usize,
}

impl Lengths {
    /// Takes a place for the length of a message that opens.
    #[inline]
    pub(super) fn open(&mut self) -> usize {
        self.short.push(0);
        self.short.len() - 1
    }

    /// Notes the length for a place that was taken.
    #[inline]
    pub(super) fn close(&mut self, place: usize, len: usize) {
        let Some(slot) = self.short.get_mut(place) else { return };
        match u8::try_from(len) {
            Ok(short) if short < LONG => *slot = short,
            _ => {
                *slot = LONG;
                self.long.push((place, len));
            }
        }
    }

    /// How many places were taken.
    pub(super) fn opened(&self) -> usize {
        self.short.len()
    }

    /// Ends the first walk: no length is noted any more.
    pub(super) fn rewind(&mut self) {
        // Messages close from the inside out, and are taken from the outside in.
        self.long.sort_unstable();
        self.short.shrink_to_fit();
        self.long.shrink_to_fit();
    }

    /// The next length; zero where there is none any more, which only [`Lengths::is_spent`] tells.
    #[inline]
    pub(super) fn take(&mut self) -> usize {
        let short = self.short.get(self.taken).copied().unwrap_or(0);
        self.taken += 1;
        if short != LONG {
            return usize::from(short);
        }
        let long = self.long.get(self.long_taken).map_or(0, |(_, len)| *len);
        self.long_taken += 1;
        long
    }

    /// How many lengths were taken.
    pub(super) fn taken(&self) -> usize {
        self.taken
    }

    /// Whether as many lengths were taken as were noted.
    pub(super) fn is_spent(&self) -> bool {
        self.taken == self.short.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_come_back_in_the_order_in_which_messages_opened() {
        let all = [3000, 254, 255, 0, 256, 70_000, 1];
        let mut lengths = Lengths::default();
        let places = all.map(|_| lengths.open());
        for (place, len) in places.into_iter().zip(all).rev() {
            lengths.close(place, len);
        }
        lengths.rewind();
        assert_eq!(all.map(|_| lengths.take()), all);
        assert!(lengths.is_spent());
        lengths.take();
        assert!(!lengths.is_spent());
    }
}
