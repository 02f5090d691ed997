//! `/annuaire/qui-fait-quoi`: who does what where; gaps are shown as gaps.

use super::list::facet_name;
use crate::page::Page;
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, ignored, page_head, views};
use leptos::prelude::*;
use model::directory::{Catalogue, Filter, Matrix};
use model::fields::Fields;
use std::sync::Arc;

/// The matrix domain × region.
pub(super) fn page(locale: Locale, catalogue: Arc<Catalogue>, query: &Fields) -> Page {
    let title = t::directory::matrix_title(locale);
    let (_, unknown) = Filter::parse(query, catalogue.terms());
    let page = Page::new(title, move || {
        let matrix = Matrix::of(&catalogue);
        let head: Vec<_> = matrix
            .regions
            .iter()
            .map(|region| {
                let href = format!("/annuaire?region={}", region.slug());
                html! { <th scope="col"><a href=href>{region.name()}</a></th> }
            })
            .collect();
        let rows: Vec<_> = matrix
            .rows
            .iter()
            .map(|row| {
                let term = catalogue.terms().get(&row.domain);
                let word = term.map_or("", |term| term.label(locale)).to_owned();
                let href = format!("/annuaire?domaine={}", row.domain.as_str());
                let cells: Vec<_> = matrix
                    .regions
                    .iter()
                    .zip(&row.counts)
                    .map(|(region, count)| {
                        let count = *count as usize;
                        let filter =
                            Filter { domains: vec![row.domain.clone()], regions: vec![*region], ..Filter::default() };
                        let (label, class, level) = if count == 0 {
                            (t::directory::matrix_gap(locale, &word, region.name()), Some("gap"), None)
                        } else {
                            let label = t::directory::matrix_cell(locale, count, &word, region.name());
                            (label, None, Some(count.min(4)))
                        };
                        let shown = if count == 0 { "–".to_owned() } else { count.to_string() };
                        let href = filter.address("/annuaire");
                        html! { <td class=class data-level=level><a href=href rel="nofollow" aria-label=label>{shown}</a></td> }
                    })
                    .collect();
                let drawn = term.map(|term| icon(&term.icon));
                html! { <tr><th scope="row"><a class="domain" href=href>{drawn}{word}</a></th>{cells}</tr> }
            })
            .collect();
        html! {
            <div class="wrap">
                {page_head(title, t::directory::matrix_intro(locale))}
                {views(locale, "/annuaire/qui-fait-quoi")}
                {ignored(locale, &unknown, facet_name)}
                <p>
                    <strong>{t::directory::matrix_gaps_count(locale, matrix.gaps())}"."</strong>" "
                    {t::directory::matrix_gaps_text(locale)}" "{t::directory::matrix_double_count(locale)}
                </p>
                <p class="muted matrix-hint">{t::directory::matrix_scroll_hint(locale)}</p>
                <div class="table-scroll matrix-scroll" tabindex="0" role="region" aria-label=t::directory::matrix_caption(locale)>
                    <table class="matrix">
                        <caption class="sr">{t::directory::matrix_caption(locale)}</caption>
                        <thead><tr><th scope="col">{t::directory::matrix_domain(locale)}</th>{head}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
        }
    });
    page.described(t::directory::matrix_intro(locale))
}
