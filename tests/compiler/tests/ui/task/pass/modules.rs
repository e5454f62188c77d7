//! Tasks may stand in modules, in fns and in macros, and be as visible as they like.

use flyte_task::prelude::*;

pub mod outer {
    pub mod inner {
        use flyte_task::prelude::*;

        #[task]
        pub fn public() {}

        #[task]
        pub(crate) fn of_the_crate() {}

        #[task]
        pub(in crate::outer) fn of_outer() {}

        #[task]
        pub(super) fn of_parent() {}
    }

    pub fn all() -> [&'static str; 4] {
        [
            inner::public::DESCRIPTOR.module,
            inner::of_the_crate::DESCRIPTOR.module,
            inner::of_outer::DESCRIPTOR.module,
            inner::of_parent::DESCRIPTOR.module,
        ]
    }
}

use outer::inner::public;

macro_rules! scaled {
    ($name:ident, $ty:ty, $default:expr, $retries:literal) => {
        #[task(retries = $retries)]
        fn $name(value: $ty, #[default($default)] factor: $ty) -> $ty {
            value * factor
        }
    };
}

scaled!(scaled_integer, i64, 1 + 1, 1);
scaled!(scaled_float, f64, 2.0, 2);

fn main() {
    #[task]
    fn nested(a: i64) -> i64 {
        #[task]
        fn more_nested(a: i64) -> i64 {
            a
        }
        let _ = more_nested::call(1);
        more_nested(a)
    }

    assert_eq!(nested(1), 1);
    assert_eq!(nested::DESCRIPTOR.function, "nested");
    assert!(outer::all().iter().all(|module| module.ends_with("::outer::inner")));
    public();
    let _ = public::call();
    assert_eq!(scaled_integer(2, 3), 6);
    assert_eq!(scaled_float::DESCRIPTOR.options.retries, 2);
    assert_eq!(flyte_task::task::tasks().len(), 8);
}
