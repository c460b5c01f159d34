//! Decisions and sets of requests on generated policies: they never disagree, with each other and
//! with themselves under changes that mean nothing.
//!
//! `PROPTEST_CASES=1000000 cargo test --release algebra` runs as many cases as one likes.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use trustdrift::iam::access::{Access, Point};
use trustdrift::iam::action::Asked;
use trustdrift::iam::case::Documents;
use trustdrift::iam::condition::Plain;
use trustdrift::iam::decide::{Request, decide};
use trustdrift::iam::{Caller, Decision, Policies, PolicyType};
use trustdrift::model::policy::StatementId;

const USER: &str = "arn:aws:iam::111122223333:user/ana";

const ACTIONS: &[&str] =
    &["s3:GetObject", "s3:PutObject", "s3:ListAllMyBuckets", "sqs:SendMessage", "iam:PassRole"];
const ACTION_PATTERNS: &[&str] = &[
    "*",
    "s3:*",
    "s3:Get*",
    "S3:getobject",
    "s3:*Object",
    "s3:?etObject",
    "sqs:SendMessage",
    "sqs:*",
    "s3:PutObject",
    "s3:List*",
    "iam:PassRole",
    "iam:P*e",
    "s*:GetObject",
];
const RESOURCES: &[&str] = &[
    "arn:aws:s3:::b/k",
    "arn:aws:s3:::b/ana/k",
    "arn:aws:s3:::b",
    "arn:aws:s3:::bb/ab",
    "arn:aws:sqs:us-east-1:111122223333:q",
    "arn:aws:iam::111122223333:role/app:x",
];
const RESOURCE_PATTERNS: &[&str] = &[
    "*",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b*",
    "arn:aws:s3:::*/k",
    "arn:aws:s3:::b/k",
    "arn:aws:s3:::b/${aws:username}/*",
    "arn:aws:s3:::?/k",
    "arn:aws:sqs:*:*:q",
    "arn:aws:sqs",
    "arn:aws:iam::*:role/a*",
    "arn:aws:s3:::*a*b",
    "arn:aws:s3:::b/${*}",
    "arn:*:s3:::b/a*",
];

/// Operators with a key that they suit, and values for it.
const TESTS: &[(&str, &str, &[&str])] = &[
    ("StringEquals", "aws:username", &["ana", "bob"]),
    ("StringNotEquals", "aws:username", &["ana"]),
    ("StringEqualsIgnoreCase", "aws:username", &["ANA", "Bob"]),
    ("StringLike", "aws:username", &["a*", "?ob", "*"]),
    ("StringNotLike", "aws:username", &["a*", "*b"]),
    ("StringEqualsIfExists", "aws:PrincipalTag/team", &["red", "blue"]),
    ("StringNotEqualsIfExists", "aws:PrincipalTag/team", &["red"]),
    ("StringEquals", "aws:ResourceTag/team", &["red", "${aws:PrincipalTag/team}"]),
    ("StringNotEquals", "aws:ResourceTag/team", &["${aws:PrincipalTag/team, 'none'}"]),
    ("NumericLessThan", "s3:max-keys", &["10", "5"]),
    ("NumericGreaterThanEquals", "s3:max-keys", &["5"]),
    ("NumericEquals", "s3:max-keys", &["10"]),
    ("DateGreaterThan", "aws:CurrentTime", &["2026-01-01T00:00:00Z"]),
    ("DateLessThanEquals", "aws:CurrentTime", &["1767225600", "2027-01-01"]),
    ("IpAddress", "aws:SourceIp", &["10.0.0.0/8", "10.1.0.0/16"]),
    ("NotIpAddress", "aws:SourceIp", &["10.1.0.0/16", "2001:db8::/32"]),
    ("Bool", "aws:SecureTransport", &["true"]),
    ("BoolIfExists", "aws:SecureTransport", &["false"]),
    ("Null", "aws:PrincipalTag/team", &["true", "false"]),
    ("Null", "s3:max-keys", &["true"]),
    ("ArnLike", "aws:SourceArn", &["arn:aws:s3:::b*", "arn:aws:sqs:*:*:q"]),
    ("ArnNotEquals", "aws:SourceArn", &["arn:aws:s3:::b"]),
    ("ForAllValues:StringEquals", "aws:TagKeys", &["a", "b"]),
    ("ForAnyValue:StringLike", "aws:TagKeys", &["a*", "c"]),
    ("ForAnyValue:StringNotEquals", "aws:TagKeys", &["a"]),
    ("ForAllValues:StringNotLikeIfExists", "aws:TagKeys", &["b*"]),
    ("StringLik", "aws:username", &["*"]),
];

