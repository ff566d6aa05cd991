//! A finding as a shell script with curl: for people who have nothing of ours at hand.

use super::given::written;
use crate::contract::{Auth, Contract};
use crate::fuzz::drive::{Done, Script, Walked};
use crate::fuzz::hunt::Finding;
use crate::record::{Exchange, Sent};
use std::fmt::Write;

/// How many characters of an identifier a script makes anew.
const FRESH: usize = 10;

/// The script of a finding; nothing when its walk was not walked with scripts.
pub fn shell(finding: &Finding, walked: &Walked, contract: &Contract, url: &str) -> Option<String> {
    let scripts: Vec<(&Done, &Script)> =
        walked.done.iter().filter_map(|done| Some((done, done.script.as_ref()?))).collect();
    if scripts.len() != walked.done.len() || scripts.is_empty() {
        return None;
    }
    let mut text = String::from("#!/bin/sh\n");
    let _ = writeln!(text, "# {} ({}) is broken: expected {};", finding.clause, finding.level.word(), finding.expected);
    let _ = writeln!(text, "# came {}.", finding.actual);
    text.push_str("set -eu\n");
    let _ = writeln!(text, ": \"${{URL:={}}}\"", double(url));
    text.push_str(": \"${PAYOUTS_API_KEY:?the key of the tenant under test}\"\n");
    if scripts.iter().any(|(_, script)| script.credential == Some(crate::scenario::Credential::Other)) {
        text.push_str(": \"${PAYOUTS_OTHER_API_KEY:?the key of a second tenant}\"\n");
    }
    // Identifiers end in it, so that every run has its own.
    let _ = writeln!(text, "fresh=$(date +%s%N | tail -c {} | head -c {FRESH})", FRESH + 10);
    text.push_str("answer=$(mktemp)\ntrap 'rm -f \"$answer\"' EXIT\n");
    let mut teller = Teller { contract, fresh: fresh(&scripts), ids: Vec::new() };
    for (done, _) in &scripts {
        for exchange in &done.exchanges {
            teller.request(&mut text, done, exchange);
        }
    }
    Some(text)
}

struct Teller<'t> {
    contract: &'t Contract,
    /// Values and what stands for them.
    fresh: Vec<(String, String)>,
    ids: Vec<(String, String)>,
}

impl Teller<'_> {
    fn request(&mut self, text: &mut String, done: &Done, exchange: &Exchange) {
        let Sent { method, path, headers, body } = &exchange.request;
        let several = done.exchanges.len() > 1;
        let _ = writeln!(text, "\n# act-{}{}", done.act.tag, if several { ", one of several at one moment" } else { "" });
        let _ = write!(text, "curl -sS -D - -o \"$answer\" -X {method} \"$URL{}\"", self.told(path));
        let Auth::Bearer { header } = &self.contract.auth;
        for (name, value) in headers {
            let value = match value.as_str() {
                "Bearer [main]" if name.eq_ignore_ascii_case(header) => "Bearer $PAYOUTS_API_KEY".to_owned(),
                "Bearer [other]" if name.eq_ignore_ascii_case(header) => "Bearer $PAYOUTS_OTHER_API_KEY".to_owned(),
                "Bearer [unknown]" if name.eq_ignore_ascii_case(header) => format!("Bearer {}", crate::runner::NEVER_ISSUED),
                other => self.told(other),
            };
            let _ = write!(text, " \\\n  -H \"{name}: {value}\"");
        }
        if let Some(body) = body {
            let _ = write!(text, " \\\n  --data-binary \"{}\"", self.told(&String::from_utf8_lossy(&body.0)));
        }
        text.push_str(if several { " &\n" } else { "\n" });
        if several && exchange.copy == done.exchanges.len().try_into().unwrap_or(u32::MAX) {
            text.push_str("wait\n");
        }
        text.push_str("cat \"$answer\"; echo\n");
        self.keep(text, exchange);
    }

    /// Keeps the id that an answer shows first.
    fn keep(&mut self, text: &mut String, exchange: &Exchange) {
        let Some(lifecycle) = &self.contract.lifecycle else { return };
        let Some(id) = exchange.received().and_then(|received| received.text_at(&lifecycle.id)) else { return };
        if id.len() < 8 || self.ids.iter().any(|(known, _)| known == id) {
            return;
        }
        let name = format!("id_{}", self.ids.len() + 1);
        let member = lifecycle.id.rsplit('/').next().unwrap_or("id");
        let _ = writeln!(text, "{name}=$(sed -n 's/.*\"{member}\" *: *\"\\([^\"]*\\)\".*/\\1/p' \"$answer\" | head -n 1)");
        self.ids.push((id.to_owned(), format!("${{{name}}}")));
    }

    fn told(&self, text: &str) -> String {
        let mut told = double(text);
        for (value, stand_in) in self.fresh.iter().chain(&self.ids) {
            told = told.replace(&double(value), stand_in);
        }
        told
    }
}

/// Identifiers with their ends made anew, the longest first.
fn fresh(scripts: &[(&Done, &Script)]) -> Vec<(String, String)> {
    let mut fresh: Vec<(String, String)> = Vec::new();
    for naming in scripts.iter().flat_map(|(_, script)| &script.fresh) {
        let is_plain = naming.value.is_ascii() && naming.value.len() > FRESH + 2;
        let is_text = matches!(
            &naming.given,
            crate::contract::Given::Made(crate::generate::Generator::Text(_) | crate::generate::Generator::Uuid)
        );
        if is_plain && is_text && written(&naming.given).is_some() && !fresh.iter().any(|(known, _)| *known == naming.value) {
            // Two characters tell the identifiers of one run apart.
            let kept = naming.value.len() - FRESH;
            let stand_in = format!("{}${{fresh}}", double(&naming.value[..kept]));
            fresh.push((naming.value.clone(), stand_in));
        }
    }
    fresh.sort_by_key(|(value, _)| std::cmp::Reverse(value.len()));
    fresh
}

/// A text for the inside of double quotes of a shell.
fn double(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            told.push('\\');
        }
        told.push(c);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_for_the_shell_to_interpret() {
        assert_eq!(double("{\"a\":\"$(rm -rf /)`x`\\\"}"), "{\\\"a\\\":\\\"\\$(rm -rf /)\\`x\\`\\\\\\\"}");
    }
}
