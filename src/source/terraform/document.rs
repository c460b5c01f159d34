//! Policy documents that Terraform renders only while it applies: `data.aws_iam_policy_document`.
//!
//! Its statements are in the plan, with holes for what is not known; the configuration names what
//! belongs in them. A hole is filled only where there is one thing that fits.
//! Source: provider hashicorp/aws 6.x, data source aws_iam_policy_document, read 2026-11-22.

use super::configuration::references;
use super::json::{Fields, fields, items, scalar};
use super::object::{Object, has_mark};
use super::resolve::Lead;
use super::side::Side;
use super::{adapter, json};
use crate::diag::limits;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The text of the document that an expression leads to; none if it stays unknown.
pub(super) fn text<'p>(side: &Side<'p>, mut lead: Lead<'p>) -> Option<String> {
    for _ in 0..limits::REFERENCE_HOPS_MAX {
        let Lead::Object(there, attribute) = lead else { return None };
        if there.id.data && there.id.kind == "aws_iam_policy_document" {
            // `x[each.key].json` is written as `x` in a plan.
            let is_text = matches!(attribute.as_str(), "" | "json" | "minified_json");
            return if is_text { Rendering { side, document: &there }.text() } else { None };
        }
        if !DOCUMENTS.contains(&attribute.as_str()) {
            return None;
        }
        lead = side.lead(&there, &there.references(&attribute));
    }
    None
}

/// Attributes that hold a document, and so can pass one on.
const DOCUMENTS: &[&str] = &["assume_role_policy", "content", "policy"];

/// Ways to take in other documents, which are merged by Sid.
const SOURCES: &[&str] =
    &["override_json", "override_policy_documents", "source_json", "source_policy_documents"];

/// Lists of a statement: the attribute, and the element that it becomes.
const LISTS: &[(&str, &str)] = &[
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
];

/// Blocks of a statement that name principals.
const PRINCIPALS: &[(&str, &str)] =
    &[("principals", "Principal"), ("not_principals", "NotPrincipal")];

struct Rendering<'a, 'p> {
    side: &'a Side<'p>,
    document: &'a Object<'p>,
}

/// An object of the plan with its marks and its expressions.
#[derive(Default)]
struct Part<'p> {
    values: Fields<'p>,
    marks: Fields<'p>,
    expressions: Fields<'p>,
}

impl<'p> Part<'p> {
    /// The blocks of one name. Their expressions are there only if none of them is dynamic.
    fn blocks(&self, name: &str) -> Vec<Self> {
        let list = |fields: &Fields<'p>| fields.get(name).map(|raw| items(raw)).unwrap_or_default();
        let (values, marks) = (list(&self.values), list(&self.marks));
        let mut expressions = list(&self.expressions);
        if expressions.len() != values.len() {
            expressions.clear();
        }
        let at = |list: &[&'p RawValue], index: usize| {
            list.get(index).map(|raw| fields(raw)).unwrap_or_default()
        };
        let part = |(index, values)| Self {
            values: fields(values),
            marks: at(&marks, index),
            expressions: at(&expressions, index),
        };
        values.into_iter().enumerate().map(part).collect()
    }

    fn is_open(&self, name: &str) -> bool {
        self.marks.get(name).is_some_and(|tree| has_mark(tree))
    }

    /// A text that has to be known; `Err` if it is not.
    fn known(&self, name: &str) -> Result<Option<Cow<'p, str>>, Open> {
        if self.is_open(name) {
            Err(Open)
        } else {
            Ok(self.values.get(name).and_then(|raw| scalar(raw)))
        }
    }
}

/// Something cannot be filled in.
struct Open;

