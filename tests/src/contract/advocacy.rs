//! Campaigns: entered, published, supported once and by no name, with pledges that grow late by themselves.

use super::experience::refused;
use crate::callers::surely;
use crate::people::{HOUR, House, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::advocacy::Supporting;
use domain::forum::Pace;
use domain::outside::Network;
use model::accounts::Role;
use model::advocacy::{Campaign, Light};
use model::fields::Fields;
use model::id::OrganizationId;

const DAY: i64 = 24 * HOUR;

/// The form of a campaign with this title.
pub fn campaign(title: &str, more: &[(&str, &str)]) -> Fields {
    let mut form =
        Fields::from([("titre", title), ("demande", "Un puits pour le marché."), ("a_qui", "Le maire")]);
    for (name, value) in more {
        form.push(*name, *value);
    }
    if !form.has("statut") {
        form.push("statut", "en-cours");
    }
    form
}

impl House {
    pub async fn campaign(&self, of: OrganizationId, title: &str) -> Campaign {
        let (enter, librarian) = self.rights(of);
        let slug = self.platform.enter_campaign(&enter, &campaign(title, &[])).await.unwrap().slug;
        self.platform.show_campaign(&librarian, &slug, true).await.unwrap();
        self.platform.visible_campaign(&Caller::Visitor, &slug).await.unwrap()
    }

    /// What a visitor sends from the page that she opened a moment ago.
    fn visit(&self, form: &str) -> Fields {
        let mut fields = Fields::from([("formulaire", form)]);
        fields.push(model::forum::forum_field::STAMP, self.platform.stamp());
        self.clock.advance(5_000);
        fields
    }
}

#[tokio::test]
async fn a_member_enters_a_campaign_and_who_decides_for_her_organisation_shows_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let platform = &house.platform;
        let hers = mariam.contributor(own).unwrap();
        let more = [
            ("etapes", "mars 2026 = Une lettre\n2025 = Une enquête"),
            ("lieux", "Ségou"),
            ("avec", "La radio"),
        ];
        let slug = platform.enter_campaign(&hers, &campaign("De l’eau", &more)).await.unwrap().slug;
        assert!(matches!(platform.visible_campaign(&Caller::Visitor, &slug).await, Err(Error::NotFound)));
        platform.show_campaign(&fanta.librarian(own).unwrap(), &slug, true).await.unwrap();
        let shown = platform.visible_campaign(&Caller::Visitor, &slug).await.unwrap();
        assert_eq!(shown.content.steps[0].what.as_str(), "Une enquête", "the oldest first");
        let found =
            platform.find_campaigns(&Fields::from([("region", "segou"), ("q", "eau")])).await.unwrap();
        assert_eq!(found.found.all.len(), 1);
        assert!(matches!(platform.campaign_to_change(&mariam, &slug).await, Err(Error::NotAllowed)));
        let late = platform.change_campaign(&hers, &slug, 2, &campaign("À nous", &[])).await;
        assert!(matches!(late, Err(Error::NotAllowed)));
        let told = platform.tell_pledge(&hers, &slug, None, &Fields::default()).await;
        assert!(matches!(told, Err(Error::NotAllowed)));
        let theirs = fanta.contributor(own).unwrap();
        let old = platform.change_campaign(&theirs, &slug, 1, &campaign("De l’eau", &[])).await;
        assert!(matches!(old, Err(Error::Conflict)));
        let wrong = campaign(
            "",
            &[("etapes", "bientôt"), ("dossier", "inconnu"), ("au", "2026"), ("lieux", "Atlantide")],
        );
        let wrong = refused(platform.enter_campaign(&hers, &wrong).await.unwrap_err());
        let fields: Vec<&str> = wrong.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(fields, ["titre", "dossier", "du", "etapes", "lieux"]);
        platform.show_campaign(&fanta.librarian(own).unwrap(), &slug, false).await.unwrap();
        platform.discard_campaign(&hers, &slug).await.unwrap();
        assert!(matches!(platform.campaign_to_change(&fanta, &slug).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_member_is_counted_once_and_a_visitor_once_for_each_form() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        // A form takes two seconds at least, as on a site.
        let (platform, from) = (&house.platform.clone().with_pace(Pace::default()), Network::new([7; 16]));
        let it = house.campaign(own, "De l’eau").await;
        let other = house.campaign(own, "De la terre").await;
        let slug = it.slug.as_str();
        let none = Fields::default();
        for name in ["Mariam", "Fanta", "Awa", "Sira", "Nana"] {
            let caller = surely(house.member(name, own, Role::Member).await);
            assert!(platform.support(&caller, from, slug, &none).await.unwrap());
            assert!(!platform.support(&caller, from, slug, &none).await.unwrap(), "{name} counts once");
            assert_eq!(platform.supporting(&caller, it.id).await.unwrap(), Supporting::Yes);
            assert_eq!(platform.supporting(&caller, other.id).await.unwrap(), Supporting::NotYet);
        }
        let shown = async || platform.support_of(it.id).await.unwrap().shown(&[]);
        assert_eq!((shown().await.total(), shown().await.parts), (5, Some((5, 0))));
        let nana = surely(house.known("Nana").await);
        platform.support_no_more(&nana, slug).await.unwrap();
        assert_eq!((shown().await.total(), shown().await.online), (0, None), "four are told by no number");
        assert!(platform.support(&nana, from, slug, &none).await.unwrap());
        // A visitor has a form; what is sent twice is done once, and a program is told so.
        let form = house.visit("un");
        assert!(platform.support(&Caller::Visitor, from, slug, &form).await.unwrap());
        assert!(!platform.support(&Caller::Visitor, from, slug, &form).await.unwrap());
        let bare = Fields::from([("formulaire", "deux")]);
        let quick = platform.support(&Caller::Visitor, from, slug, &bare).await;
        assert!(matches!(quick, Err(Error::Invalid(_))), "nobody opened this form");
        assert_eq!(shown().await.total(), 6);
        let mut counted = 0;
        for number in 0..40 {
            let form = house.visit(&format!("programme {number}"));
            match platform.support(&Caller::Visitor, from, slug, &form).await {
                Ok(new) => counted += u32::from(new),
                Err(Error::TooMany) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert!(counted < 30, "{counted}: much from one network is slowed down");
        let elsewhere = house.visit("ailleurs");
        assert!(platform.support(&Caller::Visitor, Network::new([8; 16]), slug, &elsewhere).await.unwrap());
        assert_eq!(platform.all_support().await.unwrap().len(), 1);
        // What is over takes no support.
        let over = campaign("De l’eau", &[("statut", "obtenue")]);
        let (enter, _) = house.rights(own);
        platform.change_campaign(&enter, slug, it.version, &over).await.unwrap();
        let late =
            platform.support(&Caller::Visitor, Network::new([9; 16]), slug, &house.visit("tard")).await;
        assert!(matches!(late, Err(Error::Conflict)));
    })
    .await;
}

#[tokio::test]
async fn a_pledge_is_told_followed_and_grows_late_by_itself_and_paper_comes_in_bundles() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(own);
        let platform = &house.platform;
        let slug = house.campaign(own, "De l’eau").await.slug;
        let today = platform.clock().now().day();
        let due = platform.clock().now().plus(3 * DAY).day().iso();
        let pledge = [
            ("qui", "Le maire de la commune"),
            ("quoi", "Creuser un puits."),
            ("le", &today.iso()),
            ("echeance", &due),
        ];
        let number = platform.tell_pledge(&enter, &slug, None, &Fields::from(pledge)).await.unwrap();
        let light = async || {
            let it = platform.visible_campaign(&Caller::Visitor, &slug).await.unwrap();
            it.pledge(number).unwrap().light(platform.clock().now().day())
        };
        assert_eq!(light().await, Light::InProgress);
        house.clock.advance(4 * DAY);
        assert_eq!(light().await, Light::Late);
        let now = platform.clock().now().day().iso();
        let seen =
            [("date", now.as_str()), ("suite", "L’eau coule."), ("feu", "tenu"), ("preuve", "radio.ml/eau")];
        platform.follow_pledge(&enter, &slug, number, &Fields::from(seen)).await.unwrap();
        assert_eq!(light().await, Light::Kept);
        // What was promised is corrected, and what was seen of it stays.
        let pledge =
            [("qui", "La mairie"), ("quoi", "Creuser un puits."), ("le", &today.iso()), ("echeance", &due)];
        platform.tell_pledge(&enter, &slug, Some(number), &Fields::from(pledge)).await.unwrap();
        assert_eq!(light().await, Light::Kept);
        let wrong =
            Fields::from([("date", "2199-01-01"), ("suite", ""), ("document", "inconnu"), ("feu", "vert")]);
        let wrong = refused(platform.follow_pledge(&enter, &slug, number, &wrong).await.unwrap_err());
        assert_eq!(wrong.len(), 4, "{wrong:?}");
        let paper = |count: &str| Fields::from([("compte_le", now.as_str()), ("combien", count)]);
        assert!(platform.count_paper(&enter, &slug, &paper("4")).await.is_err());
        platform.count_paper(&enter, &slug, &paper("120")).await.unwrap();
        platform.count_paper(&enter, &slug, &paper("30")).await.unwrap();
        let it = platform.visible_campaign(&Caller::Visitor, &slug).await.unwrap();
        assert_eq!(platform.support_of(it.id).await.unwrap().shown(&it.paper).total(), 150);
        assert!(matches!(
            platform.uncount_paper(&enter, &slug, it.version - 1, 0).await,
            Err(Error::Conflict)
        ));
        platform.uncount_paper(&enter, &slug, it.version, 0).await.unwrap();
        platform.remove_pledge(&enter, &slug, number).await.unwrap();
        let it = platform.visible_campaign(&Caller::Visitor, &slug).await.unwrap();
        assert_eq!((it.paper.len(), it.pledges.len(), it.next_number()), (1, 0, Some(1)));
    })
    .await;
}
