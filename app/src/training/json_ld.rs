//! schema.org's words about a path that everybody may read.

use super::path_path;
use crate::page::Request;
use model::directory::Catalogue;
use model::forum::{plain, shortened};
use model::training::Path;
use serde_json::{Value, json};

/// How much of the goal is told, in characters.
const TOLD: usize = 300;

/// What the page says.
pub fn json_ld(request: &Request, catalogue: &Catalogue, path: &Path) -> Value {
    let (own, site) = (&path.content, &request.site);
    let provider = catalogue.get_published(path.organization).map(|it| {
        json!({ "@type": "Organization", "name": it.name.as_str(), "url": format!("{site}/annuaire/{}", it.slug) })
    });
    // A duration of ISO 8601.
    let long = format!("PT{}M", path.minutes());
    json!({
        "@context": "https://schema.org",
        "@type": "Course",
        "name": own.title.as_str(),
        "url": format!("{site}{}", path_path(path)),
        "description": shortened(&plain(own.goal.as_str()), TOLD),
        "inLanguage": own.language.code(),
        "isAccessibleForFree": true,
        "provider": provider,
        "hasCourseInstance": { "@type": "CourseInstance", "courseMode": "online", "courseWorkload": long },
        "syllabusSections": path
            .lessons
            .iter()
            .map(|it| json!({ "@type": "Syllabus", "name": it.content.title.as_str() }))
            .collect::<Vec<_>>(),
    })
}
