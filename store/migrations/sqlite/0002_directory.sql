-- Organisations, the terms that describe them, imports and messages.
-- Ids are UUIDs made by the application, times are Unix milliseconds, days are ISO text, booleans are 0 or 1.
create table counter (
    name text not null primary key,
    value bigint not null
);
insert into counter (name, value) values ('directory', 1);

create table term (
    id text not null primary key,
    scheme text not null,
    parent_id text,
    icon text not null,
    dac_code text,
    french text not null,
    bambara text,
    english text,
    position bigint not null
);

create table organization (
    id text not null primary key,
    slug text not null unique,
    name text not null,
    acronym text,
    kind text not null,
    mission text,
    founded bigint,
    legal_status text,
    web text,
    accepts_messages bigint not null,
    logo text,
    state text not null,
    example bigint not null,
    source text,
    verified_on text,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null
);

create table organization_name (
    organization_id text not null references organization (id) on delete cascade,
    position bigint not null,
    name text not null,
    primary key (organization_id, position)
);

create table organization_language (
    organization_id text not null references organization (id) on delete cascade,
    position bigint not null,
    language text not null,
    primary key (organization_id, position)
);

create table organization_phone (
    organization_id text not null references organization (id) on delete cascade,
    position bigint not null,
    number text not null,
    whatsapp bigint not null,
    primary key (organization_id, position)
);

create table membership (
    organization_id text not null references organization (id) on delete cascade,
    position bigint not null,
    parent_id text not null,
    primary key (organization_id, position)
);
create index membership_by_parent on membership (parent_id);

create table organization_term (
    organization_id text not null references organization (id) on delete cascade,
    position bigint not null,
    term_id text not null references term (id),
    primary key (organization_id, position)
);

create table coverage (
    organization_id text not null references organization (id) on delete cascade,
    position bigint not null,
    region text not null,
    commune text,
    primary key (organization_id, position)
);

create table service (
    id text not null primary key,
    organization_id text not null references organization (id) on delete cascade,
    position bigint not null,
    title text not null,
    description text,
    verified_on text
);
create index service_by_organization on service (organization_id, position);

create table organization_document (
    organization_id text not null references organization (id) on delete cascade,
    position bigint not null,
    title text not null,
    url text not null,
    primary key (organization_id, position)
);

create table logo (
    hash text not null primary key,
    png blob not null
);

create table import (
    id text not null primary key,
    person_id text,
    at bigint not null,
    file_name text not null,
    content blob,
    done bigint not null,
    created bigint not null,
    changed bigint not null,
    undone_at bigint
);
create index import_by_time on import (done, at);

create table import_change (
    import_id text not null references import (id) on delete cascade,
    organization_id text not null,
    before text,
    version bigint not null,
    primary key (import_id, organization_id)
);

create table message (
    id text not null primary key,
    organization_id text not null references organization (id) on delete cascade,
    kind text not null,
    body text not null,
    reply_to text,
    received_at bigint not null,
    done_at bigint
);
create index message_by_time on message (received_at);
