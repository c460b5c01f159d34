//! Long-lived credentials of users.

use super::super::block::Block;
use super::USER;
use crate::model::inventory::{Credential, CredentialKind};

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
