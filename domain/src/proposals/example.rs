//! Example proposals of the example group, which say *(exemple)*.

use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::wrong_example;
use model::forum::{Space, SpaceAudience};
use model::id::ProposalId;
use model::proposals::{Circle, Concluded, Conclusion, Ended, Proposal, ProposalText, ProposalTitle, Tally};
use model::time::Moment;

/// `= title`, then what is proposed; before it `* members yes abstain no block` and `> what came of it` if it is over.
const PROPOSALS: &str = include_str!("../../data/example-proposals.txt");
const DAY: i64 = 24 * 60 * 60 * 1000;
/// How long one that is over was open, and how long the other one is.
const PAST: i64 = 10 * DAY;
const AHEAD: i64 = 60 * DAY;

impl Platform {
    /// Loads the example proposals of the example group, which was just made.
    ///
    /// # Errors
    /// `Internal` if one does not pass the forms' own checks, `Store`.
    pub(crate) async fn load_example_proposals(&self, right: &Administrator) -> Result<(), Error> {
        let spaces = self.spaces().await?;
        let group = |it: &&Space| it.example && it.audience == SpaceAudience::Group;
        let Some(space) = spaces.iter().find(group) else { return Ok(()) };
        for part in PROPOSALS.split("\n= ").map(|it| it.trim_start_matches("= ")) {
            let now = self.clock.now();
            let id = ProposalId::new(self.chance.uuid(now));
            let proposal =
                example(part, id, Circle::Group(space.id), now).ok_or_else(|| wrong_example(part))?;
            self.stores.proposals.put_example_proposal(right, &proposal).await?;
        }
        Ok(())
    }
}

fn example(part: &str, id: ProposalId, circle: Circle, now: Moment) -> Option<Proposal> {
    let (title, body) = part.split_once('\n')?;
    let (counts, body) = marked(body, "* ");
    let (words, text) = marked(body, "> ");
    let counts: Option<Vec<i64>> = counts.map(|it| it.split(' ').filter_map(|it| it.parse().ok()).collect());
    let tally = match counts.as_deref() {
        Some(&[members, yes, abstain, no, block]) => {
            Some(Tally { members, answers: [yes, abstain, no, block] })
        }
        Some(_) => return None,
        None => None,
    };
    let closes_at = if tally.is_some() { now.plus(-DAY) } else { now.plus(AHEAD) };
    let made_at = if tally.is_some() { closes_at.plus(-PAST) } else { now };
    let concluded = match words {
        Some(words) => Some(Concluded { words: Conclusion::parse(words).ok()?, by: None, at: closes_at }),
        None => None,
    };
    Some(Proposal {
        id,
        circle,
        proposer: None,
        proposer_name: None,
        title: ProposalTitle::parse(title).ok()?,
        text: Some(ProposalText::parse(text).ok()?),
        made_at,
        closes_at,
        ended: tally.map(|it| (closes_at, Ended::Counted(it))),
        concluded,
        example: true,
    })
}

/// The first line without its mark, if it has this one, and what follows.
fn marked<'a>(text: &'a str, mark: &str) -> (Option<&'a str>, &'a str) {
    match text.strip_prefix(mark) {
        Some(rest) => {
            let (line, rest) = rest.split_once('\n').unwrap_or((rest, ""));
            (Some(line), rest)
        }
        None => (None, text),
    }
}
