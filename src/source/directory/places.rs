//! Where the resources of a configuration and the statements of their policies are written.

use crate::diag::{Sources, Span};
use crate::model::{Places, Store};
use crate::source::hcl::expand::{Configuration, ResourceInstance};
use crate::source::hcl::value::{Data, Value};
use std::collections::HashMap;

/// The places of all that a configuration declares; it keeps no sources of its own thereafter.
pub(in crate::source) fn places(found: &mut Configuration, store: &mut Store) -> Places {
    let sources = std::mem::take(&mut found.sources);
    let mut written: HashMap<_, _> = found
        .resources
        .iter_mut()
        .map(|(address, instance)| (store.names.add(address), of_instance(instance, &sources)))
        .collect();
    for call in &found.opaque {
        written.insert(store.names.add(&call.address), vec![(String::new(), call.span)]);
    }
    Places::new(sources, written)
}

fn of_instance(instance: &mut ResourceInstance, sources: &Sources) -> Vec<(String, Span)> {
    let mut out = vec![(String::new(), instance.span)];
    out.append(&mut instance.spans);
    for (name, value) in &instance.set {
        statements(name, value, sources, &mut out);
    }
    out
}

/// Adds the statements of the policy documents in a value.
fn statements(pointer: &str, value: &Value, sources: &Sources, out: &mut Vec<(String, Span)>) {
    match &value.data {
        Data::Text(_) => {
            let spans = statement_spans(value, sources).into_iter().enumerate();
            out.extend(
                spans.filter_map(|(at, span)| Some((format!("{pointer}#Statement[{at}]"), span?))),
            );
        }
        Data::Tuple(all) => {
            for (at, one) in all.iter().enumerate() {
                for (name, value) in one.fields().into_iter().flatten() {
                    statements(&format!("{pointer}[{at}].{name}"), value, sources, out);
                }
            }
        }
        _ => {}
    }
}

/// Where each statement of a policy text is written: in the value that `jsonencode` or a data source
/// wrote, or in the text itself.
fn statement_spans(value: &Value, sources: &Sources) -> Vec<Option<Span>> {
    if let Some(encoded) = &value.encodes {
        let list = encoded.fields().and_then(|fields| fields.get("Statement"));
        let elements = list.and_then(Value::elements);
        return match (elements, list) {
            (Some(elements), _) => elements.iter().map(|one| one.origin).collect(),
            (None, Some(one)) => vec![one.origin],
            (None, None) => vec![],
        };
    }
    let Some(span) = value.origin else { return vec![] };
    let text = sources.text(span).unwrap_or_default();
    let at = |(start, end): (usize, usize)| {
        let byte = |at: usize| span.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        Some(Span { start: byte(start), end: byte(end), ..span })
    };
    in_text(text).into_iter().map(at).collect()
}

/// The statements in the source text of a policy: JSON with templates in it, perhaps in a heredoc.
/// Begin and end of each, in bytes; nothing where it looks otherwise.
fn in_text(text: &str) -> Vec<(usize, usize)> {
    let Some(at) = text.find("\"Statement\"") else { return vec![] };
    let after = at + "\"Statement\"".len();
    let mut out = Vec::new();
    let (mut depth, mut begin, mut quoted, mut escaped) = (0_u32, 0, false, false);
    let (mut listed, mut template, mut last) = (false, false, ' ');
    for (offset, letter) in text.get(after..).unwrap_or_default().char_indices() {
        let here = after + offset;
        let last = std::mem::replace(&mut last, letter);
        match letter {
            // A directive or an expression between statements is none.
            '}' if template => template = false,
            _ if template => {}
            '{' if !quoted && matches!(last, '%' | '$') => template = true,
            _ if std::mem::take(&mut escaped) => {}
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' if depth == 0 && !listed => listed = true,
            '{' | '[' => {
                if depth == 0 {
                    begin = here;
                }
                depth += 1;
            }
            '}' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push((begin, here + 1));
                    if !listed {
                        break;
                    }
                }
            }
            '}' | ']' => break,
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::in_text;

    fn found(text: &str) -> Vec<&str> {
        in_text(text).into_iter().filter_map(|(start, end)| text.get(start..end)).collect()
    }

    #[test]
    fn statements_in_a_text() {
        let text = r#"<<EOF
{ "Version": "2012-10-17", "Statement": [
  {"Sid": "A]", "Action": ["a", "b"]},
  {"Sid": "${local.b}", "Condition": {"x": {}}}
], "Id": {} }
EOF"#;
        let want = [
            r#"{"Sid": "A]", "Action": ["a", "b"]}"#,
            r#"{"Sid": "${local.b}", "Condition": {"x": {}}}"#,
        ];
        assert_eq!(found(text), want);
        assert_eq!(found(r#"{"Statement": {"Sid": "A"}, "Id": {}}"#), [r#"{"Sid": "A"}"#]);
        assert_eq!(
            found(r#"{"Statement": [%{ for a in b }{"Sid": "A"}%{ endfor }]}"#),
            [r#"{"Sid": "A"}"#]
        );
        assert!(found(r#"{"Statement": [ "#).is_empty());
        assert!(found("local.policy").is_empty());
    }
}
