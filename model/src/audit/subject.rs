//! What an entry of the log is about.

use crate::directory::TermId;
use crate::id::{
    ActionPlanId, ActivityId, AgreementId, ArticleId, CampaignId, CertificateId, CollectionId, DocumentId,
    EventId, ImportId, InvitationId, MessageId, OrganizationId, PathId, PersonId, ProjectId, SpaceId, SwotId,
};

/// What a deed was done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The site as a whole.
    Site,
    /// A person.
    Person(PersonId),
    /// An organisation.
    Organization(OrganizationId),
    /// An import.
    Import(ImportId),
    /// A message.
    Message(MessageId),
    /// An invitation.
    Invitation(InvitationId),
    /// An agreement of two.
    Agreement(AgreementId),
    /// A term of the vocabularies.
    Term(TermId),
    /// A document of the library.
    Document(DocumentId),
    /// A collection of documents.
    Collection(CollectionId),
    /// A project.
    Project(ProjectId),
    /// An activity.
    Activity(ActivityId),
    /// A meeting.
    Event(EventId),
    /// A certificate.
    Certificate(CertificateId),
    /// An article.
    Article(ArticleId),
    /// A campaign.
    Campaign(CampaignId),
    /// An action plan.
    Plan(ActionPlanId),
    /// A FFOM.
    Swot(SwotId),
    /// A path of training.
    Path(PathId),
    /// A space of the forum.
    Space(SpaceId),
    /// A topic of the forum, by its number.
    Topic(i64),
    /// A post of the forum, by the numbers of its topic and of itself.
    Post(i64, i64),
}

impl Subject {
    /// The numbers in what `code` wrote of a post.
    pub fn post_in(code: &str) -> Option<(i64, i64)> {
        let (topic, number) = code.strip_prefix("post:")?.split_once('.')?;
        Some((topic.parse().ok()?, number.parse().ok()?))
    }

    /// As it is kept: `organization:0190…`.
    pub fn code(&self) -> String {
        match self {
            Self::Site => "site".to_owned(),
            Self::Person(id) => format!("person:{id}"),
            Self::Organization(id) => format!("organization:{id}"),
            Self::Import(id) => format!("import:{id}"),
            Self::Message(id) => format!("message:{id}"),
            Self::Invitation(id) => format!("invitation:{id}"),
            Self::Agreement(id) => format!("agreement:{id}"),
            Self::Term(id) => format!("term:{}", id.as_str()),
            Self::Document(id) => format!("document:{id}"),
            Self::Collection(id) => format!("collection:{id}"),
            Self::Project(id) => format!("project:{id}"),
            Self::Activity(id) => format!("activity:{id}"),
            Self::Event(id) => format!("event:{id}"),
            Self::Certificate(id) => format!("certificate:{id}"),
            Self::Article(id) => format!("article:{id}"),
            Self::Campaign(id) => format!("campaign:{id}"),
            Self::Plan(id) => format!("plan:{id}"),
            Self::Swot(id) => format!("swot:{id}"),
            Self::Path(id) => format!("path:{id}"),
            Self::Space(id) => format!("space:{id}"),
            Self::Topic(id) => format!("topic:{id}"),
            Self::Post(topic, number) => format!("post:{topic}.{number}"),
        }
    }

    /// Reads what `code` wrote.
    pub fn read(code: &str) -> Self {
        let (kind, id) = code.split_once(':').unwrap_or((code, ""));
        let read = match kind {
            "person" => PersonId::parse(id).map(Self::Person),
            "organization" => OrganizationId::parse(id).map(Self::Organization),
            "import" => ImportId::parse(id).map(Self::Import),
            "message" => MessageId::parse(id).map(Self::Message),
            "invitation" => InvitationId::parse(id).map(Self::Invitation),
            "agreement" => AgreementId::parse(id).map(Self::Agreement),
            "term" => Some(Self::Term(TermId(id.to_owned()))),
            "document" => DocumentId::parse(id).map(Self::Document),
            "collection" => CollectionId::parse(id).map(Self::Collection),
            "project" => ProjectId::parse(id).map(Self::Project),
            "activity" => ActivityId::parse(id).map(Self::Activity),
            "event" => EventId::parse(id).map(Self::Event),
            "certificate" => CertificateId::parse(id).map(Self::Certificate),
            "article" => ArticleId::parse(id).map(Self::Article),
            "campaign" => CampaignId::parse(id).map(Self::Campaign),
            "plan" => ActionPlanId::parse(id).map(Self::Plan),
            "swot" => SwotId::parse(id).map(Self::Swot),
            "path" => PathId::parse(id).map(Self::Path),
            "space" => SpaceId::parse(id).map(Self::Space),
            "topic" => id.parse().ok().map(Self::Topic),
            "post" => Self::post_in(code).map(|(topic, number)| Self::Post(topic, number)),
            _ => None,
        };
        read.unwrap_or(Self::Site)
    }
}
