//! Targets that point elsewhere: nobody follows, least of all with a key in hand.

use crate::outcome::run_mini;
use crate::raw_server::Server;
use crate::{altered, is_create};

#[test]
fn a_redirect_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::start(|_, _| {});
        let location = format!("{}/notes", other.url());
        let server = altered(move |request, answer| {
            if is_create(request) {
                answer.status = status;
                answer.headers.push(("Location".into(), location.clone().into_bytes()));
                answer.body.clear();
            }
        });
        let outcome = run_mini(&format!("redirect-{status}"), &server.url(), &[]);
        outcome.breaks(&["notes.bad-amount-refused", "notes.created"]);
        assert_eq!(other.connections(), 0, "{outcome:?}");
    }
}

#[test]
fn a_redirect_on_the_same_host_is_not_followed_either() {
    let server = altered(|request, answer| {
        if is_create(request) {
            answer.status = 307;
            answer.headers.push(("Location".into(), b"/notes/elsewhere".to_vec()));
        }
    });
    run_mini("redirect-home", &server.url(), &[]).breaks(&["notes.bad-amount-refused", "notes.created"]);
}

#[test]
fn a_target_that_redirects_everything_is_another_address() {
    let other = Server::start(|_, _| {});
    let location = other.url();
    let server = altered(move |_, answer| {
        answer.status = 302;
        answer.headers.push(("Location".into(), location.clone().into_bytes()));
    });
    let outcome = run_mini("redirect-everything", &server.url(), &[]);
    outcome.says_nothing(&format!("the target redirects to {} (status 302)", other.url()));
    assert_eq!(other.connections(), 0);
}

#[test]
fn other_ways_of_pointing_elsewhere_are_not_followed() {
    let other = Server::start(|_, _| {});
    let url = other.url();
    let server = altered(move |_, answer| {
        for name in ["Refresh", "Link", "Alt-Svc", "Content-Location", "Location"] {
            answer.headers.push((name.into(), format!("0; url={url}").into_bytes()));
        }
    });
    let outcome = run_mini("pointing", &server.url(), &[]);
    assert_eq!(outcome.ran.code, Some(0), "{outcome:?}");
    assert_eq!(other.connections(), 0);
}
