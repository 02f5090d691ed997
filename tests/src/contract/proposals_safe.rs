//! What is dangerous in a proposal is taken out of everybody's sight, and nobody asks more of a circle than it can answer.

use super::proposals::{GROUP, Ring, refusal};
use crate::people::on_both_engines;
use domain::access::Caller;
use domain::proposals::{CircleOf, ProposalStore as _};
use domain::{Error, StoreError};
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::id::ProposalId;
use model::proposals::{Conclusion, Ended, Withdrawal};

const DAY: i64 = 24 * 60 * 60 * 1000;

impl Ring<'_> {
    async fn withdraw(&self, who: &Caller, id: ProposalId) -> Result<(), Error> {
        let why = Fields::from([("motif", "Ce texte met quelqu’une en danger.")]);
        self.house.platform.withdraw_proposal(who, id, &why).await
    }

    async fn hide(&self, who: &Caller, id: ProposalId, of: &Caller) -> Result<(), Error> {
        let of = of.person().unwrap().id.to_string();
        self.house.platform.hide_reason(who, id, &Fields::from([("personne", of.as_str())])).await
    }

    /// The reasons of the lines of this deed.
    async fn logged(&self, deed: Deed) -> Vec<Option<String>> {
        let log = self.house.platform.audit(&self.house.right, None).await.unwrap();
        let lines = log.into_iter().filter(|it| it.deed == deed.code());
        lines.inspect(|it| assert!(it.subject.starts_with("space:"), "{it:?}")).map(|it| it.reason).collect()
    }
}

#[tokio::test]
async fn of_what_is_withdrawn_nobody_reads_or_hears_more_than_its_title_and_why() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let id = ring.propose(&ring.fanta).await;
        let (post, voice) = ring.voice(&ring.kadi).await;
        let said = Fields::from([
            ("reponse", "blocage"),
            ("texte", "Elle dort chez Awa."),
            ("envoi", post.to_string().as_str()),
        ]);
        house.platform.answer_proposal(&ring.kadi, id, &said).await.unwrap();
        ring.answer(&ring.mariam, id, "oui", "Allons-y.").await.unwrap();
        house.clock.advance(9 * DAY);
        let shown = ring.seen(&ring.fanta, id).await;
        assert_eq!((shown.reasons.len(), shown.voices.len(), shown.may.withdraw), (2, 1, false));
        assert!(shown.proposal.text.is_some() && shown.tally.is_some());
        assert!(ring.hears(&ring.mariam, &voice).await);
        let words = Fields::from([("suite", "Nous la cherchons chez Awa.")]);
        house.platform.conclude_proposal(&ring.fanta, id, &words).await.unwrap();
        assert_eq!(refusal(ring.withdraw(&ring.fanta, id).await), Problem::ProposalClosed);
        assert!(ring.seen(&ring.sira, id).await.may.withdraw, "who runs the group, also when it is counted");
        ring.withdraw(&ring.sira, id).await.unwrap();
        for who in [&ring.fanta, &ring.mariam, &ring.sira] {
            let shown = ring.seen(who, id).await;
            let Some((_, Ended::Withdrawn { by, .. })) = &shown.proposal.ended else { panic!("{shown:?}") };
            assert_eq!(by.as_deref(), Some("Sira"));
            let proposal = &shown.proposal;
            assert!(proposal.text.is_none() && proposal.concluded.is_none() && shown.tally.is_none());
            assert!(shown.reasons.is_empty() && shown.voices.is_empty(), "{shown:?}");
            assert!(!ring.hears(who, &voice).await);
        }
        assert_eq!(refusal(ring.withdraw(&ring.sira, id).await), Problem::ProposalClosed);
        let concluded = house.platform.conclude_proposal(&ring.sira, id, &words).await;
        assert!(matches!(concluded, Err(Error::Store(StoreError::Conflict))), "{concluded:?}");
        // Who reads the log has no place there: it says that it was done.
        assert_eq!(ring.logged(Deed::ProposalWithdrawn).await, [None]);
    })
    .await;
}

#[tokio::test]
async fn withdrawing_brings_nothing_back_of_those_who_left() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let id = ring.propose(&ring.fanta).await;
        let (post, voice) = ring.voice(&ring.kadi).await;
        let said = Fields::from([
            ("reponse", "non"),
            ("texte", "Pas chez elle."),
            ("envoi", post.to_string().as_str()),
        ]);
        house.platform.answer_proposal(&ring.kadi, id, &said).await.unwrap();
        ring.take_seat(&ring.kadi).await;
        ring.withdraw(&ring.fanta, id).await.unwrap();
        assert!(ring.seen(&ring.mariam, id).await.reasons.is_empty());
        assert!(!ring.hears(&ring.mariam, &voice).await);
    })
    .await;
}

