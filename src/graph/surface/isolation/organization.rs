//! What policies of the organization deny below a root, a unit or an account. What their loss opens
//! for somebody is a path; here it counts by itself.

use super::denied::Denied;
use super::fact;
use crate::graph::guard::{POLICY_TYPES, Tree};
use crate::graph::surface::{Basis, Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::inventory::{Guard, GuardAttachment, GuardKind, Parent};
use crate::model::{Name, value};
use rustc_hash::FxHashMap;

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
    let tree = Tree::new(inventory, view.store);
    let denied = inventory.guards.iter().map(|guard| (guard.id, Denied::new(view, guard)));
    let denied: FxHashMap<Name, Denied> = denied.collect();
    let places = tree.places().into_iter();
    let mut out: Vec<Fact<'_>> =
        places.flat_map(|place| at_place(view, &tree, &denied, place)).collect();
    out.extend(enabled(view));
    out.retain(|fact| !fact.extent.is_empty());
    out
}

/// What each policy that acts on a root, a unit or an account denies there: those attached to it and
/// those attached above it.
fn at_place<'i>(
    view: &View<'_, 'i>,
    tree: &Tree<'i>,
    denied: &FxHashMap<Name, Denied>,
    place: Name,
) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    let mut links: Vec<&Parent> = Vec::new();
    let regards = tree.upwards(place).first().and_then(|(_, link)| *link);
    for (level, link) in tree.upwards(place) {
        for (guard, attachment) in tree.attached(level) {
            let Some(denied) = denied.get(&guard.id) else { continue };
            let mut support = vec![attached(view, guard, attachment), says(view, guard)];
            support.extend(links.iter().map(|link| below(view, link)));
            support.extend(organizations(view).map(enables));
            out.push(Fact {
                regards: regards.map(|link| (ElementKind::OrganizationMember, link.child)),
                assumes: elsewhere(view, guard, attachment).into_iter().collect(),
                support,
                ..denies(view, guard, denied, place)
            });
        }
        links.extend(link);
    }
    out
}

/// What is taken for granted of a policy that no input attaches.
fn elsewhere(view: &View<'_, '_>, guard: &Guard, attachment: &GuardAttachment) -> Option<String> {
    let what = || format!("{} is attached to something", called(view, guard.id));
    (attachment.target == guard.id).then(what)
}

/// That policies of a type act, where an organization says so: some may be attached by others.
fn enabled<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    for organization in organizations(view) {
        let types = view.elements.texts(organization, POLICY_TYPES);
        for kind in types.into_iter().filter_map(GuardKind::of_word) {
            let words = format!("what its policies of type {} deny", kind.word());
            let to = Label::plain(&called(view, organization.id));
            let about = vec![organization.id];
            out.push(Fact {
                extent: Extent::whole(&words),
                regards: Some((organization.kind, organization.id)),
                support: vec![enables(organization)],
                ..fact(about, Label::plain("*"), to, technique(kind), Severity::High)
            });
        }
    }
    out
}

fn denies<'i>(view: &View<'_, 'i>, guard: &Guard, denied: &Denied, place: Name) -> Fact<'i> {
    let open = (!denied.sure).then(|| format!("{} is not known", called(view, guard.id)));
    let to = Label { id: called(view, place), short: short(view, place) };
    Fact {
        extent: denied.names.clone(),
        open: open.into_iter().collect(),
        ..fact(vec![place], Label::plain("*"), to, technique(guard.kind), Severity::High)
    }
}

fn technique(kind: GuardKind) -> &'static str {
    match kind {
        GuardKind::Scp => "guard.scp",
        GuardKind::Rcp => "guard.rcp",
    }
}

fn organizations<'i>(view: &View<'_, 'i>) -> impl Iterator<Item = &'i Element> {
    view.elements.of_kind(ElementKind::Organization).to_vec().into_iter()
}

fn attached<'i>(
    view: &View<'_, 'i>,
    guard: &'i Guard,
    attachment: &'i GuardAttachment,
) -> Support<'i> {
    let target = short(view, attachment.target);
    let says = format!("{} is attached to {target}", called(view, guard.id));
    Support { basis: Basis::Attached(guard, attachment), says }
}

fn says<'i>(view: &View<'_, 'i>, guard: &'i Guard) -> Support<'i> {
    Support { basis: Basis::Guard(guard), says: format!("{} denies", called(view, guard.id)) }
}

fn below<'i>(view: &View<'_, 'i>, link: &'i Parent) -> Support<'i> {
    let says = format!("{} is below {}", short(view, link.child), short(view, link.parent));
    Support { basis: Basis::Below(link), says }
}

fn enables(organization: &Element) -> Support<'_> {
    let says = "the organization enables policies of this type".to_owned();
    Support::of(organization, &[POLICY_TYPES], says)
}

fn called(view: &View<'_, '_>, name: Name) -> String {
    value::readable(view.text(name))
}

/// What readers call a place: `unit/prod`, `account/shop`.
fn short(view: &View<'_, '_>, place: Name) -> String {
    let member = view.elements.find(ElementKind::OrganizationMember, place);
    let told = |key| member.and_then(|member| view.elements.text(member, key));
    match (told("what"), told("name")) {
        (Some(what), Some(name)) => format!("{what}/{}", value::readable(name)),
        _ if view.graph.world.inventory.guards.iter().any(|guard| guard.id == place) => {
            format!("what has {}", called(view, place))
        }
        _ => called(view, place),
    }
}
