//! `/admin/import`: the spreadsheets that people have, previewed, taken whole, and taken back.

use crate::people::{Answer, Person, Site, attributes, main_of};
use crate::sheets::xlsx;
use app::t::{self, Locale};
use axum::http::StatusCode;
use model::directory::Column;

const LOCALE: Locale = Locale::French;
const PATH: &str = "/admin/import";
const ROWS: &[&[&str]] =
    &[&["Nom", "Type", "Zones"], &["Réseau été", "réseau", "Ségou"], &["Alliance", "alliance", "Kolondiéba"]];

async fn preview(person: &Person, name: &str, content: &[u8]) -> Answer {
    person.upload(PATH, "fichier", name, content, &[]).await
}

/// Confirms what a preview shows.
async fn confirm(person: &Person, preview: &Answer) -> Answer {
    let html = preview.text();
    let actions = attributes(main_of(&html), "action");
    let action =
        actions.iter().find(|it| it.starts_with("/admin/import/")).unwrap_or_else(|| panic!("{html}"));
    person.post(action, &[]).await
}

fn csv(delimiter: &str) -> String {
    ROWS.iter().map(|row| row.join(delimiter) + "\r\n").collect()
}

#[tokio::test]
async fn every_spreadsheet_that_people_have_is_taken() {
    let latin: Vec<u8> = csv(";").chars().map(|it| u8::try_from(u32::from(it)).unwrap()).collect();
    let utf16: Vec<u8> = format!("\u{feff}{}", csv("\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, Vec<u8>); 6] = [
        ("utf8.csv", csv(",").into_bytes()),
        ("semicolons.csv", csv(";").into_bytes()),
        ("windows-1252.csv", latin),
        ("bom.csv", format!("\u{feff}{}", csv(";")).into_bytes()),
        ("utf16.txt", utf16),
        ("classeur.xlsx", xlsx(ROWS, &[])),
    ];
    for (name, content) in files {
        let site = Site::empty().await;
        let awa = site.awa().await;
        let shown = preview(&awa, name, &content).await;
        assert_eq!(shown.status, StatusCode::OK, "{name}");
        assert!(shown.text().contains("Réseau été"), "{name}: {}", main_of(&shown.text()));
        assert!(
            site.house.platform.catalogue().await.unwrap().all().next().is_none(),
            "{name}: only a preview"
        );
        let done = confirm(&awa, &shown).await;
        assert_eq!(done.header("location"), "/admin/import?fait=1", "{name}");
        let catalogue = site.house.platform.catalogue().await.unwrap();
        let names: Vec<&str> = catalogue.all().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["Alliance", "Réseau été"], "{name}");
        assert_eq!(catalogue.find("alliance").unwrap().coverage[0].label(), "Bougouni > Kolondiéba");
    }
}

#[tokio::test]
async fn the_page_lists_every_column_with_what_it_takes() {
    let site = Site::open().await;
    let html = site.awa().await.read(PATH).await;
    for column in Column::ALL.iter().copied() {
        assert!(html.contains(&format!("<code>{}</code>", column.code())), "{column:?}");
    }
    for word in ["Organisation locale", "Peul (fulfulde)", "Bougouni > Kolondiéba", "Violences"] {
        assert!(html.replace("&gt;", ">").contains(word), "{word}");
    }
}

#[tokio::test]
async fn merged_cells_are_refused_with_their_line_and_their_column() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    let shown = preview(&awa, "classeur.xlsx", &xlsx(ROWS, &["C2:C3"])).await;
    let html = shown.text();
    let row = html
        .split("<tr data-state=\"refused\"")
        .nth(1)
        .expect("a refused line")
        .split("</tr>")
        .next()
        .unwrap();
    let cells: Vec<&str> = row.split("<td").skip(1).map(|cell| cell.split_once('>').unwrap().1).collect();
    assert!(cells[0].starts_with("2<") && cells[1].starts_with("Zones<"), "{row}");
    assert!(cells[2].contains(t::errors::merged_cell(LOCALE)), "{row}");
    assert!(!attributes(main_of(&html), "action").iter().any(|it| it.starts_with("/admin/import/")));
    assert!(site.house.platform.catalogue().await.unwrap().all().next().is_none());
}

