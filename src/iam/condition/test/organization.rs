//! What a test of a place in an organization says of requests that can be made: whoever is below a path
//! is in the organization that the path begins with, and in one place of it.
//!
//! Source: IAM user guide, "AWS global condition context keys", `aws:PrincipalOrgPaths` and
//! `aws:ResourceOrgPaths`, read 2026-11-23.

use super::{Base, Set, Test, Value, find};
use crate::iam::condition::expected::Expected;

/// Keys that hold the path of one account, and the keys that hold its organization.
const PLACES: &[(&str, &str)] = &[
    ("aws:principalorgpaths", "aws:principalorgid"),
    ("aws:resourceorgpaths", "aws:resourceorgid"),
    ("aws:sourceorgpaths", "aws:sourceorgid"),
    ("aws:vpceorgpaths", "aws:vpceorgid"),
];

impl Test {
    /// Tests that together hold for the same requests of those that can be made.
    pub fn of_made(&self) -> Vec<Self> {
        let Some((_, organization)) = PLACES.iter().find(|(key, _)| **key == *self.key) else {
            return vec![self.clone()];
        };
        let place = self.of_one_value();
        let within = place.organizations().map(|ids| Self {
            key: (*organization).into(),
            values: ids,
            pattern: false,
            ..place.clone()
        });
        [place].into_iter().chain(within).collect()
    }

    /// The same of a key that has one value, or none.
    fn of_one_value(&self) -> Self {
        let negated = !matches!(self.base, Base::Operator { negated: false });
        match self.set {
            Set::All => Self { set: Set::One, if_exists: true, ..self.clone() },
            Set::Any if !negated => Self { set: Set::One, ..self.clone() },
            Set::Any | Set::One => self.clone(),
        }
    }

    /// The organizations that its values are in; none unless it asks for one of them.
    fn organizations(&self) -> Option<Box<[Value]>> {
        let (equals, _) = find("stringequals")?;
        let id = |value: &Value| match value {
            Value::Fixed(Expected::Text(path) | Expected::Glob(path)) => {
                let (id, _) = path.split_once('/')?;
                let open = self.pattern && id.contains(['*', '?']);
                (!open).then(|| Value::Fixed((equals.read)(id)))
            }
            _ => None,
        };
        (self.binds() && self.set == Set::One).then(|| self.values.iter().map(id).collect())?
    }
}
