//! schema.org's words about a topic that everybody may read: a question with its answers, or an exchange.

use super::parts::{name, post_path, topic_path};
use crate::t::Locale;
use domain::forum::TopicPage;
use model::forum::{Post, TopicKind, Visible};
use serde_json::{Value, json};

/// What the page says. A question whose answer stands on it is one; everything else is an exchange.
pub fn json_ld(locale: Locale, page: &TopicPage, site: &str) -> Value {
    let shown: Vec<&Post> = page.posts.iter().filter(|it| it.visible == Visible::Shown).collect();
    let first = shown.iter().copied().find(|it| it.number == 1);
    let answer = shown.iter().copied().find(|it| Some(it.number) == page.topic.answer);
    match (page.topic.kind, first, answer) {
        (TopicKind::Question, Some(first), Some(answer)) => {
            question(locale, page, site, first, answer, &shown)
        }
        _ => exchange(locale, page, site, first, &shown),
    }
}

fn question(
    locale: Locale,
    page: &TopicPage,
    site: &str,
    first: &Post,
    answer: &Post,
    shown: &[&Post],
) -> Value {
    let others = shown.iter().filter(|it| it.number > 1 && it.number != answer.number);
    let others: Vec<Value> = others.map(|it| said(locale, page, site, "Answer", it)).collect();
    json!({
        "@context": "https://schema.org",
        "@type": "QAPage",
        "mainEntity": {
            "@type": "Question",
            "name": page.topic.title.as_str(),
            "inLanguage": page.space.language.code(),
            "url": address(page, site),
            "text": first.text.as_str(),
            "dateCreated": page.topic.created_at.rfc3339(),
            "author": author(locale, page, first),
            "answerCount": page.topic.replies(),
            "upvoteCount": first.thanks,
            "acceptedAnswer": said(locale, page, site, "Answer", answer),
            "suggestedAnswer": others,
        },
    })
}

fn exchange(locale: Locale, page: &TopicPage, site: &str, first: Option<&Post>, shown: &[&Post]) -> Value {
    let comments = shown.iter().filter(|it| it.number > 1);
    let comments: Vec<Value> = comments.map(|it| said(locale, page, site, "Comment", it)).collect();
    json!({
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": page.topic.title.as_str(),
        "inLanguage": page.space.language.code(),
        "url": address(page, site),
        "datePublished": page.topic.created_at.rfc3339(),
        "text": first.map(|it| it.text.as_str()),
        "author": first.map(|it| author(locale, page, it)),
        "commentCount": page.topic.replies(),
        "comment": comments,
    })
}

fn said(locale: Locale, page: &TopicPage, site: &str, kind: &str, it: &Post) -> Value {
    json!({
        "@type": kind,
        "url": format!("{site}{}", post_path(&page.space, &page.topic, it.number)),
        "text": it.text.as_str(),
        "dateCreated": it.created_at.rfc3339(),
        "author": author(locale, page, it),
        "upvoteCount": it.thanks,
    })
}

fn author(locale: Locale, page: &TopicPage, it: &Post) -> Value {
    json!({ "@type": "Person", "name": name(locale, &it.author, page.topic.example) })
}

fn address(page: &TopicPage, site: &str) -> String {
    format!("{site}{}", topic_path(&page.space, &page.topic))
}
