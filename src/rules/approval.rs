//! Who agreed to a finding, and whose agreement does not count.

use super::change::provenance::Agents;
use super::change::{Change, Person, Review};
use super::owner::Owners;
use super::pack::Approvals;
use crate::diff::finding::Finding;
use std::collections::BTreeSet;

/// The agreement of an owner of where a finding starts, and of where it leads.
pub(super) const ENDS: &[(&str, End)] = &[("owner(from)", End::From), ("owner(to)", End::To)];

/// Which end of a finding.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    From,
    To,
}

/// Whether a gate opens, and the sentences that say why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// Whether all agree whom the gate asks for.
    pub open: bool,
    /// What it asks for, who agrees, and whose word does not count.
    pub says: Vec<String>,
}

/// What approvals are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Council<'r> {
    /// What is told of the change.
    pub change: &'r Change,
    /// Who answers for what.
    pub owners: &'r Owners<'r>,
    /// Who is no person.
    pub agents: &'r Agents<'r>,
}

impl Council<'_> {
    /// Whether the approvals of a change are those that a gate asks for.
    pub fn decide(&self, gate: &str, asks: &Approvals, finding: &Finding) -> Decision {
        let sides: Vec<Side> = asks.from.0.iter().map(|one| self.side(one, finding)).collect();
        let mut says = vec![format!("gate `{gate}` asks for {}", words(asks, &sides))];
        let mut counted: Vec<&Person> = Vec::new();
        for review in self.change.agreed() {
            match self.refusal(asks, &sides, review) {
                Some(why) => says.push(format!("the approval of @{} {why}", review.by.name)),
                None => counted.push(&review.by),
            }
        }
        let enough = counted.len() >= asks.count.max(1);
        let covered = sides.iter().all(|side| self.is_covered(side, &counted, &sides));
        for one in &counted {
            says.push(format!("@{} approved it", one.name));
        }
        Decision { open: enough && covered, says }
    }

    /// Why an approval does not count; none if it does.
    fn refusal(&self, asks: &Approvals, sides: &[Side], review: &Review) -> Option<String> {
        let Review { by, commit, .. } = review;
        let change = self.change;
        let is_bot = by.bot || self.agents.is_agent(by);
        if asks.human && is_bot {
            return Some("does not count: it is no person".to_owned());
        }
        if asks.not_author && change.author.is_none() {
            return Some("does not count: nobody tells who made the change".to_owned());
        }
        if asks.not_author && change.is_by(by) {
            return Some("does not count: they made the change".to_owned());
        }
        if asks.after_last_push && (commit.is_none() || *commit != change.head) {
            let on = commit.as_deref().map_or("a commit that nobody tells", short);
            return Some(format!("does not count: it is on {on}, not on the newest commit"));
        }
        let teams: BTreeSet<&String> = sides.iter().flat_map(|side| side.teams()).collect();
        let owns = teams.iter().any(|team| self.owners.is_member(team, by));
        (!sides.is_empty() && !owns).then(|| {
            let teams: Vec<&str> = teams.iter().map(|team| team.as_str()).collect();
            let of = if teams.is_empty() { "the owners".to_owned() } else { teams.join(" or ") };
            format!("does not count: they are not of {of}")
        })
    }

    /// Whether those who agree answer for a side: for each of its parts, where they are joined by `&`.
    fn is_covered(&self, side: &Side, counted: &[&Person], sides: &[Side]) -> bool {
        let by = |teams: &BTreeSet<String>| {
            teams.iter().any(|team| counted.iter().any(|one| self.owners.is_member(team, one)))
        };
        // Of several entries in a list any is enough; whoever counts is of one of them.
        sides.len() > 1 || side.0.iter().all(by)
    }

    /// The teams of an entry of `from`: `team-iam`, `owner(to)`, or some joined by `&`.
    fn side(&self, entry: &str, finding: &Finding) -> Side {
        let part = |text: &str| -> BTreeSet<String> {
            let text = text.trim();
            match ENDS.iter().find(|(word, _)| *word == text) {
                Some((_, End::From)) => self.owners.of_end(&finding.from, finding),
                Some((_, End::To)) => self.owners.of_end(&finding.to, finding),
                None => BTreeSet::from([text.to_owned()]),
            }
        };
        Side(entry.split('&').map(part).collect())
    }
}

/// Teams of which one must agree, for each part that is joined by `&`.
struct Side(Vec<BTreeSet<String>>);

impl Side {
    fn teams(&self) -> impl Iterator<Item = &String> {
        self.0.iter().flatten()
    }
}

fn words(asks: &Approvals, sides: &[Side]) -> String {
    let one = |teams: &BTreeSet<String>| {
        let teams: Vec<&str> = teams.iter().map(String::as_str).collect();
        if teams.is_empty() { "an owner, and none is declared".into() } else { teams.join(" or ") }
    };
    let side = |side: &Side| {
        let mut parts: Vec<String> = side.0.iter().map(one).collect();
        parts.dedup();
        parts.join(" and ")
    };
    let of: Vec<String> = sides.iter().map(side).collect();
    let of = if of.is_empty() { String::new() } else { format!(" of {}", of.join(", or ")) };
    let who = [
        (asks.human, "a person"),
        (asks.not_author, "not the author"),
        (asks.after_last_push, "on the newest commit"),
    ];
    let who: Vec<&str> = who.iter().filter(|(asked, _)| *asked).map(|(_, word)| *word).collect();
    let who = if who.is_empty() { String::new() } else { format!(": {}", who.join(", ")) };
    let count = asks.count.max(1);
    let noun = if count == 1 { "approval" } else { "approvals" };
    format!("{count} {noun}{of}{who}")
}

/// The begin of a commit id, by letters.
fn short(commit: &str) -> &str {
    commit.char_indices().nth(12).and_then(|(end, _)| commit.get(..end)).unwrap_or(commit)
}
