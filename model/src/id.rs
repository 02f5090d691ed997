//! Ids: UUIDs made by the application (version 7, see `domain::Chance`), one type per thing so that none stands in for another.

use crate::time::Moment;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Declares an id type around a UUID.
macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID that `domain` made.
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// Reads the hyphenated form; anything else is `None`.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }

            /// When it was made, if it says so (version 7).
            pub const fn made_at(self) -> Option<Moment> {
                let bits = self.0.as_u128();
                let made = (bits >> 80) as i64;
                if bits >> 76 & 0xf == 7 { Some(Moment(made)) } else { None }
            }

            /// The UUID itself, for formats that have a type for it.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(formatter)
            }
        }
    };
}

id!(
    /// An organisation of the directory.
    OrganizationId
);
id!(
    /// A service that an organisation offers.
    ServiceId
);
id!(
    /// A person who can sign in.
    PersonId
);
id!(
    /// A message sent to an organisation, or a report of an error on its page.
    MessageId
);
id!(
    /// An answer in a conversation.
    AnswerId
);
id!(
    /// An invitation of an organisation.
    InvitationId
);
id!(
    /// A recovery of an account that two vouchers must open.
    RecoveryId
);
id!(
    /// A phone that rings when there is news.
    DeviceId
);
id!(
    /// Something told to a person.
    NoticeId
);
id!(
    /// A proposal that a circle answers.
    ProposalId
);
id!(
    /// A deed that two administrators must agree to.
    AgreementId
);
id!(
    /// One import of a spreadsheet.
    ImportId
);
id!(
    /// A document of the library.
    DocumentId
);
id!(
    /// A file of a document.
    FileId
);
id!(
    /// A file that is on its way.
    UploadId
);
id!(
    /// A space of the forum.
    SpaceId
);
id!(
    /// A topic of the forum.
    TopicId
);
id!(
    /// A post of the forum.
    PostId
);
id!(
    /// A project.
    ProjectId
);
id!(
    /// An activity, of a project or of none.
    ActivityId
);
id!(
    /// A meeting.
    EventId
);
id!(
    /// Somebody's registration for a meeting.
    RegistrationId
);
id!(
    /// A certificate.
    CertificateId
);
id!(
    /// What a certificate is about: the id of a meeting or of a training.
    EarnedId
);
id!(
    /// An article.
    ArticleId
);
id!(
    /// A campaign.
    CampaignId
);
id!(
    /// An action plan.
    ActionPlanId
);
id!(
    /// A path of training.
    PathId
);
id!(
    /// A FFOM.
    SwotId
);
id!(
    /// A group that goes a path together.
    GroupId
);
id!(
    /// A collection of documents.
    CollectionId
);
id!(
    /// A measure towards a person.
    MeasureId
);
id!(
    /// A note of staff about a member.
    NoteId
);
