//! Sets of nodes, each stored once, with remembered operations: the far ends of set edges.

use crate::model::names::{Arena, Name};
use rustc_hash::FxHashMap;
use std::sync::Arc;

crate::arena_id! {
    /// A set of a [`Sets`]. Equal sets have equal ids.
    SetId
}

/// A node of the graph: the name of a principal, of a resource or of a source outside.
pub type Node = Name;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Operation {
    Union,
    Intersect,
    Subtract,
}

/// All sets of a run, of both sides.
#[derive(Debug)]
pub struct Sets {
    members: Arena<SetId, Arc<[Node]>>,
    // Names are numbers of our own, so a fast hash cannot be attacked.
    ids: FxHashMap<Arc<[Node]>, SetId>,
    results: FxHashMap<(Operation, SetId, SetId), SetId>,
    empty: SetId,
}

impl Default for Sets {
    fn default() -> Self {
        let mut members = Arena::default();
        let nobody: Arc<[Node]> = Arc::from([]);
        let empty = members.push(Arc::clone(&nobody));
        let mut ids = FxHashMap::default();
        ids.insert(nobody, empty);
        Self { members, ids, results: FxHashMap::default(), empty }
    }
}

impl Sets {
    /// The set without members.
    pub fn empty(&self) -> SetId {
        self.empty
    }

    /// The set of these nodes, in any order.
    pub fn add(&mut self, mut nodes: Vec<Node>) -> SetId {
        nodes.sort_unstable();
        nodes.dedup();
        self.add_sorted(&nodes)
    }

    fn add_sorted(&mut self, nodes: &[Node]) -> SetId {
        if let Some(&known) = self.ids.get(nodes) {
            return known;
        }
        let nodes: Arc<[Node]> = Arc::from(nodes);
        let id = self.members.push(Arc::clone(&nodes));
        self.ids.insert(nodes, id);
        id
    }

    /// The members, sorted.
    pub fn members(&self, set: SetId) -> Arc<[Node]> {
        Arc::clone(&self.members[set])
    }

    /// Whether `node` is a member.
    pub fn contains(&self, set: SetId, node: Node) -> bool {
        self.members[set].binary_search(&node).is_ok()
    }

    /// Members of one or the other.
    pub fn union(&mut self, left: SetId, right: SetId) -> SetId {
        match (left, right) {
            _ if left == right || right == self.empty => left,
            _ if left == self.empty => right,
            _ => self.apply(Operation::Union, left.min(right), left.max(right)),
        }
    }

    /// Members of both.
    pub fn intersect(&mut self, left: SetId, right: SetId) -> SetId {
        if left == right {
            return left;
        }
        if left == self.empty || right == self.empty {
            return self.empty;
        }
        self.apply(Operation::Intersect, left.min(right), left.max(right))
    }

    /// Members of the left that are not of the right.
    pub fn subtract(&mut self, left: SetId, right: SetId) -> SetId {
        if left == right || left == self.empty {
            return self.empty;
        }
        if right == self.empty {
            return left;
        }
        self.apply(Operation::Subtract, left, right)
    }

    fn apply(&mut self, operation: Operation, left: SetId, right: SetId) -> SetId {
        if let Some(&known) = self.results.get(&(operation, left, right)) {
            return known;
        }
        let merged = merge(operation, &self.members[left], &self.members[right]);
        let id = self.add_sorted(&merged);
        self.results.insert((operation, left, right), id);
        id
    }
}

/// One pass over two sorted lists.
fn merge(operation: Operation, left: &[Node], right: &[Node]) -> Vec<Node> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let (mut left, mut right) = (left.iter().copied().peekable(), right.iter().copied().peekable());
    let mut out = Vec::new();
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return out,
            (Some(_), None) => Less,
            (None, Some(_)) => Greater,
            (Some(l), Some(r)) => l.cmp(r),
        };
        let node = if order == Greater { right.next() } else { left.next() };
        if order == Equal {
            right.next();
        }
        let wanted = match operation {
            Operation::Union => true,
            Operation::Intersect => order == Equal,
            Operation::Subtract => order == Less,
        };
        if wanted {
            out.extend(node);
        }
    }
}

/// What surely holds and what may hold; the first lies within the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Both {
    /// Surely.
    pub must: SetId,
    /// Surely or perhaps.
    pub may: SetId,
}

impl Both {
    /// The same set, for certain.
    pub fn certain(set: SetId) -> Self {
        Self { must: set, may: set }
    }

    /// Whether there is nothing at all.
    pub fn is_empty(self, sets: &Sets) -> bool {
        self.may == sets.empty()
    }

    /// Members of one or the other.
    #[must_use]
    pub fn union(self, other: Self, sets: &mut Sets) -> Self {
        Self { must: sets.union(self.must, other.must), may: sets.union(self.may, other.may) }
    }

    /// Members of both.
    #[must_use]
    pub fn intersect(self, other: Self, sets: &mut Sets) -> Self {
        Self {
            must: sets.intersect(self.must, other.must),
            may: sets.intersect(self.may, other.may),
        }
    }

    /// What is left when `other` is taken off: what may be denied is not sure, what is surely denied
    /// is gone.
    #[must_use]
    pub fn without(self, other: Self, sets: &mut Sets) -> Self {
        Self { must: sets.subtract(self.must, other.may), may: sets.subtract(self.may, other.must) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Names;

    #[test]
    fn operations_and_identity() {
        let mut names = Names::default();
        let [a, b, c] = ["a", "b", "c"].map(|text| names.add(text));
        let mut sets = Sets::default();
        let (ab, bc) = (sets.add(vec![b, a, b]), sets.add(vec![b, c]));
        assert_eq!(sets.add(vec![a, b]), ab);
        assert_eq!(sets.union(ab, bc), sets.add(vec![a, b, c]));
        assert_eq!(sets.intersect(ab, bc), sets.add(vec![b]));
        assert_eq!(sets.subtract(ab, bc), sets.add(vec![a]));
        assert_eq!(sets.subtract(ab, ab), sets.empty());
    }
}
