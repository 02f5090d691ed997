//! What rows of people and invitations mean.

use super::{PersonRow, affiliation, person};
use model::accounts::{Invitation, InvitationKind, Role, Standing};
use model::id::{InvitationId, OrganizationId, PersonId};
use model::time::Moment;

/// What staff sees beside a person.
macro_rules! standing_columns {
    () => {
        concat!(
            person_columns!(),
            ", p.created_at, p.totp_secret, p.shut_out_at, a.vouched_by, \
            (select count(1) from passkey k where k.person_id = p.id) "
        )
    };
}
macro_rules! invitation_columns {
    () => {
        "select id, organization_id, made_by, role, kind, places, used, made_at, expires_at, withdrawn_at from invitation"
    };
}

pub(super) use {invitation_columns, standing_columns};

pub(super) type InvitationRow =
    (String, String, Option<String>, String, String, i64, i64, i64, i64, Option<i64>);

pub(super) fn invitation(row: InvitationRow) -> Option<Invitation> {
    let (id, organization, made_by, role, kind, places, used, made, expires, withdrawn) = row;
    Some(Invitation {
        id: InvitationId::parse(&id)?,
        organization: OrganizationId::parse(&organization)?,
        made_by: made_by.and_then(|id| PersonId::parse(&id)),
        role: Role::parse(&role)?,
        kind: InvitationKind::parse(&kind)?,
        places,
        used,
        made_at: Moment(made),
        expires_at: Moment(expires),
        withdrawn_at: withdrawn.map(Moment),
    })
}

pub(crate) type StandingRow = (
    String,
    String,
    String,
    i64,
    String,
    Option<String>,
    Option<String>,
    i64,
    Option<String>,
    Option<i64>,
    Option<String>,
    i64,
);

/// Standings of rows that are ordered by person.
pub(crate) fn standings(rows: Vec<StandingRow>) -> Vec<Standing> {
    let mut standings: Vec<Standing> = Vec::new();
    for (id, name, icon, administrator, moderates, organization, role, joined, totp, out, by, keys) in rows {
        let row: PersonRow = (id, name, icon, administrator, moderates, organization, role);
        if standings.last().is_none_or(|last| last.person.id.to_string() != row.0) {
            let Some(person) = person(&row) else { continue };
            standings.push(Standing {
                person,
                joined_at: Moment(joined),
                has_second_factor: totp.is_some() || keys > 0,
                shut_out_at: out.map(Moment),
                vouched_by: Vec::new(),
            });
        }
        if let (Some(last), Some(affiliation)) =
            (standings.last_mut(), affiliation(row.5.as_ref(), row.6.as_ref()))
        {
            last.person.affiliations.push(affiliation);
            last.vouched_by.push(by.and_then(|id| PersonId::parse(&id)));
        }
    }
    standings
}
