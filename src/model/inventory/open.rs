//! What of a side is not known: documents that are no policies, identities that are declared twice, and
//! documents that were known before and are not any more.

use super::{Attached, Attachment, Inventory, Open, Written};
use crate::model::names::Name;
use crate::model::policy::{DocId, Documents};
use crate::model::value::Unknown;
use std::collections::HashMap;

impl Inventory {
    /// Makes documents that cannot be read as policies what they are: not known, and said so.
    pub fn open_invalid(&mut self, documents: &Documents) {
        let mut open = Vec::new();
        let trusts =
            self.identities.iter_mut().filter_map(|one| Some((one.arn, one.trust.as_mut()?)));
        let policies = self.policies.iter_mut().map(|one| (one.arn, &mut one.written));
        let inlines = self.attachments.iter_mut().filter_map(|one| match &mut one.attached {
            Attached::Inline(_, written) => Some((one.identity, written)),
            _ => None,
        });
        let resources =
            self.resources.iter_mut().filter_map(|one| Some((one.arn, one.policy.as_mut()?)));
        let guards = self.guards.iter_mut().map(|one| (one.id, &mut one.written));
        let all = trusts.chain(policies).chain(inlines).chain(resources).chain(guards);
        for (affects, written) in all {
            let Ok(id) = written.document else { continue };
            let Some(why) = &documents.document(id).invalid else { continue };
            let reason = format!("the policy cannot be read: {why}").into();
            let unknown = Unknown { reason, references: Vec::new() };
            written.document = Err(unknown.clone());
            open.push(Open { origin: written.origin.clone(), unknown, affects: vec![affects] });
        }
        self.open.append(&mut open);
    }

    /// Says of what is declared more than once, in words that differ, that only one of them can be so: which
    /// one is not known, and the last is what is judged.
    pub fn open_contested(&mut self) {
        let trusts = self.identities.iter().filter_map(|one| Some((one.arn, one.trust.as_ref()?)));
        let policies = self.policies.iter().map(|one| (one.arn, &one.written));
        let mut said: HashMap<Name, &Written> = HashMap::new();
        let mut open = Vec::new();
        for (arn, written) in trusts.chain(policies) {
            let Some(other) = said.insert(arn, written) else { continue };
            if other.document != written.document {
                let reason = "it is declared more than once, and not the same each time".into();
                let unknown = Unknown { reason, references: Vec::new() };
                open.push(Open { origin: other.origin.clone(), unknown, affects: vec![arn] });
            }
        }
        self.open.append(&mut open);
    }

    /// Gives documents that are not known here what they said in `before`: they may still say it, so
    /// that nothing counts as gone that is only not known.
    pub fn remember(&mut self, before: &Self) {
        let trusts: HashMap<Name, DocId> = before
            .identities
            .iter()
            .filter_map(|one| Some((one.arn, one.trust.as_ref()?.document.as_ref().ok().copied()?)))
            .collect();
        for identity in &mut self.identities {
            if let Some(trust) = &mut identity.trust {
                trust.recall(|| trusts.get(&identity.arn).copied());
            }
        }
        let known = |written: &Written| written.document.as_ref().ok().copied();
        let policies: HashMap<Name, DocId> = before
            .policies
            .iter()
            .filter_map(|one| Some((one.arn, known(&one.written)?)))
            .collect();
        for policy in &mut self.policies {
            policy.written.recall(|| policies.get(&policy.arn).copied());
        }
        let inline = |one: &Attachment| match &one.attached {
            Attached::Inline(name, written) => Some(((one.identity, *name), known(written)?)),
            _ => None,
        };
        let inlines: HashMap<(Name, Name), DocId> =
            before.attachments.iter().filter_map(inline).collect();
        for attachment in &mut self.attachments {
            if let Attached::Inline(name, written) = &mut attachment.attached {
                written.recall(|| inlines.get(&(attachment.identity, *name)).copied());
            }
        }
    }
}
