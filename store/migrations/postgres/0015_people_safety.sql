-- Who counts as one of two: since when she is what she is, by somebody's hand. 0: as the operator of the machine made her.
alter table person add column settled_since bigint not null default 0;

-- An address that somebody wishes, until she typed the words of the letter that went there. Nobody is kept from it.
create table email_wish (
    person_id text not null primary key references person (id) on delete cascade,
    email text not null,
    asked_at bigint not null,
    code_hash text,
    written_at bigint
);
-- The letters of the last day: to an address, known by its hash alone, and for the wishes of one person.
create table address_letter (
    id text not null primary key,
    person_id text not null,
    address_hash text not null,
    written_at bigint not null
);
create index address_letter_by_address on address_letter (address_hash, written_at);
create index address_letter_by_person on address_letter (person_id, written_at);
