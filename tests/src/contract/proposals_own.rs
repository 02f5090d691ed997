//! Voices of proposals and their answers, and what of both is hers.

use super::proposals::{GROUP, Ring, refusal};
use crate::files::mp3;
use crate::people::{OWN_WORDS, on_both_engines};
use domain::access::Caller;
use model::failure::Problem;
use model::fields::Fields;
use model::id::PostId;
use model::proposals::Answer;

const DAY: i64 = 24 * 60 * 60 * 1000;

impl Ring<'_> {
    pub async fn voice(&self, who: &Caller) -> (PostId, String) {
        let post = self.house.platform.next_post_id();
        let path = self.house.sent("voix.mp3", &mp3(40));
        let kept = self.house.platform.keep_recording(who, post, None, "voix.mp3", &path).await.unwrap();
        self.house.work().await;
        (post, kept.id.to_string())
    }

    pub async fn hears(&self, who: &Caller, voice: &str) -> bool {
        self.house.platform.voice_served(who, voice).await.is_ok()
    }
}

#[tokio::test]
async fn a_voice_says_why_and_is_heard_by_the_circle_alone() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let (post, reads) = ring.voice(&ring.fanta).await;
        let mut form = ring.form(GROUP, 9);
        let pairs = form.pairs().iter().filter(|it| it.0 != "texte" && it.0 != "envoi").cloned().collect();
        form = Fields::new(pairs);
        form.push("envoi", post.to_string());
        assert!(!ring.hears(&ring.kadi, &reads).await, "before it is sent");
        let id = house.platform.propose(&ring.fanta, &form).await.unwrap();
        let (first, said) = ring.voice(&ring.kadi).await;
        let speaks =
            |voice: PostId| Fields::from([("reponse", "blocage"), ("envoi", voice.to_string().as_str())]);
        house.platform.answer_proposal(&ring.kadi, id, &speaks(first)).await.unwrap();
        ring.answer(&ring.mariam, id, "oui", "").await.unwrap();
        assert!(ring.hears(&ring.mariam, &reads).await && ring.hears(&ring.kadi, &said).await);
        assert!(!ring.hears(&ring.mariam, &said).await, "while it is open nobody hears why");
        // Nobody sends the voice of another.
        let stolen = ring.voice(&ring.sira).await.0;
        assert_eq!(
            refusal(house.platform.answer_proposal(&ring.mariam, id, &speaks(stolen)).await),
            Problem::BlockNeedsReason
        );
        house.clock.advance(3 * DAY);
        let (second, again) = ring.voice(&ring.kadi).await;
        house.platform.answer_proposal(&ring.kadi, id, &speaks(second)).await.unwrap();
        assert!(ring.hears(&ring.kadi, &again).await && !ring.hears(&ring.kadi, &said).await);
        // A form that comes again with the id of the first one does not let it sound again.
        house.platform.answer_proposal(&ring.kadi, id, &speaks(first)).await.unwrap();
        ring.answer(&ring.kadi, id, "blocage", "Aussi en mots.").await.unwrap();
        assert!(ring.hears(&ring.kadi, &again).await && !ring.hears(&ring.kadi, &said).await);
        let (third, hers) = ring.voice(&ring.mariam).await;
        house.platform.answer_proposal(&ring.mariam, id, &speaks(third)).await.unwrap();
        assert!(ring.hears(&ring.mariam, &hers).await);
        let back = Fields::from([("reponse", "non"), ("sans_voix", "1")]);
        house.platform.answer_proposal(&ring.mariam, id, &back).await.unwrap();
        let own = ring.seen(&ring.mariam, id).await.own.unwrap();
        assert_eq!((own.answer, own.voice), (Answer::No, None));
        assert!(!ring.hears(&ring.mariam, &hers).await);
        house.clock.advance(3 * DAY);
        house.platform.sweep().await.unwrap();
        let own = house.platform.belongings(&ring.kadi).await.unwrap();
        assert_eq!((own.voices.len(), own.proposals.len()), (1, 1), "what nothing refers to is forgotten");
        house.clock.advance(3 * DAY);
        assert_eq!(ring.seen(&ring.mariam, id).await.voices.len(), 2);
        for voice in [&reads, &again] {
            assert!(ring.hears(&ring.mariam, voice).await);
            for who in [&ring.oumou, &ring.awa, &Caller::Visitor] {
                assert!(!ring.hears(who, voice).await);
            }
        }
        ring.take_seat(&ring.kadi).await;
        assert!(!ring.hears(&ring.mariam, &again).await, "who left takes her voice along");
    })
    .await;
}

#[tokio::test]
async fn what_she_said_is_among_what_is_hers_and_goes_with_her() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let id = ring.propose(&ring.fanta).await;
        ring.answer(&ring.kadi, id, "non", "Pas maintenant.").await.unwrap();
        ring.answer(&ring.fanta, id, "oui", "").await.unwrap();
        let hers = house.platform.belongings(&ring.kadi).await.unwrap().proposals;
        assert_eq!(hers[0].answer.as_ref().map(|it| it.0), Some(Answer::No));
        assert_eq!(hers[0].title.as_deref(), Some("Une seule lettre au maire"));
        assert_eq!((hers[0].named.as_deref(), hers[0].proposed), (Some("Veille"), false));
        ring.take_seat(&ring.kadi).await;
        let hers = house.platform.belongings(&ring.kadi).await.unwrap().proposals;
        assert_eq!((hers[0].title.as_ref(), hers.len()), (None, 1), "what others wrote is not hers any more");
        let said = hers[0].answer.as_ref().and_then(|it| it.1.as_deref());
        assert_eq!((said, hers[0].named.as_ref()), (Some("Pas maintenant."), None));
        let made = house.platform.belongings(&ring.fanta).await.unwrap().proposals;
        assert!(made[0].proposed && made[0].text.is_some());
        house.clock.advance(9 * DAY);
        let counted = ring.seen(&ring.mariam, id).await.proposal.counted().unwrap();
        assert_eq!(counted.answers, [1, 0, 0, 0]);
        assert!(house.platform.belongings(&ring.kadi).await.unwrap().proposals.is_empty());
        let words = Fields::from([("suite", "Fanta porte la lettre.")]);
        house.platform.conclude_proposal(&ring.sira, id, &words).await.unwrap();
        let written = house.platform.belongings(&ring.sira).await.unwrap().proposals;
        let written: Vec<_> = written.iter().map(|it| (it.concluded.as_deref(), it.proposed)).collect();
        assert_eq!(written, [(Some("Fanta porte la lettre."), false)]);
        let gone = ring.fanta.oneself().unwrap();
        house
            .platform
            .delete_account(&gone, &Fields::from([("passphrase_actuelle", OWN_WORDS), ("sure", "1")]))
            .await
            .unwrap();
        let shown = ring.seen(&ring.mariam, id).await;
        assert_eq!((shown.proposal.counted(), shown.proposal.proposer_name), (Some(counted), None));
    })
    .await;
}
