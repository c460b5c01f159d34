//! Reads the files of a module.

use super::super::error::Error;
use super::super::files::Files;
use super::super::syntax::{self, Body};
use super::{Module, declare, merge, shape};
use crate::diag::Sources;
use crate::model::value::without_marks;
use std::sync::Arc;

/// Reads the module in a directory; none where the directory holds no configuration.
pub(in super::super) fn module(
    files: &dyn Files,
    directory: &str,
    sources: &mut Sources,
    errors: &mut Vec<Error>,
) -> Option<Module> {
    let names = match files.list(directory) {
        Ok(names) => names?,
        Err(why) => {
            errors.push(Error::new(why).of_unread());
            return None;
        }
    };
    let names = names.into_iter().filter(|(_, is_directory)| !is_directory);
    let is_config = |name: &str| {
        (name.ends_with(".tf") || name.ends_with(".tf.json"))
            && !name.starts_with('.')
            && !name.ends_with('~')
            && !(name.starts_with('#') && name.ends_with('#'))
    };
    let (over, plain): (Vec<String>, Vec<String>) = names
        .map(|(name, _)| name)
        .filter(|name| is_config(name))
        .partition(|name| is_override(name));
    if over.is_empty() && plain.is_empty() {
        return None;
    }
    let mut body = Body::default();
    for name in plain {
        let mut one = file(files, directory, &name, sources, errors);
        shape::check(&one, errors);
        body.blocks.append(&mut one.blocks);
    }
    for name in over {
        let one = file(files, directory, &name, sources, errors);
        shape::check(&one, errors);
        merge::merge(&mut body, one, errors);
    }
    Some(declare::module(body, errors))
}

fn is_override(name: &str) -> bool {
    let base = name.strip_suffix(".json").unwrap_or(name);
    let base = base.strip_suffix(".tf").unwrap_or(base);
    base == "override" || base.ends_with("_override")
}

fn file(
    files: &dyn Files,
    directory: &str,
    name: &str,
    sources: &mut Sources,
    errors: &mut Vec<Error>,
) -> Body {
    let path = if directory == "." { name.to_owned() } else { format!("{directory}/{name}") };
    let Some((text, number)) = text(files, &path, sources, errors) else { return Body::default() };
    let parsed = if name.ends_with(".json") {
        syntax::json_file(&text, number)
    } else {
        syntax::file(&text, number)
    };
    parsed.unwrap_or_else(|error| {
        errors.push(error.of_unread());
        Body::default()
    })
}

/// The text of a file without what could be taken for a symbol, and its number.
fn text(
    files: &dyn Files,
    path: &str,
    sources: &mut Sources,
    errors: &mut Vec<Error>,
) -> Option<(Arc<str>, u32)> {
    let bytes = match files.read(path) {
        Ok(bytes) => bytes?,
        Err(why) => {
            errors.push(Error::new(why).of_unread());
            return None;
        }
    };
    let Ok(text) = std::str::from_utf8(&bytes) else {
        errors.push(Error::new(format!("`{path}` is not UTF-8")).of_unread());
        return None;
    };
    let text: Arc<str> = without_marks(text).into();
    let number = sources.add(path, &text);
    Some((text, number))
}

/// Reads a file of values for variables; none where there is no such file.
pub(in super::super) fn values_file(
    files: &dyn Files,
    path: &str,
    sources: &mut Sources,
    errors: &mut Vec<Error>,
) -> Option<Body> {
    let (text, number) = text(files, path, sources, errors)?;
    let parsed = if path.ends_with(".json") {
        syntax::json_values(&text, number)
    } else {
        syntax::file(&text, number)
    };
    let body = parsed.map_err(|error| errors.push(error.of_unread())).ok()?;
    for block in &body.blocks {
        errors.push(Error::at(block.span, "a file of values holds no blocks"));
    }
    Some(body)
}
