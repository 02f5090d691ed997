-- Certificates (docs/decisions/0061). The code that opens one is made of its id and of a secret that is not here; its hash finds it.
create table certificate (
    id text not null primary key,
    kind text not null,
    -- The meeting or the training, which may be gone while the certificate is not.
    subject text not null,
    title text not null,
    -- Neither goes with its row: what was given is told to be withdrawn, not to be a forgery.
    organization_id text not null,
    from_day text not null,
    to_day text not null,
    -- By what name; none once it was withdrawn.
    name text,
    person_id text references person (id) on delete set null,
    given_at bigint not null,
    withdrawn_at bigint,
    code_hash text not null unique,
    -- Who may ask for it: one claim is one certificate.
    claim text unique,
    -- Whether the organisation named her itself: then it keeps the name in its list.
    named bigint not null default 0
);
create index certificate_organization on certificate (organization_id, given_at, id);
create index certificate_subject on certificate (organization_id, subject, kind, given_at, id);
create index certificate_person on certificate (person_id, given_at, id);

-- When somebody who registered came, if the door says so.
alter table registration add column came_at bigint;
