-- People: what they decided, who vouches for them, how they come in and back in, and what staff did.
alter table person add column icon text not null default 'calebasse';
alter table person add column moderates text not null default '';
alter table person add column skeleton text;
alter table person add column email text;
alter table person add column settings text not null default '{}';
alter table person add column totp_secret text;
alter table person add column totp_waiting text;
alter table person add column totp_step bigint not null default 0;
alter table person add column shut_out_at bigint;
alter table person add column rights_version bigint not null default 0;
create unique index person_by_skeleton on person (skeleton);
create unique index person_by_email on person (email);

alter table session add column handle text not null default '';
alter table session add column strength text not null default 'phrase';
alter table session add column device text not null default 'autre/autre';
alter table session add column stays bigint not null default 0;
alter table session add column seen_at bigint not null default 0;
alter table session add column rights_version bigint not null default 0;

create table affiliation (
    person_id text not null references person (id) on delete cascade,
    organization_id text not null references organization (id) on delete cascade,
    role text not null,
    vouched_by text,
    since bigint not null,
    primary key (person_id, organization_id)
);
create index affiliation_by_organization on affiliation (organization_id);

create table invitation (
    id text not null primary key,
    organization_id text not null references organization (id) on delete cascade,
    made_by text,
    role text not null,
    kind text not null,
    code_hash text not null unique,
    places bigint not null,
    used bigint not null,
    made_at bigint not null,
    expires_at bigint not null,
    withdrawn_at bigint
);
create index invitation_by_organization on invitation (organization_id);

create table join_request (
    person_id text not null references person (id) on delete cascade,
    organization_id text not null references organization (id) on delete cascade,
    words text,
    asked_at bigint not null,
    primary key (person_id, organization_id)
);
create index join_request_by_organization on join_request (organization_id);

create table paper_code (
    person_id text not null references person (id) on delete cascade,
    code_hash text not null,
    primary key (person_id, code_hash)
);

-- A recovery that two vouchers open; for a name that nobody has, the row is there without a person.
create table recovery (
    id text not null primary key,
    person_id text references person (id) on delete cascade,
    code_hash text not null unique,
    secret_hash text not null unique,
    started_at bigint not null,
    expires_at bigint not null,
    first_voucher text,
    second_voucher text,
    done_at bigint
);
create index recovery_by_person on recovery (person_id);

create table passkey (
    credential_id text not null primary key,
    person_id text not null references person (id) on delete cascade,
    name text not null,
    data text not null,
    made_at bigint not null,
    used_at bigint
);
create index passkey_by_person on passkey (person_id);

create table blocked (
    person_id text not null references person (id) on delete cascade,
    blocked_id text not null references person (id) on delete cascade,
    since bigint not null,
    primary key (person_id, blocked_id)
);

-- What staff did: only ever added to, each entry's hash covers the one before.
create table audit (
    seq bigint not null primary key,
    made_at bigint not null,
    actor text,
    deed text not null,
    subject text not null,
    reason text,
    hash text not null
);
create table audit_head (
    name text not null primary key,
    seq bigint not null,
    hash text not null
);
insert into audit_head (name, seq, hash) values ('audit', 0, '');

create table notice (
    id text not null primary key,
    person_id text not null references person (id) on delete cascade,
    kind text not null,
    what text not null,
    who text,
    href text not null,
    made_at bigint not null,
    read_at bigint,
    mailed_at bigint
);
create index notice_by_person on notice (person_id, made_at);

-- Letters that wait for the mail server.
create table letter (
    id text not null primary key,
    recipient text not null,
    subject text not null,
    body text not null,
    made_at bigint not null,
    send_after bigint not null,
    tries bigint not null,
    sent_at bigint,
    given_up_at bigint
);
create index letter_by_time on letter (send_after);

-- Deeds that two administrators must agree to.
create table agreement (
    id text not null primary key,
    deed text not null,
    subject text not null,
    reason text not null,
    asked_by text not null,
    asked_at bigint not null,
    expires_at bigint not null,
    agreed_by text,
    agreed_at bigint,
    used_at bigint
);

-- A visitor comes back for the answer with a code.
alter table message add column answer_code_hash text;
create unique index message_by_answer_code on message (answer_code_hash);
create table message_answer (
    id text not null primary key,
    message_id text not null references message (id) on delete cascade,
    person_id text,
    body text not null,
    made_at bigint not null,
    by_organization bigint not null
);
create index message_answer_by_message on message_answer (message_id);
