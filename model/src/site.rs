//! What administrators decide about the whole site.

use crate::accounts::MAX_INVITATION_DAYS;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::text::Line;

/// A word on the home page.
pub type HomeWord = Line<4, 280>;

/// The names of the form's fields.
pub mod site_field {
    /// Whether somebody without an invitation may ask an organisation.
    pub const REQUESTS: &str = "demandes";
    /// For how many days an invitation is proposed.
    pub const DAYS: &str = "jours";
    /// The word on the home page.
    pub const WORD: &str = "mot";
    /// All of them.
    pub const ALL: [&str; 3] = [REQUESTS, DAYS, WORD];
}

/// The settings of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteSettings {
    /// Whether somebody without an invitation may ask an organisation to take her in.
    pub takes_requests: bool,
    /// For how many days an invitation is good, unless whoever makes it says otherwise.
    pub invitation_days: i64,
    /// A word on the home page.
    pub word: Option<HomeWord>,
    /// How often they were changed.
    pub version: i64,
}

impl SiteSettings {
    /// Reads `demandes`, `jours`, `mot`; they are of this version.
    ///
    /// # Errors
    /// One for each refused field.
    pub fn parse(fields: &Fields, version: i64) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let takes_requests = match fields.filled(site_field::REQUESTS) {
            Some("oui") => true,
            Some("non") => false,
            Some(_) => {
                errors.push(FieldError::new(site_field::REQUESTS, Problem::NotYesOrNo));
                false
            }
            None => {
                errors.push(FieldError::new(site_field::REQUESTS, Problem::Required));
                false
            }
        };
        let days = fields.get(site_field::DAYS).trim().parse::<i64>().ok();
        let days = days.filter(|it| (1..=MAX_INVITATION_DAYS).contains(it));
        if days.is_none() {
            let range = Problem::NotInRange { min: 1, max: MAX_INVITATION_DAYS };
            errors.push(FieldError::new(site_field::DAYS, range));
        }
        let word = HomeWord::parse_optional(fields.get(site_field::WORD));
        if let Err(problem) = &word {
            errors.push(FieldError::new(site_field::WORD, problem.clone()));
        }
        match (days, word) {
            (Some(invitation_days), Ok(word)) if errors.is_empty() => {
                Ok(Self { takes_requests, invitation_days, word, version })
            }
            _ => Err(errors),
        }
    }

    /// The form that they would be sent with.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::default();
        fields.push(site_field::REQUESTS, if self.takes_requests { "oui" } else { "non" });
        fields.push(site_field::DAYS, self.invitation_days.to_string());
        fields.push_some(site_field::WORD, self.word.as_ref().map(HomeWord::as_str));
        fields.push("version", self.version.to_string());
        fields
    }

    /// The fields in which they are not as these.
    pub fn differences(&self, before: &Self) -> Vec<&'static str> {
        let (new, old) = (self.to_fields(), before.to_fields());
        site_field::ALL.into_iter().filter(|name| new.get(name) != old.get(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> SiteSettings {
        SiteSettings { takes_requests: true, invitation_days: 14, word: None, version: 1 }
    }

    #[test]
    fn a_form_is_read_whole_or_every_wrong_field_is_named() {
        let word = HomeWord::parse("Formation à Ségou vendredi.").unwrap();
        let other =
            SiteSettings { takes_requests: false, invitation_days: 3, word: Some(word), ..settings() };
        assert_eq!(SiteSettings::parse(&other.to_fields(), 1), Ok(other.clone()));
        assert_eq!(other.differences(&settings()), site_field::ALL);
        assert!(settings().differences(&settings()).is_empty());
        let wrong = Fields::from([("demandes", "peut-être"), ("jours", "0"), ("mot", "<"), ("version", "1")]);
        let errors = SiteSettings::parse(&wrong, 1).unwrap_err();
        assert_eq!(errors.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), site_field::ALL);
        assert_eq!(SiteSettings::parse(&Fields::default(), 1).unwrap_err().len(), 2, "a word is not needed");
    }
}
