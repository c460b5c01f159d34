//! Where in files the resources of a side are written.

use super::Name;
use crate::diag::{Place, Sources, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// The places of resources, attributes, nested blocks and policy statements, by the address of the
/// instance and the pointer below it: empty for the resource, `policy`, `ingress[0].cidr_blocks`,
/// `policy#Statement[1]`. All instances of a block share its places.
#[derive(Debug, Clone, Default)]
pub struct Places {
    books: Vec<Arc<Book>>,
}

/// The places of one configuration.
#[derive(Debug)]
struct Book {
    sources: Sources,
    written: HashMap<Name, Vec<(String, Span)>>,
}

impl Places {
    /// The places in one set of files.
    pub fn new(sources: Sources, written: HashMap<Name, Vec<(String, Span)>>) -> Self {
        Self { books: vec![Arc::new(Book { sources, written })] }
    }

    /// Adds those of another configuration.
    pub fn append(&mut self, mut more: Self) {
        self.books.append(&mut more.books);
    }

    /// Where `pointer` of `address` is written, or the closest around it that is known. None if no
    /// configuration has the address.
    pub fn find(&self, address: Name, pointer: &str) -> Option<Place> {
        self.books.iter().find_map(|book| {
            let all = book.written.get(&address)?;
            let around = all.iter().filter(|(one, _)| is_around(one, pointer));
            // Of equally long ones the first: the argument goes before a block of its name.
            let closest = around.rev().max_by_key(|(one, _)| one.len());
            let inside = || all.iter().find(|(one, _)| is_around(pointer, one));
            let found = match closest {
                Some((one, _)) if one.is_empty() && !pointer.is_empty() => inside().or(closest),
                closest => closest,
            };
            Some(book.sources.place(found?.1))
        })
    }
}

/// Whether `outer` is `inner` or encloses it.
fn is_around(outer: &str, inner: &str) -> bool {
    let rest = inner.strip_prefix(outer);
    rest.is_some_and(|rest| {
        outer.is_empty() || rest.is_empty() || rest.starts_with(['.', '[', '#'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_place_is_found() {
        let mut sources = Sources::default();
        let file = sources.add("main.tf", &"resource {\n  policy = 1\n  ingress {\n  }\n}".into());
        let span = |start| Span { file, start, end: start + 1 };
        let spans = vec![
            (String::new(), span(0)),
            ("policy".to_owned(), span(13)),
            ("ingress[0]".to_owned(), span(26)),
        ];
        let address = Name::EMPTY;
        let places = Places::new(sources, HashMap::from([(address, spans)]));
        let line = |pointer: &str| places.find(address, pointer).map(|place| place.line);
        assert_eq!(line(""), Some(1));
        assert_eq!(line("policy#Statement[4]"), Some(2));
        assert_eq!(line("ingress[0].cidr_blocks"), Some(3));
        assert_eq!(line("ingress"), Some(3), "the first of its blocks");
        assert_eq!(line("policy_arn"), Some(1), "an attribute that is not set");
    }
}
