//! The actions of AWS services and the resource types that they are made on.

use crate::catalog::{Table, by_name, compare, date_of, items};
use crate::iam::glob;
use crate::iam::truth::Truth;
use std::cmp::Ordering;
use std::sync::LazyLock;

static ACTIONS: LazyLock<Table> =
    LazyLock::new(|| Table::unpack(include_bytes!("../../../rulesets/aws/actions.lz4")));
static RESOURCES: LazyLock<Table> =
    LazyLock::new(|| Table::unpack(include_bytes!("../../../rulesets/aws/resources.lz4")));
const RCP_SERVICES: &str = include_str!("../../../rulesets/aws/rcp-services.txt");

/// An action as AWS lists it in its service authorization reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    /// The service prefix, such as `iam`.
    pub service: &'static str,
    /// The name in AWS's own case, such as `PassRole`.
    pub name: &'static str,
    levels: &'static str,
    resources: &'static str,
    condition_keys: &'static str,
    dependent_actions: &'static str,
}

/// What an action does, in AWS's classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Reads the contents of resources.
    Read,
    /// Finds out which resources there are.
    List,
    /// Creates, changes or deletes resources.
    Write,
    /// Grants or changes permissions. AWS does not class all that lead to power so: not
    /// `iam:PassRole`.
    Permissions,
    /// Changes tags.
    Tagging,
}

/// A resource type that an action is made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResourceType {
    /// Its name within the service, such as `role`.
    pub name: &'static str,
    /// Whether the action always needs a resource of this type.
    pub required: bool,
}

impl std::fmt::Display for Action {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}", self.service, self.name)
    }
}

impl Action {
    fn read(line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        Some(Self {
            service: fields.next()?,
            name: fields.next()?,
            levels: fields.next()?,
            resources: fields.next()?,
            condition_keys: fields.next()?,
            dependent_actions: fields.next()?,
        })
    }

    /// What the action does; most have one level, some are also of [`Level::Write`].
    pub fn levels(&self) -> impl Iterator<Item = Level> + use<> {
        items(self.levels).filter_map(|letter| match letter {
            "R" => Some(Level::Read),
            "L" => Some(Level::List),
            "W" => Some(Level::Write),
            "P" => Some(Level::Permissions),
            "T" => Some(Level::Tagging),
            _ => None,
        })
    }

    /// Which resource types it is made on; none if only `*` covers it.
    pub fn resources(&self) -> impl Iterator<Item = ResourceType> + use<> {
        items(self.resources).map(|item| match item.strip_suffix('*') {
            Some(name) => ResourceType { name, required: true },
            None => ResourceType { name: item, required: false },
        })
    }

    /// Whether it is made on no resource, so that only the resource `*` covers it.
    pub fn wildcard_only(&self) -> bool {
        self.resources.is_empty()
    }

    /// Which condition keys it may have, itself or on some of its resource types, such as
    /// `iam:PassedToService` or `aws:RequestTag/${TagKey}`. Most global keys are not listed; those
    /// that tell of the resource are at [`resource_condition_keys`].
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        items(self.condition_keys)
    }

    /// Which further actions a caller must be allowed. The data of 2026-10-27 names none.
    pub fn dependent_actions(&self) -> impl Iterator<Item = &'static str> + use<> {
        items(self.dependent_actions)
    }
}

/// The action of this service and name, both in any case; nothing if AWS lists no such action.
pub fn action(service: &str, name: &str) -> Option<Action> {
    Action::read(ACTIONS.line(|line| by_name(line, service, name))?)
}

/// All actions that the pattern of a statement covers, such as `iam:Pass*`, `s3:Get?bject` or `*`,
/// by service and name. A pattern that is known in part covers what it covers for sure.
pub fn matching(pattern: &str) -> impl Iterator<Item = Action> + use<> {
    let pattern = pattern.to_ascii_lowercase();
    // Nearly all patterns name their service: then its actions are enough.
    let named = pattern.split_once(':').map(|(service, _)| service.to_owned());
    let service = named.filter(|service| !service.contains(['*', '?']));
    let lines = match &service {
        Some(service) => ACTIONS.lines_from(|line| by_name(line, service, "")),
        None => ACTIONS.lines(),
    };
    let listed = lines.map_while(Action::read).take_while(move |action| {
        service.as_ref().is_none_or(|service| compare(action.service, service) == Ordering::Equal)
    });
    let mut full_name = String::new();
    listed.filter(move |action| {
        // Names are short, so that even a hostile pattern costs no more than its length times that.
        full_name.clear();
        full_name.extend([action.service, ":", action.name]);
        full_name.make_ascii_lowercase();
        glob::covers(&pattern, &full_name) == Truth::Yes
    })
}

/// The ARN patterns of a resource type, `${Account}` and the like for their parts; several for the
/// few types that have old and new forms.
pub fn resource_patterns(
    service: &str,
    resource_type: &str,
) -> impl Iterator<Item = &'static str> + use<> {
    items(resource_field(service, resource_type, 2))
}

