//! Deciding together: answered by the circle alone, counted once for good, and told to nobody else.

use crate::callers::surely;
use crate::people::{House, on_both_engines};
use domain::access::{Caller, Restraint, SessionSeen};
use domain::moderation::Towards;
use domain::proposals::ProposalShown;
use domain::{Error, StoreError};
use model::accounts::{NoticeKind, Role};
use model::failure::Problem;
use model::fields::Fields;
use model::id::ProposalId;
use model::proposals::{Answer, Ended, Outcome};

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;
pub const GROUP: &str = "groupe:veille";

/// A group of two organisations: Fanta, Mariam and Kadi have places, Oumou has none, Sira runs it and has a place.
pub struct Ring<'a> {
    pub house: &'a House,
    pub awa: Caller,
    pub fanta: Caller,
    pub mariam: Caller,
    pub kadi: Caller,
    pub oumou: Caller,
    pub sira: Caller,
}

impl<'a> Ring<'a> {
    pub async fn of(house: &'a House) -> Self {
        let segou = house.organization("Femmes de Ségou", &[]).await.id;
        let kayes = house.organization("Femmes de Kayes", &[]).await.id;
        let group = Fields::from([("nom", "Veille"), ("public", "groupe")]);
        house.platform.make_space(&house.right, &group).await.unwrap();
        house.administrator_of("Awa", segou).await;
        for (name, of, role) in [
            ("Fanta", segou, Role::Member),
            ("Mariam", segou, Role::FocalPoint),
            ("Kadi", kayes, Role::Member),
            ("Oumou", segou, Role::Member),
            ("Sira", kayes, Role::Member),
        ] {
            house.member(name, of, role).await;
        }
        let standing = Fields::from([("modere", "espaces"), ("espaces", "veille")]);
        let sira = house.known("Sira").await.id;
        house.platform.set_standing(&house.right, sira, &standing).await.unwrap();
        let known = async |name| surely(house.known(name).await);
        let ring = Self {
            house,
            awa: known("Awa").await,
            fanta: known("Fanta").await,
            mariam: known("Mariam").await,
            kadi: known("Kadi").await,
            oumou: known("Oumou").await,
            sira: known("Sira").await,
        };
        for (name, of) in [
            ("Fanta", "femmes-de-segou"),
            ("Mariam", "femmes-de-segou"),
            ("Kadi", "femmes-de-kayes"),
            ("Sira", "femmes-de-kayes"),
        ] {
            let place = Fields::from([("nom", name), ("organisation", of)]);
            house.platform.give_seat(&ring.awa, "veille", &place).await.unwrap();
        }
        ring
    }

    /// A form for this circle that closes so many days from now, at nine in the morning.
    pub fn form(&self, circle: &str, days: i64) -> Fields {
        let platform = &self.house.platform;
        let day = platform.clock().now().plus(days * DAY).day().iso();
        Fields::from([
            ("envoi", platform.next_proposal_id().to_string().as_str()),
            ("pour", circle),
            ("titre", "Une seule lettre au maire"),
            ("texte", "Nous écrivons **une** lettre."),
            ("jour", day.as_str()),
            ("heure", "9h"),
        ])
    }

    pub async fn propose(&self, who: &Caller) -> ProposalId {
        self.house.platform.propose(who, &self.form(GROUP, 9)).await.unwrap()
    }

    pub async fn answer(&self, who: &Caller, id: ProposalId, answer: &str, why: &str) -> Result<(), Error> {
        let form = Fields::from([("reponse", answer), ("texte", why)]);
        self.house.platform.answer_proposal(who, id, &form).await
    }

    pub async fn seen(&self, who: &Caller, id: ProposalId) -> ProposalShown {
        self.house.platform.proposal_page(who, id, None).await.unwrap()
    }

    pub async fn take_seat(&self, who: &Caller) {
        self.house.platform.take_seat(&self.awa, "veille", who.person().unwrap().id).await.unwrap();
    }

    async fn told(&self, who: &Caller) -> Vec<String> {
        let notices = self.house.platform.notices(&who.oneself().unwrap(), None).await.unwrap();
        notices.into_iter().filter(|it| it.kind == NoticeKind::Advocacy).map(|it| it.what).collect()
    }
}

pub fn refusal(result: Result<(), Error>) -> Problem {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    errors[0].problem.clone()
}

fn outcome(shown: &ProposalShown) -> Option<Outcome> {
    shown.proposal.counted().map(|it| it.outcome())
}

