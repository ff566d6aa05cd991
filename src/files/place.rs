//! The value at a JSON pointer.
//!
//! `serde_json` copies each part of a pointer twice before it looks. Pointers are followed some ten times for every answer,
//! and next to none of them has an escape in it, so those without are followed here.

use serde_json::Value;

/// The value at a JSON pointer, where there is one.
pub(crate) fn value_at<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    if pointer.contains('~') {
        return value.pointer(pointer);
    }
    if pointer.is_empty() {
        return Some(value);
    }
    pointer.strip_prefix('/')?.split('/').try_fold(value, |value, part| match value {
        Value::Object(members) => members.get(part),
        Value::Array(items) => index(part).and_then(|at| items.get(at)),
        _ => None,
    })
}

/// An index as pointers write it: digits without a nought before them.
fn index(part: &str) -> Option<usize> {
    let plain = part == "0" || (!part.starts_with('0') && part.bytes().all(|byte| byte.is_ascii_digit()));
    if plain { part.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn places_are_those_that_serde_json_finds() {
        let value = json!({ "a": [{ "b": 1 }, [2, 3], null], "": { "": 4 }, "~": 5, "0": 6, "a/b": 7, "ü": "x" });
        let pointers = [
            "",
            "/",
            "//",
            "/a",
            "/a/0/b",
            "/a/1/1",
            "/a/1/01",
            "/a/1/+1",
            "/a/1/-",
            "/a/1/",
            "/a/9",
            "/a/2/x",
            "a",
            "/0",
            "/~0",
            "/a~1b",
            "/~",
            "/ü",
            "/ü/0",
            "/a/18446744073709551616",
        ];
        for pointer in pointers {
            assert_eq!(value_at(&value, pointer), value.pointer(pointer), "{pointer}");
        }
    }

    proptest! {
        #[test]
        fn any_pointer_leads_where_serde_json_says(pointer in "(/(a|b|0|1|00|~0|~1|)){0,4}|.{0,6}") {
            let value = json!({ "a": [[0, { "b": 1 }], { "": 2 }], "b": { "a": { "0": 3 } }, "": [4], "~": 5, "/": 6 });
            prop_assert_eq!(value_at(&value, &pointer), value.pointer(&pointer));
        }
    }
}
