-- Articles. What is said in one is one value, read and written whole (docs/decisions/0045, 0050).
create table article (
    id text not null primary key,
    slug text not null unique,
    organization_id text not null references organization (id) on delete cascade,
    content text not null,
    state text not null,
    remark text,
    entered_by text references person (id) on delete set null,
    pinned_until bigint,
    example bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    published_at bigint,
    version bigint not null
);
create index article_organization on article (organization_id, updated_at);
create index article_state on article (state, updated_at);
create index article_entered_by on article (entered_by);

insert into counter (name, value) values ('article', 1);
