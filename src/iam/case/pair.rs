//! Two policies that are to be compared.

use super::Documents;
use crate::iam::access::{Access, Excess};
use crate::iam::policies::{Place, PolicyType};
use crate::model::policy::StatementId;
use serde_json::value::RawValue;

/// Where the documents of NEW are read, to tell their statements from those of OLD.
const NEW_LEVEL: usize = 1;

/// Two policies that can be compared: what was, and what is to be.
#[derive(Debug)]
pub struct Pair {
    /// The statements of both.
    pub documents: Documents,
    /// What the older allows.
    pub before: Access,
    /// What the newer allows.
    pub after: Access,
}

impl Pair {
    /// Reads the two, each a document or a list of documents of one principal. `kind` is the type of
    /// policy; without it statements with a `Principal` make it one of a resource.
    ///
    /// # Errors
    /// A sentence that names the side and the statement.
    pub fn read(before: &RawValue, after: &RawValue, kind: Option<&str>) -> Result<Self, String> {
        let mut documents = Documents::new();
        documents.versions_agree(before, after);
        let mut of = match kind {
            Some(name) => PolicyType::named(name)
                .ok_or_else(|| format!("there is no policy type `{name}`"))?,
            None => PolicyType::Identity,
        };
        let old = documents.add(before, (of, 0)).map_err(|why| format!("before: {why}"))?;
        let new = documents.add(after, (of, NEW_LEVEL)).map_err(|why| format!("after: {why}"))?;
        documents.compile();
        if kind.is_none() && documents.name_principals(&[&old, &new]) {
            of = PolicyType::Resource;
        }
        let (before, after) = (Access::of(of, old), Access::of(of, new));
        Ok(Self { documents, before, after })
    }

    /// What the newer allows that the older does not.
    pub fn excess(&self) -> Excess {
        self.after.minus(&self.before, &self.documents.engine)
    }

    /// How a statement of the newer is named: `new[0].Statement[2] (ReadOnly)`.
    pub fn name(&self, statement: StatementId) -> String {
        let place: Place = (self.documents.first_type(), NEW_LEVEL);
        let name = self.documents.name(place, statement);
        name.split_once('[').map_or(name.clone(), |(_, rest)| format!("new[{rest}"))
    }
}
