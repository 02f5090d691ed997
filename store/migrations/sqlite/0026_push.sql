-- Phones that ring: where each is reached stands encrypted, and is known again by its hash. One that must ring has a moment for it, and
-- keeps it until it rang: what it says is the same for all news, so that one moment stands for all of them.
create table push_device (
    id text not null primary key,
    person_id text not null references person (id) on delete cascade,
    -- The session that it rings for; none from when that was over until she signs in there again.
    session text,
    asleep_at bigint,
    -- What its cookie is kept as: whoever signs in there takes it over.
    token_hash text not null unique,
    endpoint_hash text not null unique,
    sealed text not null,
    discreet bigint not null,
    made_at bigint not null,
    ring_at bigint,
    tries bigint not null,
    tested_at bigint
);
create index push_device_by_person on push_device (person_id);
create index push_device_by_time on push_device (ring_at);
create index session_by_handle on session (handle);
alter table notice add column pushed_at bigint;
