-- Spaces of working groups, whose people come from several organisations; and the language of each space.
alter table space add column language text not null default 'fr';

-- A place in a working group. It ends with her place in the organisation that she came for.
create table space_seat (
    space_id text not null references space (id) on delete cascade,
    person_id text not null,
    organization_id text not null,
    since bigint not null,
    primary key (space_id, person_id),
    foreign key (person_id, organization_id) references affiliation (person_id, organization_id) on delete cascade
);
create index space_seat_person on space_seat (person_id, organization_id);

-- Words with which members come into a working group; kept as a hash alone.
create table space_words (
    space_id text not null primary key references space (id) on delete cascade,
    code_hash text not null unique,
    places bigint not null,
    used bigint not null,
    expires_at bigint not null
);
