//! The crate may be reached under any path.

mod door {
    pub(crate) use flyte_task as tasks;
}

/// Shadows the crate's own name, which must then not be needed.
mod inner {
    mod flyte_task {}

    #[crate::door::tasks::task(crate = crate::door::tasks, retries = 2, timeout = "1m", limits(gpu = 1))]
    pub(crate) fn add(a: i64, #[default("x")] b: String, #[default(["y"])] c: Vec<String>) -> Result<i64, String> {
        Ok(a + i64::try_from(b.len() + c.len()).map_err(|error| error.to_string())?)
    }

    #[crate::door::tasks::task(crate = super::door::tasks)]
    pub(crate) async fn later() {}
}

extern crate flyte_task as renamed;

#[renamed::task(crate = renamed)]
fn plain(a: i64) -> i64 {
    a
}

#[renamed::task(crate = ::renamed)]
fn absolute(a: i64) -> i64 {
    a
}

fn main() {
    assert_eq!(inner::add(1, "x".to_owned(), Vec::new()).unwrap(), 2);
    assert_eq!(inner::add::DESCRIPTOR.options.retries, 2);
    assert!(inner::later::DESCRIPTOR.is_async);
    assert_eq!(plain(1) + absolute(1), 2);
    assert_eq!(renamed::task::tasks().len(), 4);
}
