-- What came out of the outbox of a phone: a key of what it said, so that who sends something else under the same id is told so.
alter table receipt add column content text;
