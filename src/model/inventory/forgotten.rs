//! What Terraform lets go and does not destroy: it stands as it stood.

use super::Inventory;
use crate::model::Places;
use crate::model::names::{Name, Names};

impl Inventory {
    /// Takes over from `before` what this side forgets.
    pub fn keep_forgotten(&mut self, before: &Self, names: &Names) {
        let forgotten = std::mem::take(&mut self.forgotten);
        let is_part = |address: Name, whole: Name| {
            let rest = names.text(address).strip_prefix(names.text(whole));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        if forgotten.is_empty() {
            return;
        }
        let mut kept = before.clone();
        kept.retain(|address| forgotten.iter().any(|whole| is_part(address, *whole)));
        self.append(kept);
    }

    /// Leaves only facts of the resources that `is_kept` names.
    fn retain(&mut self, is_kept: impl Fn(Name) -> bool) {
        self.identities.retain(|one| is_kept(one.origin.address));
        self.policies.retain(|one| is_kept(one.written.origin.address));
        self.attachments.retain(|one| is_kept(one.origin.address));
        self.exclusives.retain(|one| is_kept(one.origin.address));
        self.memberships.retain(|one| is_kept(one.origin.address));
        self.profiles.retain(|one| is_kept(one.origin.address));
        self.carriers.retain(|one| is_kept(one.origin.address));
        self.credentials.retain(|one| is_kept(one.origin.address));
        self.disclosures.retain(|one| is_kept(one.origin.address));
        self.copies.retain(|one| is_kept(one.origin.address));
        self.providers.retain(|one| is_kept(one.origin.address));
        self.doors.retain(|one| is_kept(one.origin.address));
        self.resources.retain(|one| is_kept(one.origin.address));
        self.guards.retain(|one| is_kept(one.written.origin.address));
        self.guard_attachments.retain(|one| is_kept(one.origin.address));
        self.parents.retain(|one| is_kept(one.origin.address));
        self.elements.retain(|one| is_kept(one.origin.address));
        self.open.retain(|one| is_kept(one.origin.address));
        self.gaps.retain(|one| is_kept(one.address));
        if let Some(unread) = &mut self.unread {
            unread.leaves.retain(|one| is_kept(one.address));
        }
        self.resource_count = 0;
        self.places = Places::default();
    }
}
