//! Values that go to AWS and are kept out of the state: arguments that are only written, and passwords that
//! the service makes itself.
//!
//! Source: provider hashicorp/aws 6.x, "Using write-only arguments", read 2026-11-23.

use super::SECRET;
use super::block::Block;
use super::resolve::Read;
use crate::model::element::{Element, ElementKind};

/// How a resource type keeps its value out of the state.
struct Keeps {
    resource_type: &'static str,
    /// The argument that is only written. No plan or state shows it, and only a configuration sets it.
    argument: &'static str,
    /// Attributes that tell of it in a state: its version, or that there is one.
    told_by: &'static [&'static str],
}

const fn keeps(
    resource_type: &'static str,
    argument: &'static str,
    told_by: &'static [&'static str],
) -> Keeps {
    Keeps { resource_type, argument, told_by }
}

/// The service makes and keeps the password.
const MANAGED: &str = "manage_master_user_password";

/// Sorted by type.
const TYPES: &[Keeps] = &[
    keeps("aws_db_instance", "password_wo", &["password_wo_version", MANAGED]),
    keeps("aws_docdb_cluster", "master_password_wo", &["master_password_wo_version", MANAGED]),
    keeps("aws_rds_cluster", "master_password_wo", &["master_password_wo_version", MANAGED]),
    keeps("aws_redshift_cluster", "master_password_wo", &["master_password_wo_version"]),
    keeps(
        "aws_secretsmanager_secret_version",
        "secret_string_wo",
        &["secret_string_wo_version", "has_secret_string_wo"],
    ),
    keeps("aws_ssm_parameter", "value_wo", &["value_wo_version", "has_value_wo"]),
];

impl Block<'_, '_> {
    /// Notes whether the value of this resource is kept out of the state; nothing for what has none.
    pub(super) fn note_write_only(&mut self) {
        let kind = self.object.id.kind.as_ref();
        let Ok(at) = TYPES.binary_search_by_key(&kind, |one| one.resource_type) else { return };
        let Some(keeps) = TYPES.get(at) else { return };
        self.consumed.extend(keeps.told_by);
        let says =
            |name: &&str| self.object.unsealed(name).is_some_and(|raw| !super::json::is_empty(raw));
        // The configuration is that of the side after the change.
        let configured = self.successor.is_none() && self.is_configured(keeps.argument);
        let kept = configured || keeps.told_by.iter().any(|name| says(&name));
        let id = match self.side.own(self.object, "secret_id", SECRET) {
            Read::Known(arn) => self.intern(&arn),
            Read::Absent | Read::Unknown(_) => self.arn(),
        };
        let origin = self.origin(keeps.argument);
        let element = Element { kind: ElementKind::WriteOnly, id, settings: Vec::new(), origin };
        self.out.inventory.elements.push(element);
        self.also("kept", if kept { "true" } else { "false" });
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn types_are_sorted() {
        assert!(super::TYPES.is_sorted_by_key(|one| one.resource_type));
    }
}
