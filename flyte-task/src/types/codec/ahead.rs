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

/// Up to which length all items of a message are counted: what a processor's caches still hold when they are read.
const COUNTED: usize = 256 * 1024;

/// How much of a longer message is counted, to tell how many there are in all.
const SAMPLED: usize = 16;

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

    /// As [`Ahead::items`], but of a long message only the beginning is counted, since to count all of it would fetch
    /// it from memory once more. There may be fewer or more.
    pub(super) fn about(message: &[u8]) -> Self {
        if message.len() <= COUNTED {
            return Self::items(message);
        }
        let mut fields = Fields::new(message);
        let mut count = 0;
        while message.len() - fields.left() < message.len() / SAMPLED {
            let Ok(Some((number, field))) = fields.next() else { break };
            count += usize::from(matches!((number, field), (1, Field::Bytes(_))));
        }
        let sampled = (message.len() - fields.left()).max(1);
        let count = count.saturating_mul(message.len()) / sampled;
        // Somewhat more, since to make more room later costs more than to give some back.
        Self { count: count + count / 64, room: message.len().saturating_mul(GROWTH) }
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

    /// Makes room for one more item, at the end for just as many as there are, as far as that is known.
    #[inline]
    pub(super) fn make_room<T>(self, items: &mut Vec<T>) {
        if items.len() == items.capacity() {
            let more = match self.count.checked_sub(items.len()) {
                _ if items.is_empty() => self.at_first::<T>(),
                Some(left @ 1..) => items.len().min(left),
                _ => items.len() / 8,
            };
            items.reserve_exact(more.max(1));
        }
    }

    /// Gives back the room that more items than came were to have, where it is more than a tenth: an allocator may have
    /// to move them for that.
    pub(super) fn give_back<T>(items: &mut Vec<T>) {
        if items.capacity() - items.len() > items.len() / 10 {
            items.shrink_to_fit();
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
    fn long_messages_are_told_by_their_beginning() {
        let message = |lens: &[(usize, u8)]| {
            let item = |len: u8| [&[0x0a, len], vec![0; usize::from(len)].as_slice()].concat();
            lens.iter().flat_map(|(count, len)| item(*len).repeat(*count)).collect::<Vec<_>>()
        };
        for lens in [&[(100_000, 6)][..], &[(30_000, 100), (400_000, 0)], &[(100_000, 0), (30_000, 100)]] {
            let (message, count) = (message(lens), lens.iter().map(|(count, _)| count).sum::<usize>());
            let mut items = filled(Ahead::about(&message), count);
            Ahead::give_back(&mut items);
            assert_eq!(items.len(), count);
            assert!(items.capacity() <= count + count / 10, "{} for {count}", items.capacity());
        }
        let even = Ahead::about(&message(&[(100_000, 6)])).at_first::<u64>();
        assert!((100_000..103_000).contains(&even), "{even}");
        // One item that is as good as all, and none at all.
        assert!(Ahead::about(&[&[0x0a, 0x80, 0x80, 0x40], vec![0; 1 << 20].as_slice()].concat()).count <= 2);
        assert_eq!(Ahead::about(&vec![0xff; 1 << 20]).count, 0);
    }

    #[test]
    fn elements_that_never_come_cost_little() {
        assert_eq!(filled(Ahead::said(usize::MAX), 1).capacity(), UNSEEN / size_of::<u64>());
        assert_eq!(Ahead::items(&[0x0a, 0, 0x0a, 0]).at_first::<[u64; 100]>(), 0);
        assert_eq!(Ahead::said(usize::MAX).at_first::<()>(), UNSEEN);
    }
}
