//! Random cases: a seed is a case, the same for ever.

use serde_json::{Map, Value, json};

use super::vocabulary::{
    ACCOUNTS, ACTION_PATTERNS, ACTIONS, CALLERS, KEYS, Key, PREFIXES, PRINCIPALS,
    RESOURCE_PATTERNS, RESOURCES,
};

/// A seeded generator (xorshift64*).
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn seeded(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        random.next();
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// True `part` times in a hundred.
    pub(crate) fn chance(&mut self, part: usize) -> bool {
        self.below(100) < part
    }

    /// One of a list.
    pub(crate) fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }
}

/// A kind of policy as a case names it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Identity, boundary, session.
    Own,
    Scp,
    Rcp,
    /// Resource and endpoint policies.
    Shared,
    Trust,
}

/// What a case is about: statements mostly speak of the service of its request.
struct Focus {
    service: String,
    /// How many statements in a hundred have conditions, and requests have a key.
    conditions: usize,
    keys: usize,
}

/// A random `decision` line without its answer.
pub(crate) fn decision(seed: u64) -> Value {
    case(seed, "decision", 3, 40, 45)
}

/// A random `partial` line without its answer: few keys, some of them not given.
pub(crate) fn partial(seed: u64) -> Value {
    case(seed, "partial", 2, 60, 20)
}

fn case(seed: u64, kind: &str, statements_max: usize, conditions: usize, keys: usize) -> Value {
    let random = &mut Random::seeded(seed);
    let action = *random.pick(ACTIONS);
    let service = action.split(':').next().unwrap_or_default().to_owned();
    let focus = &Focus { service, conditions, keys };
    let request = request(random, focus, action);
    let mut policies = Map::new();
    let shared = if focus.service == "sts" { Kind::Trust } else { Kind::Shared };
    let mut list = |name: &str, random: &mut Random, chance: usize| {
        let present = random.chance(chance);
        let count = if present { 1 + random.below(2) } else { 0 };
        let kind = if name == "vpce" { Kind::Shared } else { Kind::Own };
        let documents = (0..count).map(|_| document(random, focus, kind, statements_max));
        policies.insert(name.to_owned(), documents.collect());
    };
    list("identity", random, 80);
    list("boundary", random, 20);
    list("vpce", random, 8);
    if random.chance(60) {
        policies.insert("resource".to_owned(), document(random, focus, shared, statements_max));
    }
    if random.chance(20) {
        policies.insert("session".to_owned(), document(random, focus, Kind::Own, statements_max));
    }
    for (name, kind) in [("scp", Kind::Scp), ("rcp", Kind::Rcp)] {
        if random.chance(20) {
            policies.insert(name.to_owned(), levels(random, focus, kind));
        }
    }
    json!({
        "id": format!("random/{seed}"),
        "kind": kind,
        "request": request,
        "policies": policies,
        "settings": {
            "s3_block_public_access": random.chance(15),
            "principal_in_management_account": random.chance(8),
        },
    })
}

fn request(random: &mut Random, focus: &Focus, action: &str) -> Value {
    let caller = in_account(random, CALLERS);
    let of_service = RESOURCES.iter().find(|(known, _)| *known == focus.service);
    let owner = if random.chance(75) { ACCOUNTS[0] } else { ACCOUNTS[1] };
    let resource = of_service
        .map_or("*", |(_, list)| *random.pick(list))
        .replace(":A:", &format!(":{owner}:"));
    let mut context = Map::new();
    for key in KEYS {
        if random.chance(focus.keys) {
            context.insert(key.name.to_owned(), actual(random, key));
        }
    }
    json!({
        "principal": if caller.is_empty() { Value::Null } else { json!(caller) },
        "action": action,
        "resource": resource,
        "resource_account": owner,
        "context": context,
    })
}

/// The value of a key in a request; rarely a list where one value is wanted.
fn actual(random: &mut Random, key: &Key) -> Value {
    let several = if key.many { 70 } else { 4 };
    if !random.chance(several) {
        return json!(random.pick(key.actual));
    }
    let count = random.below(3);
    (0..count).map(|_| *random.pick(key.actual)).collect()
}

/// A text of a list, in one of the accounts.
fn in_account(random: &mut Random, list: &[&str]) -> String {
    let text = *random.pick(list);
    place(random, text)
}

/// Fills the account into a text of the vocabulary; mostly the first.
fn place(random: &mut Random, text: &str) -> String {
    let account = if random.chance(80) { ACCOUNTS[0] } else { ACCOUNTS[1] };
    let fields: Vec<&str> =
        text.split(':').map(|field| if field == "A" { account } else { field }).collect();
    fields.join(":")
}

