//! The facts of one side, free of where they came from: principals, policies, what carries a role,
//! credentials, guardrails. Everything is ids into one [`Store`] that both sides share, so that
//! equal things are equal numbers.

pub mod arn;
pub mod element;
pub mod grade;
pub mod inventory;
mod kind;
pub mod names;
pub mod places;
pub mod policy;
mod schema;
pub mod value;
pub mod zone;

pub use arn::Arn;
pub use inventory::Inventory;
pub use names::{Arena, Name, Names};
pub use places::Places;
pub use policy::{
    Condition, DocId, Document, Documents, Effect, Patterns, PrincipalRef, Principals, Statement,
    StatementId,
};
pub use schema::Schemas;
pub use value::Value;

/// What both sides of a comparison share: names and policy documents, each stored once.
#[derive(Debug, Default)]
pub struct Store {
    /// All texts that serve as an identity.
    pub names: Names,
    /// All policy documents and their statements, by content.
    pub documents: Documents,
    /// Accounts that inputs tell, by the symbols that stand for them where they are not known. Both
    /// sides of a comparison must know the same: see [`Store::knowing`].
    pub accounts: std::collections::BTreeMap<String, String>,
    /// Whether such an account became known after a side was read that may mean it.
    pub learned_late: bool,
    /// Whether a side was read that may mean one.
    pub may_mean: bool,
    /// Schemas of providers, as far as the user gives some.
    pub schemas: Option<std::sync::Arc<Schemas>>,
}

impl Store {
    /// An empty store that knows these accounts.
    pub fn knowing(accounts: std::collections::BTreeMap<String, String>) -> Self {
        Self { accounts, ..Self::default() }
    }
}
