//! Files and templates, for functions.

use super::super::context::FunctionContext;
use super::super::error::Error;
use super::super::eval::{self, Evaluator, Names, Scope};
use super::super::files::clean;
use super::super::syntax::refer::{self, Found};
use super::super::syntax::{self, Step};
use super::super::value::{Fields, Value};
use super::Run;
use crate::diag::Span;
use crate::diag::limits::DIRECTORY_FILES_MAX;
use std::sync::Arc;

impl Run<'_> {
    /// The path of a file relative to the root.
    fn inside(&self, path: &str) -> Result<String, String> {
        let outside = || format!("`{path}` lies outside of the configuration");
        let relative = match self.files.absolute() {
            Some(root) if path.starts_with('/') => path
                .strip_prefix(&root)
                .and_then(|rest| rest.strip_prefix('/').or(rest.is_empty().then_some(".")))
                .ok_or_else(outside)?
                .to_owned(),
            _ => format!("{}/{path}", self.options.directory),
        };
        clean(&relative).ok_or_else(outside)
    }

    /// The absolute path of the root module, where it has one.
    pub(super) fn root_directory(&self) -> Option<String> {
        let root = self.files.absolute()?;
        let directory = &self.options.directory;
        Some(if directory == "." { root } else { format!("{root}/{directory}") })
    }

    /// The path of a module's directory as Terraform writes it: seen from the root module.
    pub(super) fn seen(&self, directory: &str) -> String {
        let parts = |path: &str| -> Vec<String> {
            path.split('/').filter(|part| *part != ".").map(str::to_owned).collect()
        };
        let (root, module) = (parts(&self.options.directory), parts(directory));
        let same = root.iter().zip(&module).take_while(|(one, other)| one == other).count();
        let up = root.iter().skip(same).map(|_| "..".to_owned());
        let path: Vec<String> = up.chain(module.into_iter().skip(same)).collect();
        if path.is_empty() { ".".to_owned() } else { path.join("/") }
    }

    pub(super) fn read_file(&self, path: &str) -> Result<Arc<[u8]>, String> {
        let inside = self.inside(path)?;
        self.files.read(&inside)?.ok_or_else(|| format!("there is no file `{path}`"))
    }

    pub(super) fn file_exists(&self, path: &str) -> Result<bool, String> {
        let inside = self.inside(path)?;
        if self.files.list(&inside)?.is_some() {
            return Err(format!("`{path}` is a directory"));
        }
        Ok(self.files.read(&inside)?.is_some())
    }

    pub(super) fn list_files(&self, directory: &str) -> Result<Vec<String>, String> {
        let inside = self.inside(directory)?;
        let mut found = Vec::new();
        let mut waiting = vec![String::new()];
        while let Some(below) = waiting.pop() {
            let path = super::super::files::join(&inside, &below).unwrap_or_default();
            for (name, is_directory) in self.files.list(&path)?.unwrap_or_default() {
                let slash = if below.is_empty() { "" } else { "/" };
                let relative = format!("{below}{slash}{name}");
                if is_directory {
                    waiting.push(relative);
                } else {
                    found.push(relative);
                }
            }
            if found.len() + waiting.len() > DIRECTORY_FILES_MAX {
                return Err(format!("`{directory}` holds too many files"));
            }
        }
        found.sort();
        Ok(found)
    }

    /// The value of a template.
    pub(super) fn render(
        &self,
        files: &dyn FunctionContext,
        name: &str,
        template: &str,
        variables: &Fields,
    ) -> Result<Value, String> {
        let text: Arc<str> = template.into();
        let path = self.inside(name).unwrap_or_else(|_| name.to_owned());
        let number = self.found.borrow_mut().sources.add(&path, &text);
        let first = |error: &Error| error.message.to_string();
        let template = syntax::template(&text, number, 0).map_err(|error| first(&error))?;
        let names = Variables(variables);
        let mut missing = None;
        refer::each(&template, &mut |found| {
            if let Found::Reference(root, ..) = found
                && !variables.contains_key(root)
            {
                missing = Some(format!("there is no variable `{root}` for the template"));
            }
        });
        if let Some(missing) = missing {
            return Err(missing);
        }
        let functions = WithoutTemplates(files);
        let evaluator = Evaluator { names: &names, functions: &functions, budget: &self.budget };
        let mut errors = Vec::new();
        let value = evaluator.value(&template, None, &mut errors);
        match errors.first() {
            Some(error) => Err(first(error)),
            None => Ok(value),
        }
    }
}

/// The names that a template knows.
struct Variables<'a>(&'a Fields);

impl Names for Variables<'_> {
    fn resolve(
        &self,
        _: &Evaluator<'_>,
        root: &str,
        _: &[Step],
        span: Span,
        _: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> (Value, usize) {
        match self.0.get(root) {
            Some(value) => (value.clone(), 0),
            None => (eval::failed(errors, span, format!("there is no variable `{root}`")), 0),
        }
    }
}

/// The functions of a template, which cannot use templates again.
struct WithoutTemplates<'a>(&'a dyn FunctionContext);

impl FunctionContext for WithoutTemplates<'_> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, String> {
        self.0.read(path)
    }

    fn exists(&self, path: &str) -> Result<bool, String> {
        self.0.exists(path)
    }

    fn list(&self, directory: &str) -> Result<Vec<String>, String> {
        self.0.list(directory)
    }

    fn working_directory(&self) -> Option<String> {
        self.0.working_directory()
    }

    fn render(&self, _: &str, _: &str, _: &Fields) -> Result<Value, String> {
        Err("a template cannot use templates".to_owned())
    }
}
