//! `Bool`.

use super::Operator;

pub(super) const OPERATORS: &[Operator] = &[Operator {
    name: "bool",
    negated: None,
    variables: false,
    test: |request, policy| {
        let truth = |text: &str| match text.to_ascii_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        Some((truth(request)? == truth(policy)?).into())
    },
}];
