//! Health and the requirements of a destination.

use serde_json::{Map, Value, json};

use super::App;
use super::answer::Answer;
use super::behaviour::errors::Kind;
use super::behaviour::live::LiveHealth;
use super::behaviour::side_routes::{HealthBlock, OpenPayouts, RequirementsShape, RequirementsUnknown};
use super::country::{Country, Document, Facts, Form, Member};
use super::refusal::Refusal;

impl App {
    pub(crate) fn health(&self) -> Answer {
        let rules = &self.behaviour().side_routes;
        let (mut provider, mut mode) = match (self.config.live, self.behaviour().live.health) {
            (true, LiveHealth::Honest) => ("dlocal", "live"),
            (true, LiveHealth::SaysMock) | (false, _) => ("mock", "sandbox"),
        };
        let mut enabled = Value::from(self.config.enabled);
        match rules.health_block {
            HealthBlock::Documented | HealthBlock::WithMore | HealthBlock::Absent => {}
            HealthBlock::EnabledAsText => enabled = self.config.enabled.to_string().into(),
            HealthBlock::OtherProvider => provider = "internal",
            HealthBlock::OtherMode => mode = "test",
        }
        let mut block = Map::from_iter([
            ("enabled".to_owned(), enabled),
            ("provider".to_owned(), provider.into()),
            ("mode".to_owned(), mode.into()),
        ]);
        match rules.open_payouts {
            OpenPayouts::Open => block.insert("open_payouts".into(), self.store.open().into()),
            OpenPayouts::Stored => block.insert("open_payouts".into(), self.store.stored().into()),
            OpenPayouts::Text => block.insert("open_payouts".into(), self.store.open().to_string().into()),
            OpenPayouts::Negative => block.insert("open_payouts".into(), (-1).into()),
            OpenPayouts::Absent => None,
        };
        let mut body = Map::from_iter([("status".to_owned(), "ok".into())]);
        if rules.health_block == HealthBlock::WithMore {
            block.insert("provider_latency_ms".into(), 12.into());
            body.insert("version".into(), "1.14.2".into());
            body.insert("payroll".into(), json!({ "enabled": true }));
        }
        if rules.health_block != HealthBlock::Absent {
            body.insert("payouts".into(), block.into());
        }
        Answer::ok(body.into())
    }

    pub(crate) fn requirements(&self, code: &str) -> Result<Answer, Refusal> {
        let rules = &self.behaviour().side_routes;
        if rules.requirements == RequirementsShape::TakenForAnId {
            return Err(Refusal::unknown_payout());
        }
        let country = Country::named(code).filter(|country| {
            rules.requirements_gap != Some(*country) && self.behaviour().countries.forgotten != Some(*country)
        });
        let Some(country) = country else {
            return match rules.requirements_unknown {
                RequirementsUnknown::Refused => {
                    Err(Refusal::new(Kind::UnknownDestination, "Payouts go to MX, CO, AR, BR, CL and PE."))
                }
                RequirementsUnknown::EmptyObject => Ok(Answer::ok(json!({}))),
            };
        };
        let facts = country.facts();
        Ok(Answer::ok(match rules.requirements {
            RequirementsShape::List => {
                facts.methods.iter().flat_map(|(_, members)| members.iter().map(field)).collect()
            }
            RequirementsShape::JsonSchema => json!({ "type": "object", "properties": properties(facts) }),
            RequirementsShape::Object | RequirementsShape::TakenForAnId => object(facts, !self.config.live),
        }))
    }
}

fn object(facts: &Facts, mock: bool) -> Value {
    let methods = facts
        .methods
        .iter()
        .map(|(name, members)| json!({ "id": name, "bank_account": members.iter().map(field).collect::<Vec<_>>() }));
    let documents = facts.documents.iter().map(|(name, document)| {
        json!({ "type": name, "check_digit": !matches!(document, Document::Digits(..) | Document::Free { .. }) })
    });
    let mut body = json!({
        "object": "payout_requirements",
        "country": facts.code,
        "currency": facts.currency,
        "default_payment_method_id": facts.methods[0].0,
        "payment_methods": methods.collect::<Vec<_>>(),
        "document_types": documents.collect::<Vec<_>>(),
    });
    if mock {
        body["mock"] = true.into();
    }
    body
}

fn properties(facts: &Facts) -> Value {
    let members = facts.methods.iter().flat_map(|(_, members)| members.iter());
    members.map(|member| (member.name.to_owned(), json!({ "type": "string" }))).collect::<Map<_, _>>().into()
}

fn field(member: &Member) -> Value {
    let form = match member.form {
        Form::Clabe => json!({ "pattern": "^[0-9]{18}$", "check_digit": true }),
        Form::Cbu => json!({ "pattern": "^[0-9]{22}$", "check_digit": true }),
        Form::Cci => json!({ "pattern": "^[0-9]{20}$", "check_digit": true }),
        Form::ColombianBankCode => json!({ "pattern": "^[0-9]{4}$" }),
        Form::ColombianAccount => json!({ "pattern": "^[0-9]{5,17}$" }),
        Form::AccountType(known) => json!({ "enum": known }),
        Form::Digits(least, most) => json!({ "pattern": format!("^[0-9]{{{least},{most}}}$") }),
        Form::Text(most) => json!({ "max_length": most }),
    };
    json!({ "name": member.name, "required": true, "form": form })
}
