//! What somebody writes into the forum's forms, parsed and ready to be kept.

use super::post::{POST_MIN, PostText};
use super::space::{SpaceAbout, SpaceAudience, SpaceName, SpaceRules};
use super::topic::{TopicKind, TopicTitle};
use crate::accounts::DisplayName;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::id::PostId;
use crate::language::SpokenLanguage;

/// The fields of the forms.
pub mod forum_field {
    /// The title of a topic.
    pub const TITLE: &str = "titre";
    /// What a topic is.
    pub const KIND: &str = "genre";
    /// What is written.
    pub const TEXT: &str = "texte";
    /// What is spoken: a file with sound.
    pub const VOICE: &str = "voix";
    /// Whether a recording that was kept is not to be sent after all.
    pub const NO_VOICE: &str = "sans_voix";
    /// What is seen: a file with an image.
    pub const PICTURE: &str = "image";
    /// What an image shows; its id follows.
    pub const ALT: &str = "alt.";
    /// A line that says what is heard.
    pub const CAPTION: &str = "ligne";
    /// Another first name to speak under.
    pub const ALIAS: &str = "prenom";
    /// Whether members may speak under another first name in a space.
    pub const ALIASES: &str = "autres_prenoms";
    /// The id of the post, made with the form.
    pub const ID: &str = "envoi";
    /// Whether she looked at topics like hers, and begins hers all the same.
    pub const SURE: &str = "quand_meme";
    /// The name of a space.
    pub const NAME: &str = "nom";
    /// What a space is for.
    pub const ABOUT: &str = "but";
    /// The rules of a space.
    pub const RULES: &str = "regles";
    /// Who reads a space.
    pub const AUDIENCE: &str = "public";
    /// The organisation whose members read a space, by its slug.
    pub const ORGANIZATION: &str = "organisation";
    /// The language that is mostly written in a space.
    pub const LANGUAGE: &str = "langue";
    /// The words that open a working group.
    pub const CODE: &str = "code";
    /// Whether nobody writes in a space for now.
    pub const LOCKED: &str = "ferme";
    /// What holds a post back, a word on each line.
    pub const HELD: &str = "mots_retenus";
    /// What nobody fills in who sees the form.
    pub const TRAP: &str = "site";
    /// When a form was made.
    pub const STAMP: &str = "pris";
    /// Our seal on the form of a post: which post it was made for, and when.
    pub const SEAL: &str = "sceau";
    /// How much time passes between two posts of one person.
    pub const SLOW: &str = "lent";
    /// The topic with which another becomes one, by its number or its address.
    pub const INTO: &str = "vers";
    /// A post that is chosen, by its number.
    pub const CHOSEN: &str = "choix";
    /// That she knows that more people will read it.
    pub const WIDER: &str = "sure";
    /// Why a moderator does something.
    pub const REASON: &str = "raison";
    /// What becomes of the title that a topic had.
    pub const OLD_TITLE: &str = "ancien";
    /// That readers are not shown what a post said before.
    pub const WITHHOLDS: &str = "sans_avant";
}

/// A topic that is begun, with its first post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicDraft {
    /// Its title.
    pub title: TopicTitle,
    /// What it is.
    pub kind: TopicKind,
    /// The first post.
    pub post: ReplyDraft,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyDraft {
    /// Its id, if the form carried one.
    pub id: Option<PostId>,
    /// What is written.
    pub text: PostText,
    /// The other first name that she speaks under, if she does.
    pub alias: Option<DisplayName>,
}

/// A space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceDraft {
    /// What it is called.
    pub name: SpaceName,
    /// What it is for.
    pub about: Option<SpaceAbout>,
    /// Its rules.
    pub rules: Option<SpaceRules>,
    /// Who reads it.
    pub audience: SpaceAudience,
    /// The language that is mostly written in it: French where nothing is said.
    pub language: SpokenLanguage,
}