/// The ARN patterns of all resource types of a service.
pub fn patterns_of(service: &str) -> impl Iterator<Item = &'static str> + use<> {
    let service = service.to_owned();
    let lines = RESOURCES.lines_from(|line| by_name(line, &service, ""));
    let of_service = move |line: &&str| {
        let own = line.split('\t').next().unwrap_or_default();
        compare(own, &service) == Ordering::Equal
    };
    lines.take_while(of_service).flat_map(|line| items(line.split('\t').nth(2).unwrap_or_default()))
}

/// Which condition keys tell of a resource of this type, such as `aws:ResourceTag/${TagKey}`.
pub fn resource_condition_keys(
    service: &str,
    resource_type: &str,
) -> impl Iterator<Item = &'static str> + use<> {
    items(resource_field(service, resource_type, 3))
}

fn resource_field(service: &str, resource_type: &str, field: usize) -> &'static str {
    let line = RESOURCES.line(|line| by_name(line, service, resource_type));
    line.and_then(|line| line.split('\t').nth(field)).unwrap_or_default()
}

/// Whether resource control policies bind requests to this service.
pub fn rcp_covers(service: &str) -> bool {
    RCP_SERVICES.lines().any(|line| line.eq_ignore_ascii_case(service))
}

/// The day of the data on actions, resource types and resource control policies.
pub fn date() -> &'static str {
    date_of("actions.lz4")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

    use super::*;

    #[test]
    fn the_shipped_tables_are_whole() {
        let sorted = |table: &Table| {
            table.lines().is_sorted_by(|before, after| {
                let mut fields = after.split('\t');
                let (service, name) = (fields.next().unwrap(), fields.next().unwrap());
                by_name(before, service, name) == Ordering::Less
            })
        };
        assert!(ACTIONS.lines().count() > 20_000 && sorted(&ACTIONS));
        assert!(RESOURCES.lines().count() > 2_000 && sorted(&RESOURCES));
        assert!(RCP_SERVICES.lines().count() > 50 && RCP_SERVICES.lines().is_sorted());
        assert!(RESOURCES.lines().all(|line| line.split('\t').count() == 4));
        for line in ACTIONS.lines() {
            let listed = Action::read(line).unwrap();
            assert_eq!(action(listed.service, &listed.name.to_uppercase()), Some(listed));
            assert_eq!(listed.levels().count(), listed.levels.split(',').count(), "{line}");
            for resource in listed.resources() {
                let patterns: Vec<_> = resource_patterns(listed.service, resource.name).collect();
                assert!(!patterns.is_empty(), "{line}");
                assert!(patterns.iter().all(|pattern| pattern.starts_with("arn:")), "{line}");
            }
        }
    }

    #[test]
    fn an_action_tells_what_it_is_made_on() {
        let pass = action("IAM", "passrole").unwrap();
        assert_eq!((pass.service, pass.name), ("iam", "PassRole"));
        let role = ResourceType { name: "role", required: true };
        assert_eq!(pass.resources().collect::<Vec<_>>(), [role]);
        assert!(pass.condition_keys().any(|key| key == "iam:PassedToService"));
        assert!(!pass.wildcard_only());

        let attach = action("iam", "AttachRolePolicy").unwrap();
        assert_eq!(attach.levels().collect::<Vec<_>>(), [Level::Write, Level::Permissions]);
        let run = action("ec2", "RunInstances").unwrap();
        assert!(run.condition_keys().any(|key| key == "ec2:InstanceProfile"), "a key of a type");
        assert!(run.resources().any(|one| one.name == "key-pair" && !one.required));
        assert!(action("s3", "ListAllMyBuckets").unwrap().wildcard_only());
        assert_eq!(action("iam", "PassRoles"), None);
        assert_eq!(action("", ""), None);
    }

    #[test]
    fn a_pattern_covers_actions_of_any_case() {
        let names = |pattern| matching(pattern).map(|action| action.name).collect::<Vec<_>>();
        assert_eq!(names("iam:PASS*"), ["PassRole"]);
        assert_eq!(names("S3:Get?bject"), ["GetObject"]);
        assert_eq!(names("*:passrole"), ["PassRole"]);
        for nothing in ["iam:Pass", "iam:", "iam", "", "nothing:*", "iam:*\u{e000}x\u{e001}"] {
            assert_eq!(names(nothing), [""; 0], "`{nothing}`");
        }
        let all = ACTIONS.lines().count();
        assert_eq!((names("*").len(), names("*:*").len(), names("**").len()), (all, all, all));
        let iam = ACTIONS.lines().filter(|line| line.starts_with("iam\t")).count();
        assert_eq!(names("iam:*").len(), iam);
        assert_eq!(names(&format!("iam:{}x", "*a".repeat(3_000))), [""; 0]);
    }

    #[test]
    fn a_resource_type_tells_its_patterns_and_keys() {
        let user = "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}";
        assert_eq!(resource_patterns("iam", "USER").collect::<Vec<_>>(), [user]);
        assert_eq!(resource_patterns("lex", "bot").count(), 2);
        assert_eq!(resource_patterns("iam", "nothing").count(), 0);
        assert!(resource_condition_keys("iam", "role").any(|key| key.starts_with("iam:Resource")));
        assert!(rcp_covers("s3") && rcp_covers("STS") && !rcp_covers("sns") && !rcp_covers(""));
    }
}