#[tokio::test]
async fn a_group_answers_and_sees_itself_and_nobody_else_does() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let id = ring.propose(&ring.fanta).await;
        // An administrator reads the group's space, and has no place in it.
        for who in [&ring.oumou, &ring.awa] {
            let page = house.platform.proposal_page(who, id, None).await;
            assert!(matches!(page, Err(Error::NotFound)), "{page:?}");
            assert!(matches!(ring.answer(who, id, "oui", "").await, Err(Error::NotFound)));
            assert!(house.platform.proposals_page(who, None).await.unwrap().open.is_empty());
        }
        let visitor = house.platform.proposal_page(&Caller::Visitor, id, None).await;
        assert!(matches!(visitor, Err(Error::SignIn)));
        assert_eq!(ring.told(&ring.kadi).await, ["proposal_new"]);
        assert!(ring.told(&ring.fanta).await.is_empty() && ring.told(&ring.oumou).await.is_empty());

        ring.answer(&ring.kadi, id, "non", "C’est trop tôt.").await.unwrap();
        let before = ring.seen(&ring.mariam, id).await;
        assert_eq!((before.answered, before.tally), ((1, 4), None), "how many alone, while it is open");
        assert!(before.reasons.is_empty());
        ring.answer(&ring.mariam, id, "oui", "").await.unwrap();
        for answer in ["abstention", "oui", "oui"] {
            ring.answer(&ring.kadi, id, answer, "Finalement.").await.unwrap();
        }
        let open = ring.seen(&ring.mariam, id).await;
        assert_eq!((open.answered, open.tally), ((2, 4), None), "nobody looks before and after an answer");
        assert!(open.reasons.is_empty());
        for wrong in ["", "peut-etre", "OUI"] {
            assert_eq!(refusal(ring.answer(&ring.sira, id, wrong, "").await), Problem::Required, "{wrong}");
        }
        assert_eq!(refusal(ring.answer(&ring.sira, id, "blocage", " ").await), Problem::BlockNeedsReason);
        // What waits for her stands first.
        let second = ring.propose(&ring.sira).await;
        let list = house.platform.proposals_page(&ring.kadi, None).await.unwrap().open;
        assert_eq!(list.iter().map(|it| it.0.id).collect::<Vec<_>>(), [second, id]);
        assert_eq!(list[1].1, Some(Answer::Yes));
        house.clock.advance(9 * DAY);
        let shown = ring.seen(&ring.mariam, id).await;
        assert_eq!(
            shown.tally.unwrap().answers,
            [2, 0, 0, 0],
            "one answer for each, changed until it closes"
        );
        let reason = &shown.reasons[0];
        assert_eq!((reason.name.as_str(), reason.answer), ("Kadi", Answer::Yes));
        assert_eq!((shown.reasons.len(), reason.reason.as_deref()), (1, Some("Finalement.")));
    })
    .await;
}

#[tokio::test]
async fn what_closed_is_counted_once_of_those_who_belong_and_never_changes() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let id = ring.propose(&ring.fanta).await;
        for (who, answer) in
            [(&ring.fanta, "oui"), (&ring.mariam, "oui"), (&ring.kadi, "non"), (&ring.sira, "non")]
        {
            ring.answer(who, id, answer, "Parce que.").await.unwrap();
        }
        ring.take_seat(&ring.kadi).await;
        assert!(matches!(ring.answer(&ring.kadi, id, "non", "Encore.").await, Err(Error::NotFound)));
        assert!(matches!(house.platform.proposal_page(&ring.kadi, id, None).await, Err(Error::NotFound)));
        house.clock.advance(9 * DAY - 1);
        assert!(ring.seen(&ring.fanta, id).await.may.answer, "until the hour itself");
        assert_eq!(house.platform.look_after_proposals().await.unwrap(), 1, "the reminder, to nobody");
        house.clock.advance(1);
        assert_eq!(refusal(ring.answer(&ring.fanta, id, "non", "").await), Problem::ProposalClosed);
        // Two processes count at once.
        let next = house.next_door().await;
        let (one, two) = tokio::join!(house.platform.look_after_proposals(), next.look_after_proposals());
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        let shown = ring.seen(&ring.mariam, id).await;
        let counted = shown.proposal.counted().unwrap();
        assert_eq!(
            (counted.members, counted.answers, outcome(&shown)),
            (3, [2, 0, 1, 0], Some(Outcome::Agreed))
        );
        assert_eq!(shown.reasons.len(), 3, "who left is not quoted");
        assert_eq!(ring.told(&ring.sira).await, ["proposal_over", "proposal_new"]);
        ring.take_seat(&ring.mariam).await;
        let shown = ring.seen(&ring.fanta, id).await;
        assert_eq!((shown.proposal.counted(), shown.reasons.len()), (Some(counted), 2), "for good");

        let words = Fields::from([("suite", "Fanta porte la lettre lundi.")]);
        assert!(matches!(
            house.platform.conclude_proposal(&ring.oumou, id, &words).await,
            Err(Error::NotFound)
        ));
        let (one, two) = tokio::join!(
            house.platform.conclude_proposal(&ring.fanta, id, &words),
            next.conclude_proposal(&ring.sira, id, &words)
        );
        let lost = [one, two].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        assert!(matches!(lost[..], [Error::Store(StoreError::Conflict)]), "{lost:?}");
        let shown = ring.seen(&ring.fanta, id).await;
        assert!(shown.proposal.concluded.is_some() && !shown.may.conclude);
        let back = Fields::from([("motif", "Trop tard.")]);
        let withdrawn = house.platform.withdraw_proposal(&ring.fanta, id, &back).await;
        assert_eq!(refusal(withdrawn), Problem::ProposalClosed);
    })
    .await;
}

