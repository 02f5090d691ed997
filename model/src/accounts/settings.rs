//! What a person decided about her own account.

use super::person::Person;
use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::language::{Locale, SpokenLanguage};
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

coded!(
    /// How often waiting news go out by e-mail.
    Digest {
        /// Each by itself.
        AtOnce = "aussitot",
        /// Once a day.
        Daily = "jour",
        /// Once a week.
        Weekly = "semaine",
        /// Never; only in the application.
        Never = "jamais",
    }
);

coded!(
    /// What news are about.
    NoticeKind {
        /// Her request to join was answered, or her right changed.
        Standing = "adhesion",
        /// Somebody asks to join her organisation.
        Request = "demande",
        /// A message came for her organisation.
        Message = "message",
        /// Something was decided about what she wrote.
        Decision = "decision",
        /// Somebody replied in a topic that she follows.
        Reply = "reponse",
        /// Somebody wrote her name in the forum.
        Mention = "mention",
        /// Something about a meeting for which she registered.
        Event = "rencontre",
        /// Something that a plan of her organisation holds is due soon, or late.
        Plan = "plan",
        /// Something that her group or organisation decides or watches together: a proposal, a pledge.
        Advocacy = "plaidoyer",
        /// Something about the safety of her account.
        Security = "securite",
        /// Something may put somebody in danger, and waits for those who moderate.
        Danger = "danger",
        /// A word of the administrators to everybody.
        Announcement = "annonce",
    }
);

impl NoticeKind {
    /// Whether it is told whatever somebody wants to hear of.
    pub const fn is_always_told(self) -> bool {
        matches!(self, Self::Security | Self::Danger)
    }

    /// Whether it always stands in the application: what is decided about somebody's words is known to her.
    pub const fn always_stands_here(self) -> bool {
        self.is_always_told() || matches!(self, Self::Decision)
    }

    /// The field in which she says whether news of this kind go out by e-mail.
    pub const fn mail_field(self) -> &'static str {
        match self {
            Self::Standing => "courriel_adhesion",
            Self::Request => "courriel_demande",
            Self::Message => "courriel_message",
            Self::Decision => "courriel_decision",
            Self::Reply => "courriel_reponse",
            Self::Mention => "courriel_mention",
            Self::Event => "courriel_rencontre",
            Self::Plan => "courriel_plan",
            Self::Advocacy => "courriel_plaidoyer",
            Self::Security => "courriel_securite",
            Self::Danger => "courriel_danger",
            Self::Announcement => "courriel_annonce",
        }
    }
}

coded!(
    /// What becomes of news of one kind.
    Way {
        /// They are not told at all.
        Off = "rien",
        /// They stand in the application alone.
        Here = "ici",
        /// They also go out by e-mail with the others, at the pace that she chose.
        Digest = "ensemble",
        /// They also go out by e-mail at once.
        AtOnce = "aussitot",
    }
);

/// Hours in which nothing rings, in Mali's time; the second may be smaller than the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// From this hour, 0 to 23.
    pub from: u8,
    /// To this hour, 0 to 23.
    pub to: u8,
}

impl QuietHours {
    /// Whether a moment falls into them.
    pub fn hold(self, moment: Moment) -> bool {
        let hour = u8::try_from(moment.0.div_euclid(3_600_000).rem_euclid(24)).unwrap_or_default();
        if self.from <= self.to {
            (self.from..self.to).contains(&hour)
        } else {
            hour >= self.from || hour < self.to
        }
    }

    /// When the next hour begins that is `hour` of the day, after this moment.
    const fn next(hour: u8, moment: Moment) -> Moment {
        const HOUR: i64 = 60 * 60 * 1000;
        let midnight = moment.0.div_euclid(24 * HOUR) * 24 * HOUR;
        let today = midnight + hour as i64 * HOUR;
        Moment(if today > moment.0 { today } else { today + 24 * HOUR })
    }

    /// When they begin next.
    pub const fn next_begin(self, moment: Moment) -> Moment {
        Self::next(self.from, moment)
    }

    /// When they end next.
    pub const fn next_end(self, moment: Moment) -> Moment {
        Self::next(self.to, moment)
    }
}

