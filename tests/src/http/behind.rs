//! What stands behind the doors of common work, published and as a draft.

use crate::contract::advocacy::campaign;
use crate::contract::news::article;
use crate::contract::plans::{action, plan};
use crate::contract::swots::swot;
use crate::contract::training;
use crate::people::Site;
use model::fields::Fields;
use model::id::OrganizationId;
use model::training::QuestionKind;

/// A published article of this organisation, and a draft of one; a project and a report likewise.
pub(super) async fn works(site: &Site, own: OrganizationId) {
    let librarian = site.house.right.librarian_of(own);
    for (title, shown) in [("Un projet", true), ("Un projet à venir", false)] {
        let form = Fields::from([("titre", title), ("statut", "en-cours")]);
        let entered = site.house.platform.enter_project(&librarian.contributor(), &form).await.unwrap();
        site.house.platform.show_project(&librarian, &entered.slug, shown).await.unwrap();
    }
    for (title, shown) in [("Une campagne", true), ("Une campagne à venir", false)] {
        let entered =
            site.house.platform.enter_campaign(&librarian.contributor(), &campaign(title, &[])).await;
        site.house.platform.show_campaign(&librarian, &entered.unwrap().slug, shown).await.unwrap();
    }
    for (title, shown) in [("Un plan", true), ("Un plan à venir", false)] {
        let (enter, platform) = (librarian.contributor(), &site.house.platform);
        let slug = platform.enter_plan(&enter, &plan(title, &[])).await.unwrap().slug;
        platform.tell_action(&enter, &slug, None, &action("Un pas", &[])).await.unwrap();
        platform.show_plan(&librarian, &slug, shown).await.unwrap();
    }
    for (title, shown) in [("Un parcours", true), ("Un parcours à venir", false)] {
        let (enter, platform) = (librarian.contributor(), &site.house.platform);
        let slug = platform.enter_path(&enter, &training::path(title)).await.unwrap().slug;
        platform.tell_lesson(&enter, &slug, None, &training::lesson("Une leçon")).await.unwrap();
        let kind = (None, QuestionKind::Truth);
        platform.tell_question(&enter, &slug, 1, kind, &training::truth()).await.unwrap();
        platform.show_path(&librarian, &slug, shown).await.unwrap();
    }
    for (title, shown) in [("Un article", true), ("Un article à venir", false)] {
        let entered = site.house.platform.enter_article(&librarian.contributor(), &article(title, &[])).await;
        let entered = entered.unwrap();
        if shown {
            site.house.platform.publish_article(&librarian, &entered.slug).await.unwrap();
        }
    }
    for (name, shown) in [("Un comité", true), ("Un comité à venir", false)] {
        let form = swot(name, "2025-06-02", &[("forces", "Le thé.")]);
        let begun = site.house.platform.begin_swot(&librarian.contributor(), &form).await.unwrap();
        site.house.platform.show_swot(&librarian, &begun.slug, shown).await.unwrap();
    }
    for (title, shown) in [("Une session", true), ("Une session à venir", false)] {
        let form = Fields::from([
            ("titre", title),
            ("genre", "session-technique"),
            ("serie", "Des sessions"),
            ("region", "segou"),
            ("du", "2025"),
            ("fait", "Deux jours de travail."),
        ]);
        let begun = site.house.platform.begin_report(&librarian.contributor(), &form).await.unwrap();
        site.house.platform.show_activity(&librarian, &begun.slug, shown).await.unwrap();
    }
}