/// The levels of an organisation: mostly each allows all, beside something else.
fn levels(random: &mut Random, focus: &Focus, kind: Kind) -> Value {
    let full = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]});
    let level = |number: usize, random: &mut Random| {
        let mut documents = Vec::new();
        if kind == Kind::Scp && random.chance(85) {
            documents.push(full.clone());
        }
        if random.chance(50) {
            documents.push(document(random, focus, kind, 2));
        }
        json!({"level": format!("level-{number}"), "policies": documents})
    };
    let count = 1 + random.below(2);
    (0..count).map(|number| level(number, random)).collect()
}

fn document(random: &mut Random, focus: &Focus, kind: Kind, statements_max: usize) -> Value {
    let count = 1 + random.below(statements_max);
    let statements: Vec<Value> = (0..count).map(|_| statement(random, focus, kind)).collect();
    let version = if random.chance(90) { "2012-10-17" } else { "2008-10-17" };
    json!({"Version": version, "Statement": statements})
}

fn statement(random: &mut Random, focus: &Focus, kind: Kind) -> Value {
    let allow = kind != Kind::Rcp && random.chance(72);
    let mut out = Map::new();
    out.insert("Effect".to_owned(), json!(if allow { "Allow" } else { "Deny" }));
    let not = |random: &mut Random, chance| if random.chance(chance) { "Not" } else { "" };

    let action = format!("{}Action", not(random, if kind == Kind::Rcp { 0 } else { 12 }));
    let actions = if kind == Kind::Rcp { &ACTION_PATTERNS[2..] } else { ACTION_PATTERNS };
    out.insert(action, some(random, |random| near(random, actions, &focus.service).to_owned()));
    if kind != Kind::Trust {
        let resource = format!("{}Resource", not(random, 12));
        out.insert(
            resource,
            some(random, |random| {
                let text = resource_pattern(random, focus);
                place(random, text)
            }),
        );
    }
    match kind {
        Kind::Rcp => drop(out.insert("Principal".to_owned(), json!("*"))),
        Kind::Shared | Kind::Trust => {
            let name = if !allow && random.chance(25) { "NotPrincipal" } else { "Principal" };
            out.insert(name.to_owned(), principal(random));
        }
        Kind::Own | Kind::Scp => {}
    }
    if random.chance(focus.conditions) {
        out.insert("Condition".to_owned(), condition(random));
    }
    Value::Object(out)
}

/// Mostly a text of the list that speaks of a service, or begins with a star.
fn near<'l>(random: &mut Random, list: &[&'l str], part: &str) -> &'l str {
    let fits = |text: &&&str| text.starts_with('*') || text.contains(part);
    let fitting: Vec<&str> = list.iter().filter(fits).copied().collect();
    match random.chance(75) {
        true => fitting[random.below(fitting.len())],
        false => list[random.below(list.len())],
    }
}

/// A pattern, or a resource as such.
fn resource_pattern(random: &mut Random, focus: &Focus) -> &'static str {
    // Roles belong to iam, whoever assumes them.
    let service = if focus.service == "sts" { "iam" } else { &focus.service };
    let whole = RESOURCES.iter().find(|(known, _)| *known == service);
    match whole {
        Some((_, list)) if random.chance(25) => list[random.below(list.len())],
        _ => near(random, RESOURCE_PATTERNS, &format!(":{service}")),
    }
}

/// One value, or a list of up to three.
fn some(random: &mut Random, one: impl Fn(&mut Random) -> String) -> Value {
    if random.chance(50) {
        return json!(one(random));
    }
    let count = 1 + random.below(3);
    (0..count).map(|_| one(random)).collect()
}

fn principal(random: &mut Random) -> Value {
    let mut kinds: Map<String, Value> = Map::new();
    for _ in 0..1 + random.below(2) {
        let (kind, name) = *random.pick(PRINCIPALS);
        if kind == "*" {
            return json!("*");
        }
        let name = place(random, name);
        let names = kinds.entry(kind).or_insert_with(|| json!([]));
        names.as_array_mut().into_iter().for_each(|names| names.push(json!(name)));
    }
    Value::Object(kinds)
}

fn condition(random: &mut Random) -> Value {
    let mut block: Map<String, Value> = Map::new();
    for _ in 0..1 + random.below(2) {
        let key = random.pick(KEYS);
        let (operator, wanted) = line(random, key);
        let lines = block.entry(operator).or_insert_with(|| json!({}));
        lines.as_object_mut().into_iter().for_each(|lines| {
            lines.insert(key.name.to_owned(), wanted.clone());
        });
    }
    Value::Object(block)
}

/// An operator and the values of a key under it.
fn line(random: &mut Random, key: &Key) -> (String, Value) {
    if random.chance(8) {
        return ("Null".to_owned(), json!(random.pick(&["true", "false"])));
    }
    let prefix = if key.many || random.chance(10) { *random.pick(PREFIXES) } else { "" };
    let suffix = if random.chance(20) { "IfExists" } else { "" };
    let operator = format!("{prefix}{}{suffix}", random.pick(key.operators));
    (operator, some(random, |random| (*random.pick(key.wanted)).to_owned()))
}
