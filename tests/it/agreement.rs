//! Set edges and single decisions agree: what the graph says of sets, the premises prove for each
//! pair, and the other way round.

use crate::support::{data, entries};
use trustdrift::diff::Face;
use trustdrift::graph::premise::{check, prove};
use trustdrift::graph::technique::{Shape, TECHNIQUES};
use trustdrift::graph::{Side, Space};
use trustdrift::iam::Truth;
use trustdrift::model::Store;
use trustdrift::source::{Inputs, Loaded, load};

#[test]
fn edges_and_premises_agree_on_every_pair() {
    let mut pairs = 0;
    let mut edges = 0;
    for folder in entries(&data("technique")) {
        for case in entries(&folder) {
            let mut store = Store::default();
            let Ok((_, Loaded::Side(mut inventory))) =
                load(case.to_str().unwrap(), &Inputs::default(), &mut store)
            else {
                panic!("{case:?} does not load")
            };
            let (mut space, provided) = Space::new(&mut [&mut inventory], &mut store);
            let face = Face::new(&inventory, Side::After, &store, &mut space, &provided);
            let scene = face.scene(&store, &space);
            for technique in TECHNIQUES {
                let decides = |shape| {
                    let lifts = matches!(shape, Shape::Unbind(_) | Shape::Undeny(..));
                    lifts || matches!(shape, Shape::Grant(_) | Shape::Create)
                };
                if decides(technique.shape) {
                    continue;
                }
                for from in &face.graph.world.nodes {
                    for to in &face.graph.world.nodes {
                        if from == to {
                            continue;
                        }
                        let premises = prove(technique, *from, *to, &[], scene, None);
                        let proven = if premises.is_empty() {
                            Truth::No
                        } else {
                            Truth::all(premises.iter().map(|one| check(one, scene).truth))
                        };
                        let out = face.graph.outs.get(from);
                        let list = out.map(|out| out.becomes.as_slice()).unwrap_or_default();
                        let edge = list.iter().find(|one| one.technique.id == technique.id);
                        let said = match edge {
                            Some(one) if space.sets.contains(one.targets.must, *to) => Truth::Yes,
                            Some(one) if space.sets.contains(one.targets.may, *to) => {
                                Truth::Unknown
                            }
                            _ => Truth::No,
                        };
                        let (a, b) = (store.names.text(*from), store.names.text(*to));
                        let kinds = fits(technique.shape, a, b);
                        pairs += 1;
                        edges += usize::from(said.may());
                        assert!(
                            !kinds || said == proven,
                            "{case:?} {} {a} -> {b}: edge {said:?}, premises {proven:?}",
                            technique.id
                        );
                    }
                }
            }
        }
    }
    assert!(pairs > 5_000 && edges > 150, "{pairs} pairs, {edges} edges");
}

/// Whether the kinds of both ends are those of the shape: premises are asked of fitting pairs only.
fn fits(shape: Shape, from: &str, to: &str) -> bool {
    use trustdrift::graph::technique::Kind;
    let kind = match shape {
        Shape::Become(Kind::Group) => return from.contains(":user/") && to.contains(":group/"),
        Shape::Become(Kind::User | Kind::UserWith(_)) | Shape::Disclosed(_) => ":user/",
        _ => ":role/",
    };
    !from.contains(":group/") && to.contains(kind)
}
