//! ARN operators: `ArnEquals` and `ArnLike` do the same.

use super::Operator;
use crate::iam::pattern::Pattern;
use crate::iam::truth::Truth;
use crate::model::arn::Arn;

pub(super) const OPERATORS: &[Operator] = &[
    Operator { name: "arnequals", negated: Some("arnnotequals"), variables: true, test: like },
    Operator { name: "arnlike", negated: Some("arnnotlike"), variables: true, test: like },
];

fn like(request: &str, policy: &str) -> Option<Truth> {
    Arn::parse(request)?;
    if policy == "*" {
        return Some(Truth::Yes);
    }
    Arn::parse(policy)?;
    Some(Pattern::new(policy, false).covers(request))
}
