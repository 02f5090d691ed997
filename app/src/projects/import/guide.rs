//! The columns of a table of projects and activities in words: what each takes.

use crate::t;
use crate::t::Locale;
use domain::projects::import::{OF_ACTIVITIES, OF_PROJECTS};
use leptos::prelude::*;
use model::projects::{ActivityKind, ProjectStatus};

/// Every column, folded away until somebody prepares her file.
pub fn guide(locale: Locale) -> AnyView {
    let codes = |all: Vec<&str>| all.join(", ");
    let statuses = codes(ProjectStatus::ALL.iter().map(|it| it.code()).collect());
    let kinds = codes(ActivityKind::ALL.iter().map(|it| it.code()).collect());
    let own = |words: &'static str| words.to_owned();
    let more = |all: &[&'static str]| codes(all.to_vec());
    let rows: Vec<(String, String)> = vec![
        (own("projet"), own(t::works_import::takes_title(locale))),
        (own("identifiant"), own(t::works_import::takes_id(locale))),
        (own("statut"), t::works_import::takes_status(locale, statuses)),
        (own("description"), t::works_import::takes_kind(locale, kinds)),
        (own("code_organisation"), own(t::works_import::takes_owner(locale))),
        (own("organisation"), own(t::works_import::takes_organizer(locale))),
        (own("bailleur, responsable, relais, realisation"), own(t::works_import::takes_roles(locale))),
        (own("programme"), own(t::works_import::takes_programme(locale))),
        (own("code_activite"), own(t::works_import::takes_reference(locale))),
        (own("domaine, sous_domaine"), own(t::works_import::takes_domain(locale))),
        (own("region, commune"), own(t::works_import::takes_place(locale))),
        (own("debut, fin"), own(t::works_import::takes_dates(locale))),
        (
            own(
                "personnes, femmes_et_filles, hommes_et_garcons, femmes_adultes, hommes_adultes, adolescentes, adolescents",
            ),
            own(t::works_import::takes_counts(locale)),
        ),
        (own("f-moins-18 … h-plus-35-pdi"), own(t::works_import::takes_cells(locale))),
        (own("indicateur, prevu, valeur"), own(t::works_import::takes_indicator(locale))),
        (own("etat"), own(t::works_import::takes_state(locale))),
        (more(&OF_PROJECTS[2..]), own(t::works_import::takes_more_project(locale))),
        (more(&OF_ACTIVITIES), own(t::works_import::takes_more_activity(locale))),
        (
            own(
                "type_organisation, code_pays, cercle, code_commune, personnes_deplacees, date_rapport, adresse",
            ),
            own(t::works_import::takes_unread(locale)),
        ),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, takes)| {
            html! {
                <tr>
                    <th scope="row"><code>{name}</code></th>
                    <td data-label=t::works_import::guide_takes(locale)>{takes}</td>
                </tr>
            }
        })
        .collect();
    let title = t::works_import::guide(locale);
    html! {
        <details class="fold">
            <summary>{title}</summary>
            <p>{t::works_import::guide_text(locale)}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label=title>
                <table class="table table-cards import-table">
                    <caption class="visually-hidden">{title}</caption>
                    <thead><tr>
                        <th scope="col">{t::works_import::guide_word(locale)}</th>
                        <th scope="col">{t::works_import::guide_takes(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}
