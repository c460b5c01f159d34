//! Long-lived credentials of users.

use super::super::block::Block;
use super::super::element::{DECLARES, Declares, Reads, always, reads, reads_or};
use super::USER;
use crate::model::Name;
use crate::model::element::ElementKind;
use crate::model::inventory::{Credential, CredentialKind};

const STATUS: Reads = reads_or("status", "status", "Active");
/// For whom Terraform encrypts the secret; without it the state has it in plain.
const SEALED_FOR: Reads = reads("sealed-for", "pgp_key");

const fn credential(resource_type: &'static str, reads: &'static [Reads]) -> Declares {
    Declares { resource_type, kind: ElementKind::Credential, reads, more: owner, ..DECLARES }
}

/// Credentials as elements, sorted by type.
pub(in super::super) const ELEMENTS: &[Declares] = &[
    credential("aws_iam_access_key", &[always("what", "an access key"), STATUS, SEALED_FOR]),
    credential(
        "aws_iam_service_specific_credential",
        &[always("what", "a password for one service"), STATUS],
    ),
    credential("aws_iam_user_login_profile", &[always("what", "a console password"), SEALED_FOR]),
    credential("aws_iam_user_ssh_key", &[always("what", "an SSH key for CodeCommit"), STATUS]),
];

/// Notes whose credential it is.
fn owner(b: &mut Block<'_, '_>, _: Name) {
    let written = ["user", "user_name", "username"];
    let named = written.into_iter().find_map(|attribute| b.target(attribute, USER));
    if let Some(Ok(user)) = named {
        let user = b.store.names.text(user).to_owned();
        b.also("user", &user);
    }
}

pub(super) fn access_key(b: &mut Block<'_, '_>) {
    let user = b.subject("user", USER);
    // A key that is switched off is no way in until somebody may switch it on.
    if b.plain("status").is_some_and(|status| status == "Inactive") {
        return;
    }
    let Some(user) = user else { return };
    let origin = b.origin("");
    let kind = CredentialKind::AccessKey;
    b.out.inventory.credentials.push(Credential { kind, user, origin });
}

pub(super) fn login_profile(b: &mut Block<'_, '_>) {
    let Some(user) = b.subject("user", USER) else { return };
    let origin = b.origin("");
    let kind = CredentialKind::LoginProfile;
    b.out.inventory.credentials.push(Credential { kind, user, origin });
}
