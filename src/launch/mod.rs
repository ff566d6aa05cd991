//! Starts the operator's server on free ports, once per needed instance, and sees to it that nothing of it stays behind.
//!
//! Knows nothing of scenarios and judges nothing: a server that does not come up is neither right nor wrong.
//!
//! Each server is started into a process group led by a guard (`guard.sh`). The group is ended when a run is over, when
//! it is interrupted, when payspec panics, and, because the guard notices, when payspec is killed outright.

mod blank;
mod error;
mod group;
mod log;
mod ready;
mod server;

pub use error::{Failed, LaunchError};

use crate::contract::Auth;
use crate::record::Redactor;
use crate::runner::{Client, Stop};
use crate::target::{Placeholder, Target};
use blank::Blank;
use futures_util::future::{join_all, try_join_all};
use log::Log;
use ready::{Readiness, ready};
use secrecy::SecretString;
use server::Server;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

/// The server under test itself, among the instances.
const MAIN: &str = "main";
/// How often a server is started whose port somebody else took first.
const MOST_STARTS: u32 = 3;

/// Values of placeholders that do not depend on the server being started.
pub type Known = BTreeMap<Placeholder, SecretString>;

/// Servers that were started; dropping it kills them.
#[derive(Debug)]
pub struct Launched(Vec<Server>);

impl Launched {
    /// Stops every server; says what the operator should know.
    pub async fn stop(self) -> Vec<String> {
        join_all(self.0.into_iter().map(Server::stop)).await.into_iter().flatten().collect()
    }
}

/// Starts the server under test, unless the target has its address, and those of the wanted instances that the target
/// can start; their addresses are then the target's.
pub async fn launch(
    target: &mut Target,
    auth: &Auth,
    wanted: &BTreeSet<String>,
    known: &Known,
    out: Option<&Path>,
    stop: &Stop,
) -> Result<Launched, LaunchError> {
    let Some(launch) = target.launch.clone() else { return Ok(Launched(Vec::new())) };
    if let Some(folder) = out {
        fs::create_dir_all(folder).map_err(|cause| LaunchError::Folder(folder.to_owned(), cause))?;
    }
    let secrets = known.iter().filter(|(place, _)| place.is_secret()).map(|(_, secret)| secret);
    let bench = Bench { auth, out, stop, redactor: Arc::new(Redactor::new(target.secrets().chain(secrets))) };
    let main = target.url.is_empty().then_some(None);
    let further = launch.instances.keys().filter(|name| wanted.contains(*name)).map(|name| Some(name.as_str()));
    let blanks = main.into_iter().chain(further).map(|instance| Blank { instance, launch: &launch, target, known });
    let up = try_join_all(blanks.map(|blank| bench.bring_up(blank))).await?;
    let mut servers = Vec::new();
    for (instance, url, server) in up {
        target.settle(instance.as_deref(), url);
        servers.push(server);
    }
    Ok(Launched(servers))
}

/// What all servers of a run share.
struct Bench<'b> {
    auth: &'b Auth,
    out: Option<&'b Path>,
    stop: &'b Stop,
    redactor: Arc<Redactor>,
}

impl Bench<'_> {
    async fn bring_up(&self, blank: Blank<'_>) -> Result<(Option<String>, String, Server), LaunchError> {
        let mut starts = 1;
        loop {
            let place = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(LaunchError::Port)?;
            let port = place.local_addr().map_err(LaunchError::Port)?.port();
            match self.start(blank, place).await {
                Ok((url, server)) => return Ok((blank.instance.map(str::to_owned), url, server)),
                Err(LaunchError::Failed(_)) if starts < MOST_STARTS && is_taken(port) => starts += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Starts a server where `place` listens, which is kept until the last moment so that nobody else gets its port.
    async fn start(&self, blank: Blank<'_>, place: TcpListener) -> Result<(String, Server), LaunchError> {
        let filled = blank.fill(place.local_addr().map_err(LaunchError::Port)?.port())?;
        let mut seen = blank.target.clone();
        seen.settle(blank.instance, filled.url.clone());
        let client = Client::new(&seen, self.auth)?;
        let path = self.out.map(|folder| folder.join(format!("launch-{}.log", blank.name())));
        let log = Log::new(path, Arc::clone(&self.redactor))?;
        drop(place);
        let server = Server::start(blank.name(), &filled, &blank.launch.cwd, log)?;
        let readiness = Readiness { path: blank.launch.ready.as_deref(), timeout: blank.launch.timeout };
        let server = ready(server, blank.instance, &client, readiness, self.stop).await?;
        Ok((filled.url, server))
    }
}

/// Whether somebody listens on a port, now that the server meant for it is gone.
fn is_taken(port: u16) -> bool {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    bound.is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse)
}
