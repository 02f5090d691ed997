//! Posts that wait for somebody's look before others see them, or in full view as the first words of somebody new.

use crate::statements::statements;

macro_rules! closing {
    () => {
        "update moderation_case set held_by = null, claimed_by = null, claimed_at = null, version = version + 1, \
        waiting = case when waiting = 1 and exists (select 1 from post m join topic t on t.id = m.topic_id \
        where m.id = moderation_case.post_id and m.number = 1 and t.withheld = 1) then 1 else 0 end "
    };
}

statements! {
    /// The first words of somebody new, unless they wait for another reason already.
    pub(super) FIRST_WORDS = "insert into moderation_case (post_id, space_id, cause, urgent, flags, opened_at, waiting, version) \
        select m.id, t.space_id, 'premier', 0, 0, $2, 1, 1 from post m join topic t on t.id = m.topic_id where m.id = $1 \
        on conflict (post_id) do nothing";
    /// A post that is held back; by what is noted afterwards.
    pub(crate) HOLD = "insert into moderation_case (post_id, space_id, cause, urgent, flags, opened_at, waiting, version) \
        select m.id, t.space_id, 'retenu', 0, 0, $2, 1, 1 from post m join topic t on t.id = m.topic_id where m.id = $1 on conflict (post_id) do update set cause = excluded.cause, waiting = 1, \
        opened_at = excluded.opened_at, claimed_by = null, claimed_at = null, held_by = null, version = moderation_case.version + 1";
    pub(super) HELD_BY = "update moderation_case set held_by = $2 where post_id = $1 and cause = 'retenu' \
        and exists (select 1 from post m where m.id = $1 and m.author_id = $3)";
    /// Of what was erased nothing is left to decide, unless its title is hidden with it.
    pub(crate) CLOSE = concat!(closing!(), "where post_id = $1");
    pub(crate) CLOSE_ALL_OF = concat!(closing!(), "where post_id in (select id from post where author_id = $1)");
    /// A case stands in the space of its topic.
    pub(crate) MOVE_CASES = "update moderation_case set space_id = $2 where post_id in (select id from post where topic_id = $1)";
    /// A topic that waited with the post that opens it, and that nobody decided about since.
    pub(super) RELEASE = "update topic set visible = 'montre', version = 2 where id in (select topic_id from post where id = $1 and number = 1) \
        and visible = 'masque' and version = 1 and merged_into is null returning space_id";
    pub(super) HOLD_AGAIN = "update topic set visible = 'masque', version = 1 where id in (select topic_id from post where id = $1 and number = 1) \
        and visible = 'montre' and version = 2 returning space_id";
    /// Hides the topic that a post opens, for its title says it too: if a reader says that somebody is in danger by it and nobody found
    /// that untrue, or if the second value is 1.
    pub(super) WITHHOLD_TOPIC = "update topic set visible = 'masque', withheld = 1, version = version + 1 \
        where id in (select topic_id from post where id = $1 and number = 1) and visible = 'montre' and merged_into is null \
        and (cast($2 as bigint) = 1 or exists (select 1 from flag f where f.post_id = $1 and f.reason = 'danger' \
        and (f.unfounded is null or f.unfounded = 0))) returning space_id";
    /// Shows it again; while such a flag stands only if the second value is 1.
    pub(super) SHOW_TOPIC = "update topic set visible = 'montre', withheld = 0, version = version + 1 \
        where id in (select topic_id from post where id = $1 and number = 1) and withheld = 1 and visible = 'masque' and merged_into is null \
        and (cast($2 as bigint) = 1 or not exists (select 1 from flag f where f.post_id = $1 and f.reason = 'danger' \
        and (f.unfounded is null or f.unfounded = 0))) returning space_id";
}

/// Lets a post that others do not see yet wait in the transaction `$tx` of either engine; used inside `writing!`.
macro_rules! holding {
    ($tx:ident, $post:expr, $now:expr) => {
        if $post.visible == model::forum::Visible::Hidden {
            sqlx::query($crate::moderation::HOLD)
                .bind($post.id.to_string())
                .bind($now.0)
                .execute(&mut *$tx)
                .await?;
        }
    };
}
pub(crate) use holding;

/// Shows or hides the topic that waits with a post, counts it, and says whether it was another before.
macro_rules! topic_seen {
    ($tx:ident, $statement:ident, $post:ident, $step:expr $(, $surely:expr)?) => {{
        let seen = sqlx::query_scalar($statement).bind(&$post)$(.bind(i64::from($surely)))?;
        let space: Option<String> = seen.fetch_optional(&mut *$tx).await?;
        let changed = space.is_some();
        if let Some(space) = space {
            sqlx::query($crate::forum::COUNT_TOPICS).bind(space).bind($step).execute(&mut *$tx).await?;
        }
        changed
    }};
}
pub(super) use topic_seen;
