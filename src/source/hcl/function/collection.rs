//! Lists, sets and maps.

mod list;
mod map;
mod set;

use super::super::types::Type;
use super::super::value::Value;
use super::{ANY, Call, Function, NUMBER, Open, Parameter, Want};

type Run = fn(&Call<'_>) -> Result<Value, String>;
type Result1 = fn(&[Value]) -> Type;

/// A collection of any kind whose parts pass through.
const PARTS: Parameter = ANY.open(Open::Parts);
/// Anything, of which anything may be unknown.
const WHATEVER: Parameter = ANY.open(Open::All).nullable();
/// A list of any kind.
const LIST: Parameter = Parameter::plain(Want::ListOfAny).open(Open::Parts);
/// A list of texts.
const TEXTS: Parameter = Parameter::plain(Want::ListOfText).open(Open::Parts);
/// A set of any kind.
const SET: Parameter = Parameter::plain(Want::SetOfAny);

const fn function(
    name: &'static str,
    parameters: &'static [Parameter],
    rest: Option<Parameter>,
    result: Result1,
    run: Run,
) -> Function {
    Function { name, parameters, rest, result, run }
}

const ANYTHING: Result1 = |_| Type::Any;

pub(super) const FUNCTIONS: &[Function] = &[
    function("alltrue", &[PARTS], None, |_| Type::Bool, |call| list::truths(call, false)),
    function("anytrue", &[PARTS], None, |_| Type::Bool, |call| list::truths(call, true)),
    function("chunklist", &[LIST, NUMBER], None, ANYTHING, list::chunks),
    function("coalesce", &[], Some(WHATEVER), ANYTHING, list::coalesce),
    function("coalescelist", &[], Some(WHATEVER), ANYTHING, list::coalesce_list),
    function("compact", &[TEXTS], None, |_| Type::list(Type::Text), list::compact),
    function("concat", &[], Some(PARTS), ANYTHING, list::concat),
    function("contains", &[PARTS, ANY.open(Open::All)], None, |_| Type::Bool, list::contains),
    function("distinct", &[LIST], None, same, list::distinct),
    function("element", &[PARTS, NUMBER], None, ANYTHING, list::element),
    function("flatten", &[PARTS], None, ANYTHING, list::flatten),
    function("index", &[PARTS, ANY], None, |_| Type::Number, list::index),
    function("keys", &[PARTS], None, ANYTHING, map::keys),
    function("length", &[PARTS], None, |_| Type::Number, list::length),
    function("lookup", &[PARTS, super::TEXT], Some(WHATEVER), ANYTHING, map::lookup),
    function("matchkeys", &[LIST, LIST, LIST], None, same, list::match_keys),
    function("merge", &[], Some(WHATEVER), ANYTHING, map::merge),
    function("one", &[PARTS], None, ANYTHING, list::one),
    function("range", &[], Some(NUMBER), |_| Type::list(Type::Number), list::range),
    function("reverse", &[PARTS], None, ANYTHING, list::reverse),
    function("setintersection", &[SET], Some(SET), same, |call| set::combined(call, set::both)),
    function("setproduct", &[], Some(ANY), ANYTHING, set::product),
    function("setsubtract", &[SET, SET], None, same, |call| set::combined(call, set::without)),
    function("setunion", &[SET], Some(SET), same, |call| set::combined(call, set::either)),
    function("slice", &[ANY.open(Open::All), NUMBER, NUMBER], None, ANYTHING, list::slice),
    function(
        "sort",
        &[Parameter::plain(Want::ListOfText)],
        None,
        |_| Type::list(Type::Text),
        list::sort,
    ),
    function("sum", &[ANY], None, |_| Type::Number, list::sum),
    function(
        "transpose",
        &[Parameter::plain(Want::MapOfListOfText)],
        None,
        |_| Type::map(Type::list(Type::Text)),
        map::transpose,
    ),
    function("values", &[PARTS], None, ANYTHING, map::values),
    function("zipmap", &[TEXTS, PARTS], None, ANYTHING, map::zip),
];

/// The type of the first argument.
fn same(arguments: &[Value]) -> Type {
    arguments.first().map_or(Type::Any, Value::type_of)
}

/// The elements of a list, set or tuple.
fn sequence<'a>(call: &Call<'a>, at: usize) -> Result<&'a [Value], String> {
    let value = call.arguments.get(at).ok_or("an argument is missing")?;
    value.elements().ok_or_else(|| format!("a {} is no list", value.type_of().name()))
}

/// A list, or a tuple where the elements come from one.
fn like(source: &Value, elements: Vec<Value>) -> Value {
    match source.type_of() {
        Type::List(of) | Type::Set(of) => Value::list((*of).clone(), elements),
        _ => Value::tuple(elements),
    }
}
