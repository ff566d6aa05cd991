//! A finding as a shell script with curl, for those who have nothing else.

use super::Finding;
use super::lines::shell_word;
use crate::contract::Auth;
use crate::fuzz::drive::{Done, Ground};
use crate::record::Exchange;
use crate::scenario::Credential;
use std::fmt::Write;

/// The script of a finding; keys come from the environment. Nothing where requests are signed: a signature that was
/// written down is too old by the time it is sent again.
pub fn curl_script(ground: &Ground, finding: &Finding) -> Option<String> {
    if matches!(ground.contract().auth, Auth::Signed(_)) {
        return None;
    }
    let told = finding.evidence.as_ref()?;
    let bucket = &finding.bucket;
    let mut text = String::from("#!/usr/bin/env bash\n");
    let _ = writeln!(
        text,
        "# {} is broken: expected {}; came {}.",
        bucket.clause,
        clean(&finding.expected),
        clean(&finding.actual)
    );
    text.push_str("# The values are those of one run; a server that remembers them wants others.\n");
    text.push_str(
        "set -euo pipefail\n: \"${URL:?the base URL of the server}\" \"${KEY:?the key of the tenant under test}\"\n",
    );
    if told.done.iter().filter_map(|done| done.script.as_ref()).any(|script| script.url.is_some()) {
        text.push_str(": \"${SINK_URL:?an address of yours that shows what arrives there}\"\n");
    }
    let mut known: Vec<(String, String)> = Vec::new();
    for (number, done) in (1..).zip(&told.done) {
        let _ = writeln!(text, "\necho; echo '# {number}: {}'", label(done));
        if let Some(hearing) = done.script.as_ref().and_then(|script| script.hearing.as_ref()) {
            let _ = writeln!(text, "echo 'look at what arrived by now, up to {} ms after this'", hearing.within);
        }
        let url = done.script.as_ref().and_then(|script| script.url.as_deref());
        let id = id(ground, done);
        let several = done.exchanges.len() > 1;
        for exchange in &done.exchanges {
            let command = command(exchange, &known, url);
            match &id {
                Some(_) if !several => {
                    let _ = writeln!(text, "answer=$({command})\nprintf '%s\\n' \"$answer\"");
                }
                _ if several => {
                    let _ = writeln!(text, "{command} &");
                }
                _ => {
                    let _ = writeln!(text, "{command}");
                }
            }
        }
        if several {
            text.push_str("wait\n");
        } else if let Some((id, member)) = id
            && !known.iter().any(|(value, _)| *value == id)
        {
            let name = format!("made_{number}");
            let _ = writeln!(
                text,
                "{name}=$(printf '%s' \"$answer\" | sed -n 's/.*\"{member}\" *: *\"\\([^\"]*\\)\".*/\\1/p' | head -n 1)"
            );
            known.push((id, name));
        }
    }
    Some(text)
}

fn clean(text: &str) -> String {
    crate::oracle::clean(text)
}

fn label(done: &Done) -> String {
    if done.script.as_ref().is_some_and(|script| script.hearing.is_some()) {
        return "webhooks".into();
    }
    let reached = done.reached.first();
    let text = reached.map_or_else(String::new, |reached| format!("{} {}", reached.operation, reached.label));
    clean(&text).replace('\'', " ")
}

/// The id of what an act made, and the last member of where it stands.
fn id(ground: &Ground, done: &Done) -> Option<(String, String)> {
    let lifecycle = ground.contract().lifecycle.as_ref()?;
    let received = done.exchanges.first()?.received().filter(|received| (200..300).contains(&received.status))?;
    let member = lifecycle.id.rsplit('/').next().unwrap_or_default().to_owned();
    Some((received.text_at(&lifecycle.id)?.to_owned(), member))
}

/// The scheme and the credential that stand in a record for what was shown.
fn shown(value: &str) -> Option<(&str, Credential)> {
    let (scheme, who) = value.strip_suffix(']')?.split_once(" [")?;
    Some((scheme, Credential::of_word(who)?))
}

fn command(exchange: &Exchange, known: &[(String, String)], url: Option<&str>) -> String {
    let sent = &exchange.request;
    let mut command = format!("curl -sS -i -X {}", sent.method);
    for (name, value) in &sent.headers {
        if let Some((scheme, who)) = shown(value) {
            let variable = match who {
                Credential::Main | Credential::MainUnderBasic => "$KEY".to_owned(),
                Credential::MainLonger => "${KEY}0".to_owned(),
                Credential::MainRecased => "$(printf %s \"$KEY\" | tr 'a-zA-Z' 'A-Za-z')".to_owned(),
                Credential::Other => "${OTHER_KEY:?the key of a second tenant}".to_owned(),
                Credential::None | Credential::Unknown => "no-such-key-unknown".to_owned(),
                Credential::Further(name) => {
                    format!("${{{}_KEY:?that key}}", name.as_str().to_uppercase().replace('-', "_"))
                }
            };
            let _ = write!(command, " -H \"{name}: {scheme} {variable}\"");
        } else if !name.eq_ignore_ascii_case("user-agent") {
            let _ = write!(command, " -H {}", shell_word(format!("{name}: {value}").as_bytes()));
        }
    }
    if let Some(body) = &sent.body {
        if body.0.contains(&0) {
            let octal: String = body.0.iter().map(|byte| format!("\\{byte:03o}")).collect();
            command = format!("printf '{octal}' | {command} --data-binary @-");
        } else {
            let word = shell_word(&body.0);
            // What was a mailbox then is none any more.
            let word = url.map_or(word.clone(), |url| word.replace(url, "'\"$SINK_URL\"'"));
            let _ = write!(command, " --data-binary {word}");
        }
    }
    let path = known.iter().find(|(value, _)| sent.path.contains(value.as_str()));
    let _ = match path {
        Some((value, name)) => {
            write!(command, " \"$URL{}\"", sent.path.replace(value.as_str(), &format!("${{{name}}}")))
        }
        None => write!(command, " \"$URL\"{}", shell_word(sent.path.as_bytes())),
    };
    command
}
