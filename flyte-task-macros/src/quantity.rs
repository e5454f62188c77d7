//! Kubernetes quantities: `500m`, `2`, `1.5`, `4Gi`, `1e3`.

/// An amount of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// As it was written, which is how the cluster gets it.
    pub(crate) text: String,
    nanos: u128,
}

const NANOS: u128 = 1_000_000_000;

/// What multiplies the number, as a power of ten or of two.
#[derive(Clone, Copy)]
enum Scale {
    Ten(i32),
    Two(u32),
}

const SUFFIXES: &[(&str, Scale)] = &[
    ("n", Scale::Ten(-9)),
    ("u", Scale::Ten(-6)),
    ("m", Scale::Ten(-3)),
    ("", Scale::Ten(0)),
    ("k", Scale::Ten(3)),
    ("M", Scale::Ten(6)),
    ("G", Scale::Ten(9)),
    ("T", Scale::Ten(12)),
    ("P", Scale::Ten(15)),
    ("E", Scale::Ten(18)),
    ("Ki", Scale::Two(10)),
    ("Mi", Scale::Two(20)),
    ("Gi", Scale::Two(30)),
    ("Ti", Scale::Two(40)),
    ("Pi", Scale::Two(50)),
    ("Ei", Scale::Two(60)),
];

impl Quantity {
    /// Reads a quantity.
    ///
    /// # Errors
    /// With what is wrong, as a fragment.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let wrong =
            |why: &str| format!("`{text}` is not an amount: {why}; write it like `2`, `500m` or `4Gi`");
        if text.starts_with('-') {
            return Err(wrong("it is negative"));
        }
        let unsigned = text.strip_prefix('+').unwrap_or(text);
        let end = unsigned.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(unsigned.len());
        let (number, suffix) = unsigned.split_at_checked(end).unwrap_or((unsigned, ""));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
            return Err(wrong("it does not start with a number"));
        }
        let scale = scale(suffix).ok_or_else(|| wrong(&format!("there is no unit `{suffix}`")))?;
        let nanos = nanos(whole, fraction, scale).ok_or_else(|| wrong("it is too large"))?;
        Ok(Self { text: text.to_owned(), nanos })
    }

    /// Whether it is a whole number of units.
    pub(crate) fn is_whole(&self) -> bool {
        self.nanos.is_multiple_of(NANOS)
    }

    /// Whether it is nothing.
    pub(crate) fn is_zero(&self) -> bool {
        self.nanos == 0
    }

    /// Whether it is more than the other one, however each is written.
    pub(crate) fn exceeds(&self, other: &Self) -> bool {
        self.nanos > other.nanos
    }
}

fn scale(suffix: &str) -> Option<Scale> {
    if let Some((_, scale)) = SUFFIXES.iter().find(|(known, _)| *known == suffix) {
        return Some(*scale);
    }
    let exponent = suffix.strip_prefix(['e', 'E'])?;
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| exponent.parse().map_or(Scale::Ten(i32::MAX), Scale::Ten))
}

/// The amount in billionths, rounded up as Kubernetes does; none if it is beyond all machines.
fn nanos(whole: &str, fraction: &str, scale: Scale) -> Option<u128> {
    let digits: u128 = match format!("{whole}{fraction}").trim_start_matches('0') {
        "" => return Some(0),
        digits => digits.parse().ok()?,
    };
    let places = i32::try_from(fraction.len()).ok()?;
    let (base, ten) = match scale {
        Scale::Ten(power) => (digits, power),
        Scale::Two(power) => (digits.checked_mul(1_u128.checked_shl(power)?)?, 0),
    };
    let power = ten.checked_add(9)?.checked_sub(places)?;
    let factor = 10_u128.checked_pow(power.unsigned_abs());
    let nanos = match power {
        0.. => base.checked_mul(factor?)?,
        // So small that only its being there is left.
        _ => factor.map_or(1, |factor| base.div_ceil(factor)),
    };
    // Kubernetes keeps 63 bits before the point.
    (nanos / NANOS <= u128::from(u64::MAX >> 1)).then_some(nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nanos(text: &str) -> u128 {
        Quantity::parse(text).unwrap().nanos
    }

    #[test]
    fn every_form_is_read() {
        assert_eq!(nanos("0"), 0);
        assert_eq!(nanos("2"), 2 * NANOS);
        assert_eq!(nanos("+2"), 2 * NANOS);
        assert_eq!(nanos("500m"), NANOS / 2);
        assert_eq!(nanos(".5"), NANOS / 2);
        assert_eq!(nanos("1."), NANOS);
        assert_eq!(nanos("1.5Gi"), 3 * (1 << 29) * NANOS);
        assert_eq!(nanos("1e3"), 1000 * NANOS);
        assert_eq!(nanos("1E-3"), NANOS / 1000);
        assert_eq!(nanos("1E"), 10_u128.pow(18) * NANOS);
        assert_eq!(nanos("7Ei"), 7 * (1 << 60) * NANOS);
        assert_eq!(nanos("0.0000000001"), 1);
    }

    #[test]
    fn amounts_compare_across_units() {
        let exceeds = |a: &str, b: &str| Quantity::parse(a).unwrap().exceeds(&Quantity::parse(b).unwrap());
        assert!(exceeds("1Gi", "1G"));
        assert!(exceeds("1001m", "1"));
        assert!(!exceeds("1000m", "1"));
        assert!(!exceeds("1024Ki", "1Mi"));
    }

    #[test]
    fn wholes_are_told_from_parts() {
        assert!(Quantity::parse("1000m").unwrap().is_whole());
        assert!(Quantity::parse("0.5Gi").unwrap().is_whole());
        assert!(!Quantity::parse("500m").unwrap().is_whole());
    }

    #[test]
    fn anything_else_is_named() {
        for wrong in
            ["", "-1", "four", "4GB", "4gi", "1 Gi", "1.2.3", "1e", "1e1.5", "9e99", "8Ei", "Gi", "."]
        {
            let error = Quantity::parse(wrong).unwrap_err();
            assert!(error.starts_with(&format!("`{wrong}` is not an amount: ")), "{error}");
        }
    }
}
