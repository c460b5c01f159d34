//! A rule pack as it is written: the keys a user may use, and nothing else.

use super::many::Many;
use crate::diff::finding::{Certainty, Class, Lane, Severity};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use toml::Spanned;

/// Everything that one file says. Every part may be missing; no other key is accepted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pack {
    /// What the pack is, where it is one to be shared.
    pub pack: Option<Manifest>,
    /// Shipped packs to load before this file; `core` is always in force.
    pub packs: Vec<Spanned<String>>,
    /// What must be protected.
    pub target: Vec<Target>,
    /// Who must be kept apart.
    pub tenant: Vec<Tenant>,
    /// Who answers for what; the most specific wins.
    pub owner: Vec<Owner>,
    /// What raises the lane of a finding.
    pub gate: Vec<Gate>,
    /// What must always hold.
    pub invariant: Vec<Invariant>,
    /// A different lane for a rule.
    #[serde(rename = "override")]
    pub overrides: Vec<Override>,
    /// Findings that were accepted for a time.
    pub waiver: Many<Waiver>,
    /// Names of accounts.
    pub account: Vec<Account>,
    /// What was agreed with those outside of the inputs.
    pub contract: Vec<Contract>,
    /// What is taken for granted and no input can tell.
    pub assumption: Vec<Assumption>,
    /// Which changes are looked at though they move no trust.
    pub boundary: Option<Boundary>,
    /// Catalogues whose controls findings name besides those that they name anyway.
    pub catalogues: Vec<Spanned<String>>,
    /// For how many days a waiver may hold at most.
    pub waiver_days_max: Option<u16>,
}

/// A name for an account number, for selectors and scopes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The number.
    pub id: Spanned<String>,
    /// The name.
    pub alias: String,
}

/// What was agreed with somebody outside of the inputs: an account, a vendor, an older service.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Its name.
    pub id: Spanned<String>,
    /// Patterns of the node ids outside.
    pub node: Many<String>,
    /// Whether they act on us, or we on them.
    #[serde(default)]
    pub direction: Direction,
    /// What they may do.
    pub allowed: Allowed,
    /// Condition keys that every step from or to them must ask for.
    #[serde(default)]
    pub requires: Many<String>,
    /// Who answers for it here.
    pub owner_ours: String,
    /// Who answers for it there.
    pub owner_theirs: String,
    /// What shows that it was agreed.
    #[serde(default)]
    pub evidence: Option<String>,
    /// The last day on which it counts.
    #[serde(deserialize_with = "date")]
    pub review_by: Date,
}

/// Who acts on whom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// They act on what is ours.
    #[default]
    In,
    /// Ours acts on what is theirs.
    Out,
}

/// What a contract allows; what is not given is not narrowed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Allowed {
    /// Patterns of actions.
    pub actions: Many<String>,
    /// The nodes on our side.
    pub resources: Selector,
    /// Patterns of rules: which findings it answers at all.
    pub rules: Many<String>,
}

/// Something that is taken for granted for a time: nobody gets on from here.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// Its name.
    pub id: Spanned<String>,
    /// What is taken for granted, in a sentence.
    pub says: String,
    /// Patterns of the node ids from which nobody gets on.
    pub node: Many<String>,
    /// Patterns of techniques that do not work from there; all where nothing is given.
    #[serde(default)]
    pub technique: Many<String>,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it counts.
    #[serde(deserialize_with = "date")]
    pub expires: Date,
}

/// Which changes are looked at though they move no trust.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Boundary {
    /// For everything that `path` does not name.
    pub mode: Mode,
    /// For some files or addresses.
    pub path: Vec<BoundaryPath>,
    /// Patterns of names and addresses of agents, besides those that are known.
    pub agents: Many<String>,
    /// Patterns of labels that show an agent.
    pub labels: Many<String>,
    /// Patterns of branches that show an agent.
    pub branches: Many<String>,
    /// Whether every end outside of the inputs needs a contract.
    pub contracts: bool,
}

