//! String operators.

use super::Operator;
use crate::iam::glob;
use crate::iam::truth::Truth;
use crate::model::value::is_symbolic;

pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "stringequals",
        negated: Some("stringnotequals"),
        variables: true,
        test: |request, policy| Some(equal(request, policy)),
    },
    Operator {
        name: "stringequalsignorecase",
        negated: Some("stringnotequalsignorecase"),
        variables: true,
        test: |request, policy| Some(equal(&request.to_lowercase(), &policy.to_lowercase())),
    },
    Operator {
        name: "stringlike",
        negated: Some("stringnotlike"),
        variables: true,
        test: |request, policy| Some(glob::covers(policy, request)),
    },
    Operator {
        name: "binaryequals",
        negated: None,
        variables: false,
        test: |request, policy| Some((request == policy).into()),
    },
];

fn equal(request: &str, policy: &str) -> Truth {
    if request == policy {
        Truth::Yes
    } else if is_symbolic(request) || is_symbolic(policy) {
        Truth::Unknown
    } else {
        Truth::No
    }
}
