//! How fast policies are decided and compared: `cargo bench`.
//!
//! Instructions per decision: run the binary under `valgrind --tool=callgrind` with `--sample-count 1`
//! and two values of `--sample-size`, and divide the difference.

#![expect(clippy::expect_used, reason = "a bench that cannot go on must stop")]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use serde_json::Value;
use trustdrift::iam::case::{Case, Documents, Pair};

fn main() {
    divan::main();
}

/// The lines of a kind in a file of test data.
fn lines(file: &str, kind: &str) -> Vec<Value> {
    let path = format!("{}/testdata/iam/{file}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the test data is there");
    let all = text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON"));
    all.filter(|line: &Value| line.get("kind").is_some_and(|one| one == kind)).collect()
}

/// Decisions of all shapes, with compiled policies.
#[divan::bench]
fn decide(bencher: Bencher<'_, '_>) {
    let mut cases = Vec::new();
    for line in lines("hand", "decision").into_iter().chain(lines("iamspy", "decision")) {
        let mut documents = Documents::new();
        let case = Case::read(&line.to_string(), &mut documents).expect("a case is read");
        cases.push((case, documents));
    }
    bencher.counter(ItemsCount::new(cases.len())).bench_local(|| {
        for (case, documents) in &cases {
            black_box(case.decide(documents));
        }
    });
}

fn pairs(file: &str, kind: &str, old: &str, new: &str) -> Vec<Pair> {
    let pair = |line: Value| {
        let raw = |side: &str| {
            let document = line.get(side).expect("a pair has two sides").to_string();
            serde_json::value::RawValue::from_string(document).expect("a document is JSON")
        };
        let of = line.get("policy_type").and_then(Value::as_str);
        Pair::read(&raw(old), &raw(new), of).expect("a pair is read")
    };
    lines(file, kind).into_iter().map(pair).collect()
}

/// Each AWS sample pair by itself.
#[divan::bench(args = 0..78)]
fn contains_sample(bencher: Bencher<'_, '_>, at: usize) {
    let mut pairs = pairs("aws-nna-samples", "no_new_access", "before", "after");
    let pair = pairs.swap_remove(at);
    bencher.bench_local(|| black_box(pair.excess()));
}

/// All pairs of mutations, one after the other.
#[divan::bench]
fn contains_mutations(bencher: Bencher<'_, '_>) {
    let pairs = pairs("quacky", "pair", "p1", "p2");
    bencher.counter(ItemsCount::new(pairs.len())).bench_local(|| {
        for pair in &pairs {
            black_box(pair.excess());
        }
    });
}
