//! The promises of the search.

use super::distance::slips;
use super::*;

/// Whether a reader who types `query` finds `text`.
fn finds(query: &str, text: &str) -> bool {
    let mut builder = Index::builder();
    builder.add(1, 1, text);
    !builder.build().search(&query_terms(query)).is_empty()
}

#[test]
fn accents_capitals_and_number_do_not_hide_a_word() {
    for (query, text) in [
        ("sante", "La santé"),
        ("santé", "sante maternelle"),
        ("SANTÉ", "santé"),
        ("violences ", "la violence"),
        ("violence ", "Violences basées sur le genre"),
        ("kolondieba", "Kolondiéba"),
        ("l'école ", "écoles"),
        ("l’ecole ", "L'école"),
        ("ecole ", "à l’École"),
        ("femmes ", "Femme"),
        ("femme ", "femmes"),
        ("droits ", "droit"),
        ("loi ", "les lois"),
        ("lois ", "une loi"),
        ("reseaux ", "réseau"),
        ("élu ", "élus"),
        ("mariages d'enfants ", "le mariage d’enfant"),
        ("mariage d'enfant ", "Mariages d'enfants"),
        ("coeur ", "cœur"),
        ("elections ", "Élection"),
        ("alphabetisation ", "alphabétisation"),
    ] {
        assert!(finds(query, text), "{query} does not find {text}");
    }
}

#[test]
fn bambara_is_found_from_a_french_keyboard() {
    for (query, text) in [
        ("bee", "bɛɛ"),
        ("bɛɛ", "bee"),
        ("koro", "kɔrɔ"),
        ("kɔ̀rɔ", "kɔrɔ"),
        ("nye", "ɲɛ"),
        ("ne", "ɲɛ"),
        ("ɲɛ", "nye"),
        ("sene", "sɛ̀nɛ̀"),
        ("musow", "musow ka jɛkulu"),
        ("nganiya", "ŋaniya"),
        ("naniya", "ŋaniya"),
    ] {
        assert!(finds(query, text), "{query} does not find {text}");
    }
}

#[test]
fn an_acronym_is_found_however_it_is_written() {
    for query in ["gpdcf", "GP/DCF", "gp dcf", "GPDCF", "gp/dcf", "G.P.D.C.F."] {
        assert!(finds(query, "Le GP/DCF de Bamako"), "{query}");
    }
    assert!(finds("GP/DCF", "le GPDCF"));
    assert!(finds("cocem", "La C.O.C.E.M."));
    assert!(finds("C.O.C.E.M.", "la COCEM"));
    assert_eq!(index_terms("GP/DCF"), ["gp", "gpdcf", "dcf"]);
    assert_eq!(index_terms("C.O.C.E.M."), ["cocem"]);
    assert_eq!(index_terms("COVID-19"), ["covid", "covid19", "19"]);
    assert!(
        finds("N'Tossoni", "Ntossoni") && finds("ntossoni", "N’Tossoni") && finds("tossoni", "N'Tossoni")
    );
}

#[test]
fn words_that_stand_everywhere_do_not_count() {
    assert!(index_terms("de la et du les à où n'est pas l'on").is_empty());
    assert!(finds("les droits de la femme", "droit femme"));
    assert!(finds("ce n'est pas une violence", "violence"));
    assert!(!finds("droits hommes ", "droit femme"), "every word must be found");
}

#[test]
fn a_word_is_found_while_it_is_typed() {
    assert!(finds("viol", "violences"));
    assert!(finds("femmes viol", "violences faites aux femmes"));
    assert!(finds("de", "Dembélé"));
    assert!(!finds("viol ", "violences"), "a finished word is not a beginning");
    assert!(!finds("viol femmes", "violences faites aux femmes"), "only the last word may be a beginning");
}

