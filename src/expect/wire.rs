//! Whether a text can stand where HTTP wants a method, a path or a header name.

/// A method; the error says what is allowed.
pub(crate) fn method(text: &str) -> Result<(), String> {
    let fine = is_token(text) && !text.bytes().any(|byte| byte.is_ascii_lowercase());
    if fine { Ok(()) } else { Err(format!("`{text}` is no HTTP method; write one such as GET or POST")) }
}

/// A path below the base URL, query included; the error says what is allowed.
pub(crate) fn path(text: &str) -> Result<(), String> {
    if text.starts_with('/') { Ok(()) } else { Err(format!("`{text}` is no path; a path starts with `/`")) }
}

/// A header's name; the error says what is allowed.
pub(crate) fn header(text: &str) -> Result<(), String> {
    if is_token(text) {
        Ok(())
    } else {
        Err(format!("`{text}` is no header name; names are letters, digits and dashes"))
    }
}

/// A token of RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_http_cannot_carry_is_refused() {
        assert!(method("PATCH").is_ok() && method("get").is_err() && method("GE T").is_err() && method("").is_err());
        assert!(path("/a?b=c").is_ok() && path("a").is_err() && path("").is_err());
        assert!(header("X-Request-ID").is_ok() && header("X Id").is_err() && header("").is_err());
        assert!(header("X-Ñ").is_err() && header("X:").is_err() && header("a_b.c~").is_ok());
    }
}
