//! What AWS itself defines: its actions, the resource types they are made on, and its managed
//! policies. The tables are embedded compressed, unpacked when first asked for and searched as
//! text. `rulesets/aws/generate.py` makes them; `rulesets/aws/ORIGIN.md`, which it also writes,
//! says from what.

pub mod managed;

use std::cmp::Ordering;

const ORIGIN: &str = include_str!("../../rulesets/aws/ORIGIN.md");

/// More than any table needs; a damaged length must not ask for gigabytes.
const LONGEST_TABLE: usize = 64 << 20;

/// Where the catalogue comes from: packages, versions, licences with their notices, dates and
/// digests, as Markdown.
pub fn origin() -> &'static str {
    ORIGIN
}

/// The day (`2026-10-27`) up to which the whole catalogue is known; its parts may be newer.
pub fn date() -> &'static str {
    date_of("actions.lz4").min(managed::date())
}

/// The date of the data in a file of the catalogue, as `ORIGIN.md` gives it.
pub(crate) fn date_of(file: &str) -> &'static str {
    let row = ORIGIN.lines().find(|line| line.split('|').nth(1).is_some_and(|c| c.trim() == file));
    row.and_then(|row| row.split('|').nth(5)).map(str::trim).unwrap_or_default()
}

/// A table of sorted lines, the fields of a line separated by tabs.
#[derive(Debug, Default)]
pub(crate) struct Table(String);

impl Table {
    /// Unpacks a table. A damaged one is empty: then nothing is found in it, as if AWS did not
    /// have it, and callers say so. A test compares the shipped ones with their digests.
    pub(crate) fn unpack(packed: &[u8]) -> Self {
        let text = match lz4_flex::block::uncompressed_size(packed) {
            Ok((length, block)) if length <= LONGEST_TABLE => {
                lz4_flex::block::decompress(block, length).ok()
            }
            _ => None,
        };
        Self(text.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default())
    }

    pub(crate) fn lines(&self) -> std::str::Lines<'_> {
        self.0.lines()
    }

    /// The lines from the first on that `order` does not call less than what is looked for.
    pub(crate) fn lines_from(&self, order: impl Fn(&str) -> Ordering) -> std::str::Lines<'_> {
        // The bounds are begins of lines: all before `low` are less, all from `high` on are not.
        let newline = |byte: &u8| *byte == b'\n';
        let bytes = self.0.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let before = bytes.get(low..middle).unwrap_or_default();
            let begin = before.iter().rposition(newline).map_or(low, |at| low + at + 1);
            let after = bytes.get(middle..high).unwrap_or_default();
            let end = after.iter().position(newline).map_or(high, |at| middle + at + 1);
            let line = self.0.get(begin..end).unwrap_or_default();
            match order(line.trim_end_matches('\n')) {
                Ordering::Less => low = end,
                Ordering::Equal | Ordering::Greater => high = begin,
            }
        }
        self.0.get(low..).unwrap_or_default().lines()
    }

    /// The line that `order` calls equal to what is looked for.
    pub(crate) fn line(&self, order: impl Fn(&str) -> Ordering) -> Option<&str> {
        self.lines_from(&order).next().filter(|line| order(line) == Ordering::Equal)
    }
}

/// The order of two texts without regard to the case of ASCII letters.
pub(crate) fn compare(left: &str, right: &str) -> Ordering {
    let lower = |text| str::bytes(text).map(|byte| byte.to_ascii_lowercase());
    lower(left).cmp(lower(right))
}

/// How a line whose first two fields are a service and a name stands to these, in any case.
pub(crate) fn by_name(line: &str, service: &str, name: &str) -> Ordering {
    let mut fields = line.split('\t');
    let mut field = || fields.next().unwrap_or_default();
    compare(field(), service).then_with(|| compare(field(), name))
}

/// The items of a field that holds a list.
pub(crate) fn items(field: &str) -> impl Iterator<Item = &str> {
    field.split(',').filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

    use super::*;
    use sha2::{Digest, Sha256};

    const RESOURCES: &[u8] = include_bytes!("../../rulesets/aws/resources.lz4");

    #[test]
    fn shipped_data_is_what_its_origin_says() {
        let packed: [(&str, &[u8]); 3] = [
            ("actions.lz4", include_bytes!("../../rulesets/aws/actions.lz4")),
            ("resources.lz4", RESOURCES),
            ("managed-policies.lz4", include_bytes!("../../rulesets/aws/managed-policies.lz4")),
        ];
        for (file, packed) in packed {
            let table = Table::unpack(packed);
            let digest: String =
                Sha256::digest(&table.0).iter().map(|byte| format!("{byte:02x}")).collect();
            let end = format!(" {} | {digest} |", table.lines().count());
            let row = ORIGIN.lines().find(|line| line.contains(file)).unwrap();
            assert!(row.ends_with(&end), "`{row}` should end with `{end}`");
        }
    }

    #[test]
    fn dates_are_days() {
        for date in [date(), managed::date()] {
            assert!(date.len() == 10 && date.starts_with("20"), "`{date}`");
            assert!(date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'), "`{date}`");
        }
        assert_eq!(date_of("nothing.lz4"), "");
        assert!(origin().contains("MIT License") && origin().contains("Apache License"));
    }

    #[test]
    fn every_line_of_a_table_is_found_and_nothing_else() {
        for count in 0..40 {
            let text: String = (0..count).map(|at| format!("{:03}\tx\n", at * 2)).collect();
            let table = Table(text);
            let find = |key: &str| table.line(|line| line.get(..3).unwrap().cmp(key));
            for at in 0..count * 2 + 1 {
                let key = format!("{at:03}");
                let want = (at % 2 == 0 && at < count * 2).then(|| format!("{key}\tx"));
                assert_eq!(find(&key), want.as_deref(), "{key} of {count}");
            }
        }
    }

    #[test]
    fn damaged_data_is_no_data() {
        assert_eq!(Table::unpack(&[]).0, "");
        assert_eq!(Table::unpack(&[0xff; 4]).0, "");
        assert_eq!(Table::unpack(&[0xff; 4_000]).0, "");
        assert_eq!(Table::unpack(RESOURCES.get(..RESOURCES.len() / 2).unwrap()).0, "");
        // A wrong byte may also give wrong text; whatever it gives, searching it does not panic.
        for at in (0..RESOURCES.len()).step_by(RESOURCES.len() / 97) {
            let mut packed = RESOURCES.to_vec();
            *packed.get_mut(at).unwrap() ^= 0xff;
            let table = Table::unpack(&packed);
            table.line(|line| by_name(line, "iam", "role"));
        }
    }
}
