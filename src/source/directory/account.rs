//! Which account a configuration is for, as its own texts tell.
//!
//! A configuration seldom names its account. But where a text names `arn:aws:iam::123456789012:role/x`
//! and the configuration declares the role `x`, that is the account. Nothing else tells: an account whose
//! root a policy names may be anybody's.

use super::Texts;
use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END};
use std::collections::{BTreeMap, BTreeSet};

/// What an identity is declared by whose account is only known by its provider.
const OPEN: &str = "\"arn\":\"arn:aws:iam::\u{E000}account of provider ";
/// What stands in it before the account.
const ARN: &str = "\"arn\":\"arn:aws:iam::";
/// What identities begin with that are written out.
const WRITTEN: &str = "arn:aws:iam::";

/// The accounts of providers, by the symbol of each: those that are named as that of something that the
/// configuration declares, and where no other is.
pub(super) fn learned(texts: &[Texts<'_>]) -> BTreeMap<String, String> {
    // What is declared: its kind and name, with the symbol of its account.
    let mut declared: BTreeMap<&str, &str> = BTreeMap::new();
    for text in texts {
        for (at, _) in text.shown.values.match_indices(OPEN) {
            let rest = text.shown.values.get(at + ARN.len()..).unwrap_or_default();
            if let Some((symbol, name)) = rest.split_once(':')
                && symbol.ends_with(SYMBOL_END)
            {
                declared.insert(word(name), symbol);
            }
        }
    }
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for text in texts {
        for (at, _) in text.shown.values.match_indices(WRITTEN) {
            let rest = text.shown.values.get(at + WRITTEN.len()..).unwrap_or_default();
            let Some((account, name)) = rest.split_once(':') else { continue };
            if crate::model::arn::is_account(account)
                && let Some(symbol) = declared.get(word(name))
            {
                named.entry(symbol).or_default().insert(account);
            }
        }
    }
    let only = |(symbol, accounts): (&str, BTreeSet<&str>)| {
        let mut accounts = accounts.into_iter();
        let first = accounts.next()?;
        accounts.next().is_none().then(|| (symbol.to_owned(), first.to_owned()))
    };
    named.into_iter().filter_map(only).collect()
}

/// The kind and name that a text begins with: `role/team/deploy`.
fn word(text: &str) -> &str {
    let of_name = |letter: char| letter.is_ascii_alphanumeric() || "/_+=,.@-".contains(letter);
    let end = text.find(|letter| !of_name(letter)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The text with the accounts in the place of their symbols.
pub(super) fn filled(text: &mut String, accounts: &BTreeMap<String, String>) {
    if text.contains(SYMBOL_BEGIN) {
        for (symbol, account) in accounts {
            if text.contains(symbol.as_str()) {
                *text = text.replace(symbol.as_str(), account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn words() {
        assert_eq!(word(r#"role/a/b-c","x""#), "role/a/b-c");
        assert_eq!(word("role/a*"), "role/a");
        assert_eq!(word(""), "");
    }
}
