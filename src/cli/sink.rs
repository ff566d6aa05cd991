//! `payspec sink`: receives webhooks and says of each what it is worth, for people who build a sender.

use super::exit::{Exit, Failure};
use super::interrupt::ask_on_signal;
use super::settings::{SuiteArguments, secret};
use super::sink_line::{Worth, clock, line, troubles};
use crate::contract::Webhook;
use crate::record::{Delivery, SinkFacts};
use crate::runner::Stop;
use crate::signature::{Keys, Part};
use crate::sink::{AnswerKind, Identity, Mailbox, Script, ScriptedAnswer, Sink, SinkConfig};
use crate::target::shown_key;
use clap::Args;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use std::env;
use std::fs;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Arguments of `sink`.
#[derive(Debug, Args)]
pub(super) struct SinkArguments {
    #[command(flatten)]
    suite: SuiteArguments,
    /// The port; 0 lets the system pick
    #[arg(long, default_value_t = 9443)]
    port: u16,
    /// The address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// The environment variable holding the secret webhooks are signed with; without it signatures are not checked
    #[arg(long, value_name = "VAR")]
    secret_env: Option<String>,
    /// The environment variable holding the key that says in the open whose webhooks these are, where it is signed too
    #[arg(long, value_name = "VAR", requires = "secret_env")]
    key_env: Option<String>,
    /// The URL senders reach this sink under, when it is another than the one listened on
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// A certificate of your own, as PEM
    #[arg(long, value_name = "FILE", requires = "key")]
    cert: Option<PathBuf>,
    /// Its private key, as PEM
    #[arg(long, value_name = "FILE", requires = "cert")]
    key: Option<PathBuf>,
    /// Serves plain HTTP, for where TLS is ended elsewhere
    #[arg(long, conflicts_with = "cert")]
    plain: bool,
    /// Where the certificate authority goes that senders have to trust; printed when absent
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// What deliveries are answered in order, statuses or `close`; the last repeats [default: 200]
    #[arg(long, value_name = "STATUS,...", value_delimiter = ',', value_parser = answer)]
    answer: Vec<ScriptedAnswer>,
}

fn answer(text: &str) -> Result<ScriptedAnswer, String> {
    let kind = match (text, text.parse::<u16>()) {
        ("close", _) => AnswerKind::Close,
        (_, Ok(status)) if (200..=599).contains(&status) => AnswerKind::Status(status),
        _ => return Err("an answer is a status from 200 to 599 or `close`".to_owned()),
    };
    Ok(ScriptedAnswer { kind, delay: Duration::ZERO })
}

pub(super) fn main(arguments: &SinkArguments) -> Result<Exit, Failure> {
    let suite = arguments.suite.load()?;
    let Some(webhook) = &suite.contract.webhook else {
        return Err(Failure::usage(format!("the contract `{}` describes no webhooks", suite.contract.name)));
    };
    let secret = arguments.secret_env.as_deref().map(secret).transpose()?;
    let kind = suite.contract.auth.signed().map(|signed| signed.key).unwrap_or_default();
    let key = |name: &str| shown_key(kind, name, env::var(name).ok()).map_err(Failure::usage);
    let key = arguments.key_env.as_deref().map(key).transpose()?;
    if secret.is_some() && key.is_none() && webhook.signature.parts.contains(&Part::Key) {
        return Err(Failure::usage("webhooks of this contract sign a key as well: give --key-env VAR"));
    }
    let config = SinkConfig {
        listen: SocketAddr::new(arguments.host, arguments.port),
        identity: identity(arguments)?,
        public_url: arguments.public_url.clone(),
        ..SinkConfig::default()
    };
    let runtime = Runtime::new().map_err(Failure::bug)?;
    runtime.block_on(async {
        let started = Timestamp::now();
        let sink = Sink::start(config).await.map_err(Failure::incomplete)?;
        let mailbox = sink.open("sink", Script { answers: arguments.answer.clone() });
        introduce(arguments, &sink, &mailbox)?;
        let stop = Stop::default();
        tokio::spawn(ask_on_signal(stop.clone()));
        let mut session = Session { webhook, secret, key, started, counts: Counts::default(), facts: sink.facts() };
        // Whoever reads our output may have seen enough before we are asked to stop.
        drop(session.watch(&sink, &mailbox, &stop).await);
        sink.stop().await;
        Ok(Exit::Done)
    })
}

