//! Functions that read files and take paths apart.

mod glob;
mod path;

use super::super::convert::convert;
use super::super::syntax::refer::{self, Found};
use super::super::syntax::{self, Expression, Kind};
use super::super::types::Type;
use super::super::value::{Fields, Value};
use super::encoding::base64;
use super::{ANY, Call, Function, Open, Parameter, TEXT, hash};
use crate::diag::limits::TEXT_BYTES_MAX;
use crate::model::value::without_marks;
use std::sync::Arc;

/// The functions that read files.
const READS_FILES: &[&str] = &[
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "fileexists",
    "filemd5",
    "fileset",
    "filesha1",
    "filesha256",
    "filesha512",
    "templatefile",
];

/// A text of which the known part may be kept.
const SYMBOLS: Parameter = TEXT.open(Open::Symbols);

pub(super) const FUNCTIONS: &[Function] = &[
    of_path("abspath", abspath),
    Function { parameters: &[SYMBOLS], ..of_path("basename", basename) },
    of_path("dirname", dirname),
    of_path("file", file),
    of_path("filebase64", |call| of_content(call, base64)),
    of_path("filebase64sha256", |call| of_content(call, hash::base64sha256)),
    of_path("filebase64sha512", |call| of_content(call, hash::base64sha512)),
    Function { result: |_| Type::Bool, ..of_path("fileexists", fileexists) },
    of_path("filemd5", |call| of_content(call, hash::md5)),
    Function {
        parameters: &[TEXT, TEXT],
        result: |_| Type::set(Type::Text),
        ..of_path("fileset", fileset)
    },
    of_path("filesha1", |call| of_content(call, hash::sha1)),
    of_path("filesha256", |call| of_content(call, hash::sha256)),
    of_path("filesha512", |call| of_content(call, hash::sha512)),
    of_path("pathexpand", pathexpand),
    Function {
        parameters: &[TEXT, ANY.open(Open::Parts)],
        result: |_| Type::Any,
        ..of_path("templatefile", templatefile)
    },
    Function {
        parameters: &[ANY, ANY.open(Open::Parts)],
        result: |_| Type::Text,
        ..of_path("templatestring", templatestring)
    },
];

/// A function of one path that makes a text.
const fn of_path(name: &'static str, run: fn(&Call<'_>) -> Result<Value, String>) -> Function {
    Function { name, parameters: &[TEXT], rest: None, result: |_| Type::Text, run }
}

/// The content of the file that the first argument names.
fn content(call: &Call<'_>) -> Result<Arc<[u8]>, String> {
    let given = call.text(0);
    if given.starts_with('~') {
        return Err(format!("`{given}` lies outside of the configuration"));
    }
    call.context.read(&path::clean(given))
}

/// The content as a text, without anything that stands for what is not known.
fn text(call: &Call<'_>) -> Result<String, String> {
    let bytes = content(call)?;
    if bytes.len() > TEXT_BYTES_MAX {
        return Err(format!("`{}` is too large", call.text(0)));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| {
        format!("`{}` is no text in UTF-8; `filebase64` reads other files", call.text(0))
    })?;
    Ok(without_marks(text).into_owned())
}

fn of_content(call: &Call<'_>, of: fn(&[u8]) -> String) -> Result<Value, String> {
    let bytes = content(call)?;
    if bytes.len() > TEXT_BYTES_MAX {
        return Err(format!("`{}` is too large", call.text(0)));
    }
    Ok(Value::text(of(&bytes)))
}

fn file(call: &Call<'_>) -> Result<Value, String> {
    Ok(Value::text(text(call)?))
}

fn fileexists(call: &Call<'_>) -> Result<Value, String> {
    let given = call.text(0);
    if given.starts_with('~') {
        return Err(format!("`{given}` lies outside of the configuration"));
    }
    Ok(Value::bool(call.context.exists(&path::clean(given))?))
}

