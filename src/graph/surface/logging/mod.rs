//! What is seen and kept of what happens: trails, recorders, detectors, logs, and who did it.
//!
//! Each attribute that counts is a place on a scale, so that narrowing shows as well as removal
//! ([`watch`], [`retention`]). What several trails of an account see counts together ([`trail`]).

mod alarm;
mod attribution;
mod power;
mod retention;
mod suppression;
mod trail;
mod watch;

pub(super) use alarm::SURFACE as ALARM;
pub(super) use attribution::SURFACE as ATTRIBUTION;
pub(super) use power::SURFACE as POWER;
pub(super) use retention::SURFACE as RETENTION;
pub(super) use suppression::SURFACE as SUPPRESSION;
pub(super) use trail::SURFACE as TRAIL;
pub(super) use watch::SURFACE as WATCH;

use super::{Extent, Fact, Label, View};
use crate::model::element::Element;
use crate::model::grade::Severity;
use crate::model::{Arn, Name, value};

/// A fact about something, before it is said how far it goes and what it stands on.
fn fact<'i>(about: Vec<Name>, to: Label, technique: &'static str, severity: Severity) -> Fact<'i> {
    Fact {
        about,
        extent: Extent::none(),
        lacks: Extent::none(),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: Label::plain("*"),
        to,
        technique,
        severity,
        support: Vec::new(),
    }
}

/// What readers call an element: `log-group/app`.
fn label(view: &View<'_, '_>, element: &Element, word: &str) -> Label {
    let arn = view.elements.text(element, "arn").filter(|arn| !value::is_symbolic(arn));
    let address = value::readable(view.text(element.origin.address));
    let name = match Arn::parse(&address) {
        Some(arn) => arn.last_segment().to_owned(),
        None => address.rsplit_once('.').map_or(address.as_str(), |(_, label)| label).to_owned(),
    };
    let id = arn.map_or_else(|| address.clone(), str::to_owned);
    Label { id, short: format!("{word}/{name}") }
}

/// What of a thing is seen: surely, and perhaps.
#[derive(Debug, Default)]
struct Seen {
    sure: Vec<String>,
    perhaps: Vec<String>,
    /// Why that is not sure.
    open: Vec<String>,
    lacks: Vec<String>,
}

impl Seen {
    /// What is seen if a flag is `wanted`.
    fn flag(
        &mut self,
        view: &View<'_, '_>,
        element: &Element,
        (key, wanted): (&str, bool),
        word: &str,
    ) {
        match view.elements.flag(element, key) {
            Some(is) if is == wanted => self.sure.push(word.to_owned()),
            Some(_) => self.lacks.push(word.to_owned()),
            None => self.unknown(view, element, key, word),
        }
    }

    /// What is seen only if a setting turns out well.
    fn unknown(&mut self, view: &View<'_, '_>, element: &Element, key: &str, word: &str) {
        self.perhaps.push(word.to_owned());
        self.open.extend(view.elements.why_unknown(element, key));
    }

    /// Nothing is seen, or perhaps nothing, for a reason that covers all.
    fn dimmed(self, why: Option<String>) -> Self {
        let Self { sure, mut perhaps, mut open, mut lacks } = self;
        match why {
            None => {
                lacks.extend(sure);
                Self { lacks, ..Self::default() }
            }
            Some(why) => {
                perhaps.extend(sure);
                open.push(why);
                Self { sure: Vec::new(), perhaps, open, lacks }
            }
        }
    }

    /// The facts of it.
    fn facts<'i>(self, of: &Fact<'i>) -> Vec<Fact<'i>> {
        let sure = Fact {
            extent: Extent::names(self.sure),
            lacks: Extent::names(self.lacks),
            ..of.clone()
        };
        let perhaps = (!self.perhaps.is_empty()).then(|| Fact {
            extent: Extent::names(self.perhaps),
            open: self.open,
            ..of.clone()
        });
        std::iter::once(sure).chain(perhaps).collect()
    }
}