fn identity(arguments: &SinkArguments) -> Result<Identity, Failure> {
    let read = |path: &PathBuf| {
        fs::read_to_string(path).map_err(|error| Failure::usage(format!("failed to read {}: {error}", path.display())))
    };
    Ok(match (&arguments.cert, &arguments.key) {
        (Some(cert), Some(key)) => Identity::Files { cert_pem: read(cert)?, key_pem: SecretString::from(read(key)?) },
        _ if arguments.plain => Identity::PlainHttp,
        _ => Identity::OwnAuthority,
    })
}

fn introduce(arguments: &SinkArguments, sink: &Sink, mailbox: &Mailbox) -> Result<(), Failure> {
    anstream::println!("receiving at {}", mailbox.url());
    if arguments.public_url.is_some() {
        anstream::println!("listening on {}", sink.address());
    }
    let Some(pem) = sink.ca_pem() else { return Ok(()) };
    let Some(folder) = &arguments.out else {
        anstream::println!("senders have to trust this authority:\n{}", pem.trim_end());
        return Ok(());
    };
    let path = folder.join("sink-ca.pem");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, pem))
        .map_err(|error| Failure::incomplete(format!("failed to write {}: {error}", path.display())))?;
    anstream::println!("senders have to trust this authority: {}", path.display());
    Ok(())
}

#[derive(Debug, Default)]
struct Counts {
    valid: u64,
    invalid: u64,
    unchecked: u64,
}

/// Everything said between start and end.
struct Session<'a> {
    webhook: &'a Webhook,
    secret: Option<SecretString>,
    key: Option<SecretString>,
    started: Timestamp,
    counts: Counts,
    facts: SinkFacts,
}

impl Session<'_> {
    /// Says what comes in until asked to stop.
    async fn watch(&mut self, sink: &Sink, mailbox: &Mailbox, stop: &Stop) -> io::Result<()> {
        let mut out = anstream::stdout();
        let mut troubles = 0;
        loop {
            tokio::select! {
                () = mailbox.changed(0) => {}
                count = sink.troubled(troubles) => troubles = count,
                () = stop.asked() => break,
            }
            self.say(sink, mailbox, &mut out)?;
        }
        self.say(sink, mailbox, &mut out)?;
        let Counts { valid, invalid, unchecked } = self.counts;
        let all = valid + invalid + unchecked;
        let noun = if all == 1 { "delivery" } else { "deliveries" };
        let mut end = format!("{all} {noun}: {valid} valid, {invalid} INVALID");
        if unchecked > 0 {
            end.push_str(&format!(", {unchecked} unchecked"));
        }
        if self.facts.dropped > 0 {
            end.push_str(&format!("; {} more came too fast to be kept", self.facts.dropped));
        }
        writeln!(out, "{end}")
    }

    fn say(&mut self, sink: &Sink, mailbox: &Mailbox, out: &mut impl Write) -> io::Result<()> {
        for delivery in mailbox.take() {
            let worth = self.worth(&delivery);
            match worth {
                Worth::Valid => self.counts.valid += 1,
                Worth::Invalid(_) => self.counts.invalid += 1,
                Worth::Unchecked(_) => self.counts.unchecked += 1,
            }
            let at = i64::try_from(delivery.at_ms).unwrap_or(i64::MAX);
            let at = self.started.saturating_add(SignedDuration::from_millis(at)).unwrap_or(self.started);
            writeln!(out, "{}  {}", clock(at), line(self.webhook, &worth, &delivery))?;
        }
        let facts = sink.facts();
        for text in troubles(&self.facts, &facts) {
            writeln!(out, "{}  {text}", clock(Timestamp::now()))?;
        }
        self.facts = facts;
        Ok(())
    }

    fn worth(&self, delivery: &Delivery) -> Worth {
        match &self.secret {
            None => Worth::Unchecked("no --secret-env was given"),
            Some(_) if delivery.truncated => Worth::Unchecked("the body is too large to be kept"),
            Some(secret) => {
                let body = &delivery.body.0;
                let shown = self.key.as_ref().map(ExposeSecret::expose_secret);
                let keys = Keys { shown, ..Keys::from(secret) };
                let verdict = self.webhook.signature.verify_at(keys, &delivery.headers, body, Timestamp::now());
                verdict.map_or_else(Worth::Invalid, |()| Worth::Valid)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn answers_are_statuses_or_none() {
        assert_eq!(answer("close").unwrap().kind, AnswerKind::Close);
        assert_eq!(answer("503").unwrap().kind, AnswerKind::Status(503));
        for text in ["", "100", "600", "-1", "two hundred"] {
            assert!(answer(text).is_err(), "{text}");
        }
    }
}
