//! What a form and a line of a spreadsheet may say.

use super::*;

fn parse(fields: &Fields) -> Result<Draft, Vec<FieldError>> {
    let terms = Terms::new(vec![]);
    Draft::parse(
        fields,
        &DraftContext { terms: &terms, today: Day::parse("2026-11-21").unwrap(), find: &|_| None, held: &[] },
    )
}

#[test]
fn every_error_of_a_form_is_reported_at_once() {
    let errors = parse(&Fields::from([
        ("nom", "A"),
        ("annee", "3026"),
        ("site", "javascript://x"),
        ("telephones", "20 00 00 01\nabc"),
        ("zones", "Atlantide"),
        ("verifie_le", "2027-01-01"),
        ("exemple", "peut-être"),
    ]))
    .unwrap_err();
    let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["nom", "type", "annee", "site", "telephones", "zones", "verifie_le", "exemple"]);
}

#[test]
fn a_kind_is_understood_as_it_is_written_on_the_screen() {
    for text in ["réseau", "RESEAU", "Réseau"] {
        let draft = parse(&Fields::from([("nom", "Une organisation"), ("type", text)])).unwrap();
        assert_eq!(draft.kind, OrganizationKind::Network);
    }
    let draft = parse(&Fields::from([("nom", "Une organisation"), ("type", "organisation locale")])).unwrap();
    assert_eq!(draft.kind, OrganizationKind::Local);
}

#[test]
fn a_whatsapp_number_is_a_phone_number_too() {
    let draft = parse(&Fields::from([
        ("nom", "Une organisation"),
        ("type", "par"),
        ("telephones", "20 00 00 01\n20 00 00 02"),
        ("whatsapp", "20 00 00 02\n20 00 00 03"),
    ]))
    .unwrap();
    let whatsapp: Vec<_> = draft.phones.iter().map(|phone| phone.whatsapp).collect();
    assert_eq!(whatsapp, [false, true, true]);
}

#[test]
fn a_service_is_read_from_the_form_and_from_a_spreadsheet_alike() {
    let form = parse(&Fields::from([
        ("nom", "Une organisation"),
        ("type", "par"),
        ("service_titre", ""),
        ("service_description", ""),
        ("service_verifie_le", ""),
        ("service_titre", "Écoute"),
        ("service_description", "Chaque mardi"),
        ("service_verifie_le", "2026-05-14"),
    ]))
    .unwrap();
    let sheet = parse(&Fields::from([
        ("nom", "Une organisation"),
        ("type", "par"),
        ("services", "Écoute : Chaque mardi @ 2026-05-14"),
    ]))
    .unwrap();
    assert_eq!(form.services, sheet.services);
    assert_eq!(form.services.len(), 1);
}
