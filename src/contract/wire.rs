//! Whether a text can stand where HTTP wants a method, a path or a header name.

use reqwest::Method;
use reqwest::header::HeaderName;

/// A method; the error says what is allowed.
pub(crate) fn method(text: &str) -> Result<(), String> {
    let fine = Method::from_bytes(text.as_bytes()).is_ok() && !text.bytes().any(|byte| byte.is_ascii_lowercase());
    if fine { Ok(()) } else { Err(format!("`{text}` is no HTTP method; write one such as GET or POST")) }
}

/// A path below the base URL, query included; the error says what is allowed.
pub(crate) fn path(text: &str) -> Result<(), String> {
    if text.starts_with('/') { Ok(()) } else { Err(format!("`{text}` is no path; a path starts with `/`")) }
}

/// A header's name; the error says what is allowed.
pub(crate) fn header(text: &str) -> Result<(), String> {
    let fine = HeaderName::from_bytes(text.as_bytes()).is_ok();
    if fine { Ok(()) } else { Err(format!("`{text}` is no header name; names are letters, digits and dashes")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_http_cannot_carry_is_refused() {
        assert!(method("PATCH").is_ok() && method("get").is_err() && method("GE T").is_err() && method("").is_err());
        assert!(path("/a?b=c").is_ok() && path("a").is_err() && path("").is_err());
        assert!(header("X-Request-ID").is_ok() && header("X Id").is_err() && header("").is_err());
    }
}
