//! What goes along with posts that come to another topic: how far people read, whether they follow, and what they were told.

use crate::statements::statements;

statements! {
    /// Who was in the other topic alone reads on where she was: what stood here before is no news to her.
    pub(super) MOVE_READERS = "update topic_reader set topic_id = $2, seen = seen + $3 where topic_id = $1 \
        and person_id not in (select r.person_id from topic_reader r where r.topic_id = $2)";
    /// Who was in both follows this one if she followed one of them, unless she mutes it. Of what she was told in both, the unread
    /// news stay.
    pub(super) JOIN_READERS = "update topic_reader set \
        seen = case when seen >= $3 then $3 + (select f.seen from topic_reader f where f.topic_id = $1 and f.person_id = topic_reader.person_id) else seen end, \
        seen_at = case when stance = 'lu' then (select f.seen_at from topic_reader f where f.topic_id = $1 and f.person_id = topic_reader.person_id) else seen_at end, \
        news_id = case when told = 0 and stance <> 'muet' then (select f.news_id from topic_reader f where f.topic_id = $1 and f.person_id = topic_reader.person_id) else news_id end, \
        told = case when told = 0 and stance <> 'muet' then (select f.told from topic_reader f where f.topic_id = $1 and f.person_id = topic_reader.person_id) else told end, \
        stance = case when stance = 'lu' then (select f.stance from topic_reader f where f.topic_id = $1 and f.person_id = topic_reader.person_id) else stance end \
        where topic_id = $2 and exists (select 1 from topic_reader f where f.topic_id = $1 and f.person_id = topic_reader.person_id)";
    pub(super) FORGET_READERS = "delete from topic_reader where topic_id = $1";
    /// Nobody is told of a merge as of a reply: who follows sees that something is new.
    pub(super) FRESHEN = "update topic_reader set fresh_at = case when stance = 'suivi' \
        and seen < (select t.posts from topic t where t.id = $1) then case when fresh_at = 0 then $2 else fresh_at end else 0 end \
        where topic_id = $1";
    pub(super) MOVE_NAMED = "update notice set topic_id = $2, number = number + $3 where topic_id = $1 and number is not null";
    pub(super) MOVE_NEWS = "update notice set topic_id = $2 where topic_id = $1 and number is null \
        and id in (select r.news_id from topic_reader r where r.topic_id = $2)";
    pub(super) FORGET_NEWS = "delete from notice where topic_id = $1";
    pub(super) MOVE_NAMED_IN = "update notice set topic_id = $3, number = $4 where topic_id = $1 and number = $2";
    /// Who follows or mutes a topic stands alike to the one that was made of its posts, and read as far in it; however many they are, in
    /// one statement. The ids of their news are made of two that nobody shares: when the topic was made, and what is hers alone in
    /// her own id (both are UUIDs of the seventh version).
    pub(super) PART_READERS = "insert into topic_reader (person_id, topic_id, stance, seen, told, news_id, fresh_at, seen_at) \
        select r.person_id, $2, r.stance, case when r.seen >= $4 then $5 else (select count(1) from post_moved x \
        join post m on m.id = x.post_id where x.topic = $3 and x.number <= r.seen and m.topic_id = $2) end, \
        0, substr($2, 1, 19) || substr(r.person_id, 20), 0, r.seen_at \
        from topic_reader r where r.topic_id = $1 and r.stance <> 'lu'";
}

/// Takes readers and news of the topic `$old` along to `$new`, where `$before` posts stood, in the transaction `$tx`.
macro_rules! readers_along {
    ($tx:ident, $old:expr, $new:expr, $before:expr, $now:expr) => {
        use $crate::forum::along;
        for statement in [along::JOIN_READERS, along::MOVE_READERS, along::MOVE_NAMED] {
            sqlx::query(statement).bind($old).bind($new).bind($before).execute(&mut *$tx).await?;
        }
        sqlx::query(along::FORGET_READERS).bind($old).execute(&mut *$tx).await?;
        sqlx::query(along::MOVE_NEWS).bind($old).bind($new).execute(&mut *$tx).await?;
        sqlx::query(along::FORGET_NEWS).bind($old).execute(&mut *$tx).await?;
        sqlx::query(along::FRESHEN).bind($new).bind($now).execute(&mut *$tx).await?;
    };
}
pub(super) use readers_along;
