//! One integration binary: it runs the program on the folders of `testdata/` and judges what a user
//! would see.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails may panic"
)]

mod admission;
mod agreement;
mod algebra;
mod approvals;
mod boundary;
mod broken;
mod cel;
mod cli;
mod console;
mod contracts;
mod directory;
mod families;
mod formats;
mod gate;
mod hostile;
mod house;
mod init;
mod integrations;
mod invariance;
mod invariants;
mod manual;
mod minicases;
mod neutral;
mod path;
mod plans;
mod policy;
mod reader;
mod readers;
mod readme;
mod rules;
mod sealed;
mod selectors;
mod spec;
mod support;
mod surface;
mod technique;
mod tidy;
mod undeclared;
mod unread;
mod validators;
mod waivers;