/// The mode of some files or addresses.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundaryPath {
    /// Patterns of files or of Terraform addresses.
    pub files: Many<String>,
    /// Their mode.
    pub mode: Mode,
}

/// Which changes are looked at, each mode including those before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Those that move trust.
    #[default]
    TrustDelta,
    /// Also those that an agent had a hand in, or may have had.
    AiAny,
    /// All.
    All,
}

impl Mode {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::TrustDelta => "trust-delta",
            Self::AiAny => "ai-any",
            Self::All => "all",
        }
    }
}

/// What a pack is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What it is for, in a sentence.
    #[serde(default)]
    pub about: String,
}

/// Something that must be protected, and why.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Its name in reports.
    pub id: Spanned<String>,
    /// What is meant.
    #[serde(rename = "match")]
    pub select: Selector,
    /// The mission or service that it serves.
    pub mission: String,
    /// How much depends on it.
    #[serde(default)]
    pub criticality: Criticality,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Whether it may match nothing.
    #[serde(default)]
    pub allow_empty: bool,
}

/// How much depends on a target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Criticality {
    /// Little: its findings are looked at.
    Low,
    /// Something: its findings are looked at.
    #[default]
    Medium,
    /// Much: what is proven about it must not be merged.
    High,
}

/// Who must be kept apart from others.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// Its name.
    pub id: Spanned<String>,
    /// What belongs to it.
    #[serde(rename = "match")]
    pub select: Selector,
    /// Whether it may match nothing.
    #[serde(default)]
    pub allow_empty: bool,
}

/// Who answers for what.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// The name of the team.
    pub id: Spanned<String>,
    /// Patterns of Terraform types, addresses, node ids, or `control:` and a control.
    pub covers: Many<String>,
    /// Its members.
    #[serde(default)]
    pub members: Many<String>,
    /// Who stands in.
    pub deputy: Option<String>,
}

/// What raises the lane of a finding.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Its name, which a report gives as the reason.
    pub id: Spanned<String>,
    /// When it closes; all that is given must hold.
    pub when: When,
    /// The lane that findings are raised to.
    #[serde(default = "review")]
    pub lane: Lane,
    /// Who must agree.
    pub approvals: Option<Approvals>,
    /// Controls that it is evidence toward.
    #[serde(default)]
    pub controls: Vec<Spanned<String>>,
}

fn review() -> Lane {
    Lane::Review
}

/// When a gate closes. What is not given holds for every finding.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct When {
    /// Kinds of facts.
    pub fact: Many<Fact>,
    /// By which means somebody gets in.
    pub via: Many<Via>,
    /// Classes of findings.
    pub class: Many<Class>,
    /// Patterns of rules.
    pub rule: Many<String>,
    /// Patterns of techniques.
    pub technique: Many<String>,
    /// The least severity.
    pub severity: Option<Severity>,
    /// Patterns of attributes that the change touches.
    pub attr_weaker: Many<String>,
    /// How many reach it.
    pub fan_in: Option<FanIn>,
    /// Where it starts.
    pub from: Option<Selector>,
    /// Where it ends.
    pub to: Option<Selector>,
    /// Whether it may be that its selectors match nothing.
    pub allow_empty: bool,
}

impl When {
    /// Whether nothing is given, so that it holds for every finding.
    pub fn is_open(&self) -> bool {
        self == &Self::default()
    }
}

/// A kind of fact of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Fact {
    /// A principal comes to act as another.
    CanBecome,
    /// Somebody is trusted.
    Trusts,
    /// A right by itself.
    Allows,
}

/// By which means somebody gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// A token of an OpenID Connect provider.
    Oidc,
    /// An assertion of a SAML provider.
    Saml,
    /// A certificate.
    X509,
    /// An identity pool.
    Cognito,
    /// A token issuer that IAM Identity Center trusts.
    TrustedTokenIssuer,
    /// An account as a whole.
    AccountAccess,
    /// A token that AWS issues for others.
    OutboundJwt,
}