/// Keys with the values that requests have for them.
const CONTEXT: &[(&str, &[&[&str]])] = &[
    ("aws:username", &[&["ana"], &["bob"], &["Ana"], &["a*"]]),
    ("aws:PrincipalTag/team", &[&["red"], &["blue"], &[""]]),
    ("aws:ResourceTag/team", &[&["red"], &["none"], &["blue"]]),
    ("s3:max-keys", &[&["4"], &["5"], &["10"], &["11"], &["many"]]),
    ("aws:CurrentTime", &[&["2026-01-01T00:00:00Z"], &["1767225601"], &["2030-01-01"]]),
    ("aws:SourceIp", &[&["10.1.2.3"], &["10.2.2.3"], &["11.0.0.1"], &["2001:db8::1"]]),
    ("aws:SecureTransport", &[&["true"], &["false"], &["True"]]),
    ("aws:SourceArn", &[&["arn:aws:s3:::b"], &["arn:aws:sqs:us-east-1:1:q"], &["no ARN"]]),
    ("aws:TagKeys", &[&["a"], &["c"], &["a", "b"], &["b", "c"], &["a", "z"]]),
];

fn some<T: Clone + std::fmt::Debug + 'static>(
    list: &'static [T],
    most: usize,
) -> impl Strategy<Value = Vec<T>> {
    subsequence(list.to_vec(), 1..=most.min(list.len()))
}

fn condition() -> impl Strategy<Value = (Value, Value, Value)> {
    select(TESTS).prop_flat_map(|(operator, key, values)| {
        some(values, values.len()).prop_map(move |list| (json!(operator), json!(key), json!(list)))
    })
}

fn statement() -> impl Strategy<Value = Value> {
    let effect = prop_oneof![3 => Just("Allow"), 1 => Just("Deny")];
    let conditions = proptest::collection::vec(condition(), 0..3);
    let not = || prop_oneof![5 => Just(false), 1 => Just(true)];
    let parts =
        (effect, some(ACTION_PATTERNS, 3), not(), some(RESOURCE_PATTERNS, 3), not(), conditions);
    parts.prop_map(|(effect, actions, not_actions, resources, not_resources, conditions)| {
        let mut out = json!({"Effect": effect});
        out[if not_actions { "NotAction" } else { "Action" }] = json!(actions);
        out[if not_resources { "NotResource" } else { "Resource" }] = json!(resources);
        for (operator, key, values) in conditions {
            let (operator, key) = (operator.as_str().unwrap(), key.as_str().unwrap());
            out["Condition"][operator][key] = values;
        }
        out
    })
}

fn policy() -> impl Strategy<Value = Value> {
    let version = prop_oneof![6 => Just("2012-10-17"), 1 => Just("2008-10-17")];
    let statements = proptest::collection::vec(statement(), 1..5);
    (version, statements).prop_map(|(version, list)| json!({"Version": version, "Statement": list}))
}

/// A request: action, resource, context.
#[derive(Debug, Clone)]
struct Asks {
    action: String,
    resource: String,
    context: Plain,
}

fn asks() -> impl Strategy<Value = Asks> {
    let keys = subsequence(CONTEXT.to_vec(), 0..=CONTEXT.len());
    let chosen = keys.prop_flat_map(|keys| {
        keys.into_iter()
            .map(|(key, values)| select(values).prop_map(move |values| (key, values)))
            .collect::<Vec<_>>()
    });
    (select(ACTIONS), select(RESOURCES), chosen).prop_map(|(action, resource, context)| Asks {
        action: action.to_owned(),
        resource: if action == "s3:ListAllMyBuckets" {
            "*".to_owned()
        } else {
            resource.to_owned()
        },
        context: Plain::new(context),
    })
}

/// Policies that were read together.
struct Read {
    documents: Documents,
    lists: Vec<Vec<StatementId>>,
}

fn read(policies: &[&Value]) -> Read {
    let mut documents = Documents::new();
    let mut lists = Vec::new();
    for policy in policies {
        let raw = RawValue::from_string(policy.to_string()).unwrap();
        lists.push(documents.add(&raw, (PolicyType::Identity, lists.len())).unwrap());
    }
    documents.compile();
    Read { documents, lists }
}

impl Read {
    fn decides(&self, at: usize, asks: &Asks) -> bool {
        let policies = Policies { identity: self.lists[at].clone(), ..Policies::default() };
        let action = Asked::new(&asks.action);
        let request = Request {
            caller: Caller::read(Some(USER)),
            action: &action,
            resource: &asks.resource,
            owner: Some("111122223333"),
            context: &asks.context,
        };
        decide(&policies, &request, &self.documents.engine) == Decision::Allowed
    }

    fn access(&self, at: usize) -> Access {
        Access::of(PolicyType::Identity, self.lists[at].clone())
    }
}