/// An e-mail address: optional, never shown, only for news and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Accepts what an SMTP server can be asked to deliver to; lower case, because nobody means two by two cases.
    ///
    /// # Errors
    /// `NotAnEmail`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim().to_lowercase();
        let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
        let is_host = |host: &str| {
            let label = |label: &str| {
                !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            };
            host.contains('.') && host.split('.').all(label)
        };
        match text.split_once('@') {
            Some((local, host))
                if text.len() <= 200
                    && !local.is_empty()
                    && local.chars().all(is_atom)
                    && !local.starts_with('.')
                    && !local.ends_with('.')
                    && !local.contains("..")
                    && is_host(host) =>
            {
                Ok(Self(text))
            }
            _ => Err(Problem::NotAnEmail),
        }
    }

    /// As `parse`, but nothing entered is `None`.
    ///
    /// # Errors
    /// As `parse`.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, Problem> {
        if text.trim().is_empty() { Ok(None) } else { Self::parse(text).map(Some) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Her choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language of the interface.
    pub locale: Locale,
    /// The language in which she would rather listen.
    pub hears: SpokenLanguage,
    /// What becomes of each kind of news; those that are not named go out with the others.
    pub ways: BTreeMap<NoticeKind, Way>,
    /// The kinds of news for which no phone of hers rings.
    pub silent: BTreeSet<NoticeKind>,
    /// How often news go out by e-mail.
    pub digest: Digest,
    /// When nothing rings.
    pub quiet: Option<QuietHours>,
    /// Whether leaving fast also ends the session.
    pub exit_ends_session: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            locale: Locale::French,
            hears: SpokenLanguage::French,
            ways: BTreeMap::new(),
            silent: BTreeSet::new(),
            digest: Digest::Daily,
            quiet: Some(QuietHours { from: 20, to: 7 }),
            exit_ends_session: true,
        }
    }
}

impl Settings {
    /// The language to listen in that a form names; French if it names none.
    pub fn hears(fields: &Fields) -> SpokenLanguage {
        SpokenLanguage::parse(fields.get("ecoute")).unwrap_or(SpokenLanguage::French)
    }

    /// What becomes of news of this kind. Nobody can be kept from hearing that her account is being opened, or that somebody is in
    /// danger.
    pub fn way(&self, kind: NoticeKind) -> Way {
        if kind.is_always_told() {
            return Way::AtOnce;
        }
        match self.ways.get(&kind).copied().unwrap_or(Way::Digest) {
            Way::Off if kind.always_stands_here() => Way::Here,
            way => way,
        }
    }

    /// Whether her phones ring for news of this kind.
    pub fn rings(&self, kind: NoticeKind) -> bool {
        self.way(kind) != Way::Off && (kind.is_always_told() || !self.silent.contains(&kind))
    }

    /// Reads the form; what is no longer ticked is off.
    ///
    /// # Errors
    /// One for each field.
    pub fn parse(fields: &Fields) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut hour = |name: &str| {
            let hour = fields.get(name).parse::<u8>().ok().filter(|hour| *hour < 24);
            if hour.is_none() {
                errors.push(FieldError::new(name, Problem::NotInRange { min: 0, max: 23 }));
            }
            hour.unwrap_or_default()
        };
        let quiet = fields.has("calme").then(|| QuietHours { from: hour("calme_de"), to: hour("calme_a") });
        let wanted: Vec<&str> = fields.all("nouvelles").collect();
        let way = |kind: NoticeKind| match wanted.contains(&kind.code()) || kind.always_stands_here() {
            true => Way::parse(fields.get(kind.mail_field())).unwrap_or(Way::Digest),
            false => Way::Off,
        };
        let ways = NoticeKind::ALL.iter().map(|kind| (*kind, way(*kind)));
        // Only a form that asked for which kinds a phone rings can say for which it does not.
        let rings: Vec<&str> = fields.all("sonne").collect();
        let silent = NoticeKind::ALL.iter().copied().filter(|kind| {
            fields.has("sonneries") && !kind.is_always_told() && !rings.contains(&kind.code())
        });
        let settings = Self {
            locale: Locale::parse(fields.get("langue")).unwrap_or(Locale::French),
            hears: Self::hears(fields),
            ways: ways.filter(|(kind, way)| !kind.is_always_told() && *way != Way::Digest).collect(),
            silent: silent.collect(),
            digest: Digest::parse(fields.get("courriel_rythme")).unwrap_or(Digest::Daily),
            quiet,
            exit_ends_session: fields.has("sortie"),
        };
        if errors.is_empty() { Ok(settings) } else { Err(errors) }
    }
}

