//! What AWS would refuse in a policy, and what is likely not meant.

use super::action::ActionPattern;
use super::catalog::actions;
use super::condition::expected::Expected;
use super::condition::is_operator;
use super::glob;
use super::pattern::{Pattern, completes};
use super::policies::PolicyType;
use super::statement::{Compiled, Engine};
use crate::model::Store;
use crate::model::arn::Arn;
use crate::model::policy::{DocId, Effect, PrincipalRef, Principals, Problem, Statement};

/// A statement that is looked at.
struct Subject<'a> {
    statement: &'a Statement,
    compiled: &'a Compiled,
    of: PolicyType,
    store: &'a Store,
}

/// A check of one statement: its code, the element, and what it finds there.
struct Check {
    code: &'static str,
    element: &'static str,
    finds: fn(&Subject<'_>) -> Vec<String>,
}

/// All checks, sorted by code. Those of the JSON itself are made where it is read.
///
/// Source: IAM user guide, "IAM JSON policy element reference" and "IAM Access Analyzer policy checks",
/// read 2026-11-23.
const CHECKS: &[Check] = &[
    Check { code: "ambiguous-short-arn", element: "Resource", finds: short_arn },
    Check { code: "not-principal-allow", element: "NotPrincipal", finds: not_principal },
    Check { code: "principal-misplaced", element: "Principal", finds: misplaced_principal },
    Check { code: "principal-missing", element: "", finds: missing_principal },
    Check { code: "principal-wildcard", element: "Principal", finds: wildcard_principal },
    Check { code: "resource-mismatch", element: "Resource", finds: mismatch },
    Check { code: "service-wildcard", element: "Action", finds: service_wildcard },
    Check { code: "unknown-action", element: "Action", finds: unknown_action },
    Check { code: "unknown-operator", element: "Condition", finds: unknown_operator },
    Check { code: "value-type", element: "Condition", finds: value_type },
    Check { code: "variable-in-2008", element: "", finds: old_variable },
];

/// What is wrong with a document, in order of its statements. `of` is the type of policy, if it is
/// known; otherwise it is one of a resource if some statement has a principal.
pub fn lint(id: DocId, of: Option<PolicyType>, engine: &Engine, store: &Store) -> Vec<Problem> {
    let document = store.documents.document(id);
    let mut out = document.problems.clone();
    if let Some(why) = &document.invalid {
        let (code, at) = ("invalid-policy", String::new());
        out.push(Problem { code, at, message: why.to_string() });
    }
    let statements = || document.entries.iter().map(|one| store.documents.statement(one.statement));
    let principals = statements().any(|one| one.principals != Principals::None);
    let guess = if principals { PolicyType::Resource } else { PolicyType::Identity };
    let of = of.unwrap_or(guess);
    for (entry, statement) in document.entries.iter().zip(statements()) {
        let Some(compiled) = engine.statement(entry.statement) else { continue };
        let subject = Subject { statement, compiled, of, store };
        for check in CHECKS {
            let dot = if check.element.is_empty() { "" } else { "." };
            let at = format!("Statement[{}]{dot}{}", entry.index, subject.element(check.element));
            let found = (check.finds)(&subject).into_iter();
            out.extend(found.map(|message| Problem { code: check.code, at: at.clone(), message }));
        }
    }
    out.extend(repeated_sids(id, store));
    out
}

impl Subject<'_> {
    /// The element as the statement has it: `NotAction` for `Action`.
    fn element(&self, name: &'static str) -> &'static str {
        match name {
            "Action" if self.statement.actions.negated => "NotAction",
            "Resource" if self.statement.resources.negated => "NotResource",
            "Principal" if matches!(self.statement.principals, Principals::Not(_)) => {
                "NotPrincipal"
            }
            other => other,
        }
    }

    fn texts<'s>(&'s self, list: &'s [crate::model::Name]) -> impl Iterator<Item = &'s str> {
        list.iter().map(|name| self.store.names.text(*name))
    }

    fn resources(&self) -> impl Iterator<Item = &str> {
        self.texts(&self.statement.resources.patterns)
    }

    fn actions(&self) -> impl Iterator<Item = &str> {
        self.texts(&self.statement.actions.patterns)
    }
}

fn short_arn(subject: &Subject<'_>) -> Vec<String> {
    let short = subject.compiled.resources.iter().filter_map(|pattern| match pattern {
        Pattern::Short(text, _) => Some(text),
        _ => None,
    });
    let said = short.map(|text| {
        let how = if completes(subject.of, text) { "completed by `*`" } else { "no resource" };
        format!("`{text}` has fewer than six fields and is read as {how}")
    });
    said.collect()
}

fn not_principal(subject: &Subject<'_>) -> Vec<String> {
    let not = matches!(subject.statement.principals, Principals::Not(_));
    let allows = not && subject.statement.effect == Effect::Allow;
    one(allows, "NotPrincipal with Allow lets in everybody else, also without credentials")
}

fn misplaced_principal(subject: &Subject<'_>) -> Vec<String> {
    let named = subject.statement.principals != Principals::None;
    let wrong = named && !subject.of.has_principals();
    one(wrong, &format!("a policy of type {} names no principal", subject.of.name()))
}

fn missing_principal(subject: &Subject<'_>) -> Vec<String> {
    let wrong = subject.statement.principals == Principals::None && subject.of.has_principals();
    one(wrong, "the statement names no principal: it is about nobody")
}

fn wildcard_principal(subject: &Subject<'_>) -> Vec<String> {
    let (Principals::Only(list) | Principals::Not(list)) = &subject.statement.principals else {
        return vec![];
    };
    let named = list.iter().filter_map(|one| match one {
        PrincipalRef::Arn(name) | PrincipalRef::Service(name) | PrincipalRef::Dangling(name) => {
            Some(subject.store.names.text(*name))
        }
        _ => None,
    });
    let wild = named.filter(|text| text.contains(['*', '?']));
    wild.map(|text| format!("`{text}`: there are no wildcards in a principal; it is nobody"))
        .collect()
}

fn service_wildcard(subject: &Subject<'_>) -> Vec<String> {
    let nothing = |text: &&str| ActionPattern::new(text) == ActionPattern::Nothing;
    let said =
        |text| format!("`{text}` is no action: a service without wildcards, a colon, a name");
    subject.actions().filter(nothing).map(said).collect()
}

fn unknown_action(subject: &Subject<'_>) -> Vec<String> {
    let unknown = subject.actions().filter(|text| {
        let known = ActionPattern::new(text);
        !matches!(known, ActionPattern::All | ActionPattern::Nothing)
            && actions::matching(text).next().is_none()
    });
    let date = actions::date();
    unknown.map(|text| format!("`{text}` is no action that AWS listed on {date}")).collect()
}

fn unknown_operator(subject: &Subject<'_>) -> Vec<String> {
    let tests = subject.statement.conditions.iter();
    let operators = tests.map(|test| subject.store.names.text(test.operator));
    let unknown = operators.filter(|name| !is_operator(name));
    unknown
        .map(|name| format!("`{name}` is no condition operator: the statement never matches"))
        .collect()
}

fn value_type(subject: &Subject<'_>) -> Vec<String> {
    let tests = subject.statement.conditions.iter().zip(&subject.compiled.tests);
    let wrong = tests
        .filter(|(_, test)| test.is_known() && test.fixed().any(|value| *value == Expected::Never));
    let said = wrong.map(|(condition, _)| {
        let names = &subject.store.names;
        let (operator, key) = (names.text(condition.operator), names.text(condition.key));
        format!("a value of `{key}` is not of the type that `{operator}` compares")
    });
    said.collect()
}

fn old_variable(subject: &Subject<'_>) -> Vec<String> {
    let tests = &subject.statement.conditions;
    let values = tests.iter().flat_map(|test| subject.texts(&test.values));
    let mut texts = subject.resources().chain(values);
    let wrong = !subject.statement.variables && texts.any(|text| text.contains("${"));
    one(wrong, "`${...}` is plain text without \"Version\": \"2012-10-17\"")
}

/// Resources on which none of the named actions is made.
fn mismatch(subject: &Subject<'_>) -> Vec<String> {
    let Statement { actions: named, resources, .. } = subject.statement;
    if named.negated || resources.negated {
        return vec![];
    }
    let kinds: Vec<_> = subject.actions().flat_map(actions::matching).collect();
    let types = kinds.iter().flat_map(|action| {
        action.resources().flat_map(|one| actions::resource_patterns(action.service, one.name))
    });
    let types: Vec<String> = types.map(glob_of).collect();
    let on_all = kinds.iter().any(actions::Action::wildcard_only);
    if types.is_empty() && !on_all {
        return vec![];
    }
    let lost = subject
        .resources()
        .filter(|text| Arn::parse(text).is_some() && !types.iter().any(|kind| fits(kind, text)));
    lost.map(|text| format!("none of the actions is made on `{text}`")).collect()
}

/// Whether a resource pattern can mean a resource of a type, both as globs of six fields.
pub fn fits(kind: &str, pattern: &str) -> bool {
    if kind == "*" || pattern == "*" {
        return true;
    }
    let (mut kinds, mut fields) = (kind.splitn(6, ':'), pattern.splitn(6, ':'));
    (0..6).all(|at| match (kinds.next(), fields.next()) {
        // What a type leaves open among the first fields is never empty.
        (Some("*"), Some("")) => at == 5,
        (Some(kind), Some(field)) => glob::intersect(kind, field),
        (_, None) => true,
        (None, Some(_)) => false,
    })
}

/// The ARN pattern of a resource type as a glob: `${Account}` and the like are open.
fn glob_of(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        out.push('*');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    out + rest
}

fn repeated_sids(id: DocId, store: &Store) -> Vec<Problem> {
    let entries = &store.documents.document(id).entries;
    let sid = |at: usize| entries.get(at).map(|entry| store.names.text(entry.sid));
    let repeated = (0..entries.len()).filter(|at| {
        let own = sid(*at).filter(|text| !text.is_empty());
        own.is_some() && (0..*at).any(|earlier| sid(earlier) == own)
    });
    let problem = |at: usize| Problem {
        code: "repeated-sid",
        at: format!("Statement[{at}].Sid"),
        message: "another statement has the same Sid".to_owned(),
    };
    repeated.map(problem).collect()
}

fn one(wrong: bool, message: &str) -> Vec<String> {
    if wrong { vec![message.to_owned()] } else { vec![] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str, of: Option<PolicyType>) -> Vec<&'static str> {
        let mut store = Store::default();
        let id = store.documents.add(text, &mut store.names);
        let mut engine = Engine::new([]);
        engine.compile(&store);
        lint(id, of, &engine, &store).iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn checks_are_sorted() {
        assert!(CHECKS.is_sorted_by_key(|check| check.code));
    }

    #[test]
    fn each_finds_its_own() {
        let statement = |inner: &str| {
            format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",{inner}}}]}}"#)
        };
        let s3 = r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*""#;
        let table: &[(String, Option<PolicyType>, &[&str])] = &[
            (statement(s3), None, &[]),
            (statement(&format!(r#"{s3},"Sid":"a b""#)), None, &["invalid-sid"]),
            (statement(&format!(r#"{s3},"Sid":"a","Sid":"b""#)), None, &["repeated-key"]),
            (statement(&format!(r#"{s3},"Principle":"*""#)), None, &["unknown-element"]),
            (statement(&format!(r#"{s3},"Principal":"*""#)), Some(PolicyType::Identity), &["principal-misplaced"]),
            (statement(s3), Some(PolicyType::Resource), &["principal-missing"]),
            (statement(&format!(r#"{s3},"NotPrincipal":{{"AWS":"111122223333"}}"#)), None, &["not-principal-allow"]),
            (statement(&format!(r#"{s3},"Principal":{{"AWS":"arn:aws:iam::111122223333:user/*"}}"#)), None, &["principal-wildcard"]),
            (statement(r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::b""#), None, &["resource-mismatch"]),
            (statement(r#""Action":"s3:GetObject","Resource":"arn:aws:s3""#), None, &["ambiguous-short-arn"]),
            (statement(r#""Action":"s*:Get*","Resource":"*""#), None, &["service-wildcard"]),
            (statement(r#""Action":"s3:GetObjekt","Resource":"*""#), None, &["unknown-action"]),
            (statement(&format!(r#"{s3},"Condition":{{"StringEqual":{{"a:b":"c"}}}}"#)), None, &["unknown-operator"]),
            (statement(&format!(r#"{s3},"Condition":{{"DateLessThan":{{"aws:CurrentTime":"soon"}}}}"#)), None, &["value-type"]),
            (r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}"}}"#.to_owned(), None, &["variable-in-2008"]),
            ("[]".to_owned(), None, &["invalid-policy"]),
        ];
        for (text, of, want) in table {
            assert_eq!(codes(text, *of), *want, "{text}");
        }
    }

    #[test]
    fn types_of_resources_fit() {
        let object = "arn:*:s3:::*/*";
        assert!(fits(object, "arn:aws:s3:::b*") && fits(object, "*") && fits("*", object));
        assert!(!fits(object, "arn:aws:s3:::b") && !fits(object, "arn:aws:logs:*:*:/aws/x/*"));
    }
}
