//! `where`: a condition on one finding, written in a part of CEL, the Common Expression Language.
//!
//! ```text
//! where = "finding.class == 'path' && finding.principals.exists(one, one.startsWith('group/'))"
//! ```
//!
//! | part | what there is |
//! |---|---|
//! | values | texts in `'` or `"`, whole numbers, `true`, `false`, lists of texts |
//! | operators | <code>&#124;&#124;</code> `&&` `!` `==` `!=` `<` `<=` `>` `>=` `in` and parentheses |
//! | calls | `size(x)`, `x.size()`, `x.startsWith(y)`, `x.endsWith(y)`, `x.contains(y)` |
//! | lists | `list.exists(x, test)`, `list.all(x, test)` |
//! | names | `finding` with the fields of `FIELDS` |
//!
//! It is a part of our own, and not the whole of the language, because a rule file may be hostile: types
//! are checked when the file is read, so that no evaluation fails, text and nesting have a bound, and so
//! has every evaluation. What costs more than that holds, so that a gate rather closes than not.
//!
//! Source: the CEL specification, `doc/langdef.md` of google/cel-spec, read 2026-11-23.

mod eval;
mod field;
mod parse;
mod token;

use crate::diff::finding::Finding;
use serde::{Deserialize, Deserializer};

/// A condition on a finding, checked.
#[derive(Debug, Clone)]
pub struct Where {
    text: String,
    expression: parse::Expression,
}

impl Where {
    /// Reads and checks a condition.
    ///
    /// # Errors
    /// A sentence that says what is wrong, at which letter, and what was likely meant.
    pub fn new(text: &str) -> Result<Self, String> {
        let expression = parse::condition(text).map_err(|fault| {
            let letter = text.get(..fault.at).unwrap_or(text).chars().count() + 1;
            format!("`where`, letter {letter}: {}", fault.says)
        })?;
        Ok(Self { text: text.to_owned(), expression })
    }

    /// Whether it holds for a finding, or costs too much to tell.
    pub fn holds(&self, finding: &Finding) -> bool {
        eval::holds(&self.expression, finding)
    }
}

impl PartialEq for Where {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<'de> Deserialize<'de> for Where {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::new(&text).map_err(serde::de::Error::custom)
    }
}
