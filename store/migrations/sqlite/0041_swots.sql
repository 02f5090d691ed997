-- FFOM of a project, an organisation or a mechanism of a commune. What is said of one and its lines are one value, kept as projects and
-- reports are (docs/decisions/0045, 0062, 0066); the counter says that readers see something else.
create table swot (
    id text not null primary key,
    slug text not null unique,
    organization_id text not null references organization (id) on delete cascade,
    content text not null,
    published bigint not null,
    example bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    changed bigint not null
);
create index swot_organization on swot (organization_id, updated_at);
create index swot_published on swot (published);
insert into counter (name, value) values ('swot', 1);
