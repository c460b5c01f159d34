//! Long-lived credentials of users.

use super::super::block::Block;
use super::USER;
use crate::model::inventory::{Credential, CredentialKind};

pub(super) fn access_key(b: &mut Block<'_, '_>) {
    credential(b, CredentialKind::AccessKey, "user");
}

pub(super) fn login_profile(b: &mut Block<'_, '_>) {
    credential(b, CredentialKind::LoginProfile, "user");
}

pub(super) fn service_password(b: &mut Block<'_, '_>) {
    credential(b, CredentialKind::ServicePassword, "user_name");
}

/// Notes a credential of the user that `owner` names.
fn credential(b: &mut Block<'_, '_>, kind: CredentialKind, owner: &'static str) {
    let user = b.subject(owner, USER);
    // One that is switched off is no way in until somebody may switch it on.
    if b.plain("status").is_some_and(|status| status == "Inactive") {
        return;
    }
    let Some(user) = user else { return };
    let origin = b.origin("");
    b.out.inventory.credentials.push(Credential { kind, user, origin });
}
