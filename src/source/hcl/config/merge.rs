//! Override files: what they declare replaces parts of what the others do.

use super::super::error::Error;
use super::super::syntax::{Block, Body};

/// Merges an override file into the files before it.
pub(super) fn merge(base: &mut Body, over: Body, errors: &mut Vec<Error>) {
    for block in over.blocks {
        if &*block.kind == "locals" {
            merge_locals(base, block, errors);
            continue;
        }
        if matches!(&*block.kind, "terraform" | "moved" | "import" | "removed" | "check") {
            base.blocks.push(block);
            continue;
        }
        match base.blocks.iter_mut().find(|one| same(one, &block)) {
            Some(found) => merge_block(found, block),
            None => {
                let why = format!("an override of a `{}` that is not there", block.kind);
                errors.push(Error::at(block.span, why));
            }
        }
    }
}

/// Whether two blocks declare the same thing.
fn same(one: &Block, other: &Block) -> bool {
    let labels =
        |block: &Block| block.labels.iter().map(|(label, _)| label.clone()).collect::<Vec<_>>();
    let alias = |block: &Block| {
        let alias = block.body.attribute("alias");
        alias.map(|alias| format!("{:?}", alias.expression.kind))
    };
    one.kind == other.kind
        && labels(one) == labels(other)
        && (&*one.kind != "provider" || alias(one) == alias(other))
}

/// Each local value is replaced where it stands.
fn merge_locals(base: &mut Body, over: Block, errors: &mut Vec<Error>) {
    for attribute in over.body.attributes {
        let found =
            base.blocks.iter_mut().filter(|one| &*one.kind == "locals").find_map(|one| {
                one.body.attributes.iter_mut().find(|old| old.name == attribute.name)
            });
        match found {
            Some(old) => *old = attribute,
            None => {
                let why =
                    format!("an override of a local value `{}` that is not there", attribute.name);
                errors.push(Error::at(attribute.name_span, why));
            }
        }
    }
}

/// Arguments replace arguments, blocks all blocks of their kind; only `lifecycle` is merged.
fn merge_block(base: &mut Block, over: Block) {
    for attribute in over.body.attributes {
        // Of `count` and `for_each` from different files Terraform follows `count`.
        match &*attribute.name {
            "count" => base.body.attributes.retain(|old| &*old.name != "for_each"),
            "for_each" if base.body.attribute("count").is_some() => continue,
            _ => {}
        }
        match base.body.attributes.iter_mut().find(|old| old.name == attribute.name) {
            Some(old) => *old = attribute,
            None => base.body.attributes.push(attribute),
        }
    }
    let kind_of = |block: &Block| match (&*block.kind, block.labels.first()) {
        ("dynamic", Some((label, _))) => label.clone(),
        _ => block.kind.clone(),
    };
    let replaced: Vec<_> =
        over.body.blocks.iter().map(kind_of).filter(|kind| &**kind != "lifecycle").collect();
    base.body.blocks.retain(|one| !replaced.contains(&kind_of(one)));
    for block in over.body.blocks {
        let lifecycle = base
            .body
            .blocks
            .iter_mut()
            .find(|one| &*one.kind == "lifecycle" && one.kind == block.kind);
        match lifecycle {
            Some(found) => merge_block(found, block),
            None => base.body.blocks.push(block),
        }
    }
}
