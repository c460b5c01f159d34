//! Functions that write and read YAML.

mod decode;
mod encode;
mod quote;
mod scalar;

use super::super::types::Type;
use super::super::value::Value;
use super::{ANY, Call, Function, TEXT};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "yamldecode",
        parameters: &[TEXT],
        rest: None,
        result: |_| Type::Any,
        run: |call: &Call<'_>| decode::decoded(call.text(0)),
    },
    Function {
        name: "yamlencode",
        parameters: &[ANY.nullable()],
        rest: None,
        result: |_| Type::Text,
        run: |call: &Call<'_>| Ok(Value::text(encode::encoded(&call.value(0))?)),
    },
];