#[tokio::test]
async fn one_block_is_enough_and_a_proposal_that_nobody_answers_is_not_agreed() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let (blocked, silent) = (ring.propose(&ring.fanta).await, ring.propose(&ring.fanta).await);
        for who in [&ring.fanta, &ring.mariam, &ring.sira] {
            ring.answer(who, blocked, "oui", "").await.unwrap();
        }
        ring.answer(&ring.kadi, blocked, "blocage", "Le marché n’est pas sûr.").await.unwrap();
        house.clock.advance(9 * DAY);
        // Whoever opens it first has it counted.
        assert_eq!(outcome(&ring.seen(&ring.kadi, blocked).await), Some(Outcome::Blocked));
        let list = house.platform.proposals_page(&ring.kadi, None).await.unwrap();
        assert!(list.open.is_empty() && list.ended.len() == 2);
        let shown = ring.seen(&ring.kadi, silent).await;
        assert_eq!((outcome(&shown), shown.answered), (Some(Outcome::NotAgreed), (0, 4)));
    })
    .await;
}

#[tokio::test]
async fn who_has_not_answered_is_reminded_once_also_after_a_restart() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let id = ring.propose(&ring.fanta).await;
        ring.answer(&ring.mariam, id, "oui", "").await.unwrap();
        house.clock.advance(6 * DAY - 1);
        assert_eq!(house.platform.look_after_proposals().await.unwrap(), 0);
        house.clock.advance(1);
        let next = house.next_door().await;
        let (one, two) = tokio::join!(house.platform.look_after_proposals(), next.look_after_proposals());
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        assert_eq!(house.next_door().await.look_after_proposals().await.unwrap(), 0);
        assert_eq!(ring.told(&ring.kadi).await, ["proposal_reminder", "proposal_new"]);
        assert_eq!(ring.told(&ring.fanta).await, ["proposal_reminder"], "who proposed answers, too");
        assert_eq!(ring.told(&ring.mariam).await, ["proposal_new"]);
    })
    .await;
}

