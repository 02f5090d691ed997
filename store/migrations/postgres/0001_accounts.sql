-- People who can sign in, and their sessions (ids only as hashes).
create table person (
    id text not null primary key,
    name text not null,
    folded_name text not null unique,
    passphrase_hash text not null,
    administrator bigint not null,
    created_at bigint not null
);

create table session (
    id_hash text not null primary key,
    data text not null,
    person_id text,
    created_at bigint not null,
    expires_at bigint not null
);
create index session_by_expiry on session (expires_at);
create index session_by_person on session (person_id);
