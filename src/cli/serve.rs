//! `payspec serve`: runs the reference server, for people who build clients.

use super::exit::{Exit, Failure};
use super::settings::time_scale_is_fine;
use crate::embedded::{EmbeddedError, Serving, contracts, serve};
use clap::Args;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use tokio::runtime::Runtime;

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// The contract
    contract: String,
    /// The port; 0 lets the system pick
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Real seconds per documented second
    #[arg(long, value_name = "X", default_value_t = 1.0)]
    time_scale: f64,
    /// Answers every payouts route with PAYOUTS_DISABLED
    #[arg(long)]
    disabled: bool,
    /// How many payouts may be open
    #[arg(long, value_name = "N")]
    max_open: Option<usize>,
    /// Requests per minute and key: 120/min; no limit when absent
    #[arg(long, value_name = "N/min")]
    rate: Option<String>,
    /// Delivers webhooks whatever certificate the receiver shows; for receivers on this machine
    #[arg(long)]
    trust_any_receiver: bool,
    /// Looks like a server with a real provider behind it
    #[arg(long)]
    live: bool,
    /// Starts with this fault or variant; may be repeated
    #[arg(long = "fault", visible_alias = "variant", value_name = "NAME")]
    deviations: Vec<String>,
}

pub(super) fn main(arguments: &ServeArguments) -> Result<Exit, Failure> {
    if !contracts().any(|known| known == arguments.contract) {
        let known = contracts().collect::<Vec<_>>().join(", ");
        return Err(Failure::usage(format!("no reference server for `{}`; allowed: {known}", arguments.contract)));
    }
    time_scale_is_fine(Some(arguments.time_scale))?;
    let rate = arguments.rate.as_deref().map(|text| {
        let number = text.strip_suffix("/min").unwrap_or(text).parse::<u32>().ok().filter(|number| *number > 0);
        number.ok_or_else(|| Failure::usage(format!("`{text}` is no rate; write 120/min")))
    });
    let serving = Serving {
        listen: SocketAddr::new(arguments.host, arguments.port),
        time_scale: arguments.time_scale,
        trust_any_receiver: arguments.trust_any_receiver,
        deviations: arguments.deviations.clone(),
        disabled: arguments.disabled,
        max_open: arguments.max_open,
        rate_per_minute: rate.transpose()?,
        live: arguments.live,
    };
    let runtime = Runtime::new().map_err(Failure::bug)?;
    runtime.block_on(async {
        let served = serve(&arguments.contract, &serving).await.map_err(|error| match error {
            EmbeddedError::Start(error) => Failure::incomplete(format!("failed to listen: {error}")),
            other => other.into(),
        })?;
        anstream::println!("listening on {}", served.running.base_url());
        for note in &served.notes {
            anstream::println!("{note}");
        }
        tokio::signal::ctrl_c().await.map_err(Failure::bug)?;
        served.running.stop().await;
        Ok(Exit::Done)
    })
}
