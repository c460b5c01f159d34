//! Texts of several lines: `<<NAME ... NAME`.

use super::cursor::{Cursor, Parsed, name_of};
use super::template::{self, Ends, Piece};
use super::tree::Expression;
use unicode_segmentation::UnicodeSegmentation;

/// A heredoc, with or without its indentation.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.position();
    let not_here = cursor.error("an expression is required here");
    if !cursor.eat("<<") {
        return Err(not_here);
    }
    let flush = cursor.eat("-");
    let marker = name_of(cursor.rest()).ok_or_else(|| not_here.clone())?;
    cursor.advance(marker.len());
    if !cursor.eat("\r\n") && !cursor.eat("\n") {
        return Err(not_here);
    }
    let mut pieces = cursor.deeper(|cursor| template::pieces(cursor, Ends::Marker(marker)))?;
    if flush {
        dedent(&mut pieces);
    }
    template::build(cursor, start, pieces)
}

/// Takes the common indentation off all lines. Blank lines do not count, a line that begins with an
/// interpolation has none.
fn dedent(pieces: &mut [Piece]) {
    let mut at_line = true;
    let mut common = usize::MAX;
    for piece in pieces.iter() {
        if at_line {
            common = common.min(piece_indent(piece));
        }
        at_line = matches!(piece, Piece::Text(text, _) if text.ends_with('\n'));
    }
    at_line = true;
    for piece in pieces.iter_mut() {
        let begins_line = at_line;
        at_line = matches!(piece, Piece::Text(text, _) if text.ends_with('\n'));
        if let Piece::Text(text, _) = piece
            && begins_line
            && !is_blank_line(text)
        {
            *text = text.graphemes(true).skip(common).collect();
        }
    }
}

fn piece_indent(piece: &Piece) -> usize {
    match piece {
        Piece::Text(text, _) if is_blank_line(text) => usize::MAX,
        Piece::Text(text, _) => {
            let spaces = text.len() - text.trim_start().len();
            text.get(..spaces).unwrap_or_default().graphemes(true).count()
        }
        _ => 0,
    }
}

fn is_blank_line(text: &str) -> bool {
    text.ends_with('\n') && text.trim().is_empty()
}
