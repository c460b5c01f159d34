//! Comma-separated values, as RFC 4180 has them. Empty lines are none.

/// The fields of every row. All rows have as many as the first.
pub(super) fn rows(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut reader = Reader { rest: text };
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(row) = reader.row()? {
        if rows.first().is_some_and(|first| first.len() != row.len()) {
            return Err(format!("row {} has another number of fields", rows.len() + 1));
        }
        rows.push(row);
    }
    Ok(rows)
}

struct Reader<'a> {
    rest: &'a str,
}

/// What comes after a field.
#[derive(PartialEq, Eq)]
enum After {
    Field,
    Row,
}

impl Reader<'_> {
    fn row(&mut self) -> Result<Option<Vec<String>>, String> {
        while let Some(rest) = after_break(self.rest) {
            self.rest = rest;
        }
        if self.rest.is_empty() {
            return Ok(None);
        }
        let mut fields = Vec::new();
        loop {
            let (field, after) = if self.eat("\"") { self.quoted()? } else { self.plain()? };
            fields.push(field);
            if after == After::Row {
                return Ok(Some(fields));
            }
        }
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// The end of a field, if it is here.
    fn end(&mut self) -> Option<After> {
        if self.eat(",") {
            return Some(After::Field);
        }
        let rest = if self.rest.is_empty() { "" } else { after_break(self.rest)? };
        self.rest = rest;
        Some(After::Row)
    }

    fn plain(&mut self) -> Result<(String, After), String> {
        let mut field = String::new();
        loop {
            if let Some(after) = self.end() {
                return Ok((field, after));
            }
            match self.next() {
                Some('"') => return Err("a quote stands within a field that is not quoted".into()),
                one => field.extend(one),
            }
        }
    }

    fn quoted(&mut self) -> Result<(String, After), String> {
        let mut field = String::new();
        loop {
            if self.eat("\r\n") {
                field.push('\n');
                continue;
            }
            match self.next() {
                None => return Err("a quoted field does not end".into()),
                Some('"') if self.eat("\"") => field.push('"'),
                Some('"') => match self.end() {
                    Some(after) => return Ok((field, after)),
                    None => return Err("something follows a quoted field".into()),
                },
                Some(one) => field.push(one),
            }
        }
    }

    fn next(&mut self) -> Option<char> {
        let mut all = self.rest.chars();
        let one = all.next();
        self.rest = all.as_str();
        one
    }
}

/// What follows the line break that a text begins with. A carriage return that ends the text is one.
fn after_break(text: &str) -> Option<&str> {
    let line = text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n'));
    line.or_else(|| (text == "\r").then_some(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_fields() {
        type Want = Result<&'static [&'static [&'static str]], ()>;
        let table: &[(&str, Want)] = &[
            ("", Ok(&[])),
            ("a,b\r\n1,2\r\n", Ok(&[&["a", "b"], &["1", "2"]])),
            ("a,b\n\n1,", Ok(&[&["a", "b"], &["1", ""]])),
            ("\"a\"\"b\",\"c\r\nd\"", Ok(&[&["a\"b", "c\nd"]])),
            ("a\n\"\"", Ok(&[&["a"], &[""]])),
            ("a,b\n1", Err(())),
            ("a\"b", Err(())),
            ("\"a\"b", Err(())),
            ("\"a", Err(())),
        ];
        for (text, want) in table {
            let want: Result<Vec<Vec<String>>, ()> = want.map(|rows| {
                rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
            });
            assert_eq!(rows(text).map_err(|_| ()), want, "{text:?}");
        }
    }
}
