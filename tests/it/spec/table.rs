//! Answers the lines of a suite, of every kind that the specification can answer.

use serde_json::{Value, json};

use super::case::Case;
use super::condition::matches_condition;
use super::context::Context;
use super::document::texts;
use super::glob::glob_intersects;
use super::layer::Layer;
use super::resource::{Asked, arn_type_match, resource_matches};
use super::variable::Reader;
use super::{decide, decide_partial};

/// A line's own answer beside that of the specification.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) expected: Value,
    pub(crate) answer: Value,
}

/// Answers a line; none when its kind is beyond the specification.
pub(crate) fn judge(line: &Value) -> Option<Judged> {
    let field = match line["kind"].as_str()? {
        "decision" if line["expected"]["decision"].is_string() => "decision",
        "decision" => "allowed",
        "partial" => "three_valued",
        _ => "match",
    };
    let expected = line["expected"][field].clone();
    Some(Judged { expected, answer: answer(line, field)? })
}

fn answer(line: &Value, field: &str) -> Option<Value> {
    let text = |name: &str| line[name].as_str();
    let context = Context::read(&line["request"]["context"]);
    // Tables are of the newer version unless they say otherwise.
    let variables = text("version").is_none_or(|version| version == "2012-10-17");
    let reader = Reader { variables, context: &context };
    Some(match line["kind"].as_str()? {
        "decision" => {
            let decision = Case::read(line).map(|case| decide(&case));
            match (decision, field) {
                (Ok(decision), "allowed") => json!(decision == super::Decision::Allowed),
                (decision, _) => json!(format!("{:?}", decision.ok()?)),
            }
        }
        "partial" => json!(format!("{:?}", decide_partial(&Case::read(line).ok()?)?)),
        "condition" => json!(matches_condition(&line["condition"], reader)),
        "resource" | "resource_ext" => {
            let negated = text("element") == Some("NotResource");
            let resource = line["request"]["resource"].as_str()?;
            let layer = layer(text("policy_type").unwrap_or("identity"))?;
            let allow = text("effect") != Some("Deny");
            let asked = Asked { resource, allow, layer, reader };
            json!(resource_matches(&texts(&line["patterns"]), negated, asked))
        }
        "glob_intersects" => json!(glob_intersects(text("a")?, text("b")?)),
        "arn_type_match" => {
            let strict = line["strict"] == true;
            json!(arn_type_match(text("type_pattern")?, text("pattern")?, strict))
        }
        _ => return None,
    })
}

fn layer(name: &str) -> Option<Layer> {
    Some(match name {
        "identity" => Layer::Identity,
        "boundary" => Layer::Boundary,
        "session" => Layer::Session,
        "resource" | "trust" => Layer::Resource,
        "scp" => Layer::Scp,
        "rcp" => Layer::Rcp,
        "vpce" | "endpoint" => Layer::Endpoint,
        _ => return None,
    })
}