/// How many reach something.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FanIn {
    /// From how many on it counts.
    pub min: usize,
    /// Of what; every start counts.
    #[serde(default)]
    pub of: Counted,
}

/// What a fan-in counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counted {
    /// Starts of paths.
    #[default]
    App,
}

/// Who must agree before a gate opens.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Approvals {
    /// How many.
    pub count: usize,
    /// Of whom: teams, or `owner(from)` and `owner(to)`.
    pub from: Many<String>,
    /// Whether it must be a person.
    pub human: bool,
    /// Whether the author does not count.
    pub not_author: bool,
    /// Whether it must be on the head commit.
    pub after_last_push: bool,
}

/// What must always hold. It makes one demand: `never` with `from` and `to`, or one of the others.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invariant {
    /// Its name.
    pub id: Spanned<String>,
    /// What must never be: `path` is `no_path`, `new` is `no_new`.
    pub never: Option<Never>,
    /// Where it would start.
    #[serde(default)]
    pub from: Selector,
    /// Where it would end.
    #[serde(default)]
    pub to: Selector,
    /// Node ids, as patterns, that may stand on the way.
    #[serde(default)]
    pub except: Many<String>,
    /// Nobody gets from one to the other.
    pub no_path: Option<Between>,
    /// Nobody gets from one to the other who did not before.
    pub no_new: Option<Between>,
    /// Every way from one to the other leads through a third.
    pub only_via: Option<OnlyVia>,
    /// What happens there is seen.
    pub must_cover: Option<Watched>,
    /// Something keeps it in.
    pub must_confine: Option<Watched>,
    /// Rights that nobody has who is not listed.
    pub deny_by_default: Option<DenyByDefault>,
    /// No more than so many read it.
    pub max_readers: Option<MaxReaders>,
    /// Whoever is trusted there must show something.
    pub requires_condition: Option<RequiresCondition>,
    /// Exactly these get there.
    pub set_equals: Option<SetEquals>,
    /// Whether its selectors may match nothing.
    #[serde(default)]
    pub allow_empty: bool,
    /// Controls that it is evidence toward.
    #[serde(default)]
    pub controls: Vec<Spanned<String>>,
    /// Weakenings that must break it.
    #[serde(default)]
    pub negative_controls: Many<String>,
}

impl Invariant {
    /// How many demands it makes.
    pub fn demands(&self) -> usize {
        let made = [
            self.never.is_some(),
            self.no_path.is_some(),
            self.no_new.is_some(),
            self.only_via.is_some(),
            self.must_cover.is_some(),
            self.must_confine.is_some(),
            self.deny_by_default.is_some(),
            self.max_readers.is_some(),
            self.requires_condition.is_some(),
            self.set_equals.is_some(),
        ];
        made.iter().filter(|made| **made).count()
    }
}

/// What must never be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Never {
    /// A path, old or new, as far as the command looks.
    Path,
    /// A path that the change opens.
    New,
}

/// Two ends.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// Where it would start.
    pub from: Selector,
    /// Where it would end.
    pub to: Selector,
    /// Node ids, as patterns, that may stand on the way.
    #[serde(default)]
    pub except: Many<String>,
}

/// Two ends, and what every way between them leads through.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlyVia {
    /// Where ways start.
    pub from: Selector,
    /// Where they end.
    pub to: Selector,
    /// What they lead through.
    pub via: Selector,
}

/// Something, and the surfaces that must say that it is seen or kept in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watched {
    /// What.
    #[serde(rename = "match")]
    pub select: Selector,
    /// Patterns of surfaces, any of which is enough.
    pub by: Many<String>,
}

/// How many may read something.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaxReaders {
    /// What is read.
    #[serde(rename = "match")]
    pub select: Selector,
    /// How many.
    pub max: usize,
}

