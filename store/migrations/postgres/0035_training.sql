-- Paths of training. What is said of one, its lessons and their quizzes are one value (docs/decisions/0045, 0059).
create table training_path (
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
create index training_path_organization on training_path (organization_id, updated_at);
create index training_path_published on training_path (published);

-- Which quiz a member passed, and on which day: no answer, no try, no hour.
create table training_passed (
    person_id text not null references person (id) on delete cascade,
    path_id text not null references training_path (id) on delete cascade,
    lesson bigint not null,
    edition bigint not null,
    passed_on text not null,
    primary key (person_id, path_id, lesson)
);
create index training_passed_path on training_passed (path_id);

-- Groups that went a path in one room, counted. They stay when the path is no more.
create table training_group (
    id text not null primary key,
    organization_id text not null references organization (id) on delete cascade,
    path_id text not null,
    content text not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null
);
create index training_group_organization on training_group (organization_id, created_at);

insert into counter (name, value) values ('training', 1);