#[tokio::test]
async fn every_refusal_names_line_column_and_reason_and_refuses_the_whole_file() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    let file = "nom;type;zones;annee\nUne;réseau;Ségou;2001\nDeux;bidule;Atlantide;1850\n";
    let html = preview(&awa, "liste.csv", file.as_bytes()).await.text();
    assert_eq!(html.matches("<tr data-state=\"refused\"").count(), 3);
    for words in ["bidule", "Atlantide", "Organisation locale"] {
        assert!(main_of(&html).contains(words), "{words}");
    }
    assert!(html.contains(t::import::all_or_nothing(LOCALE)));
    assert!(site.house.platform.catalogue().await.unwrap().all().next().is_none());
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_with_a_clear_word_and_nothing_is_written() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    let whole = xlsx(ROWS, &[]);
    let before = site.house.store.clone();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("coupe.xlsx", whole[..whole.len() / 2].to_vec()),
        ("coupe-fin.xlsx", whole[..whole.len() - 30].to_vec()),
        ("image.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec()),
        ("ancien.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec()),
        ("vide.csv", b" \r\n \r\n".to_vec()),
    ];
    for (name, content) in files {
        let answer = preview(&awa, name, &content).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name}");
        assert!(answer.text().contains(t::import::file_unreadable(LOCALE)), "{name}");
        assert!(answer.text().contains("name=\"fichier\""), "{name}: she can choose another");
    }
    let nothing = awa.upload(PATH, "fichier", "", b"", &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains(t::errors::required(LOCALE)));
    let empty = preview(&awa, "rien.csv", b"").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains(t::errors::empty_file(LOCALE)), "she did choose one");
    use domain::directory::DirectoryStore;
    assert_eq!(before.organizations().await.unwrap(), []);
    assert_eq!(before.imports(&site.house.right).await.unwrap(), []);
}

#[tokio::test]
async fn a_table_without_names_or_with_a_column_twice_is_refused() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    for (file, problem) in [
        ("type,zones\nréseau,Ségou\n", t::errors::missing_column(LOCALE)),
        ("nom,type,Nom\nA B,réseau,C D\n", t::errors::duplicate_column(LOCALE)),
    ] {
        let html = preview(&awa, "liste.csv", file.as_bytes()).await.text();
        assert!(html.contains(problem), "{problem}");
    }
    let html = preview(&awa, "liste.csv", b"nom,type,humeur\nA B,r\xc3\xa9seau,bonne\n").await.text();
    assert!(html.contains(&t::import::notice_unknown_column(LOCALE, "humeur")), "left out, and said so");
}

#[tokio::test]
async fn the_last_import_is_taken_back_from_the_page() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    let shown = preview(&awa, "liste.csv", csv(",").as_bytes()).await;
    confirm(&awa, &shown).await;
    let html = awa.read("/admin/import?fait=1").await;
    assert!(
        html.contains(&t::import::done_text(LOCALE, 0, 2))
            && html.contains("liste.csv")
            && html.contains("Awa")
    );
    let form = html.split("action=\"/admin/import/annuler\"").nth(1).expect("the way back");
    let seen = attributes(form.split("</form>").next().unwrap(), "value").remove(0);
    let undone = awa.post("/admin/import/annuler", &[("import", &seen)]).await;
    assert_eq!(undone.header("location"), "/admin/import?annule=1");
    assert!(site.house.platform.catalogue().await.unwrap().all().next().is_none());
    let again = awa.post("/admin/import/annuler", &[("import", &seen)]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(again.text().contains(t::import::undo_none(LOCALE)));
}

#[tokio::test]
async fn an_import_is_confirmed_once() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    let shown = preview(&awa, "liste.csv", csv(",").as_bytes()).await;
    assert_eq!(confirm(&awa, &shown).await.status, StatusCode::SEE_OTHER);
    let twice = confirm(&awa, &shown).await;
    assert_eq!(twice.status, StatusCode::NOT_FOUND);
    assert!(twice.text().contains(t::import::preview_expired(LOCALE)));
    assert_eq!(site.house.platform.catalogue().await.unwrap().all().count(), 2);
}

#[tokio::test]
async fn of_a_formula_what_it_gave_is_read_and_never_the_formula() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    let rows: &[&[&str]] = &[
        &["Nom", "Type", "Zones", "Mission"],
        &["=CONCAT(A9,B9)→Réseau été", "réseau", "Ségou", "=HYPERLINK(A1)→"],
    ];
    let shown = preview(&awa, "classeur.xlsx", &xlsx(rows, &[])).await;
    assert!(shown.text().contains("Réseau été"), "{}", main_of(&shown.text()));
    assert!(!shown.text().contains("CONCAT") && !shown.text().contains("HYPERLINK"));
    confirm(&awa, &shown).await;
    let catalogue = site.house.platform.catalogue().await.unwrap();
    let kept: Vec<_> = catalogue.all().map(|it| (it.name.as_str(), it.mission.is_some())).collect();
    assert_eq!(kept, [("Réseau été", false)], "nothing was saved with the other");
}