#[tokio::test]
async fn a_reason_is_hidden_by_who_runs_the_circle_and_taken_back_by_who_gave_it() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let id = ring.propose(&ring.fanta).await;
        let (post, voice) = ring.voice(&ring.kadi).await;
        let said = Fields::from([("reponse", "blocage"), ("envoi", post.to_string().as_str())]);
        house.platform.answer_proposal(&ring.kadi, id, &said).await.unwrap();
        ring.answer(&ring.mariam, id, "oui", "Avec Rokia.").await.unwrap();
        ring.answer(&ring.sira, id, "oui", "Oui, vraiment.").await.unwrap();
        house.clock.advance(9 * DAY);
        let before = ring.seen(&ring.fanta, id).await;
        assert_eq!((before.reasons.len(), before.may.hide), (3, false));
        assert!(matches!(ring.hide(&ring.fanta, id, &ring.kadi).await, Err(Error::NotAllowed)));
        assert!(matches!(ring.hide(&ring.awa, id, &ring.kadi).await, Err(Error::NotFound)));
        assert!(ring.seen(&ring.sira, id).await.may.hide && ring.hears(&ring.fanta, &voice).await);
        for _ in 0..2 {
            ring.hide(&ring.sira, id, &ring.kadi).await.unwrap();
        }
        assert_eq!(ring.logged(Deed::ReasonHidden).await, [None], "one line, however often she presses");
        assert!(!ring.hears(&ring.fanta, &voice).await);
        let own = ring.seen(&ring.kadi, id).await.own.unwrap();
        assert!(own.hidden && own.voice.is_some(), "she is told, and has her words still");

        house.platform.take_reason_back(&ring.mariam, id).await.unwrap();
        let own = ring.seen(&ring.mariam, id).await.own.unwrap();
        assert_eq!((own.reason, own.voice), (None, None));
        house.platform.take_reason_back(&ring.kadi, id).await.unwrap();
        assert!(house.platform.own_recordings(&ring.kadi, post).await.unwrap().is_empty());
        let after = ring.seen(&ring.fanta, id).await;
        let left: Vec<_> = after.reasons.iter().map(|it| it.name.as_str()).collect();
        assert_eq!((left, after.tally), (vec!["Sira"], before.tally), "answers stay counted");
    })
    .await;
}

#[tokio::test]
async fn nobody_asks_more_than_a_circle_can_answer() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let mut open = Vec::new();
        for _ in 0..5 {
            open.push(ring.propose(&ring.fanta).await);
        }
        let too_many = Problem::TooManyProposals { own: 5, day: 10, all: 50 };
        let more =
            async |circle: &str| house.platform.propose(&ring.fanta, &ring.form(circle, 9)).await.map(drop);
        assert_eq!(refusal(more(GROUP).await), too_many);
        assert_eq!(refusal(more("organisation:femmes-de-segou").await), too_many, "of all her circles");
        ring.propose(&ring.kadi).await;
        for id in open {
            ring.withdraw(&ring.fanta, id).await.unwrap();
            ring.propose(&ring.fanta).await;
        }
        let (list, fanta) = (house.platform.proposals_page(&ring.fanta, None).await.unwrap(), &ring.fanta);
        let own = list.open.iter().find(|it| it.0.proposer == fanta.person().map(|it| it.id)).unwrap().0.id;
        ring.withdraw(fanta, own).await.unwrap();
        assert_eq!(refusal(more(GROUP).await), too_many, "ten in a day, whatever became of them");
        house.clock.advance(DAY);
        more(GROUP).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_proof_of_another_circle_ends_nothing_here() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let id = ring.propose(&ring.fanta).await;
        let segou = ring.mariam.person().unwrap().affiliations[0].organization;
        let right = ring.oumou.voter(&CircleOf::Organization(segou)).unwrap();
        let (now, nobody) = (house.platform.clock().now(), Vec::new());
        let reason = Withdrawal::parse("Je ne suis pas d’ici.").unwrap();
        let subject = Subject::Organization(segou);
        let log = Entry {
            at: now,
            actor: Some(right.person()),
            deed: Deed::ProposalWithdrawn,
            subject,
            reason: None,
            space: None,
            motive: None,
        };
        let withdrawn = house.store.withdraw_proposal(&right, id, &reason, now, (&nobody, &log)).await;
        assert!(matches!(withdrawn, Err(StoreError::Conflict)), "{withdrawn:?}");
        house.clock.advance(9 * DAY);
        assert!(ring.seen(&ring.fanta, id).await.proposal.counted().is_some());
        let (now, words) = (house.platform.clock().now(), Conclusion::parse("Je décide ici.").unwrap());
        let concluded = house.store.conclude_proposal(&right, id, &words, now, &nobody).await;
        assert!(matches!(concluded, Err(StoreError::Conflict)), "{concluded:?}");
        assert!(ring.logged(Deed::ProposalWithdrawn).await.is_empty());
    })
    .await;
}
