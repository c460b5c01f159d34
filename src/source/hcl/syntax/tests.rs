#![expect(clippy::unwrap_used, reason = "a test that fails may panic")]

use super::*;

fn accepts(text: &str) -> bool {
    expression(text, 0, 0).is_ok()
}

#[test]
fn what_is_an_expression() {
    let table = [
        ("1 + 2 * 3", true),
        ("a.b[0][\"x\"][*].c.*.d.0", true),
        ("a.0.1", false),
        ("f(a, b...)", true),
        ("f(a..., b)", false),
        ("f(a,)", true),
        ("f(,)", false),
        ("provider::x::f(1)", true),
        ("[1, 2,]", true),
        ("[,]", false),
        ("{ a = 1, \"b\" = 2, (c) = 3, d : 4 }", true),
        ("{ a = 1, a = 2 }", true),
        ("{ a.b = 1 }", true),
        ("{ a = 1\n b = 2 }", true),
        ("{ a = 1 b = 2 }", false),
        ("{for k, v in a : k => v... if v\n}", true),
        ("{for k in a : k =>\n k ? 1 :\n 2}", true),
        ("{for k in a : k}", false),
        ("[for k in a : k => v]", false),
        ("a ? b : c ? d : e", true),
        ("a ? b", false),
        ("a ?\n b : c", false),
        ("(a ?\n b : c)", true),
        ("\"a${b}c%{ if d }e%{ else }f%{ endif }\"", true),
        ("\"%{ if d }\"", false),
        ("\"%{ endif }\"", false),
        ("\"a\nb\"", false),
        ("\"\\q\"", false),
        ("<<EOT\na\nEOT\n", true),
        ("<<EOT\na\n", false),
        ("a & b", false),
        ("a == b != c", true),
        ("!a && -b < 3 || c", true),
        ("1.2.3", false),
        ("1e5", true),
        ("a[*]", true),
        ("a[* ]", true),
        ("/* c */ a // d", true),
        ("'a'", false),
        ("", false),
    ];
    for (text, want) in table {
        assert_eq!(accepts(text), want, "`{text}`: {:?}", expression(text, 0, 0).err());
    }
}

fn text_of(text: &str) -> String {
    match expression(text, 0, 0).unwrap().kind {
        Kind::Literal(value) => value.as_text().unwrap().to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn texts() {
    let table = [
        (r#""a\n\t\"\\é\U0001F600""#, "a\n\t\"\\é😀"),
        (r#""$${a} %%{b} $ % $$""#, "${a} %{b} $ % $$"),
        ("<<EOT\n  a\n b\\n\nEOT\n", "  a\n b\\n\n"),
        ("<<-EOT\n    a\n      b\n\n    c\n    EOT\n", "a\n  b\n\nc\n"),
        ("<<EOT\nEOT\n", ""),
    ];
    for (text, want) in table {
        assert_eq!(text_of(text), want, "{text}");
    }
}

#[test]
fn blocks() {
    let body = file("a = 1\nb \"x\" y {\n  c = 2 # d\n  e {}\n}\nf { g = 1 }\n", 0).unwrap();
    assert_eq!(body.attributes.len(), 1);
    assert_eq!(body.blocks.len(), 2);
    assert_eq!(body.blocks_of("b").next().unwrap().labels.len(), 2);
    for text in
        ["a = 1 b = 2", "a {", "a = 1\na = 2", "a { b = 1\n}", "a { b {} }", "\"a\" = 1", "a"]
    {
        assert!(file(text, 0).is_err(), "`{text}`");
    }
}

#[test]
fn depth_is_limited() {
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{a=", "}"), ("!", ""), ("\"${", "}\""), ("f(", ")")]
    {
        let text = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        assert!(expression(&text, 0, 0).is_err(), "{open}");
    }
    let text = format!("1{}", "+1".repeat(100_000));
    assert!(accepts(&text));
    assert!(file(&"a {\n".repeat(100_000), 0).is_err());
}

#[test]
fn json() {
    let text = r#"{"resource": {"t": {"n": [{"input": "${a}", "lifecycle": {"ignore_changes": ["x"]}}]}},
        "//": 1, "locals": {"a": [1, "b"]}}"#;
    let body = json_file(text, 0).unwrap();
    assert_eq!(body.blocks.len(), 2);
    let resource = body.blocks_of("resource").next().unwrap();
    assert_eq!(resource.labels.len(), 2);
    assert!(matches!(resource.body.attribute("input").unwrap().expression.kind, Kind::Wrap(_)));
    assert_eq!(resource.body.blocks.len(), 1);
    for text in ["{", "[1", "{\"a\": 1}", "{\"locals\": 1}", "{\"locals\": {\"a\": \"${\"}}"] {
        assert!(json_file(text, 0).is_err(), "{text}");
    }
}
