//! The content of resources: arguments and nested blocks.

use super::super::error::Error;
use super::super::eval::Scope;
use super::super::syntax::{Block, Body, Kind};
use super::super::types::Type;
use super::super::value::{Data, Fields, Value};
use super::names::Place;
use crate::diag::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a body has come to.
#[derive(Default)]
pub(super) struct Content {
    pub(super) fields: Fields,
    /// Where each attribute and block stands, by path.
    pub(super) spans: Vec<(String, Span)>,
}

/// How a body is evaluated.
pub(super) struct Reader<'a> {
    pub(super) place: &'a Place<'a>,
    pub(super) errors: Vec<Error>,
}

impl Reader<'_> {
    /// The content of a body: blocks of one kind are a list of objects.
    pub(super) fn content(
        &mut self,
        body: &Body,
        scope: Option<&Scope<'_>>,
        path: &str,
    ) -> Content {
        let mut content = Content::default();
        for attribute in &body.attributes {
            let value = self.place.value(&attribute.expression, scope, &mut self.errors);
            content.spans.push((format!("{path}{}", attribute.name), attribute.expression.span));
            content.fields.insert(attribute.name.clone(), value);
        }
        let mut blocks: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
        let mut unknown: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        for block in &body.blocks {
            if &*block.kind == "dynamic" {
                let Some((kind, _)) = block.labels.first() else { continue };
                let list = blocks.entry(kind.clone()).or_default();
                if let Some(open) = self.dynamic(block, kind, list, scope, path, &mut content.spans)
                {
                    unknown.insert(kind.clone(), open);
                }
            } else {
                let list = blocks.entry(block.kind.clone()).or_default();
                let one =
                    self.block(block, &block.kind, list.len(), scope, path, &mut content.spans);
                list.push(one);
            }
        }
        for (kind, list) in blocks {
            let value = unknown.remove(&kind).unwrap_or_else(|| Value::tuple(list));
            content.fields.insert(kind, value);
        }
        content
    }

    fn block(
        &mut self,
        block: &Block,
        kind: &str,
        at: usize,
        scope: Option<&Scope<'_>>,
        path: &str,
        spans: &mut Vec<(String, Span)>,
    ) -> Value {
        let path = format!("{path}{kind}[{at}]");
        spans.push((path.clone(), block.span));
        let content = self.content(&block.body, scope, &format!("{path}."));
        spans.extend(content.spans);
        Value::object(content.fields).at(block.span)
    }

    /// `dynamic`: a block for each element. The blocks as something unknown, where it is not known
    /// how many there will be.
    fn dynamic(
        &mut self,
        block: &Block,
        kind: &str,
        list: &mut Vec<Value>,
        scope: Option<&Scope<'_>>,
        path: &str,
        spans: &mut Vec<(String, Span)>,
    ) -> Option<Value> {
        let (Some(each), Some(content)) =
            (block.body.attribute("for_each"), block.body.blocks_of("content").next())
        else {
            self.errors.push(Error::at(block.span, "`dynamic` needs `for_each` and `content`"));
            return None;
        };
        let iterator =
            block.body.attribute("iterator").and_then(|one| match &one.expression.kind {
                Kind::Variable(name) => Some(name.clone()),
                Kind::Literal(value) => value.as_text().cloned(),
                _ => None,
            });
        let name = iterator.unwrap_or_else(|| kind.into());
        let value = self.place.value(&each.expression, scope, &mut self.errors);
        let elements: Vec<(Value, Value)> = match &value.data {
            Data::Map(_, all) | Data::Object(all) => {
                all.iter().map(|(key, one)| (Value::text(key.clone()), one.clone())).collect()
            }
            Data::List(_, all) | Data::Tuple(all) => {
                all.iter().enumerate().map(|(at, one)| (Value::number(at), one.clone())).collect()
            }
            Data::Set(_, all) => all.iter().map(|one| (one.clone(), one.clone())).collect(),
            Data::Unknown(_) => {
                // One block shows what each of them would hold.
                let open = || Value::unknown(Type::Any, super::super::eval::reason(&value));
                let scope = bound(&name, open(), open(), scope);
                self.block(content, kind, list.len(), Some(&scope), path, spans);
                return Some(Value::unknown(
                    Type::list(Type::Any),
                    super::super::eval::reason(&value),
                ));
            }
            _ => {
                let why = "`for_each` needs a collection here";
                self.errors.push(Error::at(each.expression.span, why));
                return None;
            }
        };
        for (key, element) in elements {
            let scope = bound(&name, key, element.marked(value.marks), scope);
            let one = self.block(content, kind, list.len(), Some(&scope), path, spans);
            list.push(one);
        }
        None
    }
}

/// The name of the iterator, with its key and value.
fn bound<'a>(name: &'a str, key: Value, value: Value, parent: Option<&'a Scope<'a>>) -> Scope<'a> {
    let fields = Fields::from([("key".into(), key), ("value".into(), value)]);
    Scope::one(name, Value::object(fields), parent)
}
