//! Policy documents as AWS writes them, normalised so that equal meaning tends to be equal data.

mod read;

use super::names::{Arena, Id, Name, Names};
use super::value;
use crate::diag::limits;
use std::collections::HashMap;
use std::sync::Arc;

crate::arena_id! {
    /// A policy document of a [`Documents`].
    DocId
}
crate::arena_id! {
    /// A normalised statement of a [`Documents`]: equal statements have equal ids, whatever their
    /// Sid, their place, the order of their lists or the case of their actions.
    StatementId
}

/// What a matching statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It may allow.
    Allow,
    /// It denies, whatever allows.
    Deny,
}

/// A list of glob patterns, or all but what they match.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Patterns {
    /// `NotAction`, `NotResource`.
    pub negated: bool,
    /// Sorted, without repetition. Actions are in lower case.
    pub patterns: Vec<Name>,
}

/// Whom a statement is about. Identity policies, boundaries and SCPs name nobody.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Principals {
    /// No `Principal` element.
    None,
    /// `Principal`, sorted.
    Only(Vec<PrincipalRef>),
    /// `NotPrincipal`, sorted.
    Not(Vec<PrincipalRef>),
}

/// One entry of a `Principal` element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalRef {
    /// `*`: everybody, without credentials too.
    Anyone,
    /// `{"AWS": "*"}`: everybody but services and callers who come with a token of a provider.
    AnyAws,
    /// The account as a whole, by number (or symbol): it delegates to its own policies.
    Account(Name),
    /// A user, role, session or federated user by ARN.
    Arn(Name),
    /// A service such as `lambda.amazonaws.com`.
    Service(Name),
    /// An identity provider by ARN or host name.
    Federated(Name),
    /// A canonical user id of S3.
    Canonical(Name),
    /// The id of a deleted identity (`AIDA...`, `AROA...`), which matches nobody.
    Dangling(Name),
}

/// One key test of a `Condition` block. Tests are joined by AND, values by OR.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Condition {
    /// The operator in lower case with its set prefix: `foranyvalue:stringlike`.
    pub operator: Name,
    /// The key in lower case: `aws:sourceip`.
    pub key: Name,
    /// Sorted, without repetition.
    pub values: Vec<Name>,
}

/// One normalised statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Statement {
    /// Allow or Deny.
    pub effect: Effect,
    /// Whom it is about.
    pub principals: Principals,
    /// Which actions.
    pub actions: Patterns,
    /// Which resources. A trust policy has none: then it is `*`.
    pub resources: Patterns,
    /// Sorted.
    pub conditions: Vec<Condition>,
    /// Whether `${...}` is a variable (version 2012-10-17) or plain text.
    pub variables: bool,
}

/// A statement as it stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub statement: StatementId,
    /// Its position in the document, from 0.
    pub index: u32,
    /// Its Sid, or the empty name.
    pub sid: Name,
}

/// A policy document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// In order of the document.
    pub entries: Vec<Entry>,
    /// Why it could not be read as a policy; it then has no entries and is as unknown as a missing one.
    pub invalid: Option<Arc<str>>,
    /// What AWS would reject but an evaluation can live with, in order of the document.
    pub problems: Vec<Problem>,
}

/// Something in a policy that AWS would reject, or that is likely not meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which kind: `repeated-key`.
    pub code: &'static str,
    /// The element: `Statement[1].Condition`; empty for the document.
    pub at: String,
    /// One lower-case sentence without a full stop.
    pub message: String,
}

/// All documents and statements, each stored once.
#[derive(Debug, Default)]
pub struct Documents {
    by_text: HashMap<Arc<str>, DocId>,
    texts: Arena<DocId, Arc<str>>,
    documents: Arena<DocId, Document>,
    by_content: HashMap<Arc<Statement>, StatementId>,
    statements: Arena<StatementId, Arc<Statement>>,
}

impl Documents {
    /// The document written in `json`, which comes from outside: marks of symbols are taken out, so
    /// that no file can forge a symbol. Read at most once for each distinct text.
    pub fn add(&mut self, json: &str, names: &mut Names) -> DocId {
        self.add_own(&value::harmless_json(json), names)
    }

    /// The document written in `json`, a text inside of an input that has been cleaned of marks: what
    /// marks it holds are ours, what it writes as escapes is not.
    pub fn add_inner(&mut self, json: &str, names: &mut Names) -> DocId {
        self.add_own(&value::without_escaped_marks(json), names)
    }

    /// The document written in `json`, which we composed ourselves: symbols in it stay symbols.
    pub fn add_own(&mut self, json: &str, names: &mut Names) -> DocId {
        if let Some(&known) = self.by_text.get(json) {
            return known;
        }
        let document = read::document(json, names, self).unwrap_or_else(|reason| Document {
            invalid: Some(reason.into()),
            ..Document::default()
        });
        let id = self.documents.push(document);
        let text: Arc<str> = Arc::from(json);
        self.texts.push(Arc::clone(&text));
        self.by_text.insert(text, id);
        id
    }

    /// A document that was composed of statements, and has no text.
    pub fn add_derived(&mut self, document: Document) -> DocId {
        self.texts.push(Arc::from(""));
        self.documents.push(document)
    }

    /// The id of a statement by its content.
    pub fn add_statement(&mut self, statement: Statement) -> StatementId {
        if let Some(&known) = self.by_content.get(&statement) {
            return known;
        }
        let statement = Arc::new(statement);
        let id = self.statements.push(Arc::clone(&statement));
        self.by_content.insert(statement, id);
        id
    }

    /// The document of an id.
    pub fn document(&self, id: DocId) -> &Document {
        &self.documents[id]
    }

    /// The document of a text, if it was read.
    pub fn find(&self, json: &str) -> Option<DocId> {
        self.by_text.get(json).copied()
    }

    /// The text that a document was read from.
    pub fn text(&self, id: DocId) -> &str {
        &self.texts[id]
    }

    /// The statement of an id.
    pub fn statement(&self, id: StatementId) -> &Statement {
        &self.statements[id]
    }

    /// The id of a statement that was added.
    pub fn find_statement(&self, statement: &Statement) -> Option<StatementId> {
        self.by_content.get(statement).copied()
    }

    /// How many different statements there are.
    pub fn statement_count(&self) -> usize {
        self.statements.len()
    }

    /// All statement ids from the `from`th on.
    pub fn statements_from(&self, from: usize) -> impl Iterator<Item = StatementId> + use<> {
        (from..self.statements.len()).map(StatementId::from_index)
    }
}

/// Refuses documents that no AWS account could hold.
fn check_size(entries: usize) -> Result<(), String> {
    if entries > limits::STATEMENTS_MAX {
        return Err(format!("more than {} statements", limits::STATEMENTS_MAX));
    }
    Ok(())
}