#[test]
fn a_huge_query_is_cut() {
    let terms = query_terms(&"femme droit santé paix ".repeat(500));
    assert_eq!(terms.len(), MAX_TERMS);
    assert!(
        query_terms(&"x".repeat(10_000))
            .iter()
            .flat_map(|term| &term.alternatives)
            .all(|form| form.len() <= 80)
    );
    assert!(query_terms("  ,;!  ").is_empty());
}

#[test]
fn the_best_match_comes_first() {
    let mut builder = Index::builder();
    builder.add("description", 1, "Agit pour la santé des femmes");
    builder.add("name", 10, "Santé Femmes Kayes");
    builder.add("name", 1, "Association de Kayes");
    builder.add("beginning", 1, "santéplus femmes");
    builder.add("other", 10, "Paix");
    let found = builder.build().search(&query_terms("femmes sante"));
    assert_eq!(found.iter().map(|(key, _)| *key).collect::<Vec<_>>(), ["name", "description", "beginning"]);
    assert!(found[0].1 > found[1].1);
}

#[test]
fn without_a_question_nothing_is_found() {
    let mut builder = Index::builder();
    builder.add(1, 1, "femmes");
    assert!(builder.clone().build().search(&[]).is_empty());
    assert!(Index::<u8>::builder().build().search(&query_terms("femmes")).is_empty());
    assert_eq!(Index::<u8>::builder().build().suggest("femmes"), None);
}

#[test]
fn a_slip_of_the_finger_gets_a_suggestion_in_readable_spelling() {
    let mut builder = Index::builder();
    builder.add(1, 1, "Violences faites aux femmes. Santé maternelle");
    builder.add(2, 1, "l'école de Kolondiéba; la santé; santé");
    builder.add(3, 1, "sang");
    let index = builder.build();
    for (query, suggestion) in [
        ("kolondeiba", Some("Kolondiéba")),
        ("kolndeba", Some("Kolondiéba")),
        ("sannte", Some("santé")),
        ("sannte matrenelle ", Some("santé maternelle")),
        ("l'ecoel", Some("l'école")),
        ("femmes vilences", Some("femmes Violences")),
        ("femmes", None),
        ("xyz", None),
        ("abcdefgh", None),
        ("femmes kolondeiba", None),
        ("", None),
    ] {
        assert_eq!(index.suggest(query).as_deref(), suggestion, "{query}");
    }
}

#[test]
fn a_swap_of_neighbours_is_one_slip() {
    let letters = |word: &str| word.chars().collect::<Vec<_>>();
    for (one, other, distance) in [
        ("sante", "sante", 0),
        ("sante", "snate", 1),
        ("sante", "sant", 1),
        ("sante", "santes", 1),
        ("", "ab", 2),
        ("sante", "zamte", 2),
    ] {
        assert_eq!(slips(&letters(one), &letters(other), 2), Some(distance), "{one} {other}");
    }
    assert_eq!(slips(&letters("sante"), &letters("paix"), 2), None);
}

#[test]
fn names_sort_as_in_a_dictionary() {
    let sorted = [
        "3 femmes", "A", "a b", "ab", "eau", "echo!", "Écho", "école", "ezra", "ɛ", "ɛb", "fa", "na", "nz",
        "ɲɛ", "ŋana", "o", "oz", "ɔri", "p",
    ];
    let mut names = sorted;
    names.reverse();
    names.sort_by_key(|name| sort_key(name));
    assert_eq!(names, sorted);
    assert!(sort_key("cote") < sort_key("coté") && sort_key("coté") < sort_key("coter"));
    assert_eq!(sort_key("  KAYES "), sort_key("kayes"));
    assert!(!sort_key("a\0b").contains('\0'), "PostgreSQL refuses it");
}

#[test]
fn a_slug_is_short_ascii_and_never_empty() {
    assert_eq!(slug("L’École de Ségou & Cœur"), "l-ecole-de-segou-coeur");
    assert_eq!(slug("Ɲɛtaa ŋana"), "nyetaa-ngana");
    for empty in ["", "  ", "ߒߞߏ", "🙂", "--"] {
        assert_eq!(slug(empty), "sans-nom");
    }
    for long in ["a".repeat(200), "droits des femmes ".repeat(20)] {
        let slug = slug(&long);
        assert!(slug.len() <= 60 && slug.len() > 40 && !slug.ends_with('-'), "{slug}");
    }
}

