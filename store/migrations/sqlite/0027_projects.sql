-- Projects and the reports of activities. What is said of each is one value, read and written whole (docs/decisions/0045).
create table project (
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
create index project_organization on project (organization_id, updated_at);
create index project_published on project (published);

create table activity (
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
create index activity_organization on activity (organization_id, updated_at);
create index activity_published on activity (published);

insert into counter (name, value) values ('project', 1);