/// An account as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// She.
    pub person: Person,
    /// Her e-mail address, if she has one: she typed the words of a letter that went there.
    pub email: Option<EmailAddress>,
    /// The one that she would like to have, whose letter she has not answered.
    pub wished_email: Option<EmailAddress>,
    /// Her choices.
    pub settings: Settings,
    /// When she joined.
    pub joined_at: Moment,
    /// Whether codes of an application are asked for.
    pub has_totp: bool,
    /// How many passkeys she has.
    pub passkeys: i64,
    /// How many paper codes are left.
    pub paper_codes: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_could_carry_a_header_is_refused() {
        for bad in
            ["", "a", "a@b", "@b.ml", "a@b.ml\r\nBcc: x@y.ml", "a b@c.ml", "a..b@c.ml", "a@b..ml", "é@b.ml"]
        {
            assert_eq!(EmailAddress::parse(bad), Err(Problem::NotAnEmail), "{bad:?}");
        }
        assert_eq!(EmailAddress::parse(" Awa.T+1@Exemple.ML ").unwrap().as_str(), "awa.t+1@exemple.ml");
        assert_eq!(EmailAddress::parse_optional("  "), Ok(None));
    }

    #[test]
    fn quiet_hours_may_cross_midnight() {
        let at = |hour: i64| Moment(hour * 3_600_000);
        let night = QuietHours { from: 20, to: 7 };
        assert!(night.hold(at(23)) && night.hold(at(6)) && !night.hold(at(7)) && !night.hold(at(12)));
        let noon = QuietHours { from: 12, to: 14 };
        assert!(noon.hold(at(13)) && !noon.hold(at(14)));
    }

    #[test]
    fn quiet_hours_begin_and_end_at_their_next_hour() {
        let at = |hours: i64| Moment(hours * 3_600_000);
        let night = QuietHours { from: 20, to: 7 };
        assert_eq!((night.next_begin(at(12)), night.next_end(at(12))), (at(20), at(31)));
        assert_eq!((night.next_begin(at(20)), night.next_end(at(23))), (at(44), at(31)));
        assert_eq!(night.next_end(at(30)), at(31));
    }

    #[test]
    fn a_phone_rings_for_what_she_ticked_and_for_her_safety() {
        assert!(NoticeKind::ALL.iter().all(|kind| Settings::default().rings(*kind)));
        let form = Fields::from([
            ("nouvelles", "reponse"),
            ("nouvelles", "mention"),
            ("sonneries", "1"),
            ("sonne", "mention"),
            // What is not told at all does not ring.
            ("sonne", "annonce"),
        ]);
        let settings = Settings::parse(&form).unwrap();
        let rings = |kinds: &[NoticeKind]| kinds.iter().map(|kind| settings.rings(*kind)).collect::<Vec<_>>();
        use NoticeKind::{Announcement, Danger, Mention, Reply, Security};
        assert_eq!(rings(&[Reply, Mention, Announcement]), [false, true, false]);
        assert_eq!(rings(&[Security, Danger]), [true, true]);
        // A page that was opened before this was asked silences nothing.
        let older = Settings::parse(&Fields::from([("nouvelles", "reponse")])).unwrap();
        assert!(older.rings(Reply));
        let kept: Settings = serde_json::from_str("{}").unwrap();
        assert!(kept.silent.is_empty());
    }

    #[test]
    fn news_about_her_safety_cannot_be_muted() {
        let settings = Settings::parse(&Fields::default()).unwrap();
        let ways = NoticeKind::ALL.iter().map(|kind| settings.way(*kind));
        assert_eq!(ways.filter(|way| *way == Way::Off).count(), NoticeKind::ALL.len() - 3);
        let always = [NoticeKind::Security, NoticeKind::Danger];
        assert_eq!(always.map(|kind| settings.way(kind)), [Way::AtOnce; 2]);
        assert_eq!(settings.quiet, None);
        assert_eq!(settings.way(NoticeKind::Decision), Way::Digest, "what is decided about her words stands");
        let muted = Fields::from([("courriel_decision", "rien")]);
        assert_eq!(Settings::parse(&muted).unwrap().way(NoticeKind::Decision), Way::Here, "as kept before");
    }

    #[test]
    fn each_kind_of_news_goes_its_own_way() {
        let form = Fields::from([
            ("nouvelles", "reponse"),
            ("courriel_reponse", "ici"),
            ("nouvelles", "mention"),
            ("courriel_mention", "aussitot"),
            ("nouvelles", "decision"),
            ("courriel_decision", "n'importe quoi"),
            // Whoever does not tick it does not want it, whatever its list says.
            ("courriel_annonce", "aussitot"),
        ]);
        let settings = Settings::parse(&form).unwrap();
        let kinds = [NoticeKind::Reply, NoticeKind::Mention, NoticeKind::Decision, NoticeKind::Announcement];
        assert_eq!(kinds.map(|kind| settings.way(kind)), [Way::Here, Way::AtOnce, Way::Digest, Way::Off]);
        let kept: Settings = serde_json::from_str(&serde_json::to_string(&settings).unwrap()).unwrap();
        assert_eq!(kept, settings);
        assert_eq!(Settings::default().way(NoticeKind::Reply), Way::Digest);
    }

    #[test]
    fn a_field_of_the_form_names_its_kind() {
        for kind in NoticeKind::ALL {
            assert_eq!(kind.mail_field(), format!("courriel_{}", kind.code()));
        }
    }
}