#[test]
fn folding_twice_changes_nothing() {
    for character in '\0'..='\u{2ffff}' {
        let once = fold(&character.to_string());
        assert_eq!(fold(&once), once, "{character:?}");
    }
    assert_eq!(fold("L’ŒUVRE Ɲɛ̀ ŋ ﬁn ½ Ségou"), "l'oeuvre nye ng fin 1⁄2 segou");
    assert_eq!(fold("vio\u{ad}len\u{200b}ce"), "violence");
}

#[test]
fn no_text_however_strange_stops_the_search() {
    let strange = [
        "ߒߞߏ ߛߓߍ߫ ߞߎ߬ߙߎ߲߬ߘߎ",
        "👩🏿‍⚖️👩‍👩‍👧",
        "حقوق المرأة في مالي",
        "\u{202e}abc\u{202c}",
        "e\u{301}\u{301}\u{301}",
        "ﷺ",
        "İıſẞΣς",
        "'’'l'",
        "l'",
        "n'",
        "a/b/c",
        "-.-/&",
        "A.B",
        "\0\u{1}\t",
        "\u{10ffff}",
        "ऀ",
        "한글",
        "ŉ",
        "'''é'''",
        "C.O.",
        "1/2/3",
    ];
    let mut builder = Index::builder();
    let floods = [
        "x".repeat(10_000),
        "e\u{301}".repeat(5_000),
        "\u{301}".repeat(10_000),
        "a-".repeat(5_000),
        "l'".repeat(5_000),
        "ɲ".repeat(10_000),
        "A.".repeat(5_000),
        " ".repeat(10_000),
        "ﷺ".repeat(10_000),
        "mot ".repeat(2_500),
    ];
    let pairs = strange.iter().flat_map(|one| strange.map(|other| format!("{one}{other}")));
    for (key, text) in pairs.chain(floods).enumerate() {
        builder.add(key, 1, &text);
        assert!(
            index_terms(&text).iter().all(|term| !term.is_empty() && !term.contains(char::is_whitespace))
        );
        assert!(query_terms(&text).iter().all(|term| !term.alternatives.is_empty()));
        assert!(!slug(&text).is_empty() && !sort_key(&text).is_empty());
    }
    let index = builder.build();
    for text in strange {
        index.search(&query_terms(text));
        index.suggest(text);
    }
}

#[test]
fn the_short_ways_lead_where_the_long_ones_do() {
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_normalization::char::is_combining_mark;
    let cleaned = |text: &str| -> String {
        let composed = text.chars().map(fold::apostrophe).nfkc().map(fold::apostrophe);
        composed.filter(|letter| !fold::is_invisible(*letter)).collect()
    };
    let bare = |text: &str| -> String {
        let apart = text.chars().map(fold::apostrophe).nfkd().flat_map(char::to_lowercase);
        let bare = apart.filter(|it| !is_combining_mark(*it) && !fold::is_invisible(*it));
        bare.map(fold::apostrophe).collect()
    };
    let check = |text: &str| {
        let mut letters = String::new();
        fold::for_each_bare(text, |letter| letters.push(letter));
        assert_eq!(letters, bare(text), "{text:?}");
        assert_eq!(words::clean(text), cleaned(text), "{text:?}");
    };
    // All but the Han letters and most of the Hangul, which are as their first ones.
    let letters = ('\0'..='\u{33ff}').chain('\u{a640}'..='\u{a7ff}').chain('\u{ac00}'..='\u{ac40}');
    for letter in letters.chain('\u{f900}'..='\u{ffff}') {
        for after in ["", "\u{301}", "\u{ad}\u{301}", "\u{1161}", "’"] {
            check(&format!("e\u{200b}{letter}{after}"));
        }
        check(&format!("{letter}e"));
    }
}
