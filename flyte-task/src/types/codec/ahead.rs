//! How much room is made for the elements of a list or a map before they are read.

use super::wire::{Field, Fields};

/// What is known of the elements of a list or a map.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ahead {
    /// How many there are, or are said to be.
    count: usize,
    /// How much memory may be taken before any is read, in bytes.
    room: usize,
}

/// How much larger than its bytes a value may be. An empty list takes four bytes of a literal and 24 as a value.
const GROWTH: usize = 8;

/// What is taken at first for elements that are only said to be there.
const UNSEEN: usize = 64 * 1024;

impl Ahead {
    /// The items of a message that repeats its first field, as far as they are well-formed.
    pub(super) fn items(message: &[u8]) -> Self {
        let mut fields = Fields::new(message);
        let mut count = 0;
        while let Ok(Some((number, field))) = fields.next() {
            count += usize::from(matches!((number, field), (1, Field::Bytes(_))));
        }
        Self { count, room: message.len().saturating_mul(GROWTH) }
    }

    /// As many elements as a packed list or map says that it has.
    #[inline]
    pub(crate) fn said(count: usize) -> Self {
        Self { count, room: UNSEEN }
    }

    /// How many elements room is made for before any is read.
    #[inline]
    pub(crate) fn at_first<T>(self) -> usize {
        self.count.min(self.room / size_of::<T>().max(1))
    }

    /// Makes room for one more item, at the end for just as many as there are.
    #[inline]
    pub(super) fn make_room<T>(self, items: &mut Vec<T>) {
        if items.len() == items.capacity() {
            let more = if items.is_empty() {
                self.at_first::<T>()
            } else {
                items.len().min(self.count.saturating_sub(items.len()))
            };
            items.reserve_exact(more.max(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(ahead: Ahead, count: usize) -> Vec<u64> {
        let mut items = Vec::new();
        for _ in 0..count {
            ahead.make_room(&mut items);
            items.push(0);
        }
        items
    }

    #[test]
    fn room_is_made_for_as_many_as_there_are() {
        let ahead = Ahead::items(&[0x0a, 1, 0, 0x12, 0, 0x0a, 0]);
        assert_eq!(filled(ahead, 1).capacity(), 2);
        assert_eq!(filled(Ahead::said(100_000), 100_000).capacity(), 100_000);
        // More than there should be, which no reader passes on.
        assert_eq!(filled(Ahead::said(1), 3).len(), 3);
    }

    #[test]
    fn elements_that_never_come_cost_little() {
        assert_eq!(filled(Ahead::said(usize::MAX), 1).capacity(), UNSEEN / size_of::<u64>());
        assert_eq!(Ahead::items(&[0x0a, 0, 0x0a, 0]).at_first::<[u64; 100]>(), 0);
        assert_eq!(Ahead::said(usize::MAX).at_first::<()>(), UNSEEN);
    }
}
