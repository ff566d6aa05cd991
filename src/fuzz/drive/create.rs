//! Creates: one request of a sample with twists and triggers, and what it may answer.

use super::done::Wanted;
use super::field::Field;
use super::made::{Forced, Known, Made, Standing};
use super::prepared::{Lesson, Naming, Patience, Prepared, Script, Sending};
use super::sheet::{Sheet, made};
use crate::contract::Given;
use crate::fuzz::guide::{Fate, Guide, Outcome, Situation, Twist};
use crate::fuzz::walk::{Act, Create, HOSTILE_JSON, Tag, UNREADABLE, Wire};
use crate::runner::Draft;
use crate::scenario::Credential;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

impl<'f> Field<'f> {
    pub(super) fn create(&self, act: &Act, create: &Create) -> Option<Prepared<'f>> {
        let ground = self.ground;
        let guide: &'f Guide = &ground.guide;
        let sheet = Sheet::of(ground, &self.label, act.tag, create, self.url(create).as_deref())?;
        let key = create.key.and_then(|form| self.key(act.tag, form));
        let mut draft = self.draft(&guide.create, act.who.credential())?;
        draft.body = Some(sheet.body.clone());
        draft.headers.insert("Content-Type".into(), "application/json".into());
        for (name, value) in &sheet.headers {
            draft.headers.insert(name.clone(), value.clone());
        }
        let keyed = guide.key_header.as_ref().zip(key.as_ref());
        if let Some((header, key)) = keyed {
            draft.headers.insert(header.clone(), key.clone());
        }
        let drafts: Vec<Draft> = (1..=act.copies.max(1))
            .map(|copy| {
                let mut draft = draft.clone();
                if let (Some((header, key)), true) = (keyed, create.own_keys && act.copies > 1) {
                    draft.headers.insert(header.clone(), format!("{key}-{copy}"));
                }
                draft
            })
            .collect();
        let script = self.scripted.then(|| self.create_script(act, create, &sheet, key.as_deref()));
        let twists: Vec<&'f Twist> =
            create.twists.iter().filter_map(|(index, _)| guide.twists.get(usize::from(*index))).collect();
        self.count(create);
        let own_keys = create.own_keys && key.is_some();
        let what = What::of(guide, create, &twists, (act.copies > 1).then_some(own_keys));
        let forced = forced(guide, create, &twists);
        let made = Made {
            tag: act.tag,
            who: act.who,
            draft,
            sheet: Arc::new(sheet),
            sample: create.sample,
            key,
            standing: Standing::Unclear,
            state: Known::Nothing,
            outcome: if what.free { Forced::Unclear } else { forced },
            later: self.seconds(create.timing),
            sent: Instant::now(),
            raced: act.copies > 1,
            conflicted: false,
            loose: what.free,
            hook: self.url(create).is_some(),
            shared: false,
            replayed: false,
            shown: Vec::new(),
            values: OnceLock::new(),
        };
        let mut asked: Vec<Wanted<'f>> =
            twists.iter().flat_map(|twist| twist.asked.iter().map(Cow::Borrowed)).collect();
        let mut if_accepted = Vec::new();
        let mut if_refused = Vec::new();
        match &what.when {
            Situation::Sound => {
                if_accepted = outcome_asked(guide, create, &twists, forced);
                if !twists.iter().any(|twist| twist.alone) {
                    asked.extend(rules(guide, &guide.create, &what.when));
                }
            }
            Situation::Refused => {
                // What else differs says nothing about a create with a defect.
                let defects = twists.iter().filter(|twist| twist.fate == Fate::Refused);
                asked = defects.flat_map(|twist| twist.asked.iter().map(Cow::Borrowed)).collect();
                if_refused = rules(guide, &guide.create, &what.when);
            }
            Situation::Hostile => asked.clear(),
            other => asked = rules(guide, &guide.create, other),
        }
        let values = made.values(guide).clone();
        Some(Prepared {
            drafts,
            label: what.label,
            class: what.class,
            before: String::new(),
            asked,
            if_accepted,
            if_refused,
            values,
            origin: None,
            acts: true,
            until: None,
            lesson: Lesson::Create(Box::new(made)),
            script,
        })
    }

    /// A key of a form for an act.
    pub(super) fn key(&self, tag: Tag, form: u16) -> Option<String> {
        let generator = self.ground.guide.keys.get(usize::from(form))?;
        Some(made(self.ground, &self.label, tag, "key", generator))
    }

    /// A request to an operation, its parameters still to be named.
    pub(super) fn draft(&self, operation: &str, credential: Credential) -> Option<Draft> {
        let known = self.ground.target.operations.get(operation)?;
        let mut draft = Draft::to(known, credential);
        let agent = concat!("payspec/", env!("CARGO_PKG_VERSION"), " (fuzz)");
        draft.headers.insert("User-Agent".to_owned(), agent.to_owned());
        Some(draft)
    }

    fn seconds(&self, timing: u16) -> Option<u32> {
        let later = timing.checked_sub(1)?;
        self.ground.guide.timing.as_ref()?.later.get(usize::from(later)).copied()
    }

    fn count(&self, create: &Create) {
        let tried = &self.ground.artist.tried;
        create.twists.iter().for_each(|(twist, form)| tried.note_twist((*twist).into(), (*form).into()));
        create.triggers.iter().for_each(|trigger| tried.note_trigger((*trigger).into()));
    }

    fn create_script(&self, act: &Act, create: &Create, sheet: &Sheet, key: Option<&str>) -> Script {
        let guide = &self.ground.guide;
        let operation = guide.create.clone();
        let shape = guide.shapes.get(usize::from(create.sample)).map(|shape| shape.name.clone()).unwrap_or_default();
        let mut headers = sheet.headers.clone();
        let mut fresh = self.namings(sheet);
        if let (Some(header), Some(key), Some(form)) = (&guide.key_header, key, create.key) {
            let copies = create.own_keys && act.copies > 1;
            headers.insert(header.clone(), if copies { format!("{key}-${{n}}") } else { key.to_owned() });
            fresh.extend(self.key_naming(key, form));
        }
        let (sending, edits) = if sheet.literal {
            (Sending::Body(operation, String::from_utf8_lossy(&sheet.body).into_owned()), Default::default())
        } else {
            (Sending::Sample(operation, shape), sheet.edits.clone())
        };
        let credential = (act.who.credential() != Credential::Main).then(|| act.who.credential());
        Script {
            sending: Some(sending),
            edits,
            headers,
            credential,
            copies: act.copies,
            fresh,
            patience: None::<Patience>,
            url: self.url(create),
            ..Script::default()
        }
    }

    /// The values of a sheet that every run makes anew.
    pub(super) fn namings(&self, sheet: &Sheet) -> Vec<Naming> {
        let naming = |(name, given): (&String, &Given)| {
            let value = sheet.values.get(name)?.to_owned();
            Some(Naming { value, name: name.clone(), given: given.clone() })
        };
        sheet.given.iter().filter_map(naming).collect()
    }

    pub(super) fn key_naming(&self, key: &str, form: u16) -> Option<Naming> {
        let given = Given::Made(self.ground.guide.keys.get(usize::from(form))?.clone());
        Some(Naming { value: key.to_owned(), name: "key".into(), given })
    }
}

