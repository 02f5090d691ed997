-- Who counts as one of two: since when she is what she is, by somebody's hand. 0: as the operator of the machine made her.
alter table person add column settled_since bigint not null default 0;

-- An e-mail that somebody wishes, until she typed the words of the letter that went there. Nobody is kept from it.
create table email_wish (
    person_id text not null primary key references person (id) on delete cascade,
    email text not null,
    asked_at bigint not null,
    code_hash text,
    written_at bigint
);
-- The letters of the last day: to an e-mail, known by its hash alone, and for the wishes of one person.
create table email_letter (
    id text not null primary key,
    person_id text not null,
    email_hash text not null,
    written_at bigint not null
);
create index email_letter_by_email on email_letter (email_hash, written_at);
create index email_letter_by_person on email_letter (person_id, written_at);

-- Forms that came, by a key that tells nothing, and where they led: what is sent twice is done once.
create table receipt (
    form_key text not null primary key,
    begun_at bigint not null,
    place text
);
create index receipt_by_time on receipt (begun_at);
