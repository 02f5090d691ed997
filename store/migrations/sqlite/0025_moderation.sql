-- What was once found dangerous is found in the log, whatever was decided about it afterwards.
create index audit_by_subject on audit (space_id, subject);

-- What holds a post back: words of its space's list, and what was strange about its form.
alter table moderation_case add column held_by text;

-- When a topic became one with another: pages that are open hear of it, whichever process did it.
alter table topic add column merged_at bigint;
create index topic_merged on topic (merged_at);

-- The second of a recording at which a reader heard what she points at.
alter table flag add column second bigint;
