-- Campaigns. What is said of one, what was promised and what was signed on paper are one value (docs/decisions/0045, 0051).
create table campaign (
    id text not null primary key,
    slug text not null unique,
    organization_id text not null references organization (id) on delete cascade,
    content text not null,
    published bigint not null,
    example bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null
);
create index campaign_organization on campaign (organization_id, updated_at);
create index campaign_published on campaign (published);

-- Who supports one online: a seal and a year, neither a name nor a moment.
create table support (
    campaign_id text not null references campaign (id) on delete cascade,
    supporter text not null,
    kind text not null,
    year bigint not null,
    primary key (campaign_id, supporter)
);

insert into counter (name, value) values ('campaign', 1);
