//! Conditions that must hold, and what is declared beside resources.

use super::super::config::Condition;
use super::super::convert::convert;
use super::super::error::Error;
use super::super::syntax::{Block, Body};
use super::super::types::Type;
use super::instance::Instance;
use super::names::Place;
use super::{Moved, Run};
use std::rc::Rc;

impl Run<'_> {
    /// Notes conditions that do not hold. What is not known may yet come to hold.
    pub(super) fn conditions(&self, place: &Place<'_>, conditions: &[Condition]) {
        for one in conditions {
            let mut errors = Vec::new();
            let value = place.value(&one.condition, None, &mut errors);
            let holds = convert(&value, &Type::Bool);
            if let Some(message) = &one.message {
                let text = place.value(message, None, &mut errors);
                if let Err(why) = convert(&text, &Type::Text) {
                    errors.push(Error::at(message.span, format!("this is no message: {why}")));
                }
            }
            if errors.is_empty() {
                let why = match holds {
                    Ok(value) if value.is_null() => {
                        Some("the condition must not be null".to_owned())
                    }
                    Ok(value) if value.as_bool() == Some(false) => {
                        Some("the condition does not hold".to_owned())
                    }
                    Ok(_) => None,
                    Err(why) => Some(format!("this is no condition: {why}")),
                };
                errors.extend(why.map(|why| Error::at(one.condition.span, why)));
            }
            self.report(errors);
        }
    }

    /// Notes references to what is not declared in `depends_on`, and in `check` blocks, whose
    /// conditions only warn.
    pub(super) fn check_references(&self, instance: &Rc<Instance>) {
        let place = Place::new(self, instance);
        let mut errors = Vec::new();
        for reference in instance.module.outputs.values().flat_map(|one| &one.depends_on) {
            place.check(reference, None, &mut errors);
        }
        for check in &instance.module.checks {
            for assert in check.body.blocks_of("assert") {
                for attribute in &assert.body.attributes {
                    place.check(&attribute.expression, None, &mut errors);
                }
            }
        }
        self.report(errors);
    }

    /// What was moved.
    pub(super) fn moved(&self, instance: &Rc<Instance>) {
        for block in &instance.module.moved {
            let (from, to) = (self.written(&block.body, "from"), self.written(&block.body, "to"));
            match (from, to) {
                (Some(from), Some(to)) => {
                    let module = instance.address.clone();
                    self.found.borrow_mut().moved.push(Moved { module, from, to });
                }
                _ => self.report(vec![Error::at(block.span, "`moved` needs `from` and `to`")]),
            }
        }
    }

    /// What goes on to stand without being declared.
    pub(super) fn forgotten(&self, instance: &Rc<Instance>) {
        for block in &instance.module.removed {
            let stays =
                |one: &Block| self.written(&one.body, "destroy").as_deref() == Some("false");
            let from = self.written(&block.body, "from");
            if let Some(from) = from.filter(|_| block.body.blocks_of("lifecycle").any(stays)) {
                let dot = if instance.address.is_empty() { "" } else { "." };
                let address = format!("{}{dot}{from}", instance.address);
                self.found.borrow_mut().forgotten.push(address);
            }
        }
    }

    /// An attribute as it is written.
    fn written(&self, body: &Body, name: &str) -> Option<String> {
        let span = body.attribute(name)?.expression.span;
        let found = self.found.borrow();
        let text = found.sources.text(span)?;
        Some(text.trim_matches('"').to_owned())
    }
}
