//! What somebody writes into the forum's forms, parsed and ready to be kept.

use super::post::PostText;
use super::space::{SpaceAbout, SpaceAudience, SpaceName, SpaceRules};
use super::topic::{TopicKind, TopicTitle};
use crate::accounts::DisplayName;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::id::PostId;

/// The fields of the forms.
pub mod forum_field {
    /// The title of a topic.
    pub const TITLE: &str = "titre";
    /// What a topic is.
    pub const KIND: &str = "genre";
    /// What is written.
    pub const TEXT: &str = "texte";
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
    /// Whether nobody writes in a space for now.
    pub const LOCKED: &str = "ferme";
    /// What holds a post back, a word on each line.
    pub const HELD: &str = "mots_retenus";
    /// What nobody fills in who sees the form.
    pub const TRAP: &str = "site";
    /// When a form was made.
    pub const STAMP: &str = "pris";
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
}

impl TopicDraft {
    /// Reads the form.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn parse(fields: &Fields) -> Result<Self, Vec<FieldError>> {
        let title = TopicTitle::parse(fields.get(forum_field::TITLE));
        let kind = coded(fields.get(forum_field::KIND), TopicKind::parse);
        match (title, kind, ReplyDraft::parse(fields)) {
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
    /// Reads the form.
    ///
    /// # Errors
    /// On the text, and on the other first name.
    pub fn parse(fields: &Fields) -> Result<Self, Vec<FieldError>> {
        let id = PostId::parse(fields.get(forum_field::ID));
        let alias = fields.filled(forum_field::ALIAS).map(DisplayName::parse).transpose();
        match (PostText::parse(fields.get(forum_field::TEXT)), alias) {
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
        match (name, about, rules, audience) {
            (Ok(name), Ok(about), Ok(rules), Ok(audience)) => Ok(Self { name, about, rules, audience }),
            (name, about, rules, audience) => Err(refused([
                (forum_field::NAME, name.err()),
                (forum_field::ABOUT, about.err()),
                (forum_field::RULES, rules.err()),
                (forum_field::AUDIENCE, audience.err()),
            ])),
        }
    }
}

fn coded<T>(code: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Problem> {
    parse(code).ok_or(Problem::Required)
}

fn refused<const N: usize>(problems: [(&'static str, Option<Problem>); N]) -> Vec<FieldError> {
    problems.into_iter().filter_map(|(field, problem)| Some(FieldError::new(field, problem?))).collect()
}
