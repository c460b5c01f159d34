//! An explanation, as JSON and for people.

use super::json::HopJson;
use super::table::{Style, ladder, plain};
use crate::diff::explain::Explanation;
use crate::iam::Truth;
use serde::Serialize;
use std::io;

#[derive(Serialize)]
struct AnswersJson<'a> {
    schema: u32,
    from: &'a str,
    answers: Vec<AnswerJson<'a>>,
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    from: &'a str,
    to: &'a str,
    reached: &'static str,
    path: Vec<HopJson<'a>>,
    near: Vec<NearJson<'a>>,
}

#[derive(Serialize)]
struct NearJson<'a> {
    technique: &'static str,
    name: &'static str,
    title: &'a str,
    holds: &'a [String],
    lacks: &'a [String],
}

fn word(reached: Truth) -> &'static str {
    match reached {
        Truth::Yes => "yes",
        Truth::Unknown => "conditional",
        Truth::No => "no",
    }
}

/// Writes the answers as JSON.
///
/// # Errors
/// What the writer gives.
pub fn json(from: &str, answers: &[Explanation], out: &mut dyn io::Write) -> io::Result<()> {
    let answers = answers
        .iter()
        .map(|one| AnswerJson {
            from: &one.from,
            to: &one.to,
            reached: word(one.reached),
            path: one.path.iter().map(HopJson::new).collect(),
            near: one.near.iter().map(near).collect(),
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &AnswersJson { schema: 1, from, answers })?;
    writeln!(out)
}

fn near(one: &crate::diff::explain::Near) -> NearJson<'_> {
    NearJson {
        technique: one.technique,
        name: one.name,
        title: &one.title,
        holds: &one.holds,
        lacks: &one.lacks,
    }
}

/// Writes the answers for people: the path step by step, or what is nearest and what it lacks.
///
/// # Errors
/// What the writer gives.
pub fn table(
    from: &str,
    answers: &[Explanation],
    style: Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if answers.is_empty() {
        return plain(out, style, 0, &format!("{from} reaches nobody else."));
    }
    for one in answers {
        let verb = match one.reached {
            Truth::Yes => "reaches",
            Truth::Unknown => "may reach",
            Truth::No => "does not reach",
        };
        plain(out, style, 0, &format!("{} {verb} {}", one.from, one.to))?;
        ladder(out, style, &one.path)?;
        for near in &one.near {
            plain(out, style, 2, &format!("nearest: {} ({})", near.title, near.name))?;
            for text in &near.holds {
                plain(out, style, 4, &format!("holds: {text}"))?;
            }
            for text in &near.lacks {
                plain(out, style, 4, &format!("lacks: {text}"))?;
            }
        }
        if one.reached == Truth::No && one.near.is_empty() {
            plain(out, style, 2, "no technique leads from it to there")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
