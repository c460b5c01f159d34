//! Classes of hosts: those in the same security groups and the same subnets are let in alike, and are
//! worked out once.

use super::addresses::Width;
use super::group::{self, Groups};
use super::list::{self, List};
use super::traffic::Traffic;
use super::{Holds, Part, route};
use crate::graph::surface::{Support, View};
use crate::model::Name;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What is let in to the hosts of a class.
#[derive(Debug, Clone)]
pub(super) struct HostClass<'i> {
    /// For sure.
    pub(super) sure: Traffic,
    /// The part of that which comes from the internet, and from named ranges of it.
    pub(super) outside: [Traffic; 2],
    /// Perhaps, and why that is not known.
    pub(super) perhaps: Vec<(Traffic, String)>,
    /// The rules that let it in, with how wide each opens; those that are not known for each width.
    pub(super) support: Vec<(Option<Width>, Support<'i>)>,
    /// Whether the internet has a way to a subnet; none without a subnet.
    pub(super) routed: Option<Part<'i>>,
    /// Whether the access lists of the subnets let it in; none without a subnet.
    pub(super) listed: Option<Part<'i>>,
}

/// Groups and subnets.
type Key = (Vec<Name>, Vec<Name>);

/// All classes of a side, and what they have in common.
#[derive(Debug, Default)]
pub(super) struct Classes<'i> {
    groups: Groups<'i>,
    lists: RefCell<HashMap<Name, Rc<List<'i>>>>,
    routes: RefCell<HashMap<Name, Part<'i>>>,
    known: RefCell<HashMap<Key, Rc<HostClass<'i>>>>,
}

impl<'i> Classes<'i> {
    /// The class of hosts in these groups and subnets.
    pub(super) fn of(
        &self,
        view: &View<'_, 'i>,
        groups: Vec<Name>,
        subnets: Vec<Name>,
    ) -> Rc<HostClass<'i>> {
        let key = (groups, subnets);
        if let Some(known) = self.known.borrow().get(&key) {
            return Rc::clone(known);
        }
        let (mut sure, mut perhaps, mut support) = (Traffic::default(), Vec::new(), Vec::new());
        for group in &key.0 {
            let admission = self.groups.admission(view, *group);
            sure = sure.union(&admission.sure());
            for (rule, traffic) in &admission.rules {
                let outside = WIDTHS.map(|width| traffic.from_width(width));
                for (width, one) in
                    WIDTHS.into_iter().zip(outside).filter(|(_, one)| !one.is_empty())
                {
                    support.push((Some(width), group::support(view, rule, &one.to_string())));
                }
            }
            for (rule, traffic, why) in &admission.open {
                perhaps.push((traffic.clone(), why.clone()));
                support.push((None, group::support(view, rule, "what is not known")));
            }
        }
        let class = HostClass::new(sure, perhaps, support).within(view, &key.1, self);
        let class = Rc::new(class);
        self.known.borrow_mut().insert(key, Rc::clone(&class));
        class
    }

    fn list(&self, view: &View<'_, 'i>, subnet: Name) -> Rc<List<'i>> {
        let mut lists = self.lists.borrow_mut();
        Rc::clone(lists.entry(subnet).or_insert_with(|| Rc::new(list::of_subnet(view, subnet))))
    }

    fn route(&self, view: &View<'_, 'i>, subnet: Name) -> Part<'i> {
        let mut routes = self.routes.borrow_mut();
        routes.entry(subnet).or_insert_with(|| route::of_subnet(view, subnet)).clone()
    }
}

/// The widths of what comes from outside.
pub(super) const WIDTHS: [Width; 2] = [Width::World, Width::Named];

impl<'i> HostClass<'i> {
    /// Without a subnet.
    pub(super) fn new(
        sure: Traffic,
        perhaps: Vec<(Traffic, String)>,
        support: Vec<(Option<Width>, Support<'i>)>,
    ) -> Self {
        let outside = WIDTHS.map(|width| sure.from_width(width));
        Self { sure, outside, perhaps, support, routed: None, listed: None }
    }

    /// The same for what is listened to alone.
    pub(super) fn on(mut self, listens: &Traffic) -> Self {
        self.sure = self.sure.within(listens);
        self.outside = self.outside.map(|one| one.within(listens));
        self.perhaps.iter_mut().for_each(|(one, _)| *one = one.within(listens));
        self
    }

    /// The rules that let in what comes from so wide.
    pub(super) fn rules(&self, width: Width) -> impl Iterator<Item = Support<'i>> {
        let rules = self.support.iter().filter(move |(of, _)| of.is_none_or(|of| of == width));
        rules.map(|(_, support)| support.clone())
    }

    /// What comes from the internet.
    pub(super) fn world(&self) -> &Traffic {
        let [world, _] = &self.outside;
        world
    }

    /// The same where it stands in these subnets: the one that is easiest to reach counts.
    pub(super) fn within(
        mut self,
        view: &View<'_, 'i>,
        subnets: &[Name],
        classes: &Classes<'i>,
    ) -> Self {
        if subnets.is_empty() {
            return self;
        }
        let lists: Vec<Rc<List<'i>>> =
            subnets.iter().map(|subnet| classes.list(view, *subnet)).collect();
        let passes = lists.iter().fold(Traffic::default(), |all, one| all.union(&one.passes));
        let was = !self.world().is_empty();
        self.sure = self.sure.within(&passes);
        self.outside = WIDTHS.map(|width| self.sure.from_width(width));
        self.perhaps.iter_mut().for_each(|(one, _)| *one = one.within(&passes));
        let now = self.world().clone();
        let rules = lists.iter().flat_map(|list| &list.rules);
        let support = rules.filter(|(traffic, _)| !traffic.within(&now).is_empty());
        let support = support.map(|(_, support)| support.clone()).collect();
        let shut = passes.is_empty() || (was && now.is_empty());
        let holds = if shut { Holds::No } else { Holds::Yes };
        self.listed = Some(Part::new(list::WHAT, holds, support));
        let routes: Vec<Part<'_>> =
            subnets.iter().map(|subnet| classes.route(view, *subnet)).collect();
        let find = |wanted: fn(&Holds) -> bool| routes.iter().find(|part| wanted(&part.holds));
        let best = find(|one| *one == Holds::Yes).or_else(|| find(|one| *one != Holds::No));
        self.routed = best.or(routes.first()).cloned();
        self
    }
}
