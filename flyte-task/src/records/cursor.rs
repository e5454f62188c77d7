//! Reading through bytes that anybody may have written.

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct Damage {
    /// Bytes from the start of the section.
    pub(super) offset: usize,
    pub(super) reason: String,
}

pub(super) type Read<T> = Result<T, Damage>;

/// A place in the section; every read ends within the part that it was made for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor {
    bytes: &'static [u8],
    offset: usize,
}

impl Cursor {
    /// At the start of `bytes`, which start at `offset` in the section.
    pub(super) const fn new(bytes: &'static [u8], offset: usize) -> Self {
        Self { bytes, offset }
    }

    pub(super) fn damage(&self, reason: impl Into<String>) -> Damage {
        Damage { offset: self.offset, reason: reason.into() }
    }

    pub(super) const fn offset(&self) -> usize {
        self.offset
    }

    pub(super) const fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    /// All that is left.
    pub(super) const fn rest(&self) -> &'static [u8] {
        self.bytes
    }

    pub(super) fn skip_zeros(&mut self) {
        let zeros = self.bytes.iter().take_while(|byte| **byte == 0).count();
        self.bytes = self.bytes.get(zeros..).unwrap_or_default();
        self.offset += zeros;
    }

    pub(super) fn take(&mut self, len: usize) -> Read<&'static [u8]> {
        let Some((taken, rest)) = self.bytes.split_at_checked(len) else {
            let left = self.bytes.len();
            return Err(self.damage(format!("{len} bytes are to follow, and {left} are left")));
        };
        self.bytes = rest;
        self.offset += len;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Read<[u8; N]> {
        let at = *self;
        <[u8; N]>::try_from(self.take(N)?).map_err(|_| at.damage("a number is cut off"))
    }

    pub(super) fn byte(&mut self) -> Read<u8> {
        self.array().map(|[byte]| byte)
    }

    pub(super) fn flag(&mut self) -> Read<bool> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(self.damage(format!("{other} stands for neither yes nor no"))),
        }
    }

    /// A length or a count; it cannot be more than there are bytes.
    pub(super) fn count(&mut self) -> Read<usize> {
        let mut count = 0usize;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            count |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return if count <= self.bytes.len() {
                    Ok(count)
                } else {
                    Err(self.damage(format!("{count} are to follow in {} bytes", self.bytes.len())))
                };
            }
        }
        Err(self.damage("a length has no end"))
    }

    pub(super) fn measured(&mut self) -> Read<&'static [u8]> {
        let len = self.count()?;
        self.take(len)
    }

    pub(super) fn text(&mut self) -> Read<&'static str> {
        let at = *self;
        std::str::from_utf8(self.measured()?)
            .map_err(|error| at.damage(format!("a text is not UTF-8: {error}")))
    }

    /// As many as the count before them says.
    pub(super) fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Read<T>) -> Read<&'static [T]> {
        let mut items = Vec::new();
        for _ in 0..self.count()? {
            items.push(item(self)?);
        }
        Ok(items.leak())
    }
}
