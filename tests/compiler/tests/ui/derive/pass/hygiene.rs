//! Expansions find what they name, whatever the module around them calls its own things.

#![forbid(unsafe_code)]
#![deny(missing_docs, warnings, clippy::all, clippy::pedantic)]

mod shadowed {
    #![no_implicit_prelude]
    #![allow(dead_code)]
    #![allow(non_camel_case_types, non_upper_case_globals)]

    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct String;
    pub(super) struct Vec;
    pub(super) struct Some;
    pub(super) struct None;
    pub(super) struct Ok;
    pub(super) struct Err;
    pub(super) struct TypeDescriptor;
    pub(super) trait Sized {}
    pub(super) trait From {}
    pub(super) trait Default {}
    pub(super) trait FlyteType {}
    pub(super) trait Outputs {}
    pub(super) mod core {}
    pub(super) mod std {}
    pub(super) mod flyte_task {}
    pub(super) const index: usize = 1;
    pub(super) const writer: usize = 1;
    pub(super) const value: usize = 1;

    #[derive(::flyte_task::FlyteType)]
    pub(super) struct Fields {
        pub(super) index: i64,
        pub(super) writer: i64,
        pub(super) __writer: i64,
        #[flyte(default = "x")]
        pub(super) r#type: ::std::string::String,
        #[flyte(default = 3)]
        pub(super) some: u8,
        #[flyte(default)]
        pub(super) __field_0: ::std::option::Option<f64>,
        #[flyte(skip)]
        pub(super) skipped: ::std::vec::Vec<()>,
        #[flyte(serde = ::std::string::String)]
        pub(super) packer: ::std::net::IpAddr,
        #[flyte(serde, default)]
        pub(super) depacker: u8,
    }

    #[derive(::flyte_task::FlyteType)]
    pub(super) struct Newtype(#[flyte(serde = ::std::string::String)] ::std::net::IpAddr);

    #[derive(::flyte_task::FlyteType)]
    pub(super) enum Color {
        Red,
        r#type,
    }

    #[derive(::flyte_task::FlyteType)]
    pub(super) enum Either {
        Number(i64),
        Fields(Fields),
        Address(#[flyte(serde = ::std::string::String)] ::std::net::IpAddr),
        Nothing,
    }

    #[derive(::flyte_task::Outputs)]
    pub(super) struct Out {
        pub(super) sink: i64,
        pub(super) r#type: Color,
    }
}

/// Generic types, of themselves as well.
mod generic {
    use flyte_task::prelude::*;

    #[derive(FlyteType, Debug, PartialEq)]
    pub(super) struct Pair<T, U = i64, const N: usize = 0>
    where
        U: Clone,
    {
        pub(super) a: T,
        pub(super) b: Vec<U>,
        pub(super) more: Vec<Pair<T, U, N>>,
    }

    #[derive(FlyteType, Debug, PartialEq)]
    pub(super) enum Either<T> {
        Left(T),
        Right(String),
    }

    #[derive(Outputs)]
    pub(super) struct Out<T> {
        pub(super) value: T,
    }
}

mod renamed {
    use flyte_task as other;

    #[derive(other::FlyteType)]
    #[flyte(crate = other)]
    pub(super) struct Point {
        pub(super) x: i64,
    }
}

fn main() {
    use flyte_task::interface::Outputs;
    use flyte_task::storage::Storage;
    use flyte_task::types::{FlyteType, from_literal, to_literal};

    let pair = generic::Pair::<_, i64, 3> { a: generic::Either::Left(1i64), b: vec![2], more: Vec::new() };
    let read = from_literal(&to_literal(&pair).unwrap(), &Storage::new());
    assert_eq!(read.ok(), Some(pair));
    let right = generic::Either::<i64>::Right(String::new());
    assert_eq!(from_literal(&to_literal(&right).unwrap(), &Storage::new()).ok(), Some(right));
    assert_eq!(generic::Out::<i64>::VARIABLES.len(), 1);
    let _ = generic::Out { value: 1i64 }.value;
    let _ = renamed::Point { x: 1 }.x;
    assert_eq!(renamed::Point::TYPE.to_string(), "Point");
    assert_eq!(shadowed::Out::VARIABLES.iter().map(|v| v.name).collect::<Vec<_>>(), ["sink", "type"]);
    let _ = shadowed::Out { sink: 1, r#type: shadowed::Color::r#type }.sink;
    let _ = (shadowed::Color::Red, shadowed::Either::Number(1), shadowed::Either::Nothing);
}
