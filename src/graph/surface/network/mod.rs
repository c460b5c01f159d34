//! Networks: who reaches what, as sets of packets and conditions that must all hold.
//!
//! No packet is simulated. Sources are sets of addresses ([`addresses`]), what a rule lets pass is a set
//! of packets ([`traffic`]), and each question is a conjunction whose parts are answered one by one
//! with their places: the address of a host, the route to it, its security groups, the access lists
//! of its subnets, the block of the account ([`exposure`]). What the input does not tell is an open part
//! with its reason, and makes the answer so.

mod access;
mod address;
mod addresses;
mod admission;
mod balanced;
mod class;
mod endpoint;
mod ends;
mod exposure;
mod foreign;
mod group;
mod guard;
mod guard_policy;
mod hop;
mod host;
mod list;
mod pre_exposure;
mod reach;
mod route;
mod routing;
mod service;
mod traffic;

pub use addresses::Addresses;
pub(super) use ends::news as reach_news;
pub use exposure::Exposure;
pub(super) use exposure::all as exposures;
pub(in crate::graph) use guard_policy::lets_all_pass;
pub(super) use guard_policy::narrower as guard_narrower;
pub use reach::Ways;
pub(super) use reach::ways;
pub(in crate::graph) use route::table as route_table;
pub use traffic::Traffic;

pub(super) use access::SURFACE as ROLE;
pub(super) use admission::SURFACE as ADMISSION;
pub(super) use balanced::SURFACE as BALANCED;
pub(super) use endpoint::{ASKS, OPEN};
pub(super) use exposure::SURFACE as EXPOSURE;
pub(super) use guard::SURFACE as GUARD;
pub(super) use hop::SURFACE as HOP;
pub(super) use pre_exposure::SURFACE as PRE_EXPOSURE;
pub(super) use reach::SURFACE as REACH;
pub(super) use routing::SURFACE as JOINED;
pub(super) use service::{SURFACE as SERVICE, news as service_news};

use super::Support;

/// Whether one part of a conjunction holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Holds {
    Yes,
    No,
    /// The input does not tell, for this reason.
    Open(String),
}

/// One part of a conjunction, with what it stands on.
#[derive(Debug, Clone)]
struct Part<'i> {
    /// In words, as it would have to be: `a public address`.
    what: &'static str,
    holds: Holds,
    support: Vec<Support<'i>>,
}

impl<'i> Part<'i> {
    fn new(what: &'static str, holds: Holds, support: Vec<Support<'i>>) -> Self {
        Self { what, holds, support }
    }
}
