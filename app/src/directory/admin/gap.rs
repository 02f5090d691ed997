//! What a published page lacks: hints for those who look after the directory.

use crate::t;
use crate::t::Locale;
use model::directory::{Organization, State};
use model::time::Day;

/// For how many milliseconds a verification is trusted: a year, as the public page says.
const TRUSTED: i64 = 365 * 24 * 60 * 60 * 1000;

/// Something that a published page lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Never verified, or not for a year.
    Verification,
    /// Neither a number nor messages.
    Reach,
    /// No domain.
    Domains,
    /// No place.
    Places,
}

impl Gap {
    /// Every gap, the gravest first.
    pub(super) const ALL: [Self; 4] = [Self::Reach, Self::Domains, Self::Places, Self::Verification];

    /// Its code in the address of the list.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::Reach => "contact",
            Self::Domains => "domaines",
            Self::Places => "zones",
        }
    }

    /// The gap with this code.
    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gap| gap.code() == code)
    }

    /// Whether this organisation's page has the gap; only what readers see counts.
    pub(super) fn concerns(self, organization: &Organization, today: Day) -> bool {
        organization.state == State::Published
            && match self {
                Self::Verification => {
                    organization.verified_on.is_none_or(|day| day.moment().plus(TRUSTED) < today.moment())
                }
                Self::Reach => organization.phones.is_empty() && !organization.accepts_messages,
                Self::Domains => organization.terms.is_empty(),
                Self::Places => organization.coverage.is_empty(),
            }
    }

    /// How many pages have it, in words.
    pub(super) fn words(self, locale: Locale, count: usize) -> String {
        match self {
            Self::Verification => t::admin::gap_verification(locale, count),
            Self::Reach => t::admin::gap_reach(locale, count),
            Self::Domains => t::admin::gap_domains(locale, count),
            Self::Places => t::admin::gap_places(locale, count),
        }
    }
}
