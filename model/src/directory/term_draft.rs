//! A term's draft: what the form of the vocabularies says about it, parsed and ready to be kept.

use super::term::{DomainIcon, Scheme, Term, TermId, Terms};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::search::fold;
use crate::text::Line;

/// A term's label.
pub type Label = Line<2, 80>;

/// The fields of a term's form.
pub mod field {
    /// The French label.
    pub const FRENCH: &str = "nom";
    /// The Bambara label.
    pub const BAMBARA: &str = "nom_bm";
    /// The English label.
    pub const ENGLISH: &str = "nom_en";
    /// The broader term.
    pub const PARENT: &str = "dans";
    /// The pictogram.
    pub const ICON: &str = "image";
    /// The purpose code.
    pub const CODE: &str = "cad";
}

/// What an administrator says about a term; target groups have neither pictogram, purpose code nor broader term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermDraft {
    french: Label,
    bambara: Option<Label>,
    english: Option<Label>,
    parent: Option<TermId>,
    icon: String,
    dac_code: Option<String>,
}

impl TermDraft {
    /// Parses all fields and reports every error; `own` is the term as it is, nothing for a new one.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form: a name that another term of the taxonomy has or had, a
    /// broader term that is not one of the broadest or may not be chosen, a purpose code that is none.
    pub fn parse(
        fields: &Fields,
        terms: &Terms,
        scheme: Scheme,
        own: Option<&Term>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let french =
            Label::parse(fields.get(field::FRENCH)).and_then(|label| free(label, terms, scheme, own));
        let french = kept(&mut errors, field::FRENCH, french);
        let bambara = kept(&mut errors, field::BAMBARA, Label::parse_optional(fields.get(field::BAMBARA)));
        let english = kept(&mut errors, field::ENGLISH, Label::parse_optional(fields.get(field::ENGLISH)));
        let (mut parent, mut icon, mut dac_code) = (None, String::new(), None);
        if scheme == Scheme::Domain {
            let wanted = fields.filled(field::PARENT);
            parent = wanted.and_then(|slug| kept(&mut errors, field::PARENT, broader(slug, terms, own)));
            let above = parent.as_ref().and_then(|id| terms.get(id));
            icon =
                kept(&mut errors, field::ICON, pictogram(fields.get(field::ICON), above)).unwrap_or_default();
            dac_code = fields
                .filled(field::CODE)
                .and_then(|text| kept(&mut errors, field::CODE, purpose_code(text)));
        }
        match (french, bambara, english) {
            (Some(french), Some(bambara), Some(english)) if errors.is_empty() => {
                Ok(Self { french, bambara, english, parent, icon, dac_code })
            }
            _ => Err(errors),
        }
    }

    /// The French label.
    pub const fn french(&self) -> &Label {
        &self.french
    }

    /// The term with what the draft says; place, marks and number stay.
    pub fn applied(self, term: &Term) -> Term {
        Term {
            french: self.french.to_string(),
            bambara: self.bambara.map(|it| it.to_string()),
            english: self.english.map(|it| it.to_string()),
            parent: self.parent,
            icon: self.icon,
            dac_code: self.dac_code,
            ..term.clone()
        }
    }
}

impl Term {
    /// The fields of the form that would make this term.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        fields.push(field::FRENCH, &self.french);
        fields.push_some(field::BAMBARA, self.bambara.as_deref());
        fields.push_some(field::ENGLISH, self.english.as_deref());
        fields.push_some(field::PARENT, self.parent.as_ref().map(TermId::as_str));
        fields.push(field::ICON, &self.icon);
        fields.push_some(field::CODE, self.dac_code.as_deref());
        fields
    }
}

fn kept<T>(errors: &mut Vec<FieldError>, field: &str, parsed: Result<T, Problem>) -> Option<T> {
    parsed.map_err(|problem| errors.push(FieldError::new(field, problem))).ok()
}

/// A name is had once. It is no other term's slug either: addresses and spreadsheets write slugs and names alike.
fn free(label: Label, terms: &Terms, scheme: Scheme, own: Option<&Term>) -> Result<Label, Problem> {
    let wanted = fold(label.as_str());
    let is_own = |id: &TermId| own.is_some_and(|own| own.id == *id);
    let same_name = terms.of(scheme).any(|term| !is_own(&term.id) && fold(&term.french) == wanted);
    let same_slug = terms.find(scheme, &wanted).is_some_and(|term| !is_own(&term.id));
    if same_name || same_slug { Err(Problem::TermTaken) } else { Ok(label) }
}

fn broader(slug: &str, terms: &Terms, own: Option<&Term>) -> Result<TermId, Problem> {
    let value = || slug.chars().take(80).collect();
    let above = terms.find(Scheme::Domain, slug).filter(|term| term.parent.is_none());
    let above = above.ok_or_else(|| Problem::UnknownValue { value: value() })?;
    let stays = own.is_some_and(|own| own.parent.as_ref() == Some(&above.id));
    match own {
        Some(own) if own.id == above.id => Err(Problem::SameTerm),
        Some(own) if terms.narrower(&own.id).next().is_some() => Err(Problem::HasNarrower),
        _ if !stays && !terms.is_offered(above) => Err(Problem::TermRetired { value: value() }),
        _ => Ok(above.id.clone()),
    }
}

/// A narrower term has the pictogram of the broader one unless it has its own.
fn pictogram(code: &str, above: Option<&Term>) -> Result<String, Problem> {
    match (code, above) {
        ("", Some(above)) => Ok(above.icon.clone()),
        ("", None) => Err(Problem::Required),
        (code, _) => {
            let unknown = || Problem::UnknownValue { value: code.chars().take(80).collect() };
            DomainIcon::parse(code).map(|icon| icon.code().to_owned()).ok_or_else(unknown)
        }
    }
}

fn purpose_code(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let is_code = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_code { Ok(text.to_owned()) } else { Err(Problem::NotAPurposeCode) }
}