impl<'p> Rendering<'_, 'p> {
    fn text(&self) -> Option<String> {
        self.render().ok()
    }

    fn render(&self) -> Result<String, Open> {
        let empty = |name: &&str| self.document.field(name).is_none_or(json::is_empty);
        let closed = |name: &&str| self.document.mark(name).is_none();
        if !SOURCES.iter().all(|name| empty(name) && closed(name)) {
            return Err(Open);
        }
        let statement = |raw: Option<&'p RawValue>| raw.map(|raw| wrapped("statement", raw));
        let part = Part {
            values: statement(self.document.field("statement")).unwrap_or_default(),
            marks: statement(self.document.mark("statement")).unwrap_or_default(),
            expressions: statement(self.document.expression("statement")).unwrap_or_default(),
        };
        if self.document.is_unknown("statement") {
            return Err(Open);
        }
        let version = self.document.field("version").and_then(scalar);
        let version = version.filter(|text| !text.is_empty()).unwrap_or("2012-10-17".into());
        let statements: Result<Vec<String>, Open> =
            part.blocks("statement").iter().map(|one| self.statement(one)).collect();
        let statements = statements?.join(",");
        Ok(format!("{{\"Version\":{},\"Statement\":[{statements}]}}", quoted(&version)))
    }

    fn statement(&self, part: &Part<'p>) -> Result<String, Open> {
        let mut out: Vec<String> = Vec::new();
        if let Some(sid) = part.known("sid")?.filter(|sid| !sid.is_empty()) {
            out.push(member("Sid", &quoted(&sid)));
        }
        let effect = part.known("effect")?.filter(|effect| !effect.is_empty());
        let effect = effect.unwrap_or(Cow::Borrowed("Allow"));
        out.push(member("Effect", &quoted(&effect)));
        let allows = effect == "Allow";
        for (attribute, element) in LISTS {
            let list = self.list(part, attribute, allows)?;
            if !list.is_empty() {
                out.push(member(element, &texts(&list)));
            }
        }
        for (attribute, element) in PRINCIPALS {
            out.extend(self.principals(part, attribute)?.map(|text| member(element, &text)));
        }
        out.extend(self.conditions(part)?.map(|text| member("Condition", &text)));
        Ok(format!("{{{}}}", out.join(",")))
    }

    fn principals(&self, part: &Part<'p>, attribute: &str) -> Result<Option<String>, Open> {
        if part.marks.get(attribute).is_some_and(|tree| tree.get() == "true") {
            return Err(Open);
        }
        let mut kinds: Vec<(String, Vec<String>)> = Vec::new();
        for block in part.blocks(attribute) {
            let kind = block.known("type")?.ok_or(Open)?.into_owned();
            let list = self.list(&block, "identifiers", false)?;
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, all)) => all.extend(list),
                None => kinds.push((kind, list)),
            }
        }
        let anyone = |(kind, list): &(String, Vec<String>)| kind == "*" && *list == ["*"];
        if kinds.iter().any(anyone) {
            return Ok(Some("\"*\"".to_owned()));
        }
        let members: Vec<String> =
            kinds.iter().map(|(kind, list)| member(kind, &texts(list))).collect();
        Ok(object(&members))
    }

    fn conditions(&self, part: &Part<'p>) -> Result<Option<String>, Open> {
        if part.marks.get("condition").is_some_and(|tree| tree.get() == "true") {
            return Err(Open);
        }
        let mut tests: Vec<(String, Vec<String>)> = Vec::new();
        for block in part.blocks("condition") {
            let test = block.known("test")?.ok_or(Open)?.into_owned();
            let key = block.known("variable")?.ok_or(Open)?;
            let entry = member(&key, &texts(&self.list(&block, "values", false)?));
            match tests.iter_mut().find(|(known, _)| *known == test) {
                Some((_, all)) => all.push(entry),
                None => tests.push((test, vec![entry])),
            }
        }
        let all = |all: Vec<String>| format!("{{{}}}", all.join(","));
        let members: Vec<String> =
            tests.into_iter().map(|(test, keys)| member(&test, &all(keys))).collect();
        Ok(object(&members))
    }

    /// The texts of a list with its holes filled.
    fn list(&self, part: &Part<'p>, attribute: &str, allows: bool) -> Result<Vec<String>, Open> {
        let values = part.values.get(attribute).map(|raw| items(raw)).unwrap_or_default();
        let known = values.iter().filter_map(|raw| scalar(raw));
        // The data source writes `&{x}` for what is `${x}` in a policy.
        let mut out: Vec<String> = known.map(|text| text.replace("&{", "${")).collect();
        if part.is_open(attribute) {
            let holes = values.len() - out.len();
            out.extend(self.fillings(part, attribute, holes, allows)?);
        }
        Ok(out)
    }

    /// What fills the holes of a list: as many things as there are holes.
    fn fillings(
        &self,
        part: &Part<'p>,
        attribute: &str,
        holes: usize,
        allows: bool,
    ) -> Result<Vec<String>, Open> {
        let expression = part.expressions.get(attribute).ok_or(Open)?;
        let mut found: Vec<(String, bool)> = Vec::new();
        for lead in self.side.leads(self.document, &references(expression)) {
            match lead {
                Lead::Known => {}
                Lead::Dead => return Err(Open),
                Lead::Object(there, below) => {
                    let filling = self.filling(&there, &below)?;
                    if !found.contains(&filling) {
                        found.push(filling);
                    }
                }
            }
        }
        match (found.as_slice(), holes) {
            // A plan does not tell `BUCKET` from `BUCKET/*`. Two holes are both of them; one hole of
            // a statement that allows is read as both, for too much is seen and too little is not.
            ([(arn, true)], 2) => Ok(vec![arn.clone(), format!("{arn}/*")]),
            ([(arn, true)], 1) if allows => Ok(vec![arn.clone(), format!("{arn}/*")]),
            ([(_, true)], _) => Err(Open),
            (found, holes) if found.len() == holes && found.iter().all(|(_, bucket)| !bucket) => {
                Ok(found.iter().map(|(arn, _)| arn.clone()).collect())
            }
            _ => Err(Open),
        }
    }

    /// An ARN, and whether it is that of a bucket. Other values may be parts of a longer text.
    fn filling(&self, there: &Object<'p>, attribute: &str) -> Result<(String, bool), Open> {
        let known = adapter(&there.id.kind);
        let is_arn =
            attribute == "arn" || known.is_some_and(|known| known.arn_too.contains(&attribute));
        if !is_arn {
            return Err(Open);
        }
        Ok((self.side.referred(there, attribute), there.id.kind == "aws_s3_bucket"))
    }
}

/// The raw value as the one member of an object.
fn wrapped<'p>(name: &'static str, raw: &'p RawValue) -> Fields<'p> {
    json::Pairs(vec![(Cow::Borrowed(name), raw)])
}

fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

fn member(key: &str, value: &str) -> String {
    format!("{}:{value}", quoted(key))
}

fn texts(list: &[String]) -> String {
    let list: Vec<String> = list.iter().map(|text| quoted(text)).collect();
    format!("[{}]", list.join(","))
}

fn object(members: &[String]) -> Option<String> {
    if members.is_empty() { None } else { Some(format!("{{{}}}", members.join(","))) }
}