/// The files below a directory that match a pattern. The directory itself may hold a pattern too, and
/// the pattern may lead out of it.
fn fileset(call: &Call<'_>) -> Result<Value, String> {
    let base = path::clean(call.text(0));
    let pattern = path::join(&base, call.text(1));
    let components = glob::components(&pattern);
    let plain = components.iter().take_while(|one| !glob::is_pattern(one)).count();
    let (start, patterns) = components.split_at_checked(plain).unwrap_or_default();
    if patterns.is_empty() {
        let exists = call.context.exists(&pattern).unwrap_or(false);
        let found = exists.then(|| path::relative(&base, &pattern)).flatten();
        return Ok(set(found.into_iter().collect()));
    }
    let start = match start {
        [] => ".".to_owned(),
        [""] => "/".to_owned(),
        start => start.join("/"),
    };
    let mut found = Vec::new();
    let mut glob = glob::Glob::new(patterns);
    let files = call.context.list(&start)?;
    for file in &files {
        let parts: Vec<&str> = file.split('/').collect();
        if glob.matches(&parts)? {
            let path = path::join(&start, file);
            found.extend(path::relative(&base, &path));
        }
    }
    Ok(set(found))
}

fn set(paths: Vec<String>) -> Value {
    let text = |path: String| Value::text(without_marks(&path).into_owned());
    Value::set(Type::Text, paths.into_iter().map(text).collect())
}

fn basename(call: &Call<'_>) -> Result<Value, String> {
    let reason = || call.value(0).reason().unwrap_or_default();
    let base = path::base(call.text(0)).map(Value::text);
    Ok(base.unwrap_or_else(|| Value::unknown_not_null(Type::Text, reason())))
}

fn dirname(call: &Call<'_>) -> Result<Value, String> {
    Ok(Value::text(path::directory(call.text(0))))
}

fn abspath(call: &Call<'_>) -> Result<Value, String> {
    let given = call.text(0);
    if given.starts_with('/') {
        return Ok(Value::text(path::clean(given)));
    }
    Ok(match call.context.working_directory() {
        Some(directory) => Value::text(path::join(&directory, given)),
        None => Value::unknown_not_null(Type::Text, "it depends on the working directory"),
    })
}

/// A leading `~` is the home directory of whoever runs this.
fn pathexpand(call: &Call<'_>) -> Result<Value, String> {
    let given = call.text(0);
    let Some(rest) = given.strip_prefix('~') else { return Ok(Value::text(given)) };
    if !rest.is_empty() && !rest.starts_with('/') {
        return Err("the home directory of another user is not known".to_owned());
    }
    let home = std::env::var("HOME").ok().filter(|home| !home.is_empty());
    Ok(match home {
        Some(home) => Value::text(path::join(&without_marks(&home), rest)),
        None => Value::unknown_not_null(Type::Text, "it depends on the home directory"),
    })
}

/// The variables that the second argument has for a template.
fn variables(call: &Call<'_>) -> Result<Fields, String> {
    let value = call.value(1);
    let fields = value.fields().ok_or("the variables must be an object or a map")?;
    fields
        .iter()
        .map(|(name, one)| {
            if !is_identifier(name) {
                return Err(format!("`{name}` cannot be the name of a variable"));
            }
            Ok((name.clone(), one.clone()))
        })
        .collect()
}

fn is_identifier(text: &str) -> bool {
    matches!(syntax::expression(text, 0, 0), Ok(Expression { kind: Kind::Variable(name), .. }) if *name == *text)
}

fn templatefile(call: &Call<'_>) -> Result<Value, String> {
    let template = text(call)?;
    call.context.render(call.text(0), &template, &variables(call)?)
}

/// A template that is no file cannot read files either.
fn templatestring(call: &Call<'_>) -> Result<Value, String> {
    let template = call.value(0);
    let text = template.as_text().ok_or("the template must be a text")?;
    let template = syntax::template(text, 0, 0).map_err(|why| why.message.to_string())?;
    let mut refused = None;
    refer::each(&template, &mut |found| {
        if let Found::Call(name, _) = found {
            let name = name.strip_prefix("core::").unwrap_or(name);
            refused = refused.take().or(READS_FILES.iter().find(|one| **one == name).copied());
        }
    });
    if let Some(name) = refused {
        return Err(format!("`{name}` cannot be used in the template, as it reads files"));
    }
    let value = call.context.render("template", text, &variables(call)?)?;
    if value.is_null() {
        return Err("the template comes to null".to_owned());
    }
    convert(&value, &Type::Text)
}