/// What whoever is trusted must show.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiresCondition {
    /// Whose trust policy is asked.
    pub to: Selector,
    /// Who is trusted.
    #[serde(default)]
    pub from: Selector,
    /// Condition keys, all of which must be asked for.
    pub keys: Many<String>,
}

/// Who gets somewhere, nobody more and nobody less.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetEquals {
    /// What is reached.
    #[serde(rename = "match")]
    pub select: Selector,
    /// How it is reached.
    #[serde(default)]
    pub of: Members,
    /// Who, by node id, ARN with `*`, or `role/NAME`.
    pub principals: Many<String>,
}

/// How somebody gets somewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Members {
    /// They read it.
    #[default]
    Readers,
    /// They come to act as it.
    Reach,
}

/// Rights that nobody has who is not listed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DenyByDefault {
    /// Where it holds.
    pub scope: String,
    /// Who may have them.
    pub principals: Many<String>,
    /// The actions.
    pub actions: Many<String>,
}

/// A different lane for a rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Which rule.
    pub rule: Spanned<String>,
    /// The lane that its findings go to.
    pub lane: Lane,
    /// Why.
    pub reason: String,
}

/// A finding that was accepted for a time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Its name.
    pub id: Spanned<String>,
    /// The fingerprint of the finding, after `fp:`; no patterns.
    pub finding: String,
    /// Why it is acceptable.
    pub reason: String,
    /// Who asked for it.
    pub owner: Option<String>,
    /// Who agreed.
    pub approved_by: String,
    /// Since when it holds.
    #[serde(deserialize_with = "date")]
    pub created: Date,
    /// The last day on which it holds.
    #[serde(deserialize_with = "date")]
    pub expires: Date,
    /// Whether it survives that the path gets wider.
    #[serde(default)]
    pub max_widening: Widening,
    /// How many got there when it was accepted; more are not covered.
    pub starts: Option<usize>,
    /// How sure it was when it was accepted; surer is not covered.
    pub certainty: Option<Certainty>,
    /// Controls that make up for it.
    #[serde(default)]
    pub compensating: Many<String>,
}

/// Whether a waiver survives that the path gets wider.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Widening {
    /// It ends.
    #[default]
    None,
    /// It stays.
    Any,
}

/// Which nodes of the graph are meant; all that is given must hold.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selector {
    /// Kinds of nodes.
    pub kind: Many<Kind>,
    /// Patterns of values, by key.
    pub tag: BTreeMap<String, String>,
    /// Pattern of the name.
    pub name: Option<String>,
    /// Pattern of the account number.
    pub account: Option<String>,
    /// Pattern of the node id.
    pub id: Option<String>,
    /// A tenant, `*` for any, `!same` for another than that of the start.
    pub tenant: Option<String>,
    /// Privileges of which it has any; `admin-equivalent` is administrator power.
    pub any_privilege: Many<String>,
}

impl Selector {
    /// Whether nothing is given, so that it means every node.
    pub fn is_open(&self) -> bool {
        self == &Self::default()
    }
}

/// A kind of node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Kind {
    Account,
    Admin,
    Bucket,
    Db,
    Federated,
    Function,
    Group,
    Internet,
    Key,
    Policy,
    Queue,
    Role,
    Secret,
    Service,
    Topic,
    User,
}

impl Kind {
    /// Whether it is there though no input declares it.
    pub fn is_everywhere(self) -> bool {
        matches!(
            self,
            Self::Account | Self::Admin | Self::Federated | Self::Internet | Self::Service
        )
    }
}

fn date<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    use serde::de::Error;
    let wrong = || D::Error::custom("a date is written as 2026-01-31, without quotes or time");
    let written = toml::value::Datetime::deserialize(from)?;
    let date = written.date.filter(|_| written.time.is_none()).ok_or_else(wrong)?;
    let part = |number: u8| i8::try_from(number).unwrap_or(i8::MAX);
    let year = i16::try_from(date.year).unwrap_or(i16::MAX);
    Date::new(year, part(date.month), part(date.day)).map_err(|_| wrong())
}