/// What a create is, in the words of the guide.
struct What {
    when: Situation,
    label: String,
    class: String,
    /// Whether anything may come of it.
    free: bool,
}

impl What {
    /// `race` says whether copies at one moment have keys of their own, where there are several.
    fn of(guide: &Guide, create: &Create, twists: &[&Twist], race: Option<bool>) -> Self {
        let hostile =
            |text: u16, list: &[(&str, &str)]| list.get(usize::from(text)).map_or("", |(name, _)| name).to_owned();
        match create.wire {
            Wire::Unreadable(body) => {
                let name = UNREADABLE.get(usize::from(body)).map_or("", |(name, _)| name);
                return Self {
                    when: Situation::Unreadable,
                    label: format!("unreadable: {name}"),
                    class: "unreadable".into(),
                    free: true,
                };
            }
            Wire::Hostile { text, .. } => {
                let name = hostile(text, HOSTILE_JSON);
                return Self {
                    when: Situation::Hostile,
                    label: format!("hostile: {name}"),
                    class: format!("hostile {name}"),
                    free: true,
                };
            }
            Wire::Plain => {}
        }
        if let Some(defect) = twists.iter().find(|twist| twist.fate == Fate::Refused) {
            return Self {
                when: Situation::Refused,
                label: defect.name.clone(),
                class: defect.class.clone(),
                free: false,
            };
        }
        if let Some(own_keys) = race {
            let when = if own_keys { Situation::RaceTaken } else { Situation::Race };
            let word = when.word().to_owned();
            return Self { when, label: word.clone(), class: word, free: false };
        }
        let names: Vec<&str> = create
            .triggers
            .iter()
            .filter_map(|index| guide.triggers.get(usize::from(*index)))
            .map(|trigger| trigger.name.as_str())
            .collect();
        let (label, class) = match (twists.first(), names.as_slice()) {
            (Some(twist), []) => (twist.name.clone(), twist.class.clone()),
            (_, []) => ("sound".to_owned(), "sound".to_owned()),
            (_, names) => (names.join(" + "), names.join(" + ")),
        };
        Self { when: Situation::Sound, label, class, free: twists.iter().any(|twist| twist.alone) }
    }
}

