-- Where a case waits: the queue of a moderator is a range of an index for each of her spaces.
alter table moderation_case add column space_id text not null default '';
update moderation_case set space_id =
    (select t.space_id from post m join topic t on t.id = m.topic_id where m.id = moderation_case.post_id);
-- Of what was erased nothing is left to decide.
update moderation_case set waiting = 0, claimed_by = null, claimed_at = null
    where waiting = 1 and post_id in (select id from post where visible in ('retire', 'efface'));
drop index moderation_case_waiting;
create index moderation_case_waiting on moderation_case (space_id, waiting, urgent desc, opened_at, post_id);
drop index measure_waiting;
create index measure_waiting on measure (space_id, waiting, appealed_at, id);
-- Requests to join are answered in the order in which they came.
create index join_request_asked on join_request (asked_at, person_id);
-- What is taken is found by when it was taken.
create index claim_at on claim (claimed_at);

-- The titles that a topic had before: shown to its readers, or kept for her who began it and for moderators. What was erased is an
-- ellipsis.
create table topic_title (
    topic_id text not null references topic (id) on delete cascade,
    version bigint not null,
    until bigint not null,
    title text not null,
    withheld bigint not null,
    primary key (topic_id, version)
);
alter table topic add column retitled_at bigint;

-- Former words that readers are not shown. Whoever corrected hers until today was told that nobody would read them.
alter table post_revision add column withheld bigint not null default 0;
update post_revision set withheld = 1;
