//! The processor time of this process.

use std::time::Duration;

/// How long all threads of this process were on a processor, those included that ended, if the system tells.
///
/// The standard library has no such clock. Linux tells it as text, in steps of 10 ms, which needs no dependency and
/// is enough to see whether a phase computed or waited.
#[cfg(target_os = "linux")]
pub(super) fn time() -> Option<Duration> {
    parse(&std::fs::read_to_string("/proc/self/stat").ok()?)
}

/// Other systems tell it only to C.
#[cfg(not(target_os = "linux"))]
pub(super) fn time() -> Option<Duration> {
    None
}

/// The 14th and 15th field of `proc_pid_stat(5)`, in hundredths of a second.
#[cfg(any(target_os = "linux", test))]
fn parse(stat: &str) -> Option<Duration> {
    // The 2nd field is the program's name in brackets, and may itself hold brackets and spaces.
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut times = after_name.split_ascii_whitespace().skip(11).map(str::parse::<u64>);
    let ticks = times.next()?.ok()?.checked_add(times.next()?.ok()?)?;
    Some(Duration::from_millis(ticks.checked_mul(10)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_system_time_are_added() {
        let stat = "42 (a) (b) R 1 2 3 4 5 6 7 8 9 10 250 51 0 0 20 0 8";
        assert_eq!(parse(stat), Some(Duration::from_millis(3010)));
        assert_eq!(parse("42 (a) R 1 2"), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn computing_costs_processor_time() {
        let before = time().unwrap();
        let started = std::time::Instant::now();
        // The other tests' threads count as well, so there is only a lower bound.
        while time().unwrap() < before + Duration::from_millis(20) {
            assert!(started.elapsed() < Duration::from_mins(1), "no processor time was counted");
        }
    }
}
