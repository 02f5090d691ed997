//! Telling a report in the forum: what it says becomes a draft of an experience, which she goes on with and publishes there.

use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::directory::Catalogue;
use model::forum::{ExperienceDraft, Part, PartText, Told, TopicTitle};
use model::projects::{Activity, ReportPart, Whom};

/// The parts of a report that an experience has too.
const PARTS: [(ReportPart, Part); 5] = [
    (ReportPart::Done, Part::Done),
    (ReportPart::Results, Part::Results),
    (ReportPart::Helped, Part::Helped),
    (ReportPart::Hindered, Part::Hindered),
    (ReportPart::Learnt, Part::Learnt),
];

impl Platform {
    /// Makes a draft of an experience, for a space, out of the report of an activity of her organisation; one that tells just that is
    /// taken up again.
    ///
    /// # Errors
    /// `NotFound`, `SignIn`, `NotAllowed` for who does not work on the report or may not write there; `Invalid` if she has too many drafts.
    pub async fn retell_activity(
        &self,
        caller: &Caller,
        slug: &str,
        space: &str,
    ) -> Result<ExperienceDraft, Error> {
        let activity = self.visible_activity(caller, slug).await?;
        caller.contributor(activity.organization)?;
        let space = self.space(caller, space).await?;
        caller.writer(&space)?;
        let told = retold(&activity, self.catalogue().await?.as_ref());
        self.draft_that_tells(caller, space.id, told).await
    }
}

/// What an experience tells of it. Its counts stay behind: each of the two pages hides small groups by itself, and what one hides could be
/// found by subtracting from the other.
fn retold(activity: &Activity, catalogue: &Catalogue) -> Told {
    let own = &activity.report;
    let mut told = Told {
        title: cut(activity.title(), TopicTitle::LONGEST).and_then(|it| TopicTitle::parse(&it).ok()),
        place: own.place,
        from: own.from,
        to: own.to,
        domains: own.domains.clone(),
        ..Told::default()
    };
    let name = |it: &Whom| match it {
        Whom::Named(name) => Some(name.to_string()),
        Whom::Organization(id) => catalogue.get_published(*id).map(|it| it.name.to_string()),
    };
    let names: Vec<String> = own.organizers.iter().chain(&own.partners).filter_map(name).collect();
    let advice: Vec<String> = own.advice.iter().map(|it| format!("- {it}")).collect();
    let texts = PARTS.iter().map(|(from, to)| (*to, own.text(*from).to_owned()));
    for (part, text) in texts.chain([(Part::With, names.join(", ")), (Part::Recommended, advice.join("\n"))])
    {
        if let Some(text) = cut(&text, PartText::LONGEST).and_then(|it| PartText::parse(&it).ok()) {
            told.texts.insert(part, text);
        }
    }
    told
}

/// A text, or as much of it as fits; nothing if it is empty.
fn cut(text: &str, most: usize) -> Option<String> {
    if text.chars().count() <= most {
        return Some(text.to_owned()).filter(|it| !it.is_empty());
    }
    Some(text.chars().take(most - 1).chain(['…']).collect())
}
