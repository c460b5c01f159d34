//! Texts as numbers, and vectors that are indexed by such numbers.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::ops::Index;
use std::sync::Arc;

/// An interned text. Equal texts of one [`Names`] are equal numbers; the order is that of first use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(u32);

impl Name {
    /// The empty text: the first name of every [`Names`].
    pub const EMPTY: Self = Self(0);
}

/// Which texts were seen, each stored once.
#[derive(Debug)]
pub struct Names {
    texts: Vec<Arc<str>>,
    // SipHash: the texts come from whoever wrote the plan.
    ids: HashMap<Arc<str>, Name>,
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Self { texts: Vec::new(), ids: HashMap::new() };
        names.add("");
        names
    }
}

impl Names {
    /// The number of `text`, new or known.
    pub fn add(&mut self, text: &str) -> Name {
        if let Some(&name) = self.ids.get(text) {
            return name;
        }
        let name = Name(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let text: Arc<str> = Arc::from(text);
        self.texts.push(Arc::clone(&text));
        self.ids.insert(text, name);
        name
    }

    /// The number of `text` if it was seen before.
    pub fn find(&self, text: &str) -> Option<Name> {
        self.ids.get(text).copied()
    }

    /// The text of `name`; empty for a name of another store.
    pub fn text(&self, name: Name) -> &str {
        self.texts.get(name.0 as usize).map_or("", |text| text)
    }

    /// The text of `name`, shared.
    pub fn shared(&self, name: Name) -> Arc<str> {
        self.texts.get(name.0 as usize).cloned().unwrap_or_else(|| Arc::from(""))
    }
}

/// A number that indexes an [`Arena`].
pub trait Id: Copy {
    /// The id of position `index`.
    fn from_index(index: usize) -> Self;
    /// The position.
    fn index(self) -> usize;
}

/// Declares an id type for an [`Arena`].
#[macro_export]
macro_rules! arena_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);
        impl $crate::model::names::Id for $name {
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

/// A vector that only its own ids index; an id is made by [`Arena::push`], so look-ups hold.
#[derive(Debug, Clone)]
pub struct Arena<I, T> {
    items: Vec<T>,
    ids: PhantomData<I>,
}

impl<I, T> Default for Arena<I, T> {
    fn default() -> Self {
        Self { items: Vec::new(), ids: PhantomData }
    }
}

impl<I: Id, T> Arena<I, T> {
    /// Adds an item and says its id.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::from_index(self.items.len() - 1)
    }

    /// All items with their ids, in order of addition.
    pub fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        self.items.iter().enumerate().map(|(index, item)| (I::from_index(index), item))
    }

    /// All ids, in order of addition.
    pub fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.items.len()).map(I::from_index)
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The item to change; none for an id of another arena.
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.items.get_mut(id.index())
    }
}

impl<I: Id, T> Index<I> for Arena<I, T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "ids are made by push alone")]
    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}