/// The policy that allows this request and no other.
fn only(asks: &Asks) -> Value {
    let literal = |text: &str| text.replace('*', "${*}").replace('?', "${?}");
    let mut condition = Map::new();
    let mut test = |operator: &str, key: &str, values: Value| {
        condition.entry(operator).or_insert_with(|| json!({}))[key] = values;
    };
    for (key, _) in CONTEXT {
        let given = asks.context.iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
        match given {
            // An empty text counts as absent for Null alone.
            None => {
                test("Null", key, json!("true"));
                test("StringNotEquals", key, json!(""));
            }
            Some((_, [one])) => {
                test("StringEquals", key, json!(literal(one)));
            }
            Some((_, many)) => {
                test("ForAllValues:StringEquals", key, json!(many));
                for (at, value) in many.iter().enumerate() {
                    let operator = ["ForAnyValue:StringEquals", "ForAnyValue:StringLike"][at];
                    test(operator, key, json!(value));
                }
            }
        }
    }
    let resource = if asks.resource == "*" { "*".to_owned() } else { literal(&asks.resource) };
    json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": asks.action,
        "Resource": resource, "Condition": condition}})
}

fn of_point(point: &Point) -> Asks {
    Asks {
        action: point.action.clone(),
        resource: point.resource.clone(),
        context: point.context.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 2_000,
        ..ProptestConfig::default() })]

    /// A request is allowed if and only if the policy that allows it alone adds nothing.
    #[test]
    fn decisions_and_sets_agree(policy in policy(), asks in asks()) {
        let alone = only(&asks);
        let read = read(&[&policy, &alone]);
        prop_assert!(read.decides(1, &asks), "{alone}");
        let excess = read.access(1).minus(&read.access(0), &read.documents.engine);
        prop_assert!(excess.undecided.is_empty());
        prop_assert_eq!(read.decides(0, &asks), excess.is_nothing(), "{:?}", excess);
    }

    /// A comparison never disagrees with samples, and its witnesses hold.
    #[test]
    fn comparisons_and_samples_agree(
        before in policy(),
        after in policy(),
        samples in proptest::collection::vec(asks(), 40),
    ) {
        let read = read(&[&before, &after]);
        let excess = read.access(1).minus(&read.access(0), &read.documents.engine);
        for (_, point) in &excess.points {
            let asks = of_point(point);
            prop_assert!(read.decides(1, &asks), "not allowed after: {:?}", point);
            prop_assert!(!read.decides(0, &asks), "allowed before: {:?}", point);
        }
        if excess.is_nothing() {
            for asks in &samples {
                prop_assert!(!read.decides(1, asks) || read.decides(0, asks), "{:?}", asks);
            }
        }
    }

    /// What means nothing changes nothing.
    #[test]
    fn meaningless_changes_change_nothing(policy in policy(), asks in asks()) {
        let variants = variants(&policy);
        let mut all = vec![&policy];
        all.extend(&variants);
        let read = read(&all);
        let wanted = read.decides(0, &asks);
        for (at, variant) in all.iter().enumerate().skip(1) {
            prop_assert_eq!(wanted, read.decides(at, &asks), "{}", variant);
            let engine = &read.documents.engine;
            let (one, other) = (read.access(0), read.access(at));
            let (there, back) = (one.minus(&other, engine), other.minus(&one, engine));
            prop_assert!(there.points.is_empty() && back.points.is_empty(), "{:?} {:?}", there, back);
        }
    }
}

/// The policy, written in other ways.
fn variants(policy: &Value) -> Vec<Value> {
    let statements = policy["Statement"].as_array().unwrap();
    let with = |list: Vec<Value>| {
        let mut out = policy.clone();
        out["Statement"] = Value::Array(list);
        out
    };
    let each =
        |change: &dyn Fn(&Value) -> Vec<Value>| with(statements.iter().flat_map(change).collect());
    let reversed = with(statements.iter().rev().cloned().collect());
    let upper = each(&|one| {
        let mut out = one.clone();
        for element in ["Action", "NotAction"] {
            if let Some(list) = out.get_mut(element).and_then(Value::as_array_mut) {
                list.iter_mut()
                    .for_each(|text| *text = json!(text.as_str().unwrap().to_uppercase()));
            }
        }
        vec![out]
    });
    let split = each(&|one| match one["Action"].as_array() {
        None => vec![one.clone()],
        Some(list) => list
            .iter()
            .map(|action| {
                let mut out = one.clone();
                out["Action"] = action.clone();
                out
            })
            .collect(),
    });
    let shadowed = each(&|one| {
        let mut narrower = one.clone();
        narrower["Condition"]["StringEquals"]["aws:userid"] = json!("x");
        if one["Effect"] == "Allow" { vec![one.clone(), narrower] } else { vec![one.clone()] }
    });
    let idle = each(&|one| {
        let deny = json!({"Effect": "Deny", "Action": "s*:Get*", "Resource": "*"});
        vec![one.clone(), deny]
    });
    vec![reversed, upper, split, shadowed, idle]
}
