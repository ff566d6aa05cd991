//! Text and JSON made to hurt, and bodies that are no JSON object. Any API may refuse or take them; none may fall over.

/// JSON that stands where a text stood. `DEEP` and `LONG` stand for what is too big to write here.
pub const HOSTILE_JSON: &[(&str, &str)] = &[
    ("null", "null"),
    ("empty", "\"\""),
    ("blank", "\" \""),
    ("nul", "\"a\\u0000b\""),
    ("control", "\"\\u0001\\u001b[31m\\u007f\\r\\n\\t\""),
    ("emoji", "\"🪙👩‍👩‍👧‍👦🏴‍☠️\""),
    ("astral", "\"𝓟𝓪𝔂\""),
    ("lone-surrogate", "\"\\ud83d\""),
    ("swapped-surrogates", "\"\\ude00\\ud83d\""),
    ("right-to-left", "\"\u{202e}txt.exe\""),
    ("zero-width", "\"a\\u200b\\u200d\\ufeffb\""),
    ("combining", "\"Z̸͖̠͎a̴l̵g̷o\""),
    ("noncharacter", "\"\\uffff\\ufffe\""),
    ("dotless", "\"ıİßﬁ\""),
    ("sql", "\"'; DROP TABLE payouts;--\""),
    ("markup", "\"<script>alert(1)</script>\""),
    ("template", "\"{{7*7}}#{7*7}%s%n\""),
    ("path", "\"../../etc/passwd\\u0000\""),
    ("line-ends", "\"a\\r\\nX-Injected: 1\\r\\n\\r\\n\""),
    ("long", "LONG"),
    ("deep-list", "DEEP["),
    ("deep-object", "DEEP{"),
    ("huge-number", "1e400"),
    ("tiny-number", "1e-400"),
    ("minus-zero", "-0"),
    ("long-number", "123456789012345678901234567890123456789012345678901234567890.12"),
    ("beyond-64-bits", "18446744073709551616"),
    ("true", "true"),
    ("list", "[1,\"a\",null,{}]"),
    ("object", "{\"a\":{\"b\":[{}]}}"),
    ("doubled-member", "{\"a\":1,\"a\":2}"),
    ("proto", "{\"__proto__\":{\"admin\":true},\"constructor\":null}"),
    ("empty-name", "{\"\":\"\"}"),
];

/// Whole bodies that are no JSON object.
pub const UNREADABLE: &[(&str, &[u8])] = &[
    ("nothing", b""),
    ("blank", b"  \n"),
    ("null", b"null"),
    ("list", b"[]"),
    ("text", b"\"create\""),
    ("number", b"42"),
    ("open-object", b"{"),
    ("cut-off", b"{\"amount\":\"10.00\",\"curr"),
    ("trailing-comma", b"{\"amount\":\"10.00\",}"),
    ("single-quotes", b"{'amount':'10.00'}"),
    ("two-values", b"{}{}"),
    ("form", b"amount=10.00&currency=COP"),
    ("markup", b"<?xml version=\"1.0\"?><payout/>"),
    ("no-utf-8", b"{\"amount\":\"\xff\xfe\"}"),
    ("utf-16", b"{\0}\0"),
    ("nul", b"\0\0\0\0"),
];

/// Ids made to hurt.
pub const HOSTILE_IDS: &[&str] = &[
    "..",
    "../../health",
    "%00",
    "a/b",
    "' OR '1'='1",
    "\u{202e}",
    "🪙",
    "*",
    "?",
    "#",
    ";",
    "%",
    "\\",
    "\r\nX-Injected: 1",
    "999999999999999999999999999999",
    "-1",
    "true",
    "LONG",
];

/// How many characters the long texts have.
const LONG: usize = 20_000;
/// How many levels the deep values have.
const DEEP: usize = 2_000;

/// Hostile JSON with its stand-ins written out.
pub(crate) fn spelled(text: &str) -> String {
    match text {
        "LONG" => format!("\"{}\"", "x".repeat(LONG)),
        "DEEP[" => format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        "DEEP{" => format!("{}1{}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP)),
        other => other.to_owned(),
    }
}

/// A hostile id with its stand-in written out.
pub(crate) fn spelled_id(text: &str) -> String {
    if text == "LONG" { "x".repeat(LONG / 5) } else { text.to_owned() }
}