impl TopicDraft {
    /// Reads the form; `heard` says whether there is a recording, beside which nothing need be written.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn parse(fields: &Fields, heard: bool) -> Result<Self, Vec<FieldError>> {
        let title = TopicTitle::parse(fields.get(forum_field::TITLE));
        // An experience is told on its own way, in its parts.
        let kind = TopicKind::parse(fields.get(forum_field::KIND)).filter(|it| *it != TopicKind::Experience);
        let kind = kind.ok_or(Problem::Required);
        match (title, kind, ReplyDraft::parse(fields, heard)) {
            (Ok(title), Ok(kind), Ok(post)) => Ok(Self { title, kind, post }),
            (title, kind, post) => {
                let mut errors =
                    refused([(forum_field::TITLE, title.err()), (forum_field::KIND, kind.err())]);
                errors.extend(post.err().unwrap_or_default());
                Err(errors)
            }
        }
    }
}

impl ReplyDraft {
    /// Reads the form; `heard` as for a topic.
    ///
    /// # Errors
    /// On the text, and on the other first name.
    pub fn parse(fields: &Fields, heard: bool) -> Result<Self, Vec<FieldError>> {
        let id = PostId::parse(fields.get(forum_field::ID));
        let alias = fields.filled(forum_field::ALIAS).map(DisplayName::parse).transpose();
        match (text(fields.get(forum_field::TEXT), heard), alias) {
            (Ok(text), Ok(alias)) => Ok(Self { id, text, alias }),
            (text, alias) => {
                Err(refused([(forum_field::TEXT, text.err()), (forum_field::ALIAS, alias.err())]))
            }
        }
    }
}

impl SpaceDraft {
    /// Reads the form.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn parse(fields: &Fields) -> Result<Self, Vec<FieldError>> {
        let name = SpaceName::parse(fields.get(forum_field::NAME));
        let about = SpaceAbout::parse_optional(fields.get(forum_field::ABOUT));
        let rules = SpaceRules::parse_optional(fields.get(forum_field::RULES));
        let audience = coded(fields.get(forum_field::AUDIENCE), SpaceAudience::parse);
        let language = fields.filled(forum_field::LANGUAGE).unwrap_or(SpokenLanguage::French.code());
        let language = coded(language, SpokenLanguage::parse);
        match (name, about, rules, audience, language) {
            (Ok(name), Ok(about), Ok(rules), Ok(audience), Ok(language)) => {
                Ok(Self { name, about, rules, audience, language })
            }
            (name, about, rules, audience, language) => Err(refused([
                (forum_field::NAME, name.err()),
                (forum_field::ABOUT, about.err()),
                (forum_field::RULES, rules.err()),
                (forum_field::AUDIENCE, audience.err()),
                (forum_field::LANGUAGE, language.err()),
            ])),
        }
    }
}

/// A post says something, written or spoken.
fn text(text: &str, heard: bool) -> Result<PostText, Problem> {
    let text = PostText::parse(text)?;
    match text.as_str().chars().count() {
        0 if heard => Ok(text),
        0 => Err(Problem::Required),
        short if short < POST_MIN => Err(Problem::TooShort { min: POST_MIN }),
        _ => Ok(text),
    }
}

fn coded<T>(code: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Problem> {
    parse(code).ok_or(Problem::Required)
}

fn refused<const N: usize>(problems: [(&'static str, Option<Problem>); N]) -> Vec<FieldError> {
    problems.into_iter().filter_map(|(field, problem)| Some(FieldError::new(field, problem?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_says_something_written_or_spoken() {
        let parse = |text: &str, heard| {
            let draft = ReplyDraft::parse(&Fields::from([("texte", text)]), heard);
            draft.map(|it| it.text.to_string()).map_err(|mut it| it.remove(0).problem)
        };
        assert_eq!(parse("Oui", false), Ok("Oui".to_owned()));
        assert_eq!(parse("  ", false), Err(Problem::Required));
        assert_eq!(parse("  ", true), Ok(String::new()));
        assert_eq!(parse("a", true), Err(Problem::TooShort { min: 2 }));
    }
}