#[tokio::test]
async fn who_made_it_or_runs_the_group_withdraws_it_and_says_why() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let (id, other) = (ring.propose(&ring.fanta).await, ring.propose(&ring.fanta).await);
        let why = Fields::from([("motif", "La date du conseil a changé.")]);
        let withdraw =
            async |who: &Caller, id, fields: &Fields| house.platform.withdraw_proposal(who, id, fields).await;
        assert!(matches!(withdraw(&ring.kadi, id, &why).await, Err(Error::NotAllowed)));
        assert!(matches!(withdraw(&ring.awa, id, &why).await, Err(Error::NotFound)));
        assert_eq!(refusal(withdraw(&ring.fanta, id, &Fields::default()).await), Problem::Required);
        withdraw(&ring.fanta, id, &why).await.unwrap();
        withdraw(&ring.sira, other, &why).await.unwrap();
        assert_eq!(refusal(ring.answer(&ring.kadi, id, "oui", "").await), Problem::ProposalClosed);
        let shown = ring.seen(&ring.kadi, id).await;
        assert!(matches!(shown.proposal.ended, Some((_, Ended::Withdrawn { .. }))) && !shown.may.conclude);
        house.clock.advance(20 * DAY);
        assert_eq!(house.platform.look_after_proposals().await.unwrap(), 0, "neither counted nor reminded");
        let words = Fields::from([("suite", "Rien du tout.")]);
        let concluded = house.platform.conclude_proposal(&ring.fanta, id, &words).await;
        assert!(matches!(concluded, Err(Error::Store(StoreError::Conflict))));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_comes_twice_proposes_once_and_a_wrong_one_nothing() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let form = ring.form(GROUP, 9);
        let (one, two) = tokio::join!(
            house.platform.propose(&ring.fanta, &form),
            house.platform.propose(&ring.fanta, &form)
        );
        let id = one.unwrap();
        assert_eq!((two.unwrap(), house.platform.propose(&ring.fanta, &form).await.unwrap()), (id, id));
        assert!(matches!(house.platform.propose(&ring.kadi, &form).await, Err(Error::Unreadable)));
        assert_eq!(house.platform.proposals_page(&ring.fanta, None).await.unwrap().open.len(), 1);
        for (circle, days) in
            [("groupe:autre", 9), ("organisation:femmes-de-segou", 9), ("", 9), (GROUP, 91), (GROUP, 0)]
        {
            let refused = house.platform.propose(&ring.kadi, &ring.form(circle, days)).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{circle} {days}: {refused:?}");
        }
        // She lost her place between the page and the act.
        let late = ring.form(GROUP, 9);
        ring.take_seat(&ring.kadi).await;
        assert!(house.platform.propose(&ring.kadi, &late).await.is_err());
        assert!(matches!(house.platform.propose(&Caller::Visitor, &late).await, Err(Error::SignIn)));
    })
    .await;
}

#[tokio::test]
async fn an_organisation_decides_with_its_own_members_alone() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let form = ring.form("organisation:femmes-de-segou", 2);
        let id = house.platform.propose(&ring.oumou, &form).await.unwrap();
        assert!(matches!(ring.answer(&ring.kadi, id, "oui", "").await, Err(Error::NotFound)));
        ring.answer(&ring.fanta, id, "oui", "").await.unwrap();
        let shown = ring.seen(&ring.mariam, id).await;
        assert_eq!(shown.answered, (1, 4), "Awa belongs to it, too");
        assert!(shown.may.withdraw, "a focal point runs it");
        assert!(!ring.seen(&ring.fanta, id).await.may.withdraw);
        // Whoever is suspended reads on, and answers nothing.
        let Caller::Person(signed_in) = &ring.fanta else { unreachable!() };
        let until = Some(house.platform.clock().now().plus(DAY));
        let seen = SessionSeen {
            restraint: Restraint { suspended_until: until, muted_until: None },
            ..(**signed_in).clone()
        };
        let suspended = Caller::recognised(signed_in.person().clone(), seen);
        assert!(!ring.seen(&suspended, id).await.may.answer);
        assert!(matches!(ring.answer(&suspended, id, "non", "").await, Err(Error::Suspended)));
        house.clock.advance(2 * DAY);
        assert_eq!(outcome(&ring.seen(&ring.oumou, id).await), Some(Outcome::Agreed));
    })
    .await;
}

#[tokio::test]
async fn who_is_kept_from_writing_in_a_group_does_not_answer_there() {
    on_both_engines(async |house| {
        let ring = Ring::of(house).await;
        let id = ring.propose(&ring.fanta).await;
        let own = house.platform.propose(&ring.kadi, &ring.form(GROUP, 2)).await.unwrap();
        let kadi = ring.kadi.person().unwrap().id;
        let fields = [("mesure", "silence"), ("duree", "3"), ("espace", "veille"), ("raison", "insultes")];
        let towards = Towards::Person(kadi);
        house.platform.take_measure(&ring.awa, towards, &Fields::from(fields)).await.unwrap();
        let refused = refusal(ring.answer(&ring.kadi, id, "oui", "").await);
        assert!(matches!(refused, Problem::Muted { .. }), "{refused:?}");
        assert!(house.platform.propose(&ring.kadi, &ring.form(GROUP, 9)).await.is_err());
        house.clock.advance(2 * DAY);
        assert!(ring.seen(&ring.kadi, own).await.proposal.counted().is_some());
        let words = Fields::from([("suite", "Nous irons ensemble.")]);
        let refused = refusal(house.platform.conclude_proposal(&ring.kadi, own, &words).await);
        assert!(matches!(refused, Problem::Muted { .. }), "{refused:?}");
    })
    .await;
}