/// The strongest trigger in a create.
fn forced(guide: &Guide, create: &Create, twists: &[&Twist]) -> Forced {
    let of_twists = twists.iter().filter_map(|twist| {
        let name = twist.trigger.as_ref()?;
        u16::try_from(guide.triggers.iter().position(|trigger| trigger.name == *name)?).ok()
    });
    create.triggers.iter().copied().chain(of_twists).min().map_or(Forced::No, Forced::By)
}

/// What is asked of the answer for the sake of the outcome.
fn outcome_asked<'g>(guide: &'g Guide, create: &Create, twists: &[&Twist], forced: Forced) -> Vec<Wanted<'g>> {
    if twists.iter().any(|twist| twist.alone) {
        return Vec::new();
    }
    let of = |outcome: &'g Outcome| -> Vec<&'g crate::fuzz::guide::Asked> {
        let timed = match (&guide.timing, create.timing) {
            (None, _) => [].iter(),
            (Some(_), 0) => outcome.now.iter(),
            (Some(_), _) => outcome.later.iter(),
        };
        outcome.always.iter().chain(timed).collect()
    };
    let Forced::By(index) = forced else {
        return of(&guide.untriggered).into_iter().map(Cow::Borrowed).collect();
    };
    let Some(winner) = guide.triggers.get(usize::from(index)) else { return Vec::new() };
    let weaker = create
        .triggers
        .iter()
        .filter(|other| **other > index)
        .filter_map(|other| guide.triggers.get(usize::from(*other)));
    let over = weaker.filter_map(|other| winner.over.get(&other.name)).next();
    of(&winner.outcome)
        .into_iter()
        .map(|asked| match over {
            Some(clause) => Cow::Owned(asked.under(clause, asked.level)),
            None => Cow::Borrowed(asked),
        })
        .collect()
}

/// What the rules of a situation ask.
pub(super) fn rules<'g>(guide: &'g Guide, operation: &str, when: &Situation) -> Vec<Wanted<'g>> {
    let fitting = guide.rules.iter().filter(|rule| rule.operation == operation && rule.when == *when);
    fitting.flat_map(|rule| rule.asked.iter().map(Cow::Borrowed)).collect()
}
