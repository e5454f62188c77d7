//! How much heap the codec takes at its peak: for decoding, in sizes of the value; for encoding, of the bytes.
//!
//! A value's size is that of its clone, which has no room to spare; so room that decoding leaves unused counts.
//!
//! The codec bench starts it and reads the JSON that it prints.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a part of a bench, which stops where it cannot go on, and prints"
)]

#[path = "../../benches/codec/cases.rs"]
#[expect(dead_code, reason = "the goals are judged where all numbers come together")]
mod cases;
#[path = "../../benches/codec/tree.rs"]
#[expect(dead_code, reason = "the tree of messages is timed alone")]
mod tree;

use std::collections::BTreeMap;
use std::hint::black_box;

use cases::{Goals, Visit};
use flyte_task::storage::Storage;
use flyte_task::types::{FlyteType, from_literal, to_literal};
use peak_alloc::PeakAlloc;
use tree::Tree;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

#[derive(Default)]
struct Peaks(BTreeMap<String, f64>);

impl Visit for Peaks {
    fn case<T: Tree + FlyteType + PartialEq + Clone>(&mut self, name: &'static str, value: &T, _: Goals) {
        let (bytes, encoding) = peak(|| to_literal(value).unwrap());
        self.0.insert(format!("{name}, encode"), encoding / bytes_of(bytes.len()));
        let storage = Storage::new();
        let (_, decoding) = peak(|| from_literal::<T>(&bytes, &storage).unwrap());
        let (_, size) = peak(|| value.clone());
        self.0.insert(format!("{name}, decode"), decoding / size);
    }
}

/// What `work` makes, and by how much the heap grew for it at most.
fn peak<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let made = black_box(work());
    (made, bytes_of(HEAP.peak_usage() - before))
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below what a float tells exactly")]
fn bytes_of(size: usize) -> f64 {
    size as f64
}

fn main() {
    let mut peaks = Peaks::default();
    cases::visit(&mut peaks);
    println!("{}", serde_json::to_string(&peaks.0).unwrap());
}
