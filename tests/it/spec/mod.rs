//! The small specification of policy evaluation: slow, recursive, on plain JSON values, written
//! from the AWS user guide to be checked at sight. It shares no code with the evaluator of the
//! program; the tests ask both the same questions.
//!
//! | file | question |
//! |---|---|
//! | `case` | what is a request with all its policies? |
//! | `decide` | is the request allowed, over all layers? |
//! | `partial` | is it allowed whatever the unknown context keys are? |
//! | `layer` | what do the policies of one kind say? |
//! | `action`, `resource`, `principal`, `condition` | does this element match? |
//! | `operator`, `value` | does this value match? |
//! | `glob`, `variable`, `context`, `document` | what does the text of a policy stand for? |
//! | `service`, `public` | what is special about a service? |
//! | `generate`, `vocabulary`, `rewrite` | random cases, and changes that change no decision |
//! | `candidate` | which values stand for all values of an unknown key? |
//! | `table`, `check` | does the specification agree with recorded answers, and with itself? |

mod action;
mod candidate;
mod case;
mod check;
pub(crate) mod condition;
pub(crate) mod context;
mod decide;
mod document;
pub(crate) mod generate;
pub(crate) mod glob;
pub(crate) mod layer;
mod operator;
mod partial;
mod principal;
mod public;
pub(crate) mod resource;
pub(crate) mod rewrite;
mod service;
mod table;
mod value;
pub(crate) mod variable;
mod vocabulary;

pub(crate) use case::Case;
pub(crate) use decide::decide;
pub(crate) use partial::decide_partial;
pub(crate) use table::judge;

/// The answer to a request, the better one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Decision {
    Allowed,
    ImplicitlyDenied,
    ExplicitlyDenied,
}

/// The answer when some context keys are unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Three {
    /// Allowed whatever they are.
    Allow,
    /// Allowed for some values, not for others.
    Conditional,
    /// Never allowed.
    Deny,
}
