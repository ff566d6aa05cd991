//! What a step does: sends a request, sends an earlier one again, or collects webhooks.

use super::Collect;
use super::load::Loader;
use super::raw::RawStep;
use super::step::Step;
use crate::expect::{Template, wire};
use crate::files::At;
use std::collections::BTreeMap;

/// What a step does.
#[derive(Debug, Clone)]
pub enum Act {
    /// Sends a request.
    Send {
        /// Where to.
        route: Route,
        /// With which body.
        body: Body,
        /// Path parameters.
        with: BTreeMap<String, Template>,
        /// Query parameters, names and values.
        query: Vec<(Template, Template)>,
    },
    /// Collects webhook deliveries.
    Webhooks(Collect),
    /// Sends an earlier step's request again.
    Repeat {
        /// The earlier step.
        of: String,
    },
}

/// Where a request goes.
#[derive(Debug, Clone)]
pub enum Route {
    /// To an operation of the contract.
    Operation(String),
    /// To a path written out.
    Raw {
        /// The HTTP method.
        method: String,
        /// The path, query included.
        path: Template,
    },
}

impl Route {
    /// Whether it goes to an operation of the contract.
    pub fn is_operation(&self, operation: &str) -> bool {
        matches!(self, Self::Operation(name) if name == operation)
    }
}

/// What a request carries.
#[derive(Debug, Clone)]
pub enum Body {
    /// Nothing.
    None,
    /// A named sample.
    Sample(String),
    /// A text.
    Text(Template),
}

impl Loader<'_> {
    /// What a step does; nothing when a mistake was reported.
    pub(super) fn act(&mut self, raw: &At<RawStep>, earlier: &[Step]) -> Option<Act> {
        if let (Some(webhooks), None, None, None) = (&raw.webhooks, &raw.send, &raw.request, &raw.repeat) {
            if self.contract.webhook.is_none() {
                self.problem(webhooks.span(), "the contract describes no webhooks");
            }
            return self.collect(webhooks).map(Act::Webhooks);
        }
        if let (None, None, Some(of)) = (&raw.send, &raw.request, &raw.repeat)
            && raw.webhooks.is_none()
        {
            return Some(self.repeat(raw, of, earlier));
        }
        let route = self.route(raw)?;
        let body = self.body(raw)?;
        Some(Act::Send { route, body, with: self.templates(&raw.with), query: self.query(&raw.query) })
    }

    fn repeat(&mut self, raw: &RawStep, of: &At<String>, earlier: &[Step]) -> Act {
        if !earlier.iter().any(|step| step.name == **of) {
            let found = format!("there is no earlier step `{}`", **of);
            self.refuse(of.span(), found, earlier.iter().map(|step| step.name.as_str()));
        }
        if raw.sample.is_some() || raw.body.is_some() || !raw.with.is_empty() || !raw.query.is_empty() {
            self.problem(of.span(), "a repeat takes no sample, body, with or query; it sends what was sent");
        }
        Act::Repeat { of: of.to_string() }
    }

    fn route(&mut self, raw: &At<RawStep>) -> Option<Route> {
        match (&raw.send, &raw.request, &raw.repeat) {
            (Some(name), None, None) if raw.webhooks.is_none() => {
                let Some(operation) = self.contract.operations.get(name.as_str()) else {
                    let found = format!("unknown operation `{}`", **name);
                    self.refuse(name.span(), found, self.contract.operations.keys().map(String::as_str));
                    return None;
                };
                // A step that says its body itself has no places in it.
                let says_body = raw.body.is_some() || raw.sample.is_some();
                let in_path: Vec<&str> = operation.path_parameters().collect();
                for parameter in operation.parameters().filter(|name| !says_body || in_path.contains(name)) {
                    if !raw.with.contains_key(parameter) {
                        let found = format!("operation `{}` needs `with = {{ {parameter} = … }}`", **name);
                        self.problem(name.span(), found);
                    }
                }
                for (parameter, value) in &raw.with {
                    if !operation.parameters().any(|known| known == parameter) {
                        let found = format!("operation `{}` has no parameter `{parameter}`", **name);
                        self.refuse(value.span(), found, operation.parameters());
                    }
                }
                Some(Route::Operation(name.to_string()))
            }
            (None, Some(request), None) if raw.webhooks.is_none() => {
                let path = self.accept(request.span(), Template::parse(&request.path))?;
                self.accept(request.span(), wire::path(&request.path));
                self.accept(request.span(), wire::method(&request.method));
                if let Some(value) = raw.with.values().next() {
                    self.problem(value.span(), "`with` fills the path of a `send`; a `request` writes its path out");
                }
                Some(Route::Raw { method: request.method.clone(), path })
            }
            _ => {
                self.problem(raw.span(), "a step has exactly one of `send`, `request`, `repeat` and `webhooks`");
                None
            }
        }
    }

    fn body(&mut self, raw: &RawStep) -> Option<Body> {
        Some(match (&raw.sample, &raw.body) {
            (None, None) => Body::None,
            (Some(name), None) => {
                if !self.contract.samples.contains_key(name.as_str()) {
                    let found = format!("unknown sample `{}`", **name);
                    self.refuse(name.span(), found, self.contract.samples.keys().map(String::as_str));
                }
                Body::Sample(name.to_string())
            }
            (None, Some(text)) => Body::Text(self.accept(text.span(), Template::parse(text))?),
            (Some(_), Some(text)) => {
                self.problem(text.span(), "a step has at most one of `sample` and `body`");
                Body::None
            }
        })
    }

    pub(super) fn headers(&mut self, raw: &BTreeMap<String, At<String>>) -> BTreeMap<String, Template> {
        for (name, value) in raw {
            self.accept(value.span(), wire::header(name));
            if value.chars().any(|c| c.is_control() && c != '\t') {
                self.problem(value.span(), format!("header `{name}` has a control character, which HTTP cannot carry"));
            }
        }
        self.templates(raw)
    }

    fn query(&mut self, raw: &BTreeMap<String, At<String>>) -> Vec<(Template, Template)> {
        let mut query = Vec::new();
        for (name, text) in raw {
            let pair = Template::parse(name).and_then(|name| Ok((name, Template::parse(text)?)));
            query.extend(self.accept(text.span(), pair));
        }
        query
    }

    fn templates(&mut self, raw: &BTreeMap<String, At<String>>) -> BTreeMap<String, Template> {
        let mut templates = BTreeMap::new();
        for (name, text) in raw {
            if let Some(template) = self.accept(text.span(), Template::parse(text)) {
                templates.insert(name.clone(), template);
            }
        }
        templates
    }
}
