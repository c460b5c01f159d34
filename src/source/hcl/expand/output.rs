//! Outputs and local values.

use super::super::error::Error;
use super::super::types::Type;
use super::super::value::{Marks, Value};
use super::instance::Instance;
use super::names::Place;
use super::{OutputValue, Run};
use crate::diag::Span;
use crate::diag::limits::VALUE_PARTS_MAX;
use std::rc::Rc;
use std::sync::Arc;

impl Run<'_> {
    /// The value of an output.
    pub(super) fn output(&self, instance: &Rc<Instance>, name: &Arc<str>) -> Value {
        let work = || {
            let Some(output) = instance.module.outputs.get(name) else {
                return Value::unknown(Type::Any, "it is not declared");
            };
            let place = Place::new(self, instance);
            self.conditions(&place, &output.preconditions);
            let value = self.evaluate(&place, &output.value);
            let marks = value.deep_marks();
            if instance.caller.is_none() && marks.sensitive && !output.sensitive {
                let why = format!("`output.{name}` holds a sensitive value, but is not marked so");
                self.report(vec![Error::at(output.span, why)]);
            }
            if output.ephemeral && instance.caller.is_none() {
                self.report(vec![Error::at(output.span, "no output of the root can be ephemeral")]);
            }
            if marks.ephemeral && !output.ephemeral {
                let why = format!("`output.{name}` holds an ephemeral value, but is not marked so");
                self.report(vec![Error::at(output.span, why)]);
            }
            // Terraform 1.11 does not carry `sensitive` of an output on to those who use it: what is
            // sensitive in it has its mark already.
            let marks = Marks { sensitive: false, ephemeral: output.ephemeral };
            self.kept(value.marked(marks), output.span)
        };
        let value = instance.outputs.get(name, work);
        value.unwrap_or_else(|| self.cycle(&format!("output.{name}")))
    }

    /// The outputs of the root, as the result.
    pub(super) fn root_outputs(&self) {
        let root = self.root.clone();
        for (name, output) in &root.module.outputs {
            let value = self.output(&root, name);
            let sensitive = output.sensitive;
            let value = OutputValue { value, sensitive, span: output.span };
            self.found.borrow_mut().outputs.insert(name.clone(), value);
        }
    }

    /// The value, unless it has become too large to be handled: values that hold one another twice
    /// and again would otherwise grow without end.
    pub(super) fn kept(&self, value: Value, span: Span) -> Value {
        let mut left = VALUE_PARTS_MAX;
        if fits(&value, &mut left) {
            return value;
        }
        let why = "the value is too large to be handled";
        self.report(vec![Error::at(span, why)]);
        Value::unknown(Type::Any, why)
    }
}

fn fits(value: &Value, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(1) else { return false };
    *left = rest;
    value.parts().all(|part| fits(part, left))
}
