//! Other words for what somebody wrote, with a trace: those of a post, or of the parts of an experience.

use super::acts::Act;
use crate::access::Caller;
use crate::error::Error;
use crate::forum::Scribe;
use crate::platform::Platform;
use model::audit::{Deed, Entry, Subject};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::forum::{
    Experience, KeptExperience, Part, PartText, PostText, Space, TopicKind, Visible, forum_field,
};
use model::id::{PostId, TopicId};
use model::moderation::{Case, Measure, MeasureKind, Why};
use model::time::Moment;

/// Other words for a post, by a moderator.
#[derive(Clone, Debug)]
pub struct Retouch {
    /// The post.
    pub post: PostId,
    /// The version that she saw.
    pub version: i64,
    /// What it says from now on.
    pub text: PostText,
    /// The experience that it tells from now on, if it tells one.
    pub retold: Option<Retold>,
}

/// An experience in other words.
#[derive(Clone, Debug)]
pub struct Retold {
    /// Its topic.
    pub topic: TopicId,
    /// What is told from now on.
    pub experience: Experience,
    /// The version of the experience that it takes the place of.
    pub replaces: i64,
    /// The line of the log if it was a good practice.
    pub lifted: Entry,
}

/// A post whose words a moderator may change.
#[derive(Clone, Debug)]
pub struct Retouchable {
    /// The space in which it stands.
    pub space: Space,
    /// The post with what is known about it.
    pub case: Case,
    /// The experience that it tells part by part, and its topic.
    pub told: Option<(TopicId, KeptExperience)>,
}

impl Platform {
    /// A post whose words a moderator may change: somebody else's that is there.
    ///
    /// # Errors
    /// As `case`; `NotAllowed` for her own, which she corrects as everybody does; `NotFound` for one that its author took away.
    pub async fn post_to_retouch(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
    ) -> Result<Retouchable, Error> {
        let (space, case) = self.case_of_another(caller, topic, number).await?;
        if !matches!(case.visible, Visible::Shown | Visible::Hidden) {
            return Err(Error::NotFound);
        }
        let topic = self.stores.forum.topic(case.topic).await?;
        let topic = topic.filter(|it| case.number == 1 && it.kind == TopicKind::Experience);
        let told = match topic {
            Some(topic) => self.stores.experiences.experience(topic.id).await?.map(|it| (topic.id, it)),
            None => None,
        };
        Ok(Retouchable { space, case, told })
    }

    /// Changes the words of somebody else's post (`texte`; of an experience each part that it tells, by the part's code), with a
    /// reason; `version` is that of the post that the moderator saw. What it said before is kept, and its author is told.
    ///
    /// # Errors
    /// As `post_to_retouch`; `Invalid` on the words and on the reason; `Conflict` if it was changed in between.
    pub async fn retouch_post(
        &self,
        caller: &Caller,
        (topic, number): (i64, i64),
        version: i64,
        fields: &Fields,
        scribe: Scribe<'_>,
    ) -> Result<Case, Error> {
        let Retouchable { space, case, told } = self.post_to_retouch(caller, topic, number).await?;
        let right = caller.space_moderator(&space)?;
        let words = match &told {
            Some((_, it)) => retold(&it.experience, fields).map(Words::Parts),
            None => PostText::parse(fields.get(forum_field::TEXT))
                .map(Words::Text)
                .map_err(|problem| vec![FieldError::new(forum_field::TEXT, problem)]),
        };
        let kind = MeasureKind::PostRetouched;
        let why = Why::parse(fields, kind.motives());
        let (words, why) = match (words, why) {
            (Ok(words), Ok(why)) => (words, why),
            (words, why) => {
                return Err(Error::Invalid(words.err().into_iter().flatten().chain(why.err()).collect()));
            }
        };
        if case.post_version != version {
            return Err(Error::Conflict);
        }
        let (text, retold) = match (words, told) {
            (Words::Parts(experience), Some((topic, kept))) => {
                let text = PostText::parse(&scribe(&experience, self.catalogue().await?.terms()));
                let text = text.map_err(|problem| Error::field(Part::Done.code(), problem))?;
                // Without a name: its author may speak under another one.
                let lifted = self.entry(None, Deed::PracticeLifted, Subject::Topic(case.topic));
                (text, Some(Retold { topic, experience, replaces: kept.version, lifted }))
            }
            (Words::Text(text), _) => (text, None),
            (Words::Parts(_), None) => return Err(Error::Conflict),
        };
        if text == case.text {
            return Ok(case);
        }
        let subject = Subject::Post(case.topic, case.number);
        let log = self.line_of_act(&right, kind, subject, &why);
        let retouch = Retouch { post: case.post, version, text, retold };
        let kept = self.stores.acts.retouch(&right, &retouch, &log).await;
        if retouch.retold.is_some() {
            self.doubt_experiences();
            self.shelves.doubt();
        }
        kept?;
        self.written.doubt();
        self.tell_of_act(&right, Act { kind, post: case.post, why: &why }).await;
        Ok(case)
    }

    /// What a post of hers said before a moderator changed its words, for an act that she was told of.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn former_words(&self, caller: &Caller, measure: &Measure) -> Result<Option<String>, Error> {
        let right = caller.oneself()?;
        let place = measure.post.filter(|_| measure.kind == MeasureKind::PostRetouched);
        let Some((topic, number)) = place.filter(|_| measure.towards.is(right.person())) else {
            return Ok(None);
        };
        let Some(topic) = self.stores.forum.topic(topic).await? else { return Ok(None) };
        let Some(post) = self.stores.forum.post(topic.id, number).await? else { return Ok(None) };
        let revisions = self.stores.forum.revisions(post.id).await?;
        let since = |until: Moment| until.0 <= measure.at.0;
        Ok(revisions.into_iter().rfind(|it| it.by_moderator && since(it.until)).map(|it| it.text))
    }
}

/// What a moderator wrote.
enum Words {
    /// In the place of a text.
    Text(PostText),
    /// In the place of the parts of an experience.
    Parts(Experience),
}

/// The experience with other words in each part that it tells; a part that is left empty is told no more, but what was done is, by
/// text or by voice.
fn retold(it: &Experience, fields: &Fields) -> Result<Experience, Vec<FieldError>> {
    let mut retold = it.clone();
    let mut errors = Vec::new();
    for part in it.texts.keys() {
        match PartText::parse_optional(fields.get(part.code())) {
            Ok(Some(text)) => drop(retold.texts.insert(*part, text)),
            Ok(None) if it.needs(*part) => errors.push(FieldError::new(part.code(), Problem::Required)),
            Ok(None) => drop(retold.texts.remove(part)),
            Err(problem) => errors.push(FieldError::new(part.code(), problem)),
        }
    }
    if errors.is_empty() { Ok(retold) } else { Err(errors) }
}
