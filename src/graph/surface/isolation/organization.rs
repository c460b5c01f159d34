//! What policies of the organization deny below a root, a unit or an account. What their loss opens
//! for somebody is a path; here it counts by itself.

use super::fact;
use crate::graph::surface::extent::WITHIN;
use crate::graph::surface::{Basis, Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::inventory::{Guard, GuardAttachment, GuardKind};
use crate::model::policy::{Effect, Statement};
use crate::model::value;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "organization-guard",
    class: Class::Guardrail,
    axis: Axis::Access,
    polarity: Polarity::Confinement,
    weakened: "TO is no longer denied EXTENT",
    stands: "TO is not denied EXTENT",
    fix: "attach the policy again, or deny the same elsewhere",
    controls: &["csf2:PR.AA-05", "csf2:GV.PO-01"],
    facts,
};

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let inventory = view.graph.world.inventory;
    let mut out = Vec::new();
    for attachment in &inventory.guard_attachments {
        for guard in inventory.guards.iter().filter(|guard| guard.id == attachment.guard) {
            out.extend(attached(view, attachment, guard));
        }
    }
    out
}

fn attached<'i>(
    view: &View<'_, 'i>,
    attachment: &'i GuardAttachment,
    guard: &'i Guard,
) -> Option<Fact<'i>> {
    let (document, sure) = guard.written.said()?;
    let entries = view.store.documents.document(document).entries.iter();
    let statements = entries.map(|entry| view.store.documents.statement(entry.statement));
    let denied: Vec<String> = statements
        .filter(|one| one.effect == Effect::Deny)
        .flat_map(|one| denied(view, one))
        .collect();
    let target = value::readable(view.text(attachment.target));
    let technique = match guard.kind {
        GuardKind::Scp => "guard.scp",
        GuardKind::Rcp => "guard.rcp",
    };
    let to = Label { id: target.clone(), short: target };
    let plain = fact(vec![attachment.target], Label::plain("*"), to, technique, Severity::High);
    let id = view.text(guard.id);
    let said = [
        (&attachment.origin, format!("{id} at {}", view.text(attachment.target)), "is attached"),
        (&guard.written.origin, format!("{id} {}", denied.join("\n")), "denies"),
    ];
    let support = said.into_iter().map(|(origin, text, verb)| Support {
        basis: Basis::Other(origin, text),
        says: format!("{} {verb}", value::readable(id)),
    });
    let open = (!sure).then(|| format!("{} is not known", value::readable(id)));
    (!denied.is_empty()).then(|| Fact {
        extent: Extent::names(denied),
        open: open.into_iter().collect(),
        support: support.collect(),
        ..plain
    })
}

/// What a statement denies, action by action, each with what narrows it: of values that are joined by
/// OR each is a name of its own, of those joined by AND each narrows further.
fn denied(view: &View<'_, '_>, one: &Statement) -> Vec<String> {
    let texts = |names: &[_]| -> Vec<String> {
        names.iter().map(|name| value::readable(view.text(*name))).collect()
    };
    let actions = texts(&one.actions.patterns);
    let mut out = match one.actions.negated {
        true => vec![
            ["*".to_owned()]
                .into_iter()
                .chain(actions.iter().map(|one| format!("all but {one}")))
                .collect::<Vec<_>>()
                .join(WITHIN),
        ],
        false => actions,
    };
    let resources = texts(&one.resources.patterns);
    if one.resources.negated {
        narrow_by_all(&mut out, resources.iter().map(|one| format!("others than {one}")));
    } else if resources != ["*"] {
        narrow_by_any(&mut out, &resources);
    }
    for test in &one.conditions {
        let (operator, key) = (view.text(test.operator), view.text(test.key));
        let values =
            texts(&test.values).into_iter().map(|value| format!("{operator} {key} {value}"));
        if operator.contains("not") {
            narrow_by_all(&mut out, values);
        } else {
            narrow_by_any(&mut out, &values.collect::<Vec<_>>());
        }
    }
    out
}

fn narrow_by_all(out: &mut [String], parts: impl Iterator<Item = String>) {
    for part in parts {
        for name in out.iter_mut() {
            *name = format!("{name}{WITHIN}{part}");
        }
    }
}

fn narrow_by_any(out: &mut Vec<String>, parts: &[String]) {
    let each = |name: &String| {
        parts.iter().map(|part| format!("{name}{WITHIN}{part}")).collect::<Vec<_>>()
    };
    *out = out.iter().flat_map(each).take(crate::diag::limits::EXAMPLES_MAX * 100).collect();
}
