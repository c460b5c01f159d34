//! Numeric operators.

use super::Operator;
use std::cmp::Ordering;

pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "numericequals",
        negated: Some("numericnotequals"),
        variables: false,
        test: |request, policy| Some((order(request, policy)? == Ordering::Equal).into()),
    },
    Operator {
        name: "numericgreaterthan",
        negated: None,
        variables: false,
        test: |request, policy| Some((order(request, policy)? == Ordering::Greater).into()),
    },
    Operator {
        name: "numericgreaterthanequals",
        negated: None,
        variables: false,
        test: |request, policy| Some((order(request, policy)? != Ordering::Less).into()),
    },
    Operator {
        name: "numericlessthan",
        negated: None,
        variables: false,
        test: |request, policy| Some((order(request, policy)? == Ordering::Less).into()),
    },
    Operator {
        name: "numericlessthanequals",
        negated: None,
        variables: false,
        test: |request, policy| Some((order(request, policy)? != Ordering::Greater).into()),
    },
];

fn order(request: &str, policy: &str) -> Option<Ordering> {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    number(request)?.partial_cmp(&number(policy)?)
}
